"""Problems of files before anything in them is read: missing, outside, too large, not a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class MissingBotFile:
    """The folder has no `bot.yaml`, so it is not a bot.

    Why: a bot is a folder with a `bot.yaml`; without it nobody knows its name, languages or channels.
    Ringkasan: Folder ini tidak punya `bot.yaml`, jadi belum menjadi bot.
    Mengapa: bot adalah folder yang berisi `bot.yaml`; tanpa berkas itu nama, bahasa, dan kanalnya tidak
    diketahui.
    Since: 0.1
    """

    code: ClassVar[str] = "FC001"
    name: ClassVar[str] = "missing-bot-file"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    folder: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{quoted(self.folder)} has no `bot.yaml`", f"{quoted(self.folder)} tidak punya `bot.yaml`"),
            Text("this file is missing", "berkas ini tidak ada"),
            advice=Text(
                "name the bot's folder, or run `flowc init` to begin a bot",
                "sebutkan folder bot-nya, atau mulai bot baru dengan `flowc init`",
            ),
        )


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file or folder of the bot cannot be opened.

    Why: a bot compiled without one of its files would lack flows or answers that its team counts on.
    Ringkasan: Ada berkas atau folder bot yang tidak bisa dibuka.
    Mengapa: bot yang dibangun tanpa salah satu berkasnya kehilangan alur atau jawaban yang diandalkan timnya.
    Since: 0.1
    """

    code: ClassVar[str] = "FC002"
    name: ClassVar[str] = "unreadable-file"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    reason: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{quoted(self.span.file)} cannot be read", f"{quoted(self.span.file)} tidak bisa dibaca"),
            Text(f"the system says: {self.reason}", f"kata sistem: {self.reason}"),
            advice=Text(
                "check that it exists and that you may read it",
                "pastikan berkasnya ada dan Anda boleh membacanya",
            ),
        )


@dataclass(frozen=True, slots=True)
class PathOutsideBot:
    """A link or a path leads out of the bot's folder.

    Why: the same bot would compile to something else elsewhere, or carry a file nobody meant to ship.
    Ringkasan: Ada tautan atau nama berkas yang mengarah ke luar folder bot.
    Mengapa: di tempat lain bot yang sama akan jadi berbeda, atau ikut membawa berkas yang tidak dimaksudkan
    untuk disebarkan.
    Since: 0.1
    """

    code: ClassVar[str] = "FC003"
    name: ClassVar[str] = "path-outside-bot"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    path: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.path)} leads out of the bot's folder",
                f"{quoted(self.path)} mengarah ke luar folder bot",
            ),
            Text("this points outside", "ini menunjuk ke luar"),
            advice=Text("copy the file into the bot's folder", "salin berkasnya ke dalam folder bot"),
        )


@dataclass(frozen=True, slots=True)
class TooManyFiles:
    """The folder holds more files than a bot may have.

    Why: it is most likely not a bot's folder, but one that contains many other things as well.
    Ringkasan: Isi folder ini lebih banyak daripada yang boleh dimiliki satu bot.
    Mengapa: kemungkinan besar ini bukan folder bot, melainkan folder yang juga berisi banyak hal lain.
    Since: 0.1
    """

    code: ClassVar[str] = "FC004"
    name: ClassVar[str] = "too-many-files"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    limit: int

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"the bot has more than {self.limit:,} files or folders",
                f"bot ini punya lebih dari {self.limit:,} berkas atau folder".replace(",", "."),
            ),
            Text("beside this file", "di sekitar berkas ini"),
            advice=Text(
                "put the bot into a folder of its own; names that begin with `_` or `.` are skipped",
                "taruh bot di foldernya sendiri; nama yang diawali `_` atau `.` dilewati",
            ),
        )


@dataclass(frozen=True, slots=True)
class FileTooLarge:
    """A file, or all files of a bot together, are larger than the compiler reads.

    Why: files people write are small; a large one is data or a mistake, and would make every check slow.
    Ringkasan: Satu berkas, atau semua berkas bot bersama-sama, lebih besar daripada yang dibaca kompilator.
    Mengapa: berkas yang ditulis orang itu kecil; yang besar biasanya data atau salah taruh, dan membuat
    setiap pemeriksaan lambat.
    Since: 0.1
    """

    code: ClassVar[str] = "FC005"
    name: ClassVar[str] = "file-too-large"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    limit_kib: int
    together: bool = False  # the limit on all files of the bot

    def report(self) -> Diagnostic:
        if self.together:
            message = Text(
                f"the bot's files are larger than {self.limit_kib} KiB together",
                f"semua berkas bot ini lebih besar dari {self.limit_kib} KiB",
            )
        else:
            message = Text(
                f"{quoted(self.span.file)} is larger than {self.limit_kib} KiB",
                f"{quoted(self.span.file)} lebih besar dari {self.limit_kib} KiB",
            )
        return tell(
            self,
            message,
            Text("not read from here on", "mulai berkas ini tidak dibaca"),
            advice=Text("split it into several files", "pecah menjadi beberapa berkas"),
        )


