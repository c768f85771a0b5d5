"""Frozen dataclasses to canonical JSON and back, strictly and with paths in every refusal.

One codec serves the artifact, the conversation's state, events and the handover record.

Laws:
- `decode(T, encode(x)) == x` for every record of a declared type, and `encode(x) == json.loads(dump(x))`.
- Canonical: `dump` sorts keys, writes no spaces, and the same record gives the same text.
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
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin

T = TypeVar("T")

# Moments remembered with their text: what is said in one turn has one, and a thread of fifty turns has fifty.
_MOMENTS = 1_024
# Any: plain JSON data (dict, list, str, int, float, bool, None), which Python cannot type recursively here.
Json = Any
Write = Callable[[Any], str]  # Any: a value of the type that the coder was made for
Read = Callable[[Json], Any]


class RecordError(ValueError):
    """Data that is not the record it should be; `path` says where, as `/states/menu/choose:1/next`."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path or 'top'}: {why}")
        self.path = path
        self.why = why

    def under(self, key: object) -> RecordError:
        """Return the same refusal as seen from the record or list that holds the place under `key`.

        Paths are put together here, on the way out: reading right data never makes one.
        """
        return RecordError(f"/{key}{self.path}", self.why)


def coder(of: Any, encode: Callable[[Any], Json], decode: Read) -> None:  # Any: also type aliases
    """Register how values annotated as `of` become plain JSON data and come back; a text stays as it is."""

    def write(value: Any) -> str:
        return quoted(value) if type(value) is str else canonical(encode(value))

    _CUSTOM[of] = _Coder(write, decode)


def shortened(of: type[T], write: Callable[[T], str | None], read: Callable[[Json], T | None]) -> None:
    """Register a way by hand for what most records of a type are; None from it: take the general one.

    What the two ways give must be the same; nothing may be refused in the short one.
    """
    general = _make_coder(of)

    def write_any(value: Any) -> str:
        return write(value) or general.write(value)

    def read_any(data: Json) -> Any:
        return read(data) or general.read(data)

    _CUSTOM[of] = _Coder(write_any, read_any)


def canonical(data: Json) -> str:
    """Return plain JSON data as text: sorted keys, no spaces, nothing escaped that need not be."""
    return _CANONICAL(data)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def dump(value: Any) -> str:  # Any: any declared record
    """Return the canonical JSON text of a record (a frozen dataclass, an element of a union with `kind`)."""
    return _coder(type(value)).write(value)


def encode(value: Any) -> Json:  # Any: any declared record
    """Return plain JSON data for a record, to be looked at or put into other data."""
    return json.loads(dump(value))


def decode(of: type[T], data: Json) -> T:
    """Return the record of type `of` that `data` describes.

    Raises:
        RecordError: the data has another shape; nothing is guessed.
    """
    result: T = _coder(of).read(data)
    return result


class _Coder:
    """How one type is written and read. `plain`: data of exactly this type is the value itself."""

    __slots__ = ("plain", "read", "write")

    def __init__(self, write: Write, read: Read, plain: type | None = None) -> None:
        self.write = write
        self.read = read
        self.plain = plain


class Field(NamedTuple):
    """A field of a record. `key` is its name as it is written; `default` may be `dataclasses.MISSING`."""

    key: str
    name: str
    coder: _Coder
    default: Any


def fields_of(of: Any) -> tuple[Field, ...]:  # Any: a frozen dataclass
    """Return a record's fields in the order in which `dump` writes them."""
    hints = typing.get_type_hints(of)
    fields = [
        Field(_key(one.name), one.name, _coder(hints[one.name]), _default(one))
        for one in dataclasses.fields(of)
        if one.init
    ]
    return tuple(sorted(fields, key=lambda field: field.key))


_CUSTOM: dict[Any, _Coder] = {}  # Any: types and type aliases are the keys
_made: dict[Any, _Coder] = {}  # Any: as above


def _coder(of: Any) -> _Coder:
    found = _CUSTOM.get(of) or _made.get(of)
    if found is None:
        # a record may contain itself: what refers to it before it is made finds it when it is used
        _made[of] = _Coder(lambda value: _made[of].write(value), lambda data: _made[of].read(data))
        try:
            found = _made[of] = _make_coder(of)
        except BaseException:
            del _made[of]
            raise
    return found


def _make_coder(of: Any) -> _Coder:
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


