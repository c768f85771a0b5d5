"""Problems between files: a name twice, a key in the wrong file; and of days that are named twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class EmptyBotFile:
    """`bot.yaml` has nothing in it.

    Why: a bot has at least a name, languages, channels and a flow to start with.
    Ringkasan: `bot.yaml` tidak ada isinya.
    Mengapa: bot sedikitnya punya nama, bahasa, kanal, dan alur untuk memulai.
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
    Ringkasan: Berkas ini diawali daftar atau teks, bukan kunci.
    Mengapa: tidak bisa diketahui apa yang dijelaskan berkas ini.
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
    Ringkasan: Dua berkas menulis hal sejenis dengan nama yang sama.
    Mengapa: salah satunya akan hilang, dan yang mana bergantung pada nama berkasnya.
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
    Ringkasan: Kunci milik `bot.yaml` ditulis di berkas lain.
    Mengapa: segala sesuatu tentang bot itu sendiri harus bisa ditemukan di satu tempat.
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
    Ringkasan: Bagian yang urutannya penting ditulis di dua berkas.
    Mengapa: aturan atau tabel mana yang lebih dulu akan bergantung pada nama berkasnya.
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
class DayTwice:
    """Two keys of a calendar name the same day.

    Why: it is open at one of two times, and nobody knows at which.
    Ringkasan: Dua kunci dalam satu kalender menyebut hari yang sama.
    Mengapa: jam bukanya jadi ada dua, dan tidak ada yang tahu mana yang berlaku.

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
    Ringkasan: Bot ini punya bahasa yang belum ada di alur siap pakai yang dipakainya.
    Mengapa: dalam bahasa itu pelanggannya tidak membaca apa-apa, atau malah membaca bahasa lain.
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
    DayTwice,
    ReadyMadeLacksLocale,
)