@dataclass(frozen=True, slots=True)
class NotUtf8:
    """A file is saved in another encoding than UTF-8.

    Why: letters beyond plain English would reach customers as other letters, or not at all.
    Ringkasan: Berkas ini tidak disimpan sebagai UTF-8.
    Mengapa: huruf beraksen, tanda kutip miring, dan emoji akan sampai ke pelanggan sebagai huruf lain, atau
    hilang sama sekali.
    Since: 0.1
    """

    code: ClassVar[str] = "FC006"
    name: ClassVar[str] = "not-utf8"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    byte: int

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.span.file)} is not saved as UTF-8",
                f"{quoted(self.span.file)} tidak disimpan sebagai UTF-8",
            ),
            Text(
                f"byte {self.byte:#04x} cannot stand here", f"byte {self.byte:#04x} tidak boleh ada di sini"
            ),
            advice=Text(
                "save the file again with the encoding UTF-8",
                "simpan ulang berkasnya dengan encoding UTF-8",
            ),
        )


@dataclass(frozen=True, slots=True)
class BinaryFile:
    """A file that should be a text is a picture, an archive, a spreadsheet or something else in binary form.

    Why: nothing in it can be read; often a file was renamed instead of exported.
    Ringkasan: Berkas yang seharusnya teks ternyata gambar, arsip, lembar kerja, atau berkas biner lainnya.
    Mengapa: isinya tidak bisa dibaca sama sekali; sering kali berkasnya hanya diganti nama, belum diekspor.
    Since: 0.1
    """

    code: ClassVar[str] = "FC007"
    name: ClassVar[str] = "binary-file"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.span.file)} is not a text file", f"{quoted(self.span.file)} bukan berkas teks"
            ),
            Text("a zero byte stands here", "ada byte nol di sini"),
            advice=Text(
                "export it as text, or give it a name that does not end in `.yaml` or `.csv`",
                "ekspor sebagai teks, atau beri nama yang tidak berakhiran `.yaml` atau `.csv`",
            ),
        )


@dataclass(frozen=True, slots=True)
class OddCharacter:
    """A control character, or an invisible sign that breaks lines, stands in a file or in a text.

    Why: it cannot be seen in an editor, and phones show it as a box or cut the message there.
    Ringkasan: Ada karakter kendali, atau tanda tak terlihat yang memutus baris, di dalam berkas atau teks.
    Mengapa: tanda seperti ini tidak tampak di editor, padahal di ponsel muncul sebagai kotak atau memotong
    pesannya.

    Bad:
        messages:
          salam: {id: "Halo\\0"}
    Good:
        messages:
          salam: {id: "Halo"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC008"
    name: ClassVar[str] = "odd-character"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    character: str

    def report(self) -> Diagnostic:
        number = f"U+{ord(self.character):04X}"
        return tell(
            self,
            Text(
                f"the invisible character {number} cannot stand here",
                f"karakter tak terlihat {number} tidak boleh ada di sini",
            ),
            Text(f"{number} is here", f"{number} ada di sini"),
            advice=Text("delete it and type the text again", "hapus lalu ketik ulang teksnya"),
        )


@dataclass(frozen=True, slots=True)
class FileNotRead:
    """A file ends in `.yml`, and so is not part of the bot.

    Why: the flows and answers in it look as if they were there, but no customer ever gets them.
    Ringkasan: Nama berkas ini berakhiran `.yml`, jadi tidak termasuk bot ini.
    Mengapa: alur dan jawaban di dalamnya kelihatannya sudah ada, tetapi tidak pernah sampai ke pelanggan.
    Since: 0.1
    """

    code: ClassVar[str] = "FC009"
    name: ClassVar[str] = "file-not-read"
    severity: ClassVar[Severity] = Severity.WARNING
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.span.file)} is not read: its name does not end in `.yaml`",
                f"{quoted(self.span.file)} tidak dibaca: namanya tidak berakhiran `.yaml`",
            ),
            Text("not part of the bot", "tidak termasuk bot ini"),
            advice=Text(
                "rename it, or let its name begin with `_`",
                "ganti namanya, atau awali namanya dengan `_`",
            ),
        )


FILE_PROBLEMS = (
    MissingBotFile,
    UnreadableFile,
    PathOutsideBot,
    TooManyFiles,
    FileTooLarge,
    NotUtf8,
    BinaryFile,
    OddCharacter,
    FileNotRead,
)
