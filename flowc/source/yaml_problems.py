"""Problems of YAML that is well formed but may not be used in a bot's files, and of its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.fixes import write_instead
from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span

SPACES_OF_A_TAB = "  "


@dataclass(frozen=True, slots=True)
class TabIndent:
    """A line is indented with a tab.

    Why: a tab is as wide as each editor likes, so nobody can see what belongs to what.
    Ringkasan: Ada baris yang menjorok dengan tab.
    Mengapa: lebar tab berbeda di tiap editor, jadi tidak bisa dilihat apa termasuk bagian mana.
    Since: 0.1
    """

    code: ClassVar[str] = "FC010"
    name: ClassVar[str] = "tab-indent"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    tabs: tuple[Span, ...] = ()  # every indentation of the file, where all of them are tabs and nothing else

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("a line is indented with a tab", "baris ini menjorok dengan tab"),
            Text("a tab", "tab"),
            advice=Text("use two spaces for each level", "pakai dua spasi untuk tiap tingkat"),
            fixes=tuple(
                fix
                for one in self.tabs
                for fix in write_instead(one, SPACES_OF_A_TAB * (one.end_column - one.column))
            ),
        )


@dataclass(frozen=True, slots=True)
class DuplicateKey:
    """The same key stands twice in one place.

    Why: one of the two would silently be lost, together with the answers or steps written in it.
    Ringkasan: Kunci yang sama ditulis dua kali di satu tempat.
    Mengapa: salah satunya akan hilang diam-diam, bersama jawaban atau langkah yang tertulis di dalamnya.

    Bad:
        messages:
          salam: {id: Halo}
          salam: {id: Selamat datang}
    Good:
        messages:
          salam: {id: Halo}
          selamat_datang: {id: Selamat datang}
    Since: 0.1
    """

    code: ClassVar[str] = "FC011"
    name: ClassVar[str] = "duplicate-key"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    key: str
    first: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{quoted(self.key)} is written twice here", f"{quoted(self.key)} ditulis dua kali di sini"),
            Text("second time", "yang kedua"),
            also=((self.first, Text("first time", "yang pertama")),),
            advice=Text("rename or delete one of them", "ganti nama atau hapus salah satunya"),
        )


@dataclass(frozen=True, slots=True)
class AliasUsed:
    """A value begins with `&` or `*`, which YAML reads as an anchor or an alias.

    Why: an alias repeats a part of the file in another place, where nobody sees it; often it is only a text
    that begins with a star, as bold words do on WhatsApp.
    Ringkasan: Ada nilai yang diawali `&` atau `*`, yang dibaca YAML sebagai jangkar atau alias.
    Mengapa: alias mengulang bagian berkas di tempat lain tanpa terlihat; sering kali ini hanya teks yang
    diawali bintang, seperti huruf tebal di WhatsApp.

    Bad:
        messages:
          salam: {id: *Halo*}
    Good:
        messages:
          salam: {id: "*Halo*"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC012"
    name: ClassVar[str] = "alias-used"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.written)} is a YAML alias, which a bot's files may not use",
                f"{quoted(self.written)} adalah alias YAML, yang tidak dipakai di berkas bot",
            ),
            Text("begins with a sign that YAML reads", "diawali tanda yang dibaca YAML"),
            advice=Text(
                'if it is a text, put it in quotes: `"*Halo*"`; if not, write the part out again',
                'kalau ini teks, beri tanda kutip: `"*Halo*"`; kalau bukan, tulis lagi bagiannya',
            ),
        )


