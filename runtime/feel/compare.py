"""Equality, order and membership with three answers: true, false, and null where values cannot be compared.

Laws (DMN 1.5 section 10.3.2.13, tables 53-55):
- `equal` with null on one side is true or false, never null.
- Values of different kinds are neither equal nor different: null.
- `lies_in` of a null value is null; a null end of a range is a missing operand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from runtime.feel import values, wide
from runtime.feel.decimals import number_of
from runtime.feel.values import Range, Value, Wide, WideLength, kind_of
from runtime.feel.wide import Moment

_SCALARS = frozenset({bool, Decimal, str, timedelta, values.YearsMonths})
_CLOCKS = frozenset({values.TIME, values.DATE_TIME})
_ORDERED = frozenset(
    {
        values.NUMBER,
        values.STRING,
        values.DATE,
        values.TIME,
        values.DATE_TIME,
        values.DURATION,
        values.YEARS_MONTHS,
    }
)


def equal(left: Value, right: Value) -> bool | None:
    """Return whether two values are the same, or None when their kinds differ."""
    if left is None or right is None:
        return left is right
    if type(left) is type(right) and type(left) in _SCALARS:
        return left == right
    kind = kind_of(left)
    if kind != kind_of(right):
        return None
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        if left.keys() != right.keys():
            return False
        return _all_equal([(left[key], right[key]) for key in left])
    if isinstance(left, tuple | list) and isinstance(right, tuple | list):
        return len(left) == len(right) and _all_equal(list(zip(left, right, strict=True)))
    if isinstance(left, Range) and isinstance(right, Range):
        if (left.low_included, left.high_included, left.known) != (
            right.low_included,
            right.high_included,
            right.known,
        ):
            return False
        return _all_equal([(left.low, right.low), (left.high, right.high)])
    if kind in _CLOCKS and (moments := _moments(left, right)):
        first, second = moments
        return wide.comparable(first, second) and _whole_seconds(first) == _whole_seconds(second)
    return left == right


def _plain(value: Value) -> bool:
    """Whether this is a moment without a named zone, as nearly all are: Python compares those quickly."""
    return type(value) is datetime and (value.tzinfo is None or type(value.tzinfo) is timezone)


def _has_offset(value: Value) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def _moments(left: Value, right: Value) -> tuple[Wide, Wide] | None:
    if isinstance(left, Moment) and isinstance(right, Moment):
        return wide.widened(left), wide.widened(right)
    return None


def _whole_seconds(moment: Wide) -> int:
    """Times are the same when their parts are, and the smallest part is the second (DMN 1.5, table 53)."""
    return wide.instant(moment) // wide.SECOND


def _all_equal(pairs: list[tuple[Value, Value]]) -> bool | None:
    result: bool | None = True
    for left, right in pairs:
        same = equal(left, right)
        if same is False:
            return False
        if same is None:
            result = None
    return result


def compare(op: str, left: Value, right: Value) -> bool | None:
    """Return `left op right` for `= != < <= > >=`; None where the operands do not allow it."""
    if op == "=":
        return equal(left, right)
    if op == "!=":
        same = equal(left, right)
        return None if same is None else not same
    return ordered(op, left, right)


def ordered(op: str, left: Value, right: Value) -> bool | None:
    """Return `left op right` for `< <= > >=`."""
    if left is None or right is None:
        return None
    kind = kind_of(left)
    if kind != kind_of(right) or kind not in _ORDERED:
        return None
    if _plain(left) and _plain(right) and _has_offset(left) == _has_offset(right):
        pass  # Python compares them as they are
    elif kind in _CLOCKS or type(left) is Wide or type(right) is Wide:
        moments = _moments(left, right)
        if moments is None or not wide.comparable(*moments):
            return None
        left, right = Decimal(wide.instant(moments[0])), Decimal(wide.instant(moments[1]))
    elif type(left) is WideLength or type(right) is WideLength:
        left, right = _nanos(left), _nanos(right)
    if type(left) is float or type(right) is float:
        left, right = number_of(left), number_of(right)
        if left is None or right is None:
            return None
    # Any of the ordered kinds compares with its own kind; mypy cannot follow two unions in step.
    if op == "<":
        return bool(left < right)  # type: ignore[operator]  # same ordered kind, checked above
    if op == "<=":
        return bool(left <= right)  # type: ignore[operator]  # as above
    if op == ">":
        return bool(left > right)  # type: ignore[operator]  # as above
    return bool(left >= right)  # type: ignore[operator]  # as above


def _nanos(value: Value) -> Decimal:
    assert isinstance(value, timedelta | WideLength)
    return Decimal(wide.nanos_of(value))


def both(left: bool | None, right: bool | None) -> bool | None:
    """Return three-valued `and`."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: bool | None, right: bool | None) -> bool | None:
    """Return three-valued `or`."""
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def lies_in(value: Value, within: Range) -> bool | None:
    """Return whether a value lies between the ends of a range."""
    if not within.known:
        return None
    above: bool | None = True
    if within.low is not None:
        above = ordered(">=" if within.low_included else ">", value, within.low)
    below: bool | None = True
    if within.high is not None:
        below = ordered("<=" if within.high_included else "<", value, within.high)
    return both(above, below)


def belongs(value: Value, where: Value) -> bool | None:
    """Return whether `value in where` holds: in a range, in a list (or one of its ranges), or equal to it."""
    if isinstance(where, Range):
        return lies_in(value, where) if not isinstance(value, Range) else equal(value, where)
    if isinstance(where, tuple | list):
        result: bool | None = False
        for item in where:
            inside = belongs(value, item) if isinstance(item, Range) else equal(value, item)
            if inside is True:
                return True
            if inside is None:
                result = None
        # A list of other kinds than the value's simply does not contain it.
        if result is None and not any(isinstance(item, Range) for item in where):
            result = False
        return equal(value, where) is True or result
    return equal(value, where)


def same_key(value: Value) -> object:
    """Return a hashable key: two values have the same key exactly when `equal` says true of them."""
    kind = kind_of(value)
    if isinstance(value, Mapping):
        return kind, frozenset((name, same_key(item)) for name, item in value.items())
    if isinstance(value, tuple | list):
        return kind, tuple(same_key(item) for item in value)
    if isinstance(value, Range):
        return (
            kind,
            same_key(value.low),
            same_key(value.high),
            value.low_included,
            value.high_included,
            value.known,
        )
    if kind in _CLOCKS and isinstance(value, Moment):
        moment = wide.widened(value)
        zone = wide.offset_of(moment) is None and str(moment.zone)
        return kind, _whole_seconds(moment), zone
    return kind, value
