"""When a condition can be true: its alternatives, and whether one condition makes another one true.

Laws:
- A condition becomes alternatives of claims about what it reads: `turns.invalid` is at least 2, `topic` is
  one of two words. What is not understood here is a claim about itself: it is true, or it is not.
- `can_hold` false and `implies` true are sure; the other way round nothing is.
- Null counts: `x != "a"` is true of a missing value, `x > 2` is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from flowc.types.certain import constant
from runtime.artifact.tree import (
    Argument,
    Between,
    Binary,
    Boolean,
    Call,
    Compare,
    Expr,
    In,
    Name,
    Null,
    Number,
    Path,
    Range,
    String,
    Test,
    Within,
)

NUMBER = "number"
MOST_ALTERNATIVES = 64  # of one condition; nobody writes more, and each is compared with each

Subject = Expr
_Value = str | bool | None
_TRUTH: frozenset[_Value] = frozenset((True, False, None))  # whoever is compared with a truth value is one


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is one of some words, truth values or null; `outside`: it is none of them."""

    values: frozenset[_Value]
    outside: bool = False

    def within(self, other: Claim) -> bool:
        if not isinstance(other, OneOf):
            return False
        if self.outside:
            return other.outside and other.values <= self.values
        return self.values.isdisjoint(other.values) if other.outside else self.values <= other.values

    def both(self, other: Claim) -> Claim | None:
        """Return what is left of two claims; None: nothing can be both."""
        if not isinstance(other, OneOf):  # of a number all that is known here is that it is one
            return other if self.outside else None
        if self.outside and other.outside:
            nothing = self.values | other.values
            return None if nothing >= _TRUTH else OneOf(nothing, outside=True)
        if self.outside:
            left = other.values - self.values
        else:
            left = self.values - other.values if other.outside else self.values & other.values
        return OneOf(left) if left else None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The value is a number from `low` to `high` (None: no end); an end may be left out.

    Or it is a date, a time or a length of another `kind`, counted in its smallest unit.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    without_low: bool = False
    without_high: bool = False
    kind: str = NUMBER

    def within(self, other: Claim) -> bool:
        if isinstance(other, OneOf):
            return other.outside and other.values <= {None}
        if other.kind != self.kind:
            return False
        return _starts(other) <= _starts(self) and _ends(self) <= _ends(other)

    def both(self, other: Claim) -> Claim | None:
        if isinstance(other, OneOf):
            return other.both(self)
        if other.kind != self.kind:
            return None
        low, high = max(self, other, key=_starts), min(self, other, key=_ends)
        if low.low is not None and high.high is not None:
            closed = not (low.without_low or high.without_high)
            if low.low > high.high or (low.low == high.high and not closed):
                return None
        return Numbers(low.low, high.high, low.without_low, high.without_high, self.kind)


Claim = OneOf | Numbers
Claims = Mapping[Subject, Claim]  # all of them hold

_TRUE, _FALSE = OneOf(frozenset((True,))), OneOf(frozenset((False,)))
KNOWN = OneOf(frozenset((None,)), outside=True)
_FIRST = datetime(1, 1, 1)  # noqa: DTZ001 - in no zone: moments without offset are counted from it
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


def path(*names: str) -> Expr:
    """Return the expression of a dotted name."""
    expression: Expr = Name(names[0])
    for name in names[1:]:
        expression = Path(expression, name)
    return expression


BOUNDED = frozenset({"turns", "message", "conversation"})  # what `_bounds` knows of; a variable may hide it


def _bounds(subject: Subject) -> Claim | None:
    """Return what the language says of a value: counters begin at 0, a feeling is from -1 to 1."""
    match subject:
        case Path(Name("turns"), _):
            return Numbers(low=Decimal(0))
        case Path(Name("message" | "conversation"), "sentiment"):
            return Numbers(Decimal(-1), Decimal(1))
    return None


def alternatives(condition: Expr) -> tuple[Claims, ...]:
    """Return the ways in which a condition can be true; none: it never is."""
    found = _ways(condition, True)
    if len(found) > MOST_ALTERNATIVES:
        return ({condition: _TRUE},)
    return tuple(found)


def can_hold(condition: Expr) -> bool:
    """Return whether some values might make a condition true; false is sure."""
    return bool(alternatives(condition))


def implies(first: Iterable[Claims], second: Iterable[Claims]) -> bool:
    """Return whether the second condition is surely true wherever the first one is."""
    ways = tuple(second)
    return all(any(_stronger(one, other) for other in ways) for one in first)


def makes_known(condition: Expr) -> frozenset[Subject]:
    """Return what surely has a value where a condition is true."""
    ways = alternatives(condition)
    known = [{subject for subject, claim in way.items() if claim.within(KNOWN)} for way in ways]
    return frozenset(set.intersection(*known)) if known else frozenset()


def where_not(condition: Expr) -> Claims:
    """Return what is surely so where a condition is not true: of single values compared with words."""
    refused: dict[Subject, Claim] = {}
    for way in alternatives(condition):
        if len(way) != 1:
            continue
        ((subject, claim),) = way.items()
        if isinstance(claim, OneOf):
            opposite: Claim | None = OneOf(claim.values, not claim.outside)
            if subject in refused and opposite is not None:
                opposite = opposite.both(refused[subject])
            refused[subject] = opposite or OneOf(frozenset())
    return refused


def joined(one: Claims, other: Claims) -> Claims | None:
    """Return the claims of both; None: they contradict each other."""
    result = dict(one)
    for subject, claim in other.items():
        both = claim if subject not in result else result[subject].both(claim)
        if both is None:
            return None
        result[subject] = both
    for subject, claim in result.items():
        bounds = _bounds(subject)
        both = claim if bounds is None else claim.both(bounds)
        if both is None:
            return None
        result[subject] = both
    return result