@dataclass(frozen=True, slots=True)
class TagUsed:
    """A value begins with `!`, which YAML reads as a tag.

    Why: tags ask the reader to make something other than the text that is there.
    Ringkasan: Ada nilai yang diawali `!`, yang dibaca YAML sebagai tag.
    Mengapa: dengan tag, YAML membuat sesuatu yang lain dari teks yang Anda tulis.

    Bad:
        messages:
          salam: {id: !penting Halo}
    Good:
        messages:
          salam: {id: "!penting Halo"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC013"
    name: ClassVar[str] = "tag-used"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.written)} is a YAML tag, which a bot's files may not use",
                f"{quoted(self.written)} adalah tag YAML, yang tidak dipakai di berkas bot",
            ),
            Text("begins with `!`", "diawali `!`"),
            advice=Text("if it is a text, put it in quotes", "kalau ini teks, beri tanda kutip"),
        )


@dataclass(frozen=True, slots=True)
class MergeKey:
    """The key `<<` copies keys from elsewhere.

    Why: what applies at this place would stand somewhere else in the file.
    Ringkasan: Kunci `<<` menyalin kunci dari tempat lain.
    Mengapa: yang berlaku di sini jadi tertulis di bagian lain berkas, dan mudah terlewat oleh pembacanya.

    Bad:
        messages:
          salam: {id: Halo}
          <<: {pamit: {id: Sampai jumpa}}
    Good:
        messages:
          salam: {id: Halo}
          pamit: {id: Sampai jumpa}
    Since: 0.1
    """

    code: ClassVar[str] = "FC014"
    name: ClassVar[str] = "merge-key"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("`<<` cannot be used in a bot's files", "`<<` tidak dipakai di berkas bot"),
            Text("copies keys from elsewhere", "menyalin kunci dari tempat lain"),
            advice=Text("write the keys out", "tulis kunci-kuncinya satu per satu"),
        )


@dataclass(frozen=True, slots=True)
class SeveralDocuments:
    """A file holds a second document after a line `---`.

    Why: everything below the line would be ignored.
    Ringkasan: Ada dokumen kedua di berkas ini, setelah baris `---`.
    Mengapa: semua yang tertulis di bawah baris itu tidak akan dibaca.

    Bad:
        messages:
          salam: {id: Halo}
        ---
        messages:
          pamit: {id: Sampai jumpa}
    Good:
        messages:
          salam: {id: Halo}
          pamit: {id: Sampai jumpa}
    Since: 0.1
    """

    code: ClassVar[str] = "FC015"
    name: ClassVar[str] = "several-documents"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("a second document begins here", "dokumen kedua dimulai di sini"),
            Text("nothing below this line would count", "isi di bawah baris ini tidak akan dibaca"),
            advice=Text("delete the line, or make two files", "hapus baris ini, atau buat dua berkas"),
        )


@dataclass(frozen=True, slots=True)
class ComplexKey:
    """A list or a `{…}` stands where a key should; mostly a text that begins with `{{` without quotes.

    Why: YAML reads `{{` as two opening braces, and the message would be lost.
    Ringkasan: Ada daftar atau `{…}` di tempat yang seharusnya kunci; biasanya teks yang diawali `{{` tanpa
    tanda kutip.
    Mengapa: YAML membaca `{{` sebagai dua kurung kurawal pembuka, dan pesannya hilang.

    Bad:
        messages:
          salam: {id: {{ customer.name }}}
    Good:
        messages:
          salam: {id: "{{ customer.name | default('Kak') }}"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC016"
    name: ClassVar[str] = "complex-key"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    template: bool = False

    def report(self) -> Diagnostic:
        if self.template:
            return tell(
                self,
                Text("a text that begins with `{{` needs quotes", "teks yang diawali `{{` perlu tanda kutip"),
                Text("read as braces, not as a text", "terbaca sebagai kurung kurawal, bukan teks"),
                advice=Text(
                    'put the whole text in quotes: `"{{ … }}"`',
                    'beri tanda kutip pada seluruh teksnya: `"{{ … }}"`',
                ),
            )
        return tell(
            self,
            Text("a key must be a word", "kunci harus berupa kata"),
            Text("this is a list or braces", "ini daftar atau kurung kurawal"),
        )


@dataclass(frozen=True, slots=True)
class TooDeep:
    """Values stand inside each other deeper than any bot needs.

    Why: so deep a file cannot be followed by its readers, and is mostly made to break a reader.
    Ringkasan: Isi berkas bertingkat-tingkat lebih dalam daripada yang dibutuhkan bot mana pun.
    Mengapa: berkas sedalam itu tidak bisa lagi diikuti pembacanya, dan biasanya sengaja dibuat untuk
    melumpuhkan program yang membacanya.
    Since: 0.1
    """

    code: ClassVar[str] = "FC017"
    name: ClassVar[str] = "too-deep"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    limit: int

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"values are nested more than {self.limit} deep",
                f"isi bertingkat lebih dari {self.limit} tingkat",
            ),
            Text("one level too many", "kelebihan satu tingkat"),
            advice=Text(
                "move the inner part to a flow of its own", "pindahkan bagian dalamnya ke alur tersendiri"
            ),
        )


