"""Values as text: what `string(x)` gives, and the FEEL literal of a value (DMN 1.5 section 10.3.4.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from runtime.feel import temporal
from runtime.feel.decimals import number_of, written
from runtime.feel.values import Function, Range, Value, Wide, WideLength, YearsMonths

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quoted(text: str) -> str:
    """Return a string literal that means `text`."""
    return f'"{text.translate(_ESCAPES)}"'


def text_of(value: Value) -> str:
    """Return what `string(value)` gives: a string as it is, anything else as its literal."""
    match value:
        case str():
            return value
        case date() | time() | timedelta() | YearsMonths() | Wide() | WideLength():
            return _temporal(value)
        case _:
            return literal(value)


def literal(value: Value) -> str:
    """Return FEEL text that evaluates to the value again; a function has none and is named."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal() | int() | float():
            number = number_of(value)
            return "null" if number is None else written(number)
        case str():
            return quoted(value)
        case date() | time() | timedelta() | YearsMonths() | Wide() | WideLength():
            return f'@"{_temporal(value)}"'
        case Range():
            return _range(value)
        case Function():
            return f"function({', '.join(value.parameters)})"
        case Mapping():
            entries = (
                f"{key if _NAME.fullmatch(key) else quoted(key)}: {literal(item)}"
                for key, item in value.items()
            )
            return f"{{{', '.join(entries)}}}"
        case _:
            return f"[{', '.join(literal(item) for item in value)}]"


def _temporal(value: date | time | timedelta | YearsMonths | Wide | WideLength) -> str:
    match value:
        case datetime():
            return temporal.written_date_time(value)
        case date():
            return temporal.written_date(value)
        case time():
            return temporal.written_time(value)
        case timedelta() | WideLength():
            return temporal.written_duration(value)
        case YearsMonths():
            return temporal.written_years_months(value)
        case Wide(nanos=None):
            return temporal.written_date(value)
        case Wide(day=None):
            return temporal.written_time(value)
        case Wide():
            return temporal.written_date_time(value)


def _range(value: Range) -> str:
    if value.known and value.low is None and value.high is not None:
        return f"({'<=' if value.high_included else '<'}{literal(value.high)})"
    if value.known and value.high is None and value.low is not None:
        return f"({'>=' if value.low_included else '>'}{literal(value.low)})"
    left, right = "[" if value.low_included else "(", "]" if value.high_included else ")"
    return f"{left}{literal(value.low)}..{literal(value.high)}{right}"
