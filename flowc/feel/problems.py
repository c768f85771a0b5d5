"""The problems of this stage, FC30x and FC31x: texts that are not an expression or a cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Problem, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.feel.faults import SyntaxFault
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class EmptyExpression:
    """An expression, or a cell that is tested, has no text.

    Why: the bot could not tell whether the step, case or row is meant to hold always or never.
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


@dataclass(frozen=True, slots=True)
class ForeignOperator:
    """An operator of a programming language stands in an expression.

    Why: it looks right to some readers, but the bot knows only the words of its own language.
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
        advice = None
        if self.instead:
            advice = Text(f"write {quoted(self.instead)}", f"tulis {quoted(self.instead)}")
        return tell(
            self,
            Text(f"{quoted(self.found)} is not written here", f"{quoted(self.found)} tidak dipakai di sini"),
            Text("from another language", "dari bahasa lain"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class ForeignQuotes:
    """A text in an expression stands between single or curly quotes.

    Word processors turn straight quotes into curly ones.

    Why: only `"` begins and ends a text, so the words would be read as names.
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
        return tell(
            self,
            Text(
                f"{quoted(self.found)} does not begin or end a text",
                f"{quoted(self.found)} bukan pembuka atau penutup teks",
            ),
            Text("another kind of quote", "tanda kutip jenis lain"),
            advice=Text('use straight quotes: `"..."`', 'pakai tanda kutip lurus: `"..."`'),
        )


@dataclass(frozen=True, slots=True)
class UnclosedText:
    """A text in an expression begins with `"` and does not end.

    Why: everything behind it would be part of the text.
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


@dataclass(frozen=True, slots=True)
class BadLiteral:
    """A date, time or duration is written that does not exist.

    Why: a comparison with it would never hold.
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
    """A number and a word stand together without anything between them.

    Why: `50rb` is understood from customers, but in an expression it could be a name, a unit or a slip.
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

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.found)} is neither a number nor a name",
                f"{quoted(self.found)} bukan angka dan bukan nama",
            ),
            Text("digits and letters together", "angka dan huruf menyatu"),
            advice=Text("write the whole number: `50000`", "tulis angka lengkapnya: `50000`"),
        )


@dataclass(frozen=True, slots=True)
class UnbalancedBracket:
    """A bracket is opened and not closed, or closed and not opened.

    Why: what belongs together decides what the condition means.
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
    EmptyExpression,
    ExpressionTooLarge,
    UnknownCharacter,
    ForeignOperator,
    ForeignQuotes,
    UnclosedText,
    BadEscape,
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

_MADE: dict[str, Callable[[SyntaxFault, Span], Problem]] = {
    "empty": lambda fault, span: EmptyExpression(span),
    "too_long": lambda fault, span: ExpressionTooLarge(span, fault.limit, deep=False),
    "too_deep": lambda fault, span: ExpressionTooLarge(span, fault.limit, deep=True),
    "unknown_character": lambda fault, span: UnknownCharacter(span, fault.found),
    "foreign_operator": lambda fault, span: ForeignOperator(span, fault.found, fault.instead),
    "foreign_quotes": lambda fault, span: ForeignQuotes(span, fault.found),
    "unclosed_string": lambda fault, span: UnclosedText(span),
    "bad_escape": lambda fault, span: BadEscape(span, fault.found),
    "bad_literal": lambda fault, span: BadLiteral(span, fault.found),
    "bare_temporal": lambda fault, span: BareTemporal(span, fault.found, fault.instead),
    "number_and_word": lambda fault, span: NumberAndWord(span, fault.found),
    "unclosed_bracket": lambda fault, span: UnbalancedBracket(span, fault.found, "".join(fault.expected[:1])),
    "stray_bracket": lambda fault, span: UnbalancedBracket(span, fault.found, ""),
    "unexpected": lambda fault, span: UnexpectedPart(span, fault.found, fault.expected),
    "chained_comparison": lambda fault, span: ChainedComparison(span, fault.found),
    "function_definition": lambda fault, span: FunctionInBot(span, fault.found),
    "unsupported": lambda fault, span: FunctionInBot(span, fault.found),
}


def problem_of(fault: SyntaxFault, span: Span) -> Problem:
    """Return the problem of a mistake in a text; `span` is the place of the fault in its file."""
    return _MADE[fault.kind](fault, span)


def _listed(expected: tuple[str, ...], language: str) -> str:
    words = [_EXPECTED[one].in_(language) if one in _EXPECTED else f"`{one}`" for one in expected[:5]]
    if len(words) == 1:
        return words[0]
    return ", ".join(words[:-1]) + (" atau " if language == "id" else " or ") + words[-1]