def _stronger(one: Claims, other: Claims) -> bool:
    for subject, wanted in other.items():
        has = one.get(subject) or _bounds(subject)
        if has is None or not has.within(wanted):
            return False
    return True


def _ways(condition: Expr, wanted: bool) -> list[Claims]:
    match condition:
        case Binary("and" | "or" as op, left, right):
            lefts, rights = _ways(left, wanted), _ways(right, wanted)
            if (op == "or") == wanted:
                return [*lefts, *rights]
            if len(lefts) * len(rights) > MOST_ALTERNATIVES:
                return [{condition: _TRUE if wanted else _FALSE}]
            return [both for a in lefts for b in rights if (both := joined(a, b)) is not None]
        case Call(Name("not"), (Argument(value),)):
            return _ways(value, not wanted)
        case Boolean(value):
            return [{}] if value == wanted else []
        case Null():
            return []  # a condition that is null counts as not true, and so does its opposite
        case In(of, tests) if wanted:
            listed = _listed(of, tests)
            if listed is not None:
                return [one for claim in listed if (one := joined({of: claim}, {})) is not None]
    subject, claim = _claim(condition, wanted)
    alone = joined({subject: claim}, {})
    return [] if alone is None else [alone]


def _claim(condition: Expr, wanted: bool) -> tuple[Subject, Claim]:
    found: tuple[Subject, Claim] | None = None
    match condition:
        case Binary("=" | "!=" | "<" | "<=" | ">" | ">=" as op, left, right):
            sign = op if wanted else _OPPOSITE[op]
            if isinstance(left, String | Boolean | Null | Number) and not isinstance(right, type(left)):
                left, right, sign = right, left, _FLIPPED[sign]
            found = _compared(left, sign, right)
        case Between(of, low, high) if wanted:
            found = _between(of, low, high)
    return found or (condition, _TRUE if wanted else _FALSE)


def _compared(subject: Expr, op: str, value: Expr) -> tuple[Subject, Claim] | None:
    point = _point(value)
    if point is not None:
        number, kind = point
        whole = isinstance(subject, Path) and subject.of == Name("turns")
        match op:
            case "=" if kind in ("time", "date and time"):
                return None  # they are equal when their seconds are
            case "=":
                return subject, Numbers(number, number, kind=kind)
            case ">" if whole:
                return subject, Numbers(low=number.to_integral_value(rounding="ROUND_FLOOR") + 1)
            case ">" | ">=":
                return subject, Numbers(low=number, without_low=op == ">", kind=kind)
            case "<" if whole:
                return subject, Numbers(high=number.to_integral_value(rounding="ROUND_CEILING") - 1)
            case "<" | "<=":
                return subject, Numbers(high=number, without_high=op == "<", kind=kind)
        return None
    match value:
        case String() | Boolean():
            constant: _Value = value.value
        case Null():
            constant = None
        case _:
            return None
    return (subject, OneOf(frozenset((constant,)), outside=op == "!=")) if op in ("=", "!=") else None


def _between(
    subject: Subject, low: Expr | None, high: Expr | None, included: tuple[bool, bool] = (True, True)
) -> tuple[Subject, Numbers] | None:
    """Return the claim of a range of constants; an end that is None is open."""
    start, end = _point(low), _point(high)
    known = [point for point in (start, end) if point is not None]
    if len(known) != (low is not None) + (high is not None) or len({kind for _, kind in known}) != 1:
        return None
    return subject, Numbers(
        start[0] if start else None,
        end[0] if end else None,
        not included[0],
        not included[1],
        known[0][1],
    )


def _listed(subject: Subject, tests: tuple[Test, ...]) -> list[Claim] | None:
    """Return the claims of which one holds for whatever is in a list; None: not all of it is constant."""
    words: set[_Value] = set()
    ranges: list[Claim] = []
    for test in tests:
        match test:
            case Compare("=", String(word)):
                words.add(word)
                continue
            case Compare("=" | "<" | "<=" | ">" | ">=" as op, value) if _point(value) is not None:
                found = _compared(subject, op, value)
            case Within(Range(low, high, low_included, high_included)):
                found = _between(subject, low, high, (low_included, high_included))
            case _:
                return None
        if found is None:
            return None
        ranges.append(found[1])
    return [*([OneOf(frozenset(words))] if words else []), *ranges]


def _point(value: Expr | None) -> tuple[Decimal, str] | None:
    """Return where a constant stands among all of its kind, and the kind; None: no constant, or no order."""
    found = constant(value)
    match found:
        case Decimal():
            return found, NUMBER
        case datetime() if found.tzinfo is None:
            return _micros(found - _FIRST), "date and time"
        case datetime():
            return None  # beside a moment without an offset it depends on the bot's zone
        case date():
            return Decimal(found.toordinal()), "date"
        case time() if found.tzinfo is None:
            return _micros(datetime.combine(_FIRST, found) - _FIRST), "time"
        case timedelta():
            return _micros(found), "length"
    return None


def _micros(length: timedelta) -> Decimal:
    return Decimal(length // timedelta(microseconds=1))


def _starts(one: Numbers) -> tuple[bool, Decimal, bool]:
    return (one.low is not None, one.low or Decimal(0), one.without_low)


def _ends(one: Numbers) -> tuple[bool, Decimal, bool]:
    return (one.high is None, one.high or Decimal(0), not one.without_high)
