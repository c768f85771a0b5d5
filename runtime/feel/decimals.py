"""FEEL's numbers: IEEE 754 decimal128 arithmetic (DMN 1.5 section 10.3.2.3), where a fault gives null.

Laws: at most 34 digits, half-even; never NaN or infinite; nothing raises.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from runtime.feel.values import Value

# IEEE 754-2008 decimal128: 34 digits, exponents -6143 to 6144
NUMBERS = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
ZERO = Decimal(0)
ONE = Decimal(1)


def guarded(operation: Callable[..., Decimal], *numbers: Decimal) -> Decimal | None:
    """Return what a method of `NUMBERS` gives, or None where it has no finite result."""
    try:
        result = operation(*numbers)
    except (DecimalException, ValueError, OverflowError):
        return None
    return result if result.is_finite() else None


def whole(number: Decimal) -> int | None:
    """Return a number without fraction as `int`, else None. Bounded: 10 ** 6000 is no position in a list."""
    if number != number.to_integral_value() or abs(number) > 10**15:
        return None
    return int(number)


def written(number: Decimal) -> str:
    """Return the number in plain digits, without exponent: `0.00001`, `1000`."""
    text = format(Decimal(number), "f")
    return "0" if text == "-0" else text


def number_of(value: Value) -> Decimal | None:
    """Return the value if it is a finite number; a boolean is none, an `int` or `float` from outside is."""
    if type(value) is Decimal:
        return value
    if type(value) is int:
        return Decimal(value)
    if type(value) is float or (isinstance(value, int | float) and not isinstance(value, bool)):
        number = Decimal(repr(value))  # the digits a float shows, not those of its binary form
        return number if number.is_finite() else None
    return None


def lifted(value: Value) -> Value:
    """Return a value as read from a scope: what callers wrote as `int` or `float` becomes a number."""
    return number_of(value) if type(value) is int or type(value) is float else value
