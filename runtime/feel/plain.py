"""Values as plain JSON data and back, for states, events and test cases.

Laws:
- `from_plain(to_plain(x)) == x` for every value without functions; a named time zone becomes its offset.
- Texts, booleans, null and lists are themselves. A mapping with one key that begins with a single `@` is a
  tagged value; keys of contexts that begin with `@` get one more, so that no context is taken for a tag.
- What `to_plain` never writes is refused with the path of the place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from runtime.artifact.records import Json, RecordError
from runtime.feel import limits, temporal
from runtime.feel.decimals import number_of
from runtime.feel.values import Range, Value, YearsMonths


def to_plain(value: Value) -> Json:
    """Return JSON data for a value.

    Raises:
        TypeError: the value is or contains a function, which is never stored.
    """
    match value:
        case None | bool() | str():
            return value
        case Decimal() | int() | float():
            number = number_of(value)
            return None if number is None else {"@number": str(number)}
        case datetime():
            return {"@datetime": value.isoformat()}
        case date():
            return {"@date": value.isoformat()}
        case time():
            return {"@time": value.isoformat()}
        case timedelta():
            return {"@duration": temporal.written_duration(value)}
        case YearsMonths():
            return {"@duration": temporal.written_years_months(value)}
        case Range():
            ends = [to_plain(value.low), to_plain(value.high)]
            return {"@range": [*ends, value.low_included, value.high_included, value.known]}
        case Mapping():
            return {f"@{key}" if key.startswith("@") else key: to_plain(item) for key, item in value.items()}
        case tuple() | list():
            return [to_plain(item) for item in value]
        case _:
            raise TypeError(f"{type(value).__name__} cannot be stored")


def from_plain(data: Json, path: str = "", depth: int = 0) -> Value:
    """Return the value that `data` describes.

    Raises:
        RecordError: `to_plain` never writes such data.
    """
    if depth > limits.VALUE_DEPTH * 4:
        raise RecordError(path, "lists and mappings inside each other too deeply")
    if data is None or isinstance(data, bool | str):
        return data
    if isinstance(data, list):
        return tuple(from_plain(item, f"{path}/{index}", depth + 1) for index, item in enumerate(data))
    if not isinstance(data, dict):
        raise RecordError(path, f"expected a value, found {type(data).__name__}")
    if len(data) == 1:
        tag, inner = next(iter(data.items()))
        if tag in _TAGS and isinstance(inner, str):
            return _tagged(tag, inner, path)
        if tag == "@range":
            return _range(inner, path, depth)
    context: dict[str, Value] = {}
    for key, item in data.items():
        if key.startswith("@") and not key.startswith("@@"):
            raise RecordError(path, f"unknown tag `{key[:40]}`")
        context[key[1:] if key.startswith("@") else key] = from_plain(item, f"{path}/{key}", depth + 1)
    return context


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


_TAGS: dict[str, Callable[[str], Value]] = {
    "@number": _number,
    "@date": temporal.read_date,
    "@time": temporal.read_time,
    "@datetime": temporal.read_date_time,
    "@duration": temporal.read_duration,
}


def _tagged(tag: str, text: str, path: str) -> Value:
    value = _TAGS[tag](text)
    if value is None:
        raise RecordError(path, f"`{text[:40]}` is not a {tag[1:]}")
    return value


def _range(data: Json, path: str, depth: int) -> Range:
    if not isinstance(data, list) or len(data) != 5 or not all(isinstance(flag, bool) for flag in data[2:]):
        raise RecordError(path, "not a range")
    low, high = (from_plain(end, f"{path}/{index}", depth + 1) for index, end in enumerate(data[:2]))
    return Range(low, high, data[2], data[3], data[4])
