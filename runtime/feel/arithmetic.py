"""`+ - * / **` over numbers, texts, dates, times and durations (DMN 1.5 section 10.3.2.13, tables 57-62).

Every function returns None where the operands do not fit or have no result; the evaluator records it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from runtime.feel import wide
from runtime.feel.decimals import NUMBERS, guarded, number_of
from runtime.feel.limits import LENGTH_NANOS
from runtime.feel.reading import years_months
from runtime.feel.values import Value, Wide, WideLength, YearsMonths
from runtime.feel.wide import Length, Moment


def _number_operation(operation: Callable[[Decimal, Decimal], Decimal], left: Value, right: Value) -> Value:
    first, second = number_of(left), number_of(right)
    return None if first is None or second is None else guarded(operation, first, second)


def add(left: Value, right: Value) -> Value:
    if type(left) is Decimal and type(right) is Decimal:
        return guarded(NUMBERS.add, left, right)
    match left, right:
        case str(), str():
            return left + right
        case ((timedelta() | WideLength()), (timedelta() | WideLength())):
            return wide.length_of(wide.nanos_of(left) + wide.nanos_of(right))
        case YearsMonths(first), YearsMonths(second):
            return years_months(first + second)
        case ((date() | time() | Wide()), (timedelta() | WideLength() | YearsMonths())):
            return _moved(left, right)
        case ((timedelta() | WideLength() | YearsMonths()), (date() | time() | Wide())):
            return _moved(right, left)
    return _number_operation(NUMBERS.add, left, right)


def subtract(left: Value, right: Value) -> Value:
    if type(left) is Decimal and type(right) is Decimal:
        return guarded(NUMBERS.subtract, left, right)
    match left, right:
        case ((timedelta() | WideLength()), (timedelta() | WideLength())):
            return wide.length_of(wide.nanos_of(left) - wide.nanos_of(right))
        case YearsMonths(first), YearsMonths(second):
            return years_months(first - second)
        case ((date() | time() | Wide()), (timedelta() | WideLength() | YearsMonths())):
            return _moved(left, negate(right))
        case ((date() | time() | Wide()), (date() | time() | Wide())):
            return wide.between(left, right) if _both_days(left, right) else None
    return _number_operation(NUMBERS.subtract, left, right)


def multiply(left: Value, right: Value) -> Value:
    match left, right:
        case ((timedelta() | WideLength() | YearsMonths()), (Decimal() | int())):
            return _scaled(left, number_of(right))
        case ((Decimal() | int()), (timedelta() | WideLength() | YearsMonths())):
            return _scaled(right, number_of(left))
    return _number_operation(NUMBERS.multiply, left, right)


def divide(left: Value, right: Value) -> Value:
    match left, right:
        case ((timedelta() | WideLength()), (timedelta() | WideLength())):
            return guarded(NUMBERS.divide, Decimal(wide.nanos_of(left)), Decimal(wide.nanos_of(right)))
        case YearsMonths(first), YearsMonths(second):
            return guarded(NUMBERS.divide, Decimal(first), Decimal(second))
        case ((timedelta() | WideLength() | YearsMonths()), (Decimal() | int())):
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
        case timedelta() | WideLength():
            return wide.length_of(-wide.nanos_of(value))
        case YearsMonths(months):
            return YearsMonths(-months)
    return None


def _moved(start: Moment, by: Value) -> Value:
    match by:
        case YearsMonths(months):
            return wide.later_by_months(start, months)
        case timedelta() if isinstance(start, datetime) and start.utcoffset() is not None:
            # Python adds to the clock on the wall; a duration is a length of time, over changes of clocks.
            try:
                return (start.astimezone(UTC) + by).astimezone(start.tzinfo)
            except OverflowError:
                pass
    return wide.later(start, wide.nanos_of(by)) if isinstance(by, timedelta | WideLength) else None


def _both_days(left: Moment, right: Moment) -> bool:
    """Nothing lies between a time of day and a day."""
    return (wide.widened(left).day is None) == (wide.widened(right).day is None)


def _scaled(
    length: Length | YearsMonths, factor: Decimal | None, divisor: Decimal | None = None
) -> Length | YearsMonths | None:
    if factor is None:
        return None
    count = Decimal(length.months if isinstance(length, YearsMonths) else wide.nanos_of(length))
    exact = (
        guarded(NUMBERS.multiply, count, factor)
        if divisor is None
        else guarded(NUMBERS.divide, count, divisor)
    )
    if exact is None or abs(exact) > LENGTH_NANOS:
        return None
    if isinstance(length, YearsMonths):
        return years_months(int(exact))
    return wide.length_of(int(exact.to_integral_value(ROUND_HALF_EVEN)))


OPERATIONS: dict[str, Callable[[Value, Value], Value]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "**": power,
}
