"""Checks that a `switch` has a case for every value that can come.

Where all cases can be evaluated now, they are tried on representatives: each word of a choice, both booleans,
and for numbers, moments and texts every value written in a case, its neighbours and one written nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

from flowc.structure import tree
from flowc.types import habits
from flowc.types.certain import constant
from flowc.types.checking import Checking, Scope
from flowc.types.kinds import Kind
from flowc.types.problems.expressions import UncoveredCase, UnknownChoiceWord
from runtime.artifact import tree as feel
from runtime.artifact.tree import (
    AnyOf,
    Anything,
    Boolean,
    Compare,
    Has,
    Like,
    Negate,
    Not,
    Null,
    Number,
    Range,
    Satisfies,
    String,
    Test,
    Within,
)
from runtime.feel.evaluate import compile_test
from runtime.feel.values import Value
from runtime.feel.writing import text_of

_DAY = date(2026, 1, 5)  # any day: only the times of it are looked at
_ANY: Mapping[str, Value] = {  # of each kind, where no case names one
    "date": _DAY,
    "datetime": datetime.combine(_DAY, time()),
    "time": time(),
    "duration": timedelta(),
}
_NOWHERE = "\ue000"  # a text that no one writes: a private character


def check_switch(check: Checking, step: tree.Switch, scope: Scope) -> None:
    """Check the expression of a switch, its cells, and that nothing is left out."""
    kind = check.expression(step.on, scope)
    tests: list[Test] = []
    complete = True
    otherwise = False
    for case in step.cases:
        if case.otherwise:
            otherwise = True
            continue
        cell = case.cell
        if cell.text not in kind.words and (word := habits.otherwise(cell.text)):
            check.report(UnknownChoiceWord(cell.span, cell.text, instead=word))
            complete = False
            continue
        parsed = check.test(cell, kind, scope)
        if parsed is None or not _is_constant(parsed.tree):
            complete = False
        else:
            tests.append(parsed.tree)
    if otherwise or not complete:
        return
    missing = tuple(_shown(value) for value in _uncovered(kind, _can_be_null(check, step.on, kind), tests))
    if missing:
        check.report(UncoveredCase(step.span, missing))


def _can_be_null(check: Checking, on: tree.Expression, kind: Kind) -> bool:
    """A slot that is asked for counts as known: whether it was asked on every path is proved later."""
    slot = check.symbols.slots.get(on.text.strip())
    return kind.maybe and not (slot is not None and slot.ask is not None and not slot.optional)


def _uncovered(kind: Kind, null: bool, tests: list[Test]) -> Iterator[Value]:
    compiled = [compile_test(test) for test in tests]
    for value in (*_representatives(kind, tests), *((None,) if null else ())):
        if not any(holds(value, {}) is True for holds in compiled):
            yield value


def _representatives(kind: Kind, tests: list[Test]) -> tuple[Value, ...]:
    match kind.name:
        case "choice" if kind.words:
            return kind.words
        case "boolean":
            return (True, False)
        case "text":
            return (*_texts(tests), _NOWHERE)
        case "number":
            return _numbers(tests)
        case "date" | "datetime" | "time" | "duration":
            return _moments(kind.name, tests)
        case "list":
            return ((),)
        case _:
            return ()


def _texts(tests: list[Test]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.value for one in _literals(tests) if isinstance(one, String)))


def _numbers(tests: list[Test]) -> tuple[Decimal, ...]:
    """Return every number of the tests, one between each two, and one beyond both ends."""
    written = sorted({number for one in _literals(tests) if (number := _number(one)) is not None})
    if not written:
        return (Decimal(0),)
    between = [(low + high) / 2 for low, high in pairwise(written)]
    return (written[0] - 1, *sorted((*written, *between)), written[-1] + 1)


def _moments(kind: str, tests: list[Test]) -> tuple[Value, ...]:
    """Return every moment or length of the tests with its neighbours; any one where none is written."""
    values = [constant(one) for one in _literals(tests)]
    written = [value for value in values if isinstance(value, date | time | timedelta)]
    if not written:
        return (_ANY[kind],)
    near = ((value, _beside(value, -1), _beside(value, 1)) for value in written)
    return tuple(dict.fromkeys(one for three in near for one in three if one is not None))


def _beside(value: date | time | timedelta, way: int) -> Value:
    """Return the next one before or after, a day or a second away; None: there is none."""
    try:
        if isinstance(value, time):
            there = datetime.combine(_DAY, value) + way * timedelta(seconds=1)
            return there.timetz() if there.date() == _DAY else None
        if isinstance(value, timedelta | datetime):
            return value + way * timedelta(seconds=1)
        return value + way * timedelta(days=1)
    except OverflowError:
        return None


def _number(expr: feel.Expr) -> Decimal | None:
    match expr:
        case Number():
            return Decimal(expr.text)
        case Negate(of=Number() as number):
            return -Decimal(number.text)
        case _:
            return None


def _literals(tests: list[Test] | tuple[Test, ...]) -> Iterator[feel.Expr]:
    for test in tests:
        match test:
            case Compare() | Has():
                yield test.value
            case Within():
                yield from (
                    (end for end in (test.value.low, test.value.high) if end is not None)
                    if isinstance(test.value, Range)
                    else (test.value,)
                )
            case AnyOf() | Not():
                yield from _literals(test.tests)
            case _:
                pass


def _is_constant(test: Test) -> bool:
    match test:
        case Anything() | Like():
            return True
        case Compare() | Has():
            return _is_literal(test.value)
        case Within():
            value = test.value
            ends = (value.low, value.high) if isinstance(value, Range) else (value,)
            return all(end is None or _is_literal(end) for end in ends)
        case AnyOf() | Not():
            return all(_is_constant(inner) for inner in test.tests)
        case Satisfies():
            return False


def _is_literal(expr: feel.Expr) -> bool:
    return isinstance(expr, Null | Boolean) or constant(expr) is not None


def _shown(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "otherwise" if value == _NOWHERE or isinstance(value, tuple) else text_of(value)
