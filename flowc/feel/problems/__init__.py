"""The problems of this stage, FC30x and FC31x: texts that are not an expression or a cell."""

from __future__ import annotations

from collections.abc import Callable

from flowc.diagnostics.model import Problem
from flowc.feel.faults import SyntaxFault
from flowc.feel.problems import forms, signs
from flowc.feel.problems.forms import (
    BadLiteral,
    BareTemporal,
    ChainedComparison,
    FunctionInBot,
    NumberAndWord,
    UnbalancedBracket,
    UnexpectedPart,
)
from flowc.feel.problems.signs import (
    BadEscape,
    EmptyExpression,
    ExpressionTooLarge,
    ForeignOperator,
    ForeignQuotes,
    UnclosedText,
    UnknownCharacter,
)
from flowc.source.span import Span

PROBLEMS = (*signs.PROBLEMS, *forms.PROBLEMS)

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
    "number_and_word": lambda fault, span: NumberAndWord(span, fault.found, fault.instead),
    "unclosed_bracket": lambda fault, span: UnbalancedBracket(span, fault.found, "".join(fault.expected[:1])),
    "stray_bracket": lambda fault, span: UnbalancedBracket(span, fault.found, ""),
    "unexpected": lambda fault, span: UnexpectedPart(span, fault.found, fault.expected),
    "chained_comparison": lambda fault, span: ChainedComparison(span, fault.found),
    "function_definition": lambda fault, span: FunctionInBot(span, fault.found),
}


def problem_of(fault: SyntaxFault, span: Span) -> Problem:
    """Return the problem of a mistake in a text; `span` is the place of the fault in its file."""
    return _MADE[fault.kind](fault, span)


__all__ = ["PROBLEMS", "problem_of"]
