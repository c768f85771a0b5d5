"""Problems of routing tables: no rows, ragged rows, empty cells, sheets that are not there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.similar import similar_help
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span

MOST_SHEETS = 3  # named in advice
_SIGNS = {  # what stands between the cells: as it is called
    "\t": Text("tabs", "tab"),
    ";": Text("semicolons", "titik koma"),
    ",": Text("commas", "koma"),
}


@dataclass(frozen=True, slots=True)
class MissingSheet:
    """A routing table names a CSV file that is not there.

    Why: without its rows nobody knows where a handover goes.
    Ringkasan: Tabel rute menyebut berkas CSV yang tidak ada.
    Mengapa: tanpa baris-barisnya, tidak diketahui ke mana serah terima harus pergi.

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
            advice=self._advice(),
        )

    def _advice(self) -> Text | None:
        if not self.path.endswith(".csv"):
            return Text(
                "export the sheet as CSV and name that file: `rows: tujuan.csv`",
                "ekspor lembarnya sebagai CSV lalu sebutkan berkas itu: `rows: tujuan.csv`",
            )
        if not self.known:
            return Text(
                "put the exported sheet beside the file that names it",
                "taruh hasil ekspor lembarnya di samping berkas yang menyebutnya",
            )
        listed = ", ".join(quoted(one) for one in self.known[:MOST_SHEETS])
        near = similar_help(self.path, self.known, Text("known files", "berkas yang ada"))
        return near or Text(f"the bot's CSV files: {listed}", f"berkas CSV bot ini: {listed}")


@dataclass(frozen=True, slots=True)
class RaggedRow:
    """A row of a table has more or fewer cells than the table has headings.

    Why: its values would slip into other columns.
    Ringkasan: Jumlah sel di baris tabel ini lebih banyak atau lebih sedikit daripada judul kolomnya.
    Mengapa: nilai-nilainya akan bergeser ke kolom lain.

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
    between: str = ""  # the sign between the cells of a sheet; an empty text: no sheet

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"a row has {self.cells} cells under {self.headings} headings",
                f"baris ini punya {self.cells} sel di bawah {self.headings} judul kolom",
            ),
            Text(f"{self.cells} cells", f"{self.cells} sel"),
            advice=self._advice(),
        )

    def _advice(self) -> Text:
        if self.between:
            sign = _SIGNS.get(self.between, Text(quoted(self.between), quoted(self.between)))
            shown = quoted(f'"refund{self.between} resi"{self.between}cs')
            return Text(
                f"a cell with {sign.en} in it needs quotes: {shown}",
                f"sel yang berisi {sign.id} perlu tanda kutip: {shown}",
            )
        return Text(
            "write `-` for anything, and leave output cells empty between `|`",
            "tulis `-` untuk apa saja, dan kosongkan sel hasil di antara `|`",
        )


@dataclass(frozen=True, slots=True)
class EmptyTable:
    """A table has no rows below its headings, or YAML has joined them to one line.

    Why: it decides nothing, and every handover would be without a place to go.
    Ringkasan: Di bawah judul kolom tabel ini tidak ada baris, atau YAML menyatukan baris-barisnya jadi satu.
    Mengapa: tabel seperti ini tidak memutuskan apa-apa, dan semua serah terima jadi tanpa tujuan.

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
    folded: bool = False

    def report(self) -> Diagnostic:
        if self.folded:
            return tell(
                self,
                Text(
                    "the rows of the table are joined to one line", "baris-baris tabel ini menyatu jadi satu"
                ),
                Text("begins here", "mulai di sini"),
                advice=Text(
                    "begin the table with `rows: |`, so that each row keeps its line",
                    "awali tabelnya dengan `rows: |`, supaya tiap baris tetap terpisah",
                ),
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
    Ringkasan: Di sebuah berkas CSV ada sel berkutip yang tidak ditutup, atau teks setelah kutip penutupnya.
    Mengapa: mulai dari situ, batas antarsel tidak bisa dikenali lagi.
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
    """A cell below an input heading is empty, or the heading itself.

    Why: nobody can tell whether it means anything at all, or no value.
    Ringkasan: Ada sel kosong di bawah judul kolom yang diuji, atau judul kolomnya sendiri kosong.
    Mengapa: tidak ada yang tahu apakah itu berarti apa saja, atau justru tanpa nilai.

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
        if not self.heading:
            return tell(
                self,
                Text("a column of the table has no heading", "ada kolom tabel tanpa judul"),
                Text("nothing is written here", "tidak ada isi di sini"),
                advice=Text(
                    "write what the column tests, or delete it",
                    "tulis apa yang diperiksa kolom ini, atau hapus",
                ),
            )
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
class ForeignTable:
    """A table is written as in a spreadsheet or in Markdown: other signs between cells, a frame, a rule.

    Why: a whole line would be one cell, or the frame two columns, and no handover would find its way.
    Ringkasan: Tabel ditulis seperti di lembar kerja atau Markdown: pemisah sel yang lain, bingkai, atau
    garis.
    Mengapa: satu baris penuh akan jadi satu sel, atau bingkainya jadi dua kolom, dan serah terima tidak
    menemukan tujuannya.

    Bad:
        routing:
          tujuan:
            rows: |
              topic; to
              -; cs
    Good:
        routing:
          tujuan:
            rows: |
              topic | to
              -     | cs
    Since: 0.2
    """

    code: ClassVar[str] = "FC141"
    name: ClassVar[str] = "foreign-table"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    sign: str  # between the cells; `|` for a frame, `-` for a ruled line

    def report(self) -> Diagnostic:
        if self.sign == "-":
            return tell(
                self,
                Text("a line of dashes is no row of a table", "garis pemisah bukan baris tabel"),
                Text("would be read as a row", "akan terbaca sebagai baris"),
                advice=Text("delete this line", "hapus baris ini"),
            )
        if self.sign == "|":
            return tell(
                self,
                Text("a table has no `|` at the ends of its lines", "tabel tidak memakai `|` di ujung baris"),
                Text("would be read as empty columns", "akan terbaca sebagai kolom kosong"),
                advice=Text(
                    "delete the first and the last `|` of each line",
                    "hapus `|` pertama dan terakhir di tiap baris",
                ),
            )
        sign = _SIGNS[self.sign]
        return tell(
            self,
            Text(
                f"columns are split by `|`, but here by {sign.en}",
                f"kolom dipisah dengan `|`, tetapi di sini dengan {sign.id}",
            ),
            Text("read as a single column", "terbaca sebagai satu kolom"),
            advice=Text(
                "write `topic | to`, or save the sheet as CSV and name it: `rows: tujuan.csv`",
                "tulis `topic | to`, atau simpan lembarnya sebagai CSV lalu sebutkan: `rows: tujuan.csv`",
            ),
        )


TABLE_PROBLEMS = (MissingSheet, RaggedRow, EmptyTable, BrokenSheet, EmptyCell, ForeignTable)
