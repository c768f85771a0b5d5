"""Problems of files that are no YAML at all: quotes, braces, colons and indentation gone wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.fixes import insert
from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class BrokenYaml:
    """A file cannot be read as YAML, for a reason none of the other codes knows better.

    Why: nothing after this place can be understood.
    Ringkasan: Berkas ini tidak bisa dibaca sebagai YAML, dan tidak ada kode lain yang lebih tahu sebabnya.
    Mengapa: apa pun setelah tempat ini tidak bisa dipahami.

    Bad:
        messages:
          salam: {id: "Halo \\q"}
    Good:
        messages:
          salam: {id: 'Halo \\q'}
    Since: 0.1
    """

    code: ClassVar[str] = "FC020"
    name: ClassVar[str] = "broken-yaml"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    en: str
    id: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.span.file)} cannot be read from here on",
                f"{quoted(self.span.file)} tidak bisa dibaca mulai dari sini",
            ),
            Text(self.en, self.id),
            advice=Text(
                "put the text in single quotes `'…'`, or check the line above",
                "beri teksnya tanda kutip satu `'…'`, atau periksa baris di atasnya",
            ),
        )


@dataclass(frozen=True, slots=True)
class ColonInText:
    """A text without quotes has a colon and a space in it.

    Why: YAML takes the part before the colon for a key, so the text is cut.
    Ringkasan: Ada teks tanpa tanda kutip yang berisi titik dua dan spasi.
    Mengapa: YAML menganggap bagian sebelum titik dua sebagai kunci, sehingga teksnya terpotong.

    Bad:
        messages:
          salam:
            id: Halo: ada yang bisa dibantu?
    Good:
        messages:
          salam:
            id: "Halo: ada yang bisa dibantu?"
    Since: 0.1
    """

    code: ClassVar[str] = "FC021"
    name: ClassVar[str] = "colon-in-text"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("a text with `: ` in it needs quotes", "teks yang berisi `: ` perlu tanda kutip"),
            Text("this colon ends the text", "titik dua ini memutus teksnya"),
            advice=Text(
                'put the whole text in quotes: `"…: …"`', 'beri tanda kutip pada seluruh teksnya: `"…: …"`'
            ),
        )


@dataclass(frozen=True, slots=True)
class QuoteNotClosed:
    """A quote is opened and never closed.

    Why: everything up to the end of the file becomes one text.
    Ringkasan: Ada tanda kutip yang dibuka tetapi tidak ditutup.
    Mengapa: semuanya sampai akhir berkas menjadi satu teks.

    Bad:
        messages:
          salam: {id: "Halo}
    Good:
        messages:
          salam: {id: "Halo"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC022"
    name: ClassVar[str] = "quote-not-closed"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("a quote is never closed", "tanda kutip ini tidak ditutup"),
            Text("opened here", "dibuka di sini"),
            advice=Text("close it at the end of the text", "tutup di akhir teksnya"),
        )


@dataclass(frozen=True, slots=True)
class BracesNotClosed:
    """A `{` or `[` is opened and never closed.

    Why: YAML goes on reading the next lines as part of it.
    Ringkasan: Ada `{` atau `[` yang dibuka tetapi tidak ditutup.
    Mengapa: YAML terus membaca baris-baris berikutnya sebagai isi kurung itu.

    Bad:
        messages:
          salam: {id: Halo
          pamit: {id: Dadah}
    Good:
        messages:
          salam: {id: Halo}
          pamit: {id: Dadah}
    Since: 0.1
    """

    code: ClassVar[str] = "FC023"
    name: ClassVar[str] = "braces-not-closed"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    opening: str
    comment: bool = False  # a `#` after a space hides what closes it

    def report(self) -> Diagnostic:
        closing = "]" if self.opening == "[" else "}"
        if self.comment:
            return tell(
                self,
                Text(f"`{self.opening}` is never closed", f"`{self.opening}` tidak ditutup"),
                Text("opened here", "dibuka di sini"),
                advice=Text(
                    'a `#` after a space begins a comment: put the text in quotes, `"… #1 …"`',
                    'tanda `#` setelah spasi memulai komentar: beri tanda kutip pada teksnya, `"… #1 …"`',
                ),
            )
        return tell(
            self,
            Text(f"`{self.opening}` is never closed", f"`{self.opening}` tidak ditutup"),
            Text("opened here", "dibuka di sini"),
            advice=Text(
                f"add `{closing}`, or write the keys below each other without braces",
                f"tambahkan `{closing}`, atau tulis kuncinya berjajar ke bawah tanpa kurung",
            ),
        )


@dataclass(frozen=True, slots=True)
class BrokenBraces:
    """A value inside `{…}` or `[…]` has a comma, quote or bracket in it that YAML takes for its own.

    Why: inside braces a comma ends the value, so the rest of the condition or text is left over.
    Ringkasan: Nilai di dalam `{…}` atau `[…]` berisi koma, tanda kutip, atau kurung yang dianggap milik YAML.
    Mengapa: di dalam kurung, koma mengakhiri nilai, jadi sisa syarat atau teksnya tercecer.

    Bad:
        escalation:
          - {rule: sensitif, when: message.intent in ("ask_human", "no"), handover: auto}
    Good:
        escalation:
          - {rule: sensitif, when: 'message.intent in ("ask_human", "no")', handover: auto}
    Since: 0.1
    """

    code: ClassVar[str] = "FC024"
    name: ClassVar[str] = "broken-braces"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    opened: Span
    next_key: str = ""  # looks like a key that only lacks the comma before it

    def report(self) -> Diagnostic:
        if self.next_key:
            return tell(
                self,
                Text(
                    f"a comma is missing before `{self.next_key}:`",
                    f"kurang koma sebelum `{self.next_key}:`",
                ),
                Text("read together with the value before it", "terbaca sebagai bagian nilai sebelumnya"),
                also=((self.opened, Text("the braces begin here", "kurung dibuka di sini")),),
                advice=Text(
                    f"write `…, {self.next_key}: …`; a text with `: ` in it needs quotes",
                    f"tulis `…, {self.next_key}: …`; teks yang berisi `: ` perlu tanda kutip",
                ),
            )
        return tell(
            self,
            Text(
                "a value inside braces needs quotes, or the braces are not closed",
                "nilai di dalam kurung perlu tanda kutip, atau kurungnya belum ditutup",
            ),
            Text("left over after the value ended", "tersisa setelah nilainya berakhir"),
            also=((self.opened, Text("the braces begin here", "kurung dibuka di sini")),),
            advice=Text(
                'quote the value: `{when: \'topic in ("a", "b")\'}`',
                'beri tanda kutip pada nilainya: `{when: \'topic in ("a", "b")\'}`',
            ),
        )


@dataclass(frozen=True, slots=True)
class SignBeforeText:
    """A text without quotes begins with a sign that YAML keeps for itself.

    Why: the text cannot be told from YAML's own language.
    Ringkasan: Teks tanpa tanda kutip diawali tanda yang dipakai YAML sendiri.
    Mengapa: YAML tidak bisa membedakan teks Anda dari bahasanya sendiri.

    Bad:
        messages:
          salam:
            id: @toko siap membantu
    Good:
        messages:
          salam:
            id: "@toko siap membantu"
    Since: 0.1
    """

    code: ClassVar[str] = "FC025"
    name: ClassVar[str] = "sign-before-text"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    sign: str

    def report(self) -> Diagnostic:
        sign = "a backtick" if self.sign == "`" else f"`{self.sign}`"
        tanda = "tanda petik balik" if self.sign == "`" else f"`{self.sign}`"
        return tell(
            self,
            Text(
                f"a text that begins with {sign} needs quotes", f"teks yang diawali {tanda} perlu tanda kutip"
            ),
            Text("YAML keeps this sign for itself", "tanda ini dipakai YAML sendiri"),
            advice=Text("put the whole text in quotes", "beri tanda kutip pada seluruh teksnya"),
        )


@dataclass(frozen=True, slots=True)
class TextAfterQuote:
    """Something follows a closing quote or bracket on the same line.

    Why: the value has ended there, and what follows belongs to nothing.
    Ringkasan: Masih ada teks di baris yang sama setelah tanda kutip atau kurung penutup.
    Mengapa: nilainya sudah berakhir di situ, dan sisanya tidak termasuk bagian mana pun.

    Bad:
        messages:
          salam:
            id: "Halo" kak
    Good:
        messages:
          salam:
            id: "Halo kak"
    Since: 0.1
    """

    code: ClassVar[str] = "FC026"
    name: ClassVar[str] = "text-after-quote"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                "a text goes on after its closing quote or bracket",
                "ada teks setelah tanda kutip atau kurung penutup",
            ),
            Text("belongs to nothing", "tidak termasuk bagian mana pun"),
            advice=Text(
                'put other quotes around the whole text: `\'say "hi"\'`, `"Jum\'at"`',
                'pakai tanda kutip jenis lain untuk seluruh teksnya: `\'ketik "ya"\'`, `"Jum\'at"`',
            ),
        )


