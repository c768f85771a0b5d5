"""Values as the lines of a case file write them: JSON, and one tag for each kind that JSON lacks.

`{"@date": s}` `{"@time": s}` `{"@datetime": s}` `{"@duration": s}`, and `{"@number": s}` for a number that
JSON readers would round. Other than in the stored values of `runtime.feel.plain`, numbers stand as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from flowc.trying.zones import named_zone
from runtime.artifact.records import Json, RecordError
from runtime.feel import reading, values
from runtime.feel.values import Function, Range, Value, Wide, WideLength, YearsMonths, kind_of
from runtime.feel.writing import literal, text_of

_TAGS = {values.DATE: "@date", values.TIME: "@time", values.DATE_TIME: "@datetime"}
_EXACT = 2**53  # whole numbers up to here are the same in every JSON reader


def read_tagged(data: Json) -> Value:
    """Return the value that `data` describes.

    Raises:
        RecordError: a tag with a text that means nothing, or no finite number.
    """
    if isinstance(data, int | float) and not isinstance(data, bool):
        number = Decimal(repr(data))
        if not number.is_finite():  # Python reads `NaN` and `1e999` in JSON
            raise RecordError("", f"`{data}` is not a number")
        return number
    if isinstance(data, list):
        return tuple(read_tagged(item) for item in data)
    if isinstance(data, dict):
        tag = next(iter(data)) if len(data) == 1 else ""
        text = data.get(tag)
        if tag in _READS and isinstance(text, str):
            return _read(tag, text)
        return {key: read_tagged(item) for key, item in data.items()}
    plain: bool | str | None = data
    return plain


def _read(tag: str, text: str) -> Value:
    value = _READS[tag](text)
    if value is None:
        raise RecordError("", f"`{text[:40]}` is not a {tag[1:]}")
    return value


def _decimal(text: str) -> Value:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def write_tagged(value: Value) -> Json:
    """Return JSON data for a value. Ranges and functions, which have no tag, are their FEEL text."""
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return _number(value)
        case Wide():
            return {_TAGS[kind_of(value)]: text_of(value)}
        case datetime():
            return {"@datetime": text_of(value)}
        case date():
            return {"@date": text_of(value)}
        case time():
            return {"@time": text_of(value)}
        case timedelta() | YearsMonths() | WideLength():
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


_READS: Mapping[str, Callable[[str], Value]] = {
    "@date": reading.read_date,
    "@time": lambda text: reading.read_time(text, named_zone),
    "@datetime": lambda text: reading.read_date_time(text, named_zone),
    "@duration": reading.read_duration,
    "@number": _decimal,
}
