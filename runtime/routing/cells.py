"""What a cell holds for, as plain sets: null or not, spans of one kind of value, patterns, words of a list.

Laws:
- `read_cell` is exact or None: a test that asks about anything but the tested value itself has no set.
- A set never mixes kinds of values; a value of another kind than the cell's is for `runtime.feel` to judge.
- Spans of a cell are in order and do not touch each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from runtime.artifact import tree
from runtime.feel.evaluate import compile_expr
from runtime.feel.values import Value, YearsMonths

# Values of these classes have one order that depends on nothing else. Moments are left out: those without
# offset are read in the bot's zone, which only a turn knows.
ORDERED: tuple[type, ...] = (str, Decimal, bool, date, time, timedelta, YearsMonths)


@dataclass(frozen=True, slots=True)
class Span:
    """Values between two ends; None: without an end on that side. A single value is `[v, v]`."""

    # Any: ends of one ordered class, which no type can say
    low: Any
    high: Any
    low_included: bool = True
    high_included: bool = True


WHOLE = Span(None, None, False, False)


@dataclass(frozen=True, slots=True)
class Cell:
    """The values for which a cell holds.

    `kind` is the class of values it tells apart; None: every value that is not null is the same to it, and
    `spans` is the whole line or nothing. `likes` are patterns that hold beside the spans, or that must not
    hold within them where `without` says so. Cells of lists have words in `has` instead: one of them is in
    the list, or none is (`without`).
    """

    null: bool = False
    kind: type | None = None
    spans: tuple[Span, ...] = ()
    likes: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    without: bool = False


ANYTHING = Cell(null=True, spans=(WHOLE,))
IS_NULL = Cell(null=True)
NOT_NULL = Cell(spans=(WHOLE,))


def read_cell(test: tree.Test) -> Cell | None:
    """Return for which values a test holds; None: that takes more than the value."""
    match test:
        case tree.Anything():
            return ANYTHING
        case tree.Compare(op, value):
            return _compared(op, value)
        case tree.Within(tree.Range() as span):
            return _range(span)
        case tree.Within(tree.Number() | tree.String() | tree.Boolean() | tree.At() as value):
            return _compared("=", value)
        case tree.Like(pattern):
            if "*" in pattern:
                return Cell(kind=str, likes=(pattern,))
            return Cell(kind=str, spans=(Span(pattern, pattern),))
        case tree.Has(tree.String(word)):
            return Cell(kind=tuple, has=(word,))
        case tree.AnyOf(tests):
            return _any_of(tests)
        case tree.Not(tests):
            return _none_of(tests)
        case _:
            return None


class _NotConstantError(Exception):
    """The value depends on names, on the moment, or on an order that only a turn knows."""


def _constant(expr: tree.Expr) -> Value:
    match expr:
        case tree.Null():
            return None
        case tree.String(text):
            return text
        case tree.Boolean(truth):
            return truth
        case tree.Number() | tree.At() | tree.Negate(tree.Number()):
            value = compile_expr(expr)({})
            if type(value) in ORDERED and getattr(value, "tzinfo", None) is None:
                return value
    raise _NotConstantError


def _compared(op: str, expr: tree.Expr) -> Cell | None:
    try:
        value = _constant(expr)
    except _NotConstantError:
        return None
    if value is None:
        return {"=": IS_NULL, "!=": NOT_NULL}.get(op)  # `< null` is neither true nor false: no set says that
    kind = type(value)
    if op == "=":
        return Cell(kind=kind, spans=(Span(value, value),))
    if op == "!=":
        return Cell(kind=kind, spans=complement((Span(value, value),)))
    if kind is bool:
        return None
    span = {
        "<": Span(None, value, False, False),
        "<=": Span(None, value, False, True),
        ">": Span(value, None, False, False),
        ">=": Span(value, None, True, False),
    }[op]
    return Cell(kind=kind, spans=(span,))


def _range(written: tree.Range) -> Cell | None:
    try:
        low = None if written.low is None else _constant(written.low)
        high = None if written.high is None else _constant(written.high)
    except _NotConstantError:
        return None
    if (low is None) != (written.low is None) or (high is None) != (written.high is None):
        return None  # an end that is null: nobody can tell what lies in there
    kinds = {type(end) for end in (low, high) if end is not None}
    if len(kinds) != 1 or bool in kinds:
        return None
    span = Span(
        low, high, low is not None and written.low_included, high is not None and written.high_included
    )
    return Cell(kind=kinds.pop(), spans=united((span,)))


def _any_of(tests: tuple[tree.Test, ...]) -> Cell | None:
    cells = _same_kind(tests)
    if cells is None or any(cell.without for cell in cells):
        return None
    kind = next((cell.kind for cell in cells if cell.kind is not None), None)
    return Cell(
        null=any(cell.null for cell in cells),
        kind=kind,
        spans=united(span for cell in cells for span in cell.spans),
        likes=tuple(dict.fromkeys(like for cell in cells for like in cell.likes)),
        has=tuple(dict.fromkeys(word for cell in cells for word in cell.has)),
    )


def _none_of(tests: tuple[tree.Test, ...]) -> Cell | None:
    """`not(…)`: never for null; for a value of the kind that no test holds for."""
    cell = _any_of(tests)
    if cell is None:
        return None
    if cell.kind is tuple:
        return Cell(kind=tuple, has=cell.has, without=True)
    return Cell(kind=cell.kind, spans=complement(cell.spans), likes=cell.likes, without=bool(cell.likes))


def _same_kind(tests: tuple[tree.Test, ...]) -> list[Cell] | None:
    cells = []
    kinds = set()
    for test in tests:
        cell = read_cell(test)
        if cell is None:
            return None
        cells.append(cell)
        if cell.kind is not None:
            kinds.add(cell.kind)
    mixed = any(cell.kind is None and cell.spans for cell in cells) and tuple in kinds
    return None if len(kinds) > 1 or mixed else cells


# ---- spans -------------------------------------------------------------------------------------------------


def holds_for(cell: Cell, value: Value) -> bool:
    """Return whether a cell holds for null or for a value of its kind."""
    if value is None:
        return cell.null
    if cell.kind is tuple:
        assert isinstance(value, tuple)
        return any(word in value for word in cell.has) != cell.without
    inside = any(_inside(span, value) for span in cell.spans)
    if not cell.likes:
        return inside
    like = isinstance(value, str) and any(is_like(pattern, value) for pattern in cell.likes)
    return inside and not like if cell.without else inside or like


def _inside(span: Span, value: Any) -> bool:  # Any: as in `Span`
    above = span.low is None or span.low < value or (span.low_included and span.low == value)
    return above and (span.high is None or value < span.high or (span.high_included and value == span.high))


def is_like(pattern: str, text: str) -> bool:
    """Return whether a text follows a pattern in which `*` stands for any run of characters."""
    first, *pieces = pattern.split("*")
    if not pieces:
        return text == pattern
    *middle, last = pieces
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def is_empty(span: Span) -> bool:
    """Return whether the ends leave nothing between them. Dense: `(1..2)` is not empty, whatever the kind."""
    if span.low is None or span.high is None:
        return False
    return bool(span.high < span.low) or (
        span.low == span.high and not (span.low_included and span.high_included)
    )


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same values as spans in order that do not touch."""
    ordered = sorted((span for span in spans if not is_empty(span)), key=_BY_LOW)
    found: list[Span] = []
    for span in ordered:
        if found and _touch(found[-1], span):
            found[-1] = _joined(found[-1], span)
        else:
            found.append(span)
    return tuple(found)


