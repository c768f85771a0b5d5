"""`+ - * / **` over numbers, texts, dates, times and durations (DMN 1.5 section 10.3.2.13, tables 57-62).

Every function returns None where the operands do not fit or have no result; the evaluator records it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from runtime.feel import temporal
from runtime.feel.decimals import NUMBERS, guarded, number_of
from runtime.feel.values import Value, YearsMonths

_MICROSECOND = timedelta(microseconds=1)


def _number_operation(operation: Callable[[Decimal, Decimal], Decimal], left: Value, right: Value) -> Value:
    first, second = number_of(left), number_of(right)
    return None if first is None or second is None else guarded(operation, first, second)


def add(left: Value, right: Value) -> Value:
    if type(left) is Decimal and type(right) is Decimal:
        return guarded(NUMBERS.add, left, right)
    try:
        match left, right:
            case str(), str():
                return left + right
            case timedelta(), timedelta():
                return left + right
            case YearsMonths(first), YearsMonths(second):
                return temporal.years_months(first + second)
            case ((date() | time()), (timedelta() | YearsMonths())):
                return _moved(left, right)
            case ((timedelta() | YearsMonths()), (date() | time())):
                return _moved(right, left)
    except OverflowError:
        return None
    return _number_operation(NUMBERS.add, left, right)


def subtract(left: Value, right: Value) -> Value:
    if type(left) is Decimal and type(right) is Decimal:
        return guarded(NUMBERS.subtract, left, right)
    try:
        match left, right:
            case timedelta(), timedelta():
                return left - right
            case YearsMonths(first), YearsMonths(second):
                return temporal.years_months(first - second)
            case ((date() | time()), timedelta()):
                return _moved(left, -right)
            case ((date() | time()), YearsMonths(months)):
                return _moved(left, YearsMonths(-months))
            case time(), time():
                return temporal.time_between(left, right)
            case date(), date():
                return _between(left, right)
    except OverflowError:
        return None
    return _number_operation(NUMBERS.subtract, left, right)


def multiply(left: Value, right: Value) -> Value:
    match left, right:
        case ((timedelta() | YearsMonths()), (Decimal() | int())):
            return _scaled(left, number_of(right))
        case ((Decimal() | int()), (timedelta() | YearsMonths())):
            return _scaled(right, number_of(left))
    return _number_operation(NUMBERS.multiply, left, right)


def divide(left: Value, right: Value) -> Value:
    match left, right:
        case timedelta(), timedelta():
            return guarded(NUMBERS.divide, Decimal(left // _MICROSECOND), Decimal(right // _MICROSECOND))
        case YearsMonths(first), YearsMonths(second):
            return guarded(NUMBERS.divide, Decimal(first), Decimal(second))
        case ((timedelta() | YearsMonths()), (Decimal() | int())):
            divisor = number_of(right)
            return (
                None
                if divisor is None
                else _scaled(left, guarded(NUMBERS.divide, Decimal(1), divisor), divisor)
            )
    return _number_operation(NUMBERS.divide, left, right)


def power(left: Value, right: Value) -> Value:
    return _number_operation(NUMBERS.power, left, right)


def negate(value: Value) -> Value:
    match value:
        case bool():
            return None
        case Decimal() | int() | float():
            number = number_of(value)
            return None if number is None else guarded(NUMBERS.minus, number)
        case timedelta():
            try:
                return -value
            except OverflowError:
                return None
        case YearsMonths(months):
            return YearsMonths(-months)
    return None


def _moved(start: date | time, by: timedelta | YearsMonths) -> Value:
    if isinstance(by, YearsMonths):
        return None if isinstance(start, time) else temporal.later_by_months(start, by.months)
    if isinstance(start, time):
        return temporal.later_time(start, by)
    if not isinstance(start, datetime):
        return (datetime.combine(start, time()) + by).date()
    if start.tzinfo is None or start.utcoffset() is None:
        return start + by
    # Python adds to the clock on the wall; a duration is a length of time, also over a change of clocks.
    return (start.astimezone(UTC) + by).astimezone(start.tzinfo)


def _between(left: date, right: date) -> timedelta | None:
    """Return `left - right`. A date beside a moment is that day's midnight in the moment's own zone."""
    first = left if isinstance(left, datetime) else _midnight(left, right)
    second = right if isinstance(right, datetime) else _midnight(right, left)
    if (first.utcoffset() is None) != (second.utcoffset() is None):
        return None
    if first.tzinfo is not None and second.tzinfo is not None:
        first, second = first.astimezone(UTC), second.astimezone(UTC)
    return first - second


def _midnight(day: date, beside: date) -> datetime:
    return datetime.combine(day, time(), beside.tzinfo if isinstance(beside, datetime) else None)


def _scaled(
    length: timedelta | YearsMonths, factor: Decimal | None, divisor: Decimal | None = None
) -> timedelta | YearsMonths | None:
    if factor is None:
        return None
    count = Decimal(length.months if isinstance(length, YearsMonths) else length // _MICROSECOND)
    exact = (
        guarded(NUMBERS.multiply, count, factor)
        if divisor is None
        else guarded(NUMBERS.divide, count, divisor)
    )
    if exact is None or abs(exact) > Decimal(10) ** 30:
        return None
    if isinstance(length, YearsMonths):
        return temporal.years_months(int(exact))
    try:
        return int(exact.to_integral_value(ROUND_HALF_EVEN)) * _MICROSECOND
    except OverflowError:
        return None


OPERATIONS: dict[str, Callable[[Value, Value], Value]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": power,
}