@dataclass(frozen=True, slots=True)
class KeyWithoutColon:
    """A line among keys has no colon.

    Why: YAML cannot tell whether it is a key or goes on with the text above.
    Ringkasan: Di antara kunci-kunci ada baris tanpa titik dua.
    Mengapa: YAML tidak tahu apakah baris itu kunci, atau lanjutan teks di atasnya.

    Bad:
        messages:
          salam: {id: Halo}
          pamit
    Good:
        messages:
          salam: {id: Halo}
          pamit: {id: Sampai jumpa}
    Since: 0.1
    """

    code: ClassVar[str] = "FC027"
    name: ClassVar[str] = "key-without-colon"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("a line has no `:` after its key", "baris ini tidak punya `:` setelah kuncinya"),
            Text("neither a key nor part of a text", "bukan kunci, bukan juga lanjutan teks"),
            advice=Text(
                "write `key: value`; lines of one text stand below `|`, further right than its key",
                "tulis `kunci: nilai`; baris-baris satu teks ada di bawah `|`, lebih ke kanan dari kuncinya",
            ),
        )


@dataclass(frozen=True, slots=True)
class BadIndent:
    """A line begins further left or right than its neighbours.

    Why: indentation says what belongs to what; this line belongs to nothing.
    Ringkasan: Baris ini mulai lebih ke kiri atau lebih ke kanan daripada baris sejajarnya.
    Mengapa: letak awal baris menentukan apa termasuk bagian mana; baris ini tidak termasuk bagian mana pun.

    Bad:
        messages:
            sapaan: {id: Halo}
          pamit: {id: Sampai jumpa}
    Good:
        messages:
          sapaan: {id: Halo}
          pamit: {id: Sampai jumpa}
    Since: 0.1
    """

    code: ClassVar[str] = "FC028"
    name: ClassVar[str] = "bad-indent"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                "a line does not stand where its neighbours begin",
                "baris ini tidak sejajar dengan baris di sekitarnya",
            ),
            Text("belongs to nothing", "tidak termasuk bagian mana pun"),
            advice=Text(
                "begin it in the same column as the keys it stands beside, with spaces only",
                "mulai di kolom yang sama dengan kunci sejajarnya, hanya dengan spasi",
            ),
        )


