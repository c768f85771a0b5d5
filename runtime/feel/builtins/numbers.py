"""Built-ins over numbers, and `not` (DMN 1.5 sections 10.3.4.2 and 10.3.4.5)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DecimalException,
)

from runtime.feel.builtins.signature import Builtin, takes
from runtime.feel.decimals import NUMBERS, ZERO, guarded, whole
from runtime.feel.values import Value, YearsMonths
from runtime.feel.wide import Length, length_of, nanos_of

# DMN 1.5 table 75: scales beyond the exponents of decimal128 give null
_SCALES = range(-6111, 6177)
# Wide enough for the whole part of any number at any scale; the result is cut back to 34 digits.
_WIDE = Context(prec=12_400, Emax=999_999, Emin=-999_999)


def _rounded(rounding: str) -> Callable[..., Value]:
    def round_to(number: Decimal, scale: Decimal | None = ZERO) -> Value:
        digits = None if scale is None else whole(scale.to_integral_value(ROUND_DOWN))
        if digits is None or digits not in _SCALES:
            return None
        try:
            result = number.quantize(Decimal((0, (1,), -digits)), rounding, _WIDE)
        except DecimalException:
            return None
        # 5.5 rounded to 3 places is 5.5: no digit says more than the number did
        plain = result.quantize(Decimal(1), ROUND_HALF_EVEN, _WIDE) if digits < 0 else result
        return guarded(NUMBERS.plus, plain)

    return round_to


def _rounding(name: str, rounding: str, example: tuple[str, str]) -> Builtin:
    return Builtin(name, (takes("n: number, scale: number", "number", _rounded(rounding)),), (example,))


def _abs(value: Decimal | Length | YearsMonths) -> Value:
    match value:
        case YearsMonths(months):
            return YearsMonths(abs(months))
        case Decimal():
            return value.copy_abs()
    return length_of(abs(nanos_of(value)))


def _modulo(dividend: Decimal, divisor: Decimal) -> Value:
    """dividend - divisor * floor(dividend / divisor): the sign is the divisor's."""
    if not divisor:
        return None
    rest = guarded(NUMBERS.remainder, dividend, divisor)
    if rest is None or not rest or (rest < 0) == (divisor < 0):
        return rest
    return guarded(NUMBERS.add, rest, divisor)


def _sqrt(number: Decimal) -> Value:
    return guarded(NUMBERS.sqrt, number)


def _log(number: Decimal) -> Value:
    return guarded(NUMBERS.ln, number) if number > 0 else None


def _exp(number: Decimal) -> Value:
    return guarded(NUMBERS.exp, number)


def _odd(number: Decimal) -> Value:
    return number == number.to_integral_value() and number % 2 != 0 if abs(number) < 10**33 else False


def _even(number: Decimal) -> Value:
    return number == number.to_integral_value() and number % 2 == 0 if abs(number) < 10**33 else True


def _not(value: Value) -> Value:
    return not value if isinstance(value, bool) else None


NUMERIC: tuple[Builtin, ...] = (
    Builtin(
        "not",
        (takes("negand: boolean|null", "boolean?", _not),),
        (("not(true)", "false"), ("not(null) = null", "true")),
    ),
    Builtin(
        "decimal",
        (takes("n: number, scale: number", "number", _rounded(ROUND_HALF_EVEN)),),
        (("decimal(1/3, 2)", "0.33"), ("decimal(2.5, 0)", "2")),
    ),
    Builtin(
        "floor",
        (takes("n: number, scale?: number", "number", _rounded(ROUND_FLOOR)),),
        (("floor(-1.56, 1)", "-1.6"), ("floor(1.5)", "1")),
    ),
    Builtin(
        "ceiling",
        (takes("n: number, scale?: number", "number", _rounded(ROUND_CEILING)),),
        (("ceiling(-1.56, 1)", "-1.5"), ("ceiling(1.5)", "2")),
    ),
    _rounding("round up", ROUND_UP, ("round up(-5.5, 0)", "-6")),
    _rounding("round down", ROUND_DOWN, ("round down(-5.5, 0)", "-5")),
    _rounding("round half up", ROUND_HALF_UP, ("round half up(5.5, 0)", "6")),
    _rounding("round half down", ROUND_HALF_DOWN, ("round half down(5.5, 0)", "5")),
    Builtin(
        "abs",
        (
            takes("n: number", "number", _abs),
            takes("n: days and time duration", "days and time duration", _abs),
            takes("n: years and months duration", "years and months duration", _abs),
        ),
        (("abs(-10)", "10"), ('abs(@"-PT5H")', '@"PT5H"')),
    ),
    Builtin(
        "modulo",
        (takes("dividend: number, divisor: number", "number", _modulo),),
        (("modulo(-12, 5)", "3"), ("modulo(12, 5)", "2")),
    ),
    Builtin(
        "sqrt", (takes("number: number", "number", _sqrt),), (("sqrt(16)", "4"), ("sqrt(-1) = null", "true"))
    ),
    Builtin("log", (takes("number: number", "number", _log),), (("decimal(log(10), 4)", "2.3026"),)),
    Builtin("exp", (takes("number: number", "number", _exp),), (("decimal(exp(1), 4)", "2.7183"),)),
    Builtin("odd", (takes("number: number", "boolean", _odd),), (("odd(5)", "true"),)),
    Builtin("even", (takes("number: number", "boolean", _even),), (("even(5)", "false"),)),
)