_WORDS: Mapping[type, str] = {  # JSON's and TOML's own, for whoever wrote it
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


def _word(data: Json) -> str:
    return _WORDS.get(type(data), type(data).__name__)  # TOML has dates, too


def _plain(of: type, write: Write) -> _Coder:
    def read(data: Json) -> Any:
        if type(data) is not of:
            raise RecordError("", f"expected {_WORDS[of]}, found {_word(data)}")
        return data

    return _Coder(write, read, of)


def _read_float(data: Json) -> float:
    if type(data) not in (int, float):
        raise RecordError("", f"expected a number, found {_word(data)}")
    return float(data)


def _text_form(parse: Callable[[str], Any], written: Callable[[Any], str], what: str) -> _Coder:
    def read(data: Json) -> Any:
        if not isinstance(data, str):
            raise RecordError("", f"expected {what} as text, found {_word(data)}")
        try:
            return parse(data)
        except (ValueError, InvalidOperation) as error:
            raise RecordError("", f"`{data[:40]}` is not {what}") from error

    return _Coder(lambda value: f'"{written(value)}"', read)


@lru_cache(maxsize=_MOMENTS)
def read_moment(text: str) -> datetime:
    """Return the moment that a text with offset names, else raise `ValueError`."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError("no offset")
    return value


def write_moment(value: datetime) -> str:
    """Return a moment as JSON text."""
    # equal moments of other zones are written otherwise, so only those of one zone may be remembered
    return _in_utc(value) if value.tzinfo is UTC else f'"{value.isoformat()}"'


@lru_cache(maxsize=_MOMENTS)
def _in_utc(value: datetime) -> str:
    return f'"{value.isoformat()}"'


def _read_seconds(data: Json) -> timedelta:
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise RecordError("", f"expected seconds, found {_word(data)}")
    try:
        return timedelta(seconds=data)
    except (OverflowError, ValueError) as error:
        raise RecordError("", "seconds out of range") from error


def _write_seconds(value: timedelta) -> str:
    seconds = value.total_seconds()
    return str(int(seconds)) if seconds.is_integer() else repr(seconds)


def _write_float(value: float) -> str:
    # as `canonical` does, without its frame; what is no number, or an int, is left to it
    return repr(value) if type(value) is float and value - value == 0 else canonical(value)


quoted: Callable[[str], str] = (
    json.encoder.encode_basestring
)  # what `json.dumps` does with a text where ASCII is not asked for
_SCALARS: dict[Any, _Coder] = {
    str: _plain(str, quoted),
    bool: _plain(bool, lambda value: "true" if value else "false"),
    int: _plain(int, int.__repr__),
    float: _Coder(_write_float, _read_float, float),
    type(None): _plain(type(None), lambda value: "null"),
    datetime: _Coder(write_moment, _text_form(read_moment, str, "a date and time with offset").read),
    date: _text_form(date.fromisoformat, date.isoformat, "a date"),
    Decimal: _text_form(Decimal, str, "a number"),
    timedelta: _Coder(_write_seconds, _read_seconds),
}


def _enum(of: type[enum.Enum]) -> _Coder:
    def read(data: Json) -> Any:
        try:
            return of(data)
        except ValueError as error:
            known = ", ".join(str(item.value) for item in of)
            raise RecordError("", f"`{data}` is none of {known}") from error

    return _Coder(lambda value: canonical(value.value), read)


def _tuple(of: Any) -> _Coder:
    item = _coder(of)

    def read(data: Json) -> Any:
        if not isinstance(data, list):
            raise RecordError("", f"expected a list, found {_word(data)}")
        read_item = item.read
        try:
            return tuple([read_item(element) for element in data])
        except RecordError:
            for index, element in enumerate(data):  # which one it was
                try:
                    read_item(element)
                except RecordError as error:
                    raise error.under(index) from error
            raise

    def write(value: Any) -> str:
        write_item = item.write
        return f"[{','.join([write_item(element) for element in value])}]"

    return _Coder(write, read)


def _mapping(of: Any) -> _Coder:
    item = _coder(of)

    def read(data: Json) -> Any:
        if not isinstance(data, dict):
            raise RecordError("", f"expected an object, found {_word(data)}")
        read_item, made = item.read, {}
        key = ""
        try:
            for key, element in data.items():
                made[key] = read_item(element)
        except RecordError as error:
            raise error.under(key) from error
        return made

    def write(value: Any) -> str:
        write_item = item.write
        pairs = [f"{quoted(key)}:{write_item(value[key])}" for key in sorted(value)]
        return f"{{{','.join(pairs)}}}"

    return _Coder(write, read)


def _union(of: Any) -> _Coder:
    members = get_args(of)
    if len(members) == 2 and type(None) in members:
        return _optional(next(member for member in members if member is not type(None)))
    records = [member for member in members if dataclasses.is_dataclass(member) and hasattr(member, "kind")]
    by_type = {member: _coder(member) for member in records}
    by_kind = {member.kind: by_type[member] for member in records}
    others = [(get_origin(one) or one, _coder(one)) for one in members if one not in records]

    def write(value: Any) -> str:
        found = by_type.get(type(value))
        if found is not None:
            return found.write(value)
        for member, one in others:
            if isinstance(value, member):
                return one.write(value)
        raise TypeError(f"{value!r} is none of {of!r}")

    def read(data: Json) -> Any:
        if by_kind and isinstance(data, dict) and "kind" in data:
            kind = data["kind"]
            if not isinstance(kind, str) or kind not in by_kind:
                raise RecordError("", f"unknown kind `{kind}`")
            return by_kind[kind].read(data)
        for _, one in others:
            try:
                return one.read(data)
            except RecordError:
                continue
        raise RecordError("", f"fits none of the allowed forms, found {_word(data)}")

    return _Coder(write, read)


def _optional(of: Any) -> _Coder:
    one = _coder(of)

    def write(value: Any) -> str:
        return "null" if value is None else one.write(value)

    def read(data: Json) -> Any:
        return None if data is None else one.read(data)

    return _Coder(write, read, one.plain)


def _record(of: Any) -> _Coder:
    kind = getattr(of, "kind", None)
    rows = list(fields_of(of))
    if not isinstance(kind, str) or any(row.name == "kind" for row in rows):
        kind = None
    required = tuple(row.key for row in rows if row.default is dataclasses.MISSING)
    if kind is not None:  # a class variable that is written and read like a field
        rows.append(Field("kind", "kind", _SCALARS[str], dataclasses.MISSING))
        rows.sort(key=lambda row: row.key)
    known = {key: (name, coder.plain, coder) for key, name, coder, _ in rows}
    written = tuple((f'"{key}":', coder.plain is str, coder, default) for key, _, coder, default in rows)
    values_of = _values_of(tuple(name for _, name, _, _ in rows))

    def write(value: Any) -> str:
        parts = []
        for (head, is_text, coder, default), item in zip(written, values_of(value)):  # noqa: B905 - equal
            if item is not default and (default is dataclasses.MISSING or item != default):
                text = quoted(item) if is_text and type(item) is str else coder.write(item)
                parts.append(head + text)
        return f"{{{','.join(parts)}}}"

    def read(data: Json) -> Any:
        if not isinstance(data, dict):
            raise RecordError("", f"expected an object, found {_word(data)}")
        if kind is not None and data.get("kind") != kind:
            raise RecordError("", f"expected kind `{kind}`")
        values = {}
        key = ""
        try:
            for key, item in data.items():
                name, plain, coder = known[key]
                values[name] = item if type(item) is plain else coder.read(item)
        except RecordError as error:
            raise error.under(key) from error
        except KeyError as error:
            if key in known:
                raise
            raise RecordError("", f"unknown key `{key}`") from error
        for key in required:
            if key not in data:
                raise RecordError("", f"missing key `{key}`")
        if kind is not None:
            del values["kind"]
        return make(values)

    make = maker(of)
    return _Coder(write, read)


def maker(of: Any) -> Callable[[dict[str, Any]], Any]:
    """Return what makes a record of values by name: its own constructor, or a shorter way that does the same.

    A frozen record sets its fields one by one, which takes most of the time of reading it. One without slots
    has a dictionary instead that can be given to it as a whole; its defaults are attributes of the class.
    """
    fields = dataclasses.fields(of)
    if hasattr(of, "__slots__") or hasattr(of, "__post_init__") or not all(one.init for one in fields):
        return lambda values: of(**values)
    factories = [
        (one.name, one.default_factory) for one in fields if one.default_factory is not dataclasses.MISSING
    ]

    def make(values: dict[str, Any]) -> Any:
        for name, factory in factories:
            if name not in values:
                values[name] = factory()
        made = object.__new__(of)
        object.__setattr__(made, "__dict__", values)
        return made

    return make


def _values_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that gives the attributes of these names: one call for all of them."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _key(name: str) -> str:
    """A trailing underscore keeps Python's keywords out of field names (`from_` is written `from`)."""
    return name.removesuffix("_")


def _default(field: Any) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return dataclasses.MISSING
