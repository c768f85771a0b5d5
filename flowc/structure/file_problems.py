"""Problems between files, and of routing tables: a name twice, a key in the wrong file, ragged rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.similar import similar_help
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class EmptyBotFile:
    """`bot.yaml` has nothing in it.

    Why: a bot has at least a name, languages, channels and a flow to start with.
    Since: 0.1
    """

    code: ClassVar[str] = "FC130"
    name: ClassVar[str] = "empty-bot-file"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("`bot.yaml` is empty", "`bot.yaml` kosong"),
            Text("nothing is written here", "tidak ada isi di sini"),
            advice=Text("`flowc init` writes a first one", "`flowc init` menuliskan contoh awalnya"),
        )


@dataclass(frozen=True, slots=True)
class FileWithoutKeys:
    """A file begins with a list or a text instead of keys.

    Why: it cannot be known what it describes.
    Since: 0.1
    """

    code: ClassVar[str] = "FC131"
    name: ClassVar[str] = "file-without-keys"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.span.file)} has no keys like `flows:` at its top",
                f"{quoted(self.span.file)} tidak diawali kunci seperti `flows:`",
            ),
            Text("not a key", "bukan kunci"),
            advice=Text(
                "begin with `flows:`, `messages:` or another key, and indent the rest below it",
                "awali dengan `flows:`, `messages:`, atau kunci lain, lalu jorokkan isinya",
            ),
        )


@dataclass(frozen=True, slots=True)
class DeclaredTwice:
    """Two files declare a thing of the same kind and name.

    Why: one of the two would be lost, and which one would depend on the names of files.
    Since: 0.1
    """

    code: ClassVar[str] = "FC132"
    name: ClassVar[str] = "declared-twice"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    section: str
    written: str
    first: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.written)} is already in `{self.section}` of another file",
                f"{quoted(self.written)} sudah ada di `{self.section}` berkas lain",
            ),
            Text("second time", "yang kedua"),
            also=((self.first, Text("first declared here", "pertama ditulis di sini")),),
            advice=Text("rename or delete one of them", "ganti nama atau hapus salah satunya"),
        )


@dataclass(frozen=True, slots=True)
class BotKeyElsewhere:
    """A key of `bot.yaml` stands in another file.

    Why: what a bot is must be found in one place.
    Since: 0.1
    """

    code: ClassVar[str] = "FC133"
    name: ClassVar[str] = "bot-key-elsewhere"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    key: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"`{self.key}` can stand in `bot.yaml` only", f"`{self.key}` hanya boleh ada di `bot.yaml`"),
            Text("in another file", "ada di berkas lain"),
            advice=Text("move it to `bot.yaml`", "pindahkan ke `bot.yaml`"),
        )


@dataclass(frozen=True, slots=True)
class BlockInTwoFiles:
    """A block whose order matters is written in two files.

    Why: which rule or table comes first would depend on the names of files.
    Since: 0.1
    """

    code: ClassVar[str] = "FC134"
    name: ClassVar[str] = "block-in-two-files"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    key: str
    first: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"`{self.key}` stands in two files, but its order matters",
                f"`{self.key}` ada di dua berkas, padahal urutannya penting",
            ),
            Text("second time", "yang kedua"),
            also=((self.first, Text("first written here", "pertama ditulis di sini")),),
            advice=Text("put all of it into one file", "satukan semuanya dalam satu berkas"),
        )


@dataclass(frozen=True, slots=True)
class MissingSheet:
    """A routing table names a CSV file that is not there.

    Why: without its rows nobody knows where a handover goes.

    Bad:
        routing:
          tujuan: {rows: tidak_ada.csv}
    Good:
        routing:
          tujuan:
            rows: |
              topic | to
              -     | cs
        slots:
          topic: {type: choice, options: [lain], ask: {id: Soal apa?}}
        divisions:
          cs: {name: {id: Layanan Pelanggan}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC135"
    name: ClassVar[str] = "missing-sheet"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    path: str
    known: tuple[str, ...]

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"the file {quoted(self.path)} is missing", f"berkas {quoted(self.path)} tidak ada"),
            Text("not in the bot's folder", "tidak ada di folder bot"),
            advice=similar_help(self.path, self.known, Text("known files", "berkas yang ada")),
        )