def complement(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return all other values of the kind; `spans` as `united` gives them."""
    found: list[Span] = []
    low, low_included, opened = None, False, True
    for span in spans:
        if span.low is not None:
            found.append(Span(low, span.low, low_included, not span.low_included))
        low, low_included, opened = span.high, not span.high_included, span.high is not None
    if opened:
        found.append(Span(low, None, low_included and low is not None, False))
    return tuple(span for span in found if not is_empty(span))


def _compare_low(left: Span, right: Span) -> int:
    if left.low is None or right.low is None:
        return (left.low is not None) - (right.low is not None)
    if left.low != right.low:
        return -1 if left.low < right.low else 1
    return right.low_included - left.low_included


_BY_LOW = cmp_to_key(_compare_low)


def _touch(left: Span, right: Span) -> bool:
    if left.high is None or right.low is None or right.low < left.high:
        return True
    return bool(right.low == left.high) and (left.high_included or right.low_included)


def _joined(left: Span, right: Span) -> Span:
    if left.high is None or right.high is None:
        return Span(left.low, None, left.low_included, False)
    if left.high == right.high:
        return Span(left.low, left.high, left.low_included, left.high_included or right.high_included)
    last = left if left.high > right.high else right
    return Span(left.low, last.high, left.low_included, last.high_included)
