"""Expressions whose signs can be read, but do not form a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span
from flowc.structure.suggestions import suggested_number


@dataclass(frozen=True, slots=True)
class BadLiteral:
    """A date, time or duration is written that does not exist.

    Why: a comparison with it would never hold.
    Ringkasan: Tanggal, waktu, atau durasi ini tidak ada.
    Mengapa: perbandingan dengannya tidak akan pernah benar.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: '@"2026-13-45" < today()'}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: '@"2026-12-24" < today()'}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC308"
    name: ClassVar[str] = "bad-literal"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    found: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.found)} is not a date, time or duration",
                f"{quoted(self.found)} bukan tanggal, waktu, atau durasi",
            ),
            Text("does not exist", "tidak ada"),
            advice=Text(
                'write `@"2026-12-24"`, `@"16:30:00"` or `duration("10m")`',
                'tulis `@"2026-12-24"`, `@"16:30:00"`, atau `duration("10m")`',
            ),
        )


@dataclass(frozen=True, slots=True)
class BareTemporal:
    """A date or duration stands in an expression without quotes.

    In cells it may; in an expression `2026-11-23` would be a subtraction.

    Why: the bot would calculate with the numbers instead of comparing dates.
    Ringkasan: Tanggal atau durasi di dalam ekspresi ditulis tanpa tanda kutip.

    Di dalam sel boleh begitu; di dalam ekspresi `2026-11-23` berarti pengurangan.
    Mengapa: bot akan menghitung dengan angka-angkanya, bukan membandingkan tanggal.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: today() > 2026-11-23}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: 'today() > date("2026-11-23")'}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC309"
    name: ClassVar[str] = "bare-temporal"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    found: str
    instead: str

    def report(self) -> Diagnostic:
        advice = None
        if self.instead:
            advice = Text(f"write {quoted(self.instead)}", f"tulis {quoted(self.instead)}")
        return tell(
            self,
            Text(
                f"{quoted(self.found)} needs quotes in an expression",
                f"{quoted(self.found)} perlu tanda kutip di dalam ekspresi",
            ),
            Text("a date, time or duration", "tanggal, waktu, atau durasi"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class NumberAndWord:
    """A number is written with a word, a currency, a decimal comma or several dots between thousands.

    One dot between thousands (`9.000`) is told as FC338: that is a number, only another one.

    Why: `50rb` is understood from customers, but in an expression it could be a name, a unit or a slip.
    Ringkasan: Angka ditulis dengan kata, mata uang, koma desimal, atau beberapa titik ribuan.

    Satu titik ribuan (`9.000`) ditandai FC338: itu tetap angka, hanya nilainya lain.
    Mengapa: `50rb` dipahami bila datang dari pelanggan, tetapi di dalam ekspresi bisa jadi nama, satuan, atau
    salah ketik.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: turns.customer > 50rb}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: turns.customer > 50000}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC310"
    name: ClassVar[str] = "number-and-word"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    found: str
    instead: str = ""

    def report(self) -> Diagnostic:
        number = self.instead or suggested_number(self.found) or "50000"
        return tell(
            self,
            Text(
                f"{quoted(self.found)} is neither a number nor a name",
                f"{quoted(self.found)} bukan angka dan bukan nama",
            ),
            Text("not how a number is written here", "bukan cara menulis angka di sini"),
            advice=Text(
                f"write digits alone, with a dot before decimals: `{number}`",
                f"tulis angkanya saja, dengan titik sebelum desimal: `{number}`",
            ),
        )