@dataclass(frozen=True, slots=True)
class NoSpaceAfterColon:
    """A key is written without a space after its colon.

    Why: YAML then reads key and value as one text.
    Ringkasan: Sebuah kunci ditulis tanpa spasi setelah titik duanya.
    Mengapa: YAML lalu membaca kunci dan nilainya sebagai satu teks.

    Bad:
        flows:
          menu:
            steps:
              - goto:awal
    Good:
        flows:
          menu:
            steps:
              - {say: {id: Halo}, step: awal}
              - {collect: nama, again: true}
              - goto: awal
        slots:
          nama: {type: text, ask: {id: Siapa nama Anda?}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC119"
    name: ClassVar[str] = "no-space-after-colon"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    key: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"a space is missing after `{self.key}:`", f"kurang spasi setelah `{self.key}:`"),
            Text("read as one text", "terbaca sebagai satu teks"),
            advice=Text(f"write `{self.key}: …`", f"tulis `{self.key}: …`"),
            fixes=insert(self.span, len(self.key) + 1, " "),
        )


# NoSpaceAfterColon is listed with its code's range, in `flowc.structure`.
SYNTAX_PROBLEMS = (
    BrokenYaml,
    ColonInText,
    QuoteNotClosed,
    BracesNotClosed,
    BrokenBraces,
    SignBeforeText,
    TextAfterQuote,
    KeyWithoutColon,
    BadIndent,
)
