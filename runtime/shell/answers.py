"""What an action answered, as typed values: exactly the declared outputs, or the answer is broken.

Laws:
- A missing field is null; a field of another type breaks the whole answer; undeclared fields are thrown away.
- Numbers keep their digits; texts are cleaned; nothing is converted from one type to another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from runtime.artifact.model import Output, Type
from runtime.artifact.records import Json
from runtime.clean import Refused, clean_text, parse_json
from runtime.feel import temporal
from runtime.feel.values import Value

TEXT_CHARS = 1_024  # of a text output: the longest value a slot may hold (LANGUAGE section 2)
ITEMS = 200  # of a list output: more than any message shows
DIGITS = 34  # of a number: FEEL's own precision, and its exponents
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{3,31}")


class Broken(Exception):
    """An answer that is not what was declared; the text says where and never holds the value."""


def read_answer(body: bytes, outputs: Mapping[str, Output]) -> Mapping[str, Value]:
    """Return the outputs in an answer's body. Without declared outputs the body does not matter.

    Raises:
        Broken: not JSON, or a wrong type.
    """
    return take_outputs(read_json(body), outputs) if outputs else {}


def read_json(body: bytes) -> Json:
    """Return what an answer's body says, numbers with all their digits.

    Raises:
        Broken: not JSON.
    """
    try:
        return parse_json(body, Decimal)
    except (Refused, ArithmeticError) as error:
        raise Broken(str(error)) from error


def take_outputs(data: Json, outputs: Mapping[str, Output]) -> Mapping[str, Value]:
    """Return the declared outputs found in `data`, each at its dotted path.

    Raises:
        Broken: a wrong type.
    """
    return {
        name: read_value(output.type, _at(data, output.from_ or name), name)
        for name, output in outputs.items()
    }


def take_fitting(data: Json, outputs: Mapping[str, Output]) -> tuple[Mapping[str, Value], tuple[str, ...]]:
    """Return the declared outputs that are of their types, and the names of those that are not.

    Of a context each part counts by itself.

    Raises:
        Broken: no mapping at all.
    """
    if not isinstance(data, Mapping):
        raise Broken("not a mapping")
    values: dict[str, Value] = {}
    dropped: list[str] = []
    for name, output in outputs.items():
        found = _at(data, output.from_ or name)
        if output.type.name == "context" and isinstance(found, Mapping):
            parts = {part: Output(type_, part) for part, type_ in output.type.fields.items()}
            values[name], faulty = take_fitting(found, parts)
            dropped += [f"{name}.{part}" for part in (*faulty, *(key for key in found if key not in parts))]
            continue
        try:
            values[name] = read_value(output.type, found, name)
        except Broken:
            dropped.append(name)
    return values, tuple(dropped)


def _at(data: Json, path: str) -> Json:
    for part in path.split("."):
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, list | tuple) and part.isdigit():
            data = data[int(part)] if int(part) < len(data) else None
        else:
            return None
    return data


def read_value(type_: Type, data: Json, path: str) -> Value:
    """Return `data` as a value of a type; null fits every type.

    Raises:
        Broken: it is none.
    """
    if data is None:
        return None
    value = _READERS[type_.name](type_, data, path)
    if value is None:
        raise Broken(f"{path}: not a {type_.name}")
    return value


def _text(type_: Type, data: Json, path: str) -> Value:
    if not isinstance(data, str) or len(data) > TEXT_CHARS:
        return None
    return clean_text(data).text


def _number(type_: Type, data: Json, path: str) -> Value:
    if isinstance(data, bool) or not isinstance(data, int | float | Decimal):
        return None
    number = Decimal(str(data))
    if not number.is_finite() or abs(number.adjusted()) > DIGITS:
        return None
    if type_.integer and number != number.to_integral_value():
        return None
    return number


def _boolean(type_: Type, data: Json, path: str) -> Value:
    return data if isinstance(data, bool) else None


def _choice(type_: Type, data: Json, path: str) -> Value:
    return data if any(option.word == data for option in type_.options) else None


def _date(type_: Type, data: Json, path: str) -> Value:
    if isinstance(data, date) and not isinstance(data, datetime):
        return data
    return temporal.read_date(data) if isinstance(data, str) else None


def _time(type_: Type, data: Json, path: str) -> Value:
    if isinstance(data, time):
        return data
    return temporal.read_time(data) if isinstance(data, str) else None


def _datetime(type_: Type, data: Json, path: str) -> Value:
    if isinstance(data, datetime):
        return data
    return temporal.read_date_time(data) if isinstance(data, str) else None


def _duration(type_: Type, data: Json, path: str) -> Value:
    found = temporal.read_duration(data) if isinstance(data, str) else data
    return found if isinstance(found, timedelta) else None


def _phone(type_: Type, data: Json, path: str) -> Value:
    return data if isinstance(data, str) and _PHONE.fullmatch(data) else None


def _email(type_: Type, data: Json, path: str) -> Value:
    return _text(type_, data, path) if isinstance(data, str) and "@" in data[1:-1] else None


def _file(type_: Type, data: Json, path: str) -> Value:
    if not isinstance(data, Mapping) or not isinstance(data.get("url"), str):
        return None
    text = Type("text")
    return {
        key: read_value(text, data.get(key), f"{path}.{key}") for key in ("kind", "url", "name", "caption")
    }


def _list(type_: Type, data: Json, path: str) -> Value:
    if not isinstance(data, list | tuple) or len(data) > ITEMS or type_.of is None:
        return None
    return tuple(read_value(type_.of, item, f"{path}.{index}") for index, item in enumerate(data))


def _context(type_: Type, data: Json, path: str) -> Value:
    if not isinstance(data, Mapping):
        return None
    return {name: read_value(field, data.get(name), f"{path}.{name}") for name, field in type_.fields.items()}


_READERS: Mapping[str, Callable[[Type, Json, str], Value]] = {
    "text": _text,
    "number": _number,
    "boolean": _boolean,
    "choice": _choice,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "duration": _duration,
    "phone": _phone,
    "email": _email,
    "file": _file,
    "list": _list,
    "context": _context,
}
