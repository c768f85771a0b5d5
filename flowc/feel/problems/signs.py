"""Expressions whose signs cannot be read: foreign operators, quotes, escapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.fixes import write_instead
from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span

_QUOTES = "'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb`"


@dataclass(frozen=True, slots=True)
class EmptyExpression:
    """An expression, or a cell that is tested, has no text.

    Why: the bot could not tell whether the step, case or row is meant to hold always or never.
    Ringkasan: Sebuah ekspresi, atau sel yang diuji, tidak ada isinya.
    Mengapa: bot tidak tahu apakah langkah, kasus, atau baris itu maksudnya selalu berlaku atau tidak pernah.
    Bad:
        flows:
          sapa: {steps: [{set: {nama: "="}}]}
    Good:
        flows:
          sapa: {steps: [{set: {nama: =customer.name}}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC301"
    name: ClassVar[str] = "empty-expression"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("an expression is missing", "ekspresinya belum ada"),
            Text("nothing is written here", "di sini belum ada isinya"),
            advice=Text("write what must be true: `nama != null`", "tulis syaratnya: `nama != null`"),
        )


@dataclass(frozen=True, slots=True)
class ExpressionTooLarge:
    """An expression is longer, or has more brackets inside each other, than anyone can review.

    Why: conditions decide who gets help; one that nobody can read hides its mistakes.
    Ringkasan: Sebuah ekspresi terlalu panjang, atau kurungnya bertingkat terlalu dalam, untuk bisa diperiksa
    orang.
    Mengapa: syarat menentukan siapa yang ditolong; syarat yang tidak terbaca menyembunyikan kekeliruannya.
    Bad:
        flows:
          sapa:
            steps:
              - say: halo
                when: ((((((((((((((((((((((((((((((((((true))))))))))))))))))))))))))))))))))
    Good:
        flows:
          sapa: {steps: [{say: halo, when: true}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC302"
    name: ClassVar[str] = "expression-too-large"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    limit: int
    deep: bool

    def report(self) -> Diagnostic:
        if self.deep:
            message = Text(
                f"this expression is more than {self.limit} levels deep",
                f"ekspresi ini lebih dari {self.limit} tingkat dalamnya",
            )
        else:
            message = Text(
                f"this expression is longer than {self.limit:,} characters",
                f"ekspresi ini lebih panjang dari {self.limit} karakter",
            )
        return tell(
            self,
            message,
            Text("too large to review", "terlalu besar untuk diperiksa"),
            advice=Text(
                "split it: `set` a slot first, or use several rules",
                "pecah: isi dulu sebuah slot dengan `set`, atau pakai beberapa aturan",
            ),
        )


@dataclass(frozen=True, slots=True)
class UnknownCharacter:
    """An expression has a sign in it that means nothing there.

    Why: the bot could not know what the sign was meant to do.
    Ringkasan: Di dalam ekspresi ada tanda yang tidak berarti apa-apa di situ.
    Mengapa: bot tidak bisa menebak untuk apa tanda itu ditulis.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: 'turns.customer > 3 $ 2'}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: turns.customer > 3}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC303"
    name: ClassVar[str] = "unknown-character"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    found: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.found)} means nothing in an expression",
                f"{quoted(self.found)} tidak berarti apa-apa di dalam ekspresi",
            ),
            Text("unknown sign", "tanda tak dikenal"),
        )


# Signs of other languages that have one meaning only, in whatever expression they stand.
_CERTAIN = {
    "==": "=",
    "===": "=",
    "!==": "!=",
    "<>": "!=",
    "≠": "!=",
    "=<": "<=",
    "≤": "<=",
    "=>": ">=",
    "≥": ">=",
    "&&": "and",
    "||": "or",
    "dan": "and",
    "atau": "or",
}


