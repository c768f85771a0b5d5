"""Values as the lines of a case file write them: JSON, and one tag for each kind that JSON lacks.

`{"@date": s}` `{"@time": s}` `{"@datetime": s}` `{"@duration": s}`, and `{"@number": s}` for a number that
JSON readers would round. Other than in the stored values of `runtime.feel.plain`, numbers stand as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from runtime.artifact.records import Json
from runtime.feel.plain import from_plain
from runtime.feel.values import Function, Range, Value, YearsMonths
from runtime.feel.writing import literal, text_of

_EXACT = 2**53  # whole numbers up to here are the same in every JSON reader


def read_tagged(data: Json) -> Value:
    """Return the value that `data` describes.

    Raises:
        RecordError: a tag with a text that means nothing.
    """
    if isinstance(data, int | float) and not isinstance(data, bool):
        return Decimal(repr(data))
    if isinstance(data, list):
        return tuple(read_tagged(item) for item in data)
    if isinstance(data, dict):
        tag = next(iter(data)) if len(data) == 1 else ""
        if tag.startswith("@") and isinstance(data[tag], str):
            return from_plain(data)
        return {key: read_tagged(item) for key, item in data.items()}
    return from_plain(data)


def write_tagged(value: Value) -> Json:
    """Return JSON data for a value. Ranges and functions, which have no tag, are their FEEL text."""
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return _number(value)
        case datetime():
            return {"@datetime": text_of(value)}
        case date():
            return {"@date": text_of(value)}
        case time():
            return {"@time": text_of(value)}
        case timedelta() | YearsMonths():
            return {"@duration": text_of(value)}
        case Range() | Function():
            return literal(value)
        case Mapping():
            return {key: write_tagged(item) for key, item in value.items()}
        case tuple() | list():
            return [write_tagged(item) for item in value]
        case _:
            return _number(Decimal(repr(value)))


def _number(number: Decimal) -> Json:
    if number == number.to_integral_value() and abs(number) < _EXACT:
        return int(number)
    return float(number) if Decimal(repr(float(number))) == number else {"@number": str(number)}
