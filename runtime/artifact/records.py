"""Frozen dataclasses to plain JSON data and back, strictly and with paths in every refusal.

One codec serves the artifact, the conversation's state, events and the handover record.

Laws:
- `decode(T, encode(x)) == x` for every record of a declared type.
- Unknown keys, missing keys and wrong types are refused with the path of the place; nothing is coerced.
- A union of records is told apart by the class variable `kind`, written as the key `kind`.
- Fields equal to their declared default are left out, so that a format can grow without rewriting every file.
- `datetime` is written as ISO 8601 with offset, `timedelta` as seconds, `Decimal` as text, an enum as its
value.
- A type registered with `coder` (for example a FEEL value) brings its own pair of functions.
"""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar, Union, get_args, get_origin

T = TypeVar("T")
# Any: plain JSON data (dict, list, str, int, float, bool, None), which Python cannot type recursively here.
Json = Any
Encode = Callable[[Any], Json]  # Any: a value of the type that the coder was made for
Decode = Callable[[Json, str], Any]

_CUSTOM: dict[Any, tuple[Encode, Decode]] = {}  # Any: types and type aliases are the keys


class RecordError(ValueError):
    """Data that is not the record it should be; `path` says where, as `states/menu/choose:1/next`."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path or 'top'}: {why}")
        self.path = path
        self.why = why


def coder(of: Any, encode: Encode, decode: Decode) -> None:  # Any: also type aliases
    """Register how values annotated as `of` are written and read. `decode` gets the data and its path."""
    _CUSTOM[of] = (encode, decode)


def encode(value: Any) -> Json:  # Any: any declared record
    """Return plain JSON data for a record (a frozen dataclass, an element of a union with `kind`)."""
    return _coders(type(value))[0](value)


def decode(of: type[T], data: Json, path: str = "") -> T:
    """Return the record of type `of` that `data` describes.

    Raises:
        RecordError: the data has another shape; nothing is guessed.
    """
    result: T = _coders(of)[1](data, path)
    return result


_made: dict[Any, tuple[Encode, Decode]] = {}  # Any: as above


def _coders(of: Any) -> tuple[Encode, Decode]:
    found = _CUSTOM.get(of) or _made.get(of)
    if found is None:
        found = _made[of] = _make_coders(of)
    return found


def _make_coders(of: Any) -> tuple[Encode, Decode]:
    if dataclasses.is_dataclass(of):
        return _record(of)
    origin = get_origin(of)
    if origin in (Union, types.UnionType):
        return _union(of)
    if origin is tuple:
        return _tuple(get_args(of)[0])
    if origin in (Mapping, dict):
        return _mapping(get_args(of)[1])
    if isinstance(of, type) and issubclass(of, enum.Enum):
        return _enum(of)
    if of in _SCALARS:
        return _SCALARS[of]
    raise TypeError(f"no coder for {of!r}")


def _plain(*kinds: type) -> tuple[Encode, Decode]:
    def read(data: Json, path: str) -> Any:
        if type(data) not in kinds:
            wanted = " or ".join(kind.__name__ for kind in kinds)
            raise RecordError(path, f"expected {wanted}, found {type(data).__name__}")
        return data

    return (lambda value: value), read


def _text_form(parse: Callable[[str], Any], write: Encode, what: str) -> tuple[Encode, Decode]:
    def read(data: Json, path: str) -> Any:
        if not isinstance(data, str):
            raise RecordError(path, f"expected {what} as text, found {type(data).__name__}")
        try:
            return parse(data)
        except (ValueError, InvalidOperation) as error:
            raise RecordError(path, f"`{data[:40]}` is not {what}") from error

    return write, read


def _read_aware(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError("no offset")
    return value


def _read_seconds(data: Json, path: str) -> timedelta:
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise RecordError(path, f"expected seconds, found {type(data).__name__}")
    try:
        return timedelta(seconds=data)
    except (OverflowError, ValueError) as error:
        raise RecordError(path, "seconds out of range") from error


def _write_seconds(value: timedelta) -> Json:
    seconds = value.total_seconds()
    return int(seconds) if seconds.is_integer() else seconds


_SCALARS: dict[Any, tuple[Encode, Decode]] = {
    str: _plain(str),
    bool: _plain(bool),
    int: _plain(int),
    float: (lambda value: value, lambda data, path: float(_plain(int, float)[1](data, path))),
    type(None): _plain(type(None)),
    datetime: _text_form(_read_aware, lambda value: value.isoformat(), "a date and time with offset"),
    date: _text_form(date.fromisoformat, lambda value: value.isoformat(), "a date"),
    Decimal: _text_form(Decimal, str, "a number"),
    timedelta: (_write_seconds, _read_seconds),
}


def _enum(of: type[enum.Enum]) -> tuple[Encode, Decode]:
    def read(data: Json, path: str) -> Any:
        try:
            return of(data)
        except ValueError as error:
            known = ", ".join(str(item.value) for item in of)
            raise RecordError(path, f"`{data}` is none of {known}") from error

    return (lambda value: value.value), read


def _tuple(item: Any) -> tuple[Encode, Decode]:
    write_item, read_item = _coders(item)

    def read(data: Json, path: str) -> Any:
        if not isinstance(data, list):
            raise RecordError(path, f"expected a list, found {type(data).__name__}")
        return tuple(read_item(element, f"{path}/{index}") for index, element in enumerate(data))

    return (lambda value: [write_item(element) for element in value]), read


def _mapping(item: Any) -> tuple[Encode, Decode]:
    write_item, read_item = _coders(item)

    def read(data: Json, path: str) -> Any:
        if not isinstance(data, dict):
            raise RecordError(path, f"expected a mapping, found {type(data).__name__}")
        return {key: read_item(element, f"{path}/{key}") for key, element in data.items()}

    return (lambda value: {key: write_item(element) for key, element in value.items()}), read


def _union(of: Any) -> tuple[Encode, Decode]:
    members = get_args(of)
    records = [member for member in members if dataclasses.is_dataclass(member) and hasattr(member, "kind")]
    plain = [member for member in members if member not in records]
    of_records = frozenset(records)
    by_kind = {member.kind: member for member in records}

    def write(value: Any) -> Json:
        if type(value) in of_records:
            return _coders(type(value))[0](value)
        for member in plain:
            if isinstance(value, get_origin(member) or member):
                return _coders(member)[0](value)
        raise TypeError(f"{value!r} is none of {of!r}")

    def read(data: Json, path: str) -> Any:
        if records and isinstance(data, dict) and "kind" in data:
            if not isinstance(data["kind"], str) or data["kind"] not in by_kind:
                raise RecordError(path, f"unknown kind `{data['kind']}`")
            return _coders(by_kind[data["kind"]])[1](data, path)
        for member in plain:
            try:
                return _coders(member)[1](data, path)
            except RecordError:
                continue
        raise RecordError(path, f"fits none of the allowed forms, found {type(data).__name__}")

    return write, read


def _record(of: Any) -> tuple[Encode, Decode]:
    hints = typing.get_type_hints(of)
    kind = getattr(of, "kind", None) if isinstance(getattr(of, "kind", None), str) else None
    fields = [field for field in dataclasses.fields(of) if field.init]
    if any(field.name == "kind" for field in fields):
        kind = None
    rows: list[tuple[str, str, Encode, Decode, Any]] = []  # name, key, coders, default

    def made() -> list[tuple[str, str, Encode, Decode, Any]]:
        if not rows:  # late, because records may contain themselves
            rows.extend(
                (one.name, _key(one.name), *_coders(hints[one.name]), _default(one)) for one in fields
            )
        return rows

    known = {_key(field.name) for field in fields} | ({"kind"} if kind else set())

    def write(value: Any) -> Json:
        data: dict[str, Json] = {} if kind is None else {"kind": kind}
        for name, key, write_field, _, default in rows or made():
            item = getattr(value, name)
            if default is dataclasses.MISSING or item != default:
                data[key] = write_field(item)
        return data

    def read(data: Json, path: str) -> Any:
        if not isinstance(data, dict):
            raise RecordError(path, f"expected {of.__name__}, found {type(data).__name__}")
        if kind is not None and data.get("kind") != kind:
            raise RecordError(path, f"expected kind `{kind}`")
        values = {
            name: read_field(data[key], f"{path}/{key}")
            for name, key, _, read_field, _ in rows or made()
            if key in data
        }
        if not data.keys() <= known:
            raise RecordError(path, f"unknown key `{min(data.keys() - known)}`")
        for name, key, _, _, default in rows:
            if default is dataclasses.MISSING and name not in values:
                raise RecordError(path, f"missing key `{key}`")
        return of(**values)

    return write, read


def _key(name: str) -> str:
    """A trailing underscore keeps Python's keywords out of field names (`from_` is written `from`)."""
    return name.removesuffix("_")


def _default(field: Any) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return dataclasses.MISSING