@dataclass(frozen=True, slots=True)
class ForeignOperator:
    """An operator of another language, of a spreadsheet or of speech stands in an expression.

    Why: it looks right to some readers, but the bot knows only the words of its own language.
    Ringkasan: Di dalam ekspresi ada operator dari bahasa lain, dari lembar kerja, atau dari percakapan
    sehari-hari.
    Mengapa: sebagian pembaca menganggapnya benar, tetapi bot hanya mengenal kata-kata bahasanya sendiri.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: nama == "Sari"}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: nama = "Sari"}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC304"
    name: ClassVar[str] = "foreign-operator"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    found: str
    instead: str

    def report(self) -> Diagnostic:
        advice = Text("delete it", "hapus saja")
        if self.instead:
            advice = Text(f"write {quoted(self.instead)}", f"tulis {quoted(self.instead)}")
        return tell(
            self,
            Text(f"{quoted(self.found)} is not written here", f"{quoted(self.found)} tidak dipakai di sini"),
            Text("means nothing in a condition", "tidak berarti apa-apa dalam syarat"),
            advice=advice,
            fixes=write_instead(self.span, _CERTAIN.get(self.found, ""), len(self.found)),
        )


@dataclass(frozen=True, slots=True)
class ForeignQuotes:
    """A text in an expression stands between single or curly quotes.

    Word processors turn straight quotes into curly ones.

    Why: only `"` begins and ends a text, so the words would be read as names.
    Ringkasan: Teks di dalam ekspresi diapit tanda kutip tunggal atau kutip miring.

    Pengolah kata mengubah tanda kutip lurus menjadi kutip miring.
    Mengapa: teks hanya dibuka dan ditutup dengan `"`, jadi kata-katanya akan terbaca sebagai nama.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: nama = ”Sari”}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: nama = "Sari"}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC305"
    name: ClassVar[str] = "foreign-quotes"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    found: str

    def report(self) -> Diagnostic:
        words = self.found.strip(_QUOTES)
        straight = f'"{words or "…"}"'
        return tell(
            self,
            Text(
                f"{quoted(self.found)} does not begin or end a text",
                f"{quoted(self.found)} bukan pembuka atau penutup teks",
            ),
            Text("another kind of quote", "tanda kutip jenis lain"),
            advice=Text(f"write {quoted(straight)}", f"tulis {quoted(straight)}"),
        )


@dataclass(frozen=True, slots=True)
class UnclosedText:
    """A text in an expression begins with `"` and does not end.

    Why: everything behind it would be part of the text.
    Ringkasan: Teks di dalam ekspresi dibuka dengan `"` tetapi tidak ditutup.
    Mengapa: semua yang ada di belakangnya ikut menjadi isi teks.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: 'nama = "Sari'}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: 'nama = "Sari"'}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC306"
    name: ClassVar[str] = "unclosed-text"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text('this text has no closing `"`', 'teks ini tidak punya `"` penutup'),
            Text("begins here and does not end", "mulai di sini dan tidak berakhir"),
            advice=Text('add `"` at its end', 'tambahkan `"` di akhirnya'),
        )


@dataclass(frozen=True, slots=True)
class BadEscape:
    """A backslash in a text is followed by a letter that means nothing there.

    Why: the letter could be meant as itself or as a sign such as a line break.
    Ringkasan: Garis miring terbalik di dalam teks diikuti huruf yang tidak mewakili apa pun.
    Mengapa: hurufnya bisa dimaksudkan sebagai huruf biasa, bisa juga sebagai tanda seperti ganti baris.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: 'nama = "Sa\\qri"'}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: 'nama = "Sa\\\\qri"'}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC307"
    name: ClassVar[str] = "bad-escape"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    found: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{quoted(self.found)} stands for nothing", f"{quoted(self.found)} tidak mewakili apa pun"),
            Text("unknown after a backslash", "tak dikenal setelah garis miring terbalik"),
            advice=Text("for a backslash itself, write two", "untuk garis miring terbalik, tulis dua"),
        )


PROBLEMS = (
    EmptyExpression,
    ExpressionTooLarge,
    UnknownCharacter,
    ForeignOperator,
    ForeignQuotes,
    UnclosedText,
    BadEscape,
)