@dataclass(frozen=True, slots=True)
class UnbalancedBracket:
    """A bracket is opened and not closed, or closed and not opened.

    Why: what belongs together decides what the condition means.
    Ringkasan: Ada kurung yang dibuka tetapi tidak ditutup, atau ditutup tanpa dibuka.
    Mengapa: apa yang dikelompokkan menentukan arti syaratnya.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: (turns.customer > 3}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: (turns.customer > 3)}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC311"
    name: ClassVar[str] = "unbalanced-bracket"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    found: str
    closing: str  # what would close it; empty: it closes nothing itself

    def report(self) -> Diagnostic:
        if not self.closing:
            return tell(
                self,
                Text(f"{quoted(self.found)} closes nothing", f"{quoted(self.found)} tidak menutup apa pun"),
                Text("nothing was opened", "tidak ada yang dibuka"),
                advice=Text("take it out, or open it before", "hapus, atau buka sebelumnya"),
            )
        return tell(
            self,
            Text(f"{quoted(self.found)} is never closed", f"{quoted(self.found)} tidak pernah ditutup"),
            Text("opened here", "dibuka di sini"),
            advice=Text(f"add {quoted(self.closing)}", f"tambahkan {quoted(self.closing)}"),
        )


@dataclass(frozen=True, slots=True)
class UnexpectedPart:
    """Something in an expression stands where it cannot stand, or the expression ends too early.

    Why: the bot could not know what is compared or calculated with what.
    Ringkasan: Ada bagian ekspresi yang tidak bisa berada di tempatnya, atau ekspresinya berakhir terlalu
    cepat.
    Mengapa: bot tidak tahu apa yang dibandingkan atau dihitung dengan apa.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: turns.customer >}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: turns.customer > 3}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC312"
    name: ClassVar[str] = "unexpected-part"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    found: str
    expected: tuple[str, ...]

    def report(self) -> Diagnostic:
        if self.found:
            message = Text(
                f"{quoted(self.found)} cannot stand here", f"{quoted(self.found)} tidak bisa berada di sini"
            )
        else:
            message = Text("the expression ends too early", "ekspresinya berakhir terlalu cepat")
        advice = None
        if self.expected:
            advice = Text(
                "here could be " + _listed(self.expected, "en"),
                "di sini bisa ada " + _listed(self.expected, "id"),
            )
        return tell(
            self,
            message,
            Text("not expected here", "tidak diharapkan di sini")
            if self.found
            else Text("something is missing after this", "setelah ini masih ada yang kurang"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class ChainedComparison:
    """Two comparisons are chained, as in mathematics.

    Why: the second sign would compare a yes or no with a number, which never holds.
    Ringkasan: Dua perbandingan dirangkai seperti dalam matematika.
    Mengapa: tanda kedua akan membandingkan ya atau tidak dengan angka, dan itu tidak pernah benar.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: 1 < turns.customer < 5}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: turns.customer > 1 and turns.customer < 5}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC313"
    name: ClassVar[str] = "chained-comparison"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    found: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.found)} cannot follow another comparison",
                f"{quoted(self.found)} tidak bisa mengikuti perbandingan lain",
            ),
            Text("second comparison", "perbandingan kedua"),
            advice=Text(
                "write `x > 1 and x < 5`, or `x between 1 and 5`",
                "tulis `x > 1 and x < 5`, atau `x between 1 and 5`",
            ),
        )


@dataclass(frozen=True, slots=True)
class FunctionInBot:
    """An expression defines a function of its own, or names one that is kept elsewhere.

    Why: bot files hold what can be read at a glance; a function is a program, and belongs into an action.
    Ringkasan: Sebuah ekspresi membuat fungsi sendiri, atau menyebut fungsi yang disimpan di tempat lain.
    Mengapa: isi berkas bot harus bisa dipahami sekali baca; fungsi itu program, dan tempatnya di sebuah aksi.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: '(function(x) x > 3)(turns.customer)'}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: turns.customer > 3}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC314"
    name: ClassVar[str] = "function-in-bot"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    found: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.found)} cannot be used in a bot's expressions",
                f"{quoted(self.found)} tidak bisa dipakai dalam ekspresi bot",
            ),
            Text("a function of its own", "fungsi buatan sendiri"),
            advice=Text(
                "write the expression itself, or use an action", "tulis ekspresinya langsung, atau pakai aksi"
            ),
        )


PROBLEMS = (
    BadLiteral,
    BareTemporal,
    NumberAndWord,
    UnbalancedBracket,
    UnexpectedPart,
    ChainedComparison,
    FunctionInBot,
)

_EXPECTED = {
    "value": Text("a value", "nilai"),
    "operator": Text("an operator", "operator"),
    "name": Text("a name", "nama"),
    "end": Text("the end", "akhir"),
}


def _listed(expected: tuple[str, ...], language: str) -> str:
    words = [_EXPECTED[one].in_(language) if one in _EXPECTED else f"`{one}`" for one in expected[:5]]
    if len(words) == 1:
        return words[0]
    return ", ".join(words[:-1]) + (" atau " if language == "id" else " or ") + words[-1]