@dataclass(frozen=True, slots=True)
class ValueTooLong:
    """One text is longer than any message, table or expression may be.

    Why: no channel carries it; often a file was pasted by mistake, or a quote was not closed.
    Ringkasan: Ada satu teks yang lebih panjang daripada pesan, tabel, atau ekspresi mana pun.
    Mengapa: tidak ada kanal yang sanggup mengirimnya; sering kali isi sebuah berkas ikut tertempel, atau
    tanda kutip lupa ditutup.
    Since: 0.1
    """

    code: ClassVar[str] = "FC018"
    name: ClassVar[str] = "value-too-long"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    limit: int

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"a text is longer than {self.limit:,} characters",
                f"teks ini lebih panjang dari {self.limit:,} karakter".replace(",", "."),
            ),
            Text("begins here", "dimulai di sini"),
            advice=Text("split it, or close its quote", "pecah teksnya, atau tutup tanda kutipnya"),
        )


@dataclass(frozen=True, slots=True)
class TooManyValues:
    """One file holds more keys and values than the compiler reads.

    Why: every check would take minutes; so much data belongs into a table or a service.
    Ringkasan: Satu berkas berisi lebih banyak kunci dan nilai daripada yang dibaca kompilator.
    Mengapa: setiap pemeriksaan bisa makan waktu bermenit-menit; data sebanyak itu tempatnya di tabel atau di
    sistem lain.
    Since: 0.1
    """

    code: ClassVar[str] = "FC019"
    name: ClassVar[str] = "too-many-values"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    limit: int

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.span.file)} has more than {self.limit:,} keys and values",
                f"{quoted(self.span.file)} berisi lebih dari {self.limit:,} kunci dan nilai".replace(
                    ",", "."
                ),
            ),
            Text("not read from here on", "mulai dari sini tidak dibaca"),
            advice=Text("split it into several files", "pecah menjadi beberapa berkas"),
        )


@dataclass(frozen=True, slots=True)
class CommentInText:
    """A `#` after a space ends a text, and what follows on the line is a comment.

    Only a `#` with a letter or digit directly behind it is told: a comment begins with `# `.

    Why: customers would read the text without its end, such as an order without its number.
    Ringkasan: Tanda `#` setelah spasi mengakhiri teks, dan sisa barisnya menjadi komentar.

    Yang diberitahukan hanya `#` yang langsung diikuti huruf atau angka: komentar diawali `# `.
    Mengapa: pelanggan membaca teks yang terpotong, misalnya pesanan tanpa nomornya.

    Bad:
        messages:
          info:
            id: Pesanan #123 sudah dikirim.
    Good:
        messages:
          info:
            id: "Pesanan #123 sudah dikirim."
    Since: 0.2
    """

    code: ClassVar[str] = "FC029"
    name: ClassVar[str] = "comment-in-text"
    severity: ClassVar[Severity] = Severity.WARNING
    span: Span
    rest: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.rest, 30)} is a comment, and not part of the text",
                f"{quoted(self.rest, 30)} dianggap komentar, bukan bagian teksnya",
            ),
            Text("the text ends before this", "teksnya berakhir sebelum ini"),
            advice=Text(
                'put the whole text in quotes: `"… #1 …"`; if it is a comment, put a space behind the `#`',
                'beri tanda kutip pada seluruh teks: `"… #1 …"`; kalau ini komentar, beri spasi setelah `#`',
            ),
        )


YAML_PROBLEMS = (
    TabIndent,
    DuplicateKey,
    AliasUsed,
    TagUsed,
    MergeKey,
    SeveralDocuments,
    ComplexKey,
    TooDeep,
    ValueTooLong,
    TooManyValues,
    CommentInText,
)