@dataclass(frozen=True, slots=True)
class RaggedRow:
    """A row of a table has more or fewer cells than the table has headings.

    Why: its values would slip into other columns.

    Bad:
        routing:
          tujuan:
            rows: |
              topic | to
              -     | cs | high
    Good:
        routing:
          tujuan:
            rows: |
              topic | to | priority
              -     | cs | high
        slots:
          topic: {type: choice, options: [lain], ask: {id: Soal apa?}}
        divisions:
          cs: {name: {id: Layanan Pelanggan}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC136"
    name: ClassVar[str] = "ragged-row"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    cells: int
    headings: int

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"a row has {self.cells} cells under {self.headings} headings",
                f"baris ini punya {self.cells} sel di bawah {self.headings} judul kolom",
            ),
            Text(f"{self.cells} cells", f"{self.cells} sel"),
            advice=Text(
                "write `-` for anything, and leave output cells empty between `|`",
                "tulis `-` untuk apa saja, dan kosongkan sel hasil di antara `|`",
            ),
        )


@dataclass(frozen=True, slots=True)
class EmptyTable:
    """A table has no rows below its headings, or an empty heading.

    Why: it decides nothing, and every handover would be without a place to go.

    Bad:
        routing:
          tujuan:
            rows: |
              topic | to
    Good:
        routing:
          tujuan:
            rows: |
              topic | to
              -     | cs
        slots:
          topic: {type: choice, options: [lain], ask: {id: Soal apa?}}
        divisions:
          cs: {name: {id: Layanan Pelanggan}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC137"
    name: ClassVar[str] = "empty-table"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    heading: bool = False

    def report(self) -> Diagnostic:
        if self.heading:
            return tell(
                self,
                Text("a column of the table has no heading", "ada kolom tabel tanpa judul"),
                Text("heading is missing", "judulnya belum ada"),
            )
        return tell(
            self,
            Text("the table has no rows", "tabel ini belum punya baris"),
            Text("headings alone decide nothing", "judul kolom saja tidak memutuskan apa-apa"),
            advice=Text("add a row: `- | cs`", "tambahkan baris: `- | cs`"),
        )


@dataclass(frozen=True, slots=True)
class BrokenSheet:
    """A CSV file has a quoted cell that is never closed, or text after a closing quote.

    Why: from there on cells cannot be told from each other.
    Since: 0.1
    """

    code: ClassVar[str] = "FC138"
    name: ClassVar[str] = "broken-sheet"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"a quoted cell in {quoted(self.span.file)} does not end rightly",
                f"sel berkutip di {quoted(self.span.file)} tidak ditutup dengan benar",
            ),
            Text("this cell", "sel ini"),
            advice=Text("export the sheet again as CSV", "ekspor ulang lembarnya sebagai CSV"),
        )


@dataclass(frozen=True, slots=True)
class EmptyCell:
    """A cell below an input heading is empty.

    Why: nobody can tell whether it means anything at all, or no value.

    Bad:
        routing:
          tujuan:
            rows: |
              topic | to
                    | cs
    Good:
        routing:
          tujuan:
            rows: |
              topic | to
              -     | cs
        slots:
          topic: {type: choice, options: [lain], ask: {id: Soal apa?}}
        divisions:
          cs: {name: {id: Layanan Pelanggan}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC139"
    name: ClassVar[str] = "empty-cell"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    heading: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"a cell under {quoted(self.heading)} is empty",
                f"ada sel kosong di bawah {quoted(self.heading)}",
            ),
            Text("nothing is written here", "tidak ada isi di sini"),
            advice=Text(
                "write `-` for anything, `null` for no value", "tulis `-` untuk apa saja, `null` untuk kosong"
            ),
        )


@dataclass(frozen=True, slots=True)
class DayTwice:
    """Two keys of a calendar name the same day.

    Why: it is open at one of two times, and nobody knows at which.

    Bad:
        hours:
          toko: {mon-fri: 08:00-17:00, fri: 08:00-11:00}
    Good:
        hours:
          toko: {mon-thu: 08:00-17:00, fri: 08:00-11:00}
    Since: 0.1
    """

    code: ClassVar[str] = "FC140"
    name: ClassVar[str] = "day-twice"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str
    first: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.written)} names a day that already has hours",
                f"{quoted(self.written)} menyebut hari yang sudah punya jam",
            ),
            Text("second time", "yang kedua"),
            also=((self.first, Text("first time", "yang pertama")),),
            advice=Text(
                "name each day once; times on one day are joined by commas",
                "sebut tiap hari sekali; beberapa jam pada satu hari dipisah koma",
            ),
        )


@dataclass(frozen=True, slots=True)
class ReadyMadeLacksLocale:
    """A ready-made flow is used by a bot that speaks a language which the flow does not.

    Why: in that language its customers would read nothing, or words of another language.
    Since: 0.1
    """

    code: ClassVar[str] = "FC150"
    name: ClassVar[str] = "ready-made-lacks-locale"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    use: str
    locale: str
    names: tuple[str, ...]

    def report(self) -> Diagnostic:
        named = ", ".join(quoted(one) for one in self.names)
        return tell(
            self,
            Text(
                f"the ready-made flow {quoted(self.use)} has no texts in `{self.locale}`",
                f"alur siap pakai {quoted(self.use)} belum punya teks dalam `{self.locale}`",
            ),
            Text("brought in here", "dipakai di sini"),
            advice=Text(
                f"declare these in your bot, with `{self.locale}`: {named}",
                f"tulis ini sendiri di bot Anda, lengkap dengan `{self.locale}`: {named}",
            ),
        )


FILE_PROBLEMS = (
    EmptyBotFile,
    FileWithoutKeys,
    DeclaredTwice,
    BotKeyElsewhere,
    BlockInTwoFiles,
    MissingSheet,
    RaggedRow,
    EmptyTable,
    BrokenSheet,
    EmptyCell,
    DayTwice,
    ReadyMadeLacksLocale,
)
