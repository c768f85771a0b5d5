"""Writes the two functions that a record is written and read with, as `dataclasses` writes its own.

Law: only names and keys of fields declared in this program stand in the code; every value is passed beside
it, and nothing that a record holds ever gets here. A loop over the fields takes nearly twice as long.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass
from typing import Any, Protocol

Write = Callable[[Any], str]  # Any: a value of the field's type
Read = Callable[[Any], Any]  # Any: plain JSON data


class Coder(Protocol):
    """How a type is written and read. `plain`: data of exactly this type is the value itself."""

    write: Write
    read: Read
    plain: type | None


@dataclass(frozen=True, slots=True)
class Part:
    """A field with its key and the coder of its type."""

    key: str
    field: dataclasses.Field[Any]  # Any: of every type
    coder: Coder

    @property
    def optional(self) -> bool:
        return self.field.default is not MISSING or self.field.default_factory is not MISSING

    @property
    def default(self) -> Any:  # as above
        """What is left out when it is written."""
        made = self.field.default_factory
        return self.field.default if made is MISSING else made()


def write_function(of: type, kind: str | None, parts: Sequence[Part], quoted: Write) -> Write:
    """Return what turns a record into text. `kind` is written under that key beside the fields."""
    write: Write = _defined("write", _writer(kind, parts), parts, {"of": of, "quoted": quoted})
    return write


def read_function(of: type, kind: str | None, parts: Sequence[Part], refusal: type[Exception]) -> Read:
    """Return what makes a record of data; `kind` is demanded under that key.

    `refusal` is raised with a path and a reason; its `under(key)` tells it from further outside.
    """
    keys = frozenset(part.key for part in parts) | ({"kind"} if kind is not None else set())
    known: dict[str, Any] = {
        "of": of,
        "refusal": refusal,
        "keys": keys,
        "create": object.__new__,
        "put": object.__setattr__,
    }
    read: Read = _defined("read", _reader(of, kind, parts), parts, known)
    return read


def _defined(name: str, lines: Sequence[str], parts: Sequence[Part], known: dict[str, Any]) -> Any:
    for number, part in enumerate(parts):
        known[f"coder{number}"], known[f"plain{number}"] = part.coder, part.coder.plain
        known[f"default{number}"], known[f"make{number}"] = part.default, part.field.default_factory
    exec(compile("\n".join(lines), f"<{name} {known['of'].__qualname__}>", "exec"), known)  # noqa: S102 - see the law
    return known[name]


def _writer(kind: str | None, parts: Sequence[Part]) -> list[str]:
    rows = [(part.key, _field_written(number, part)) for number, part in enumerate(parts)]
    if kind is not None:
        rows.append(("kind", [f"    parts.append('\"kind\":{_in_code(kind)}')"]))
    lines = [line for _, written in sorted(rows, key=lambda row: row[0]) for line in written]
    return ["def write(value):", "    parts = []", *lines, "    return '{' + ','.join(parts) + '}'"]


def _in_code(kind: str) -> str:
    assert kind.isidentifier(), kind
    return f'"{kind}"'


def _field_written(number: int, part: Part) -> list[str]:
    text = f"coder{number}.write(item)"
    if part.coder.plain is str:
        text = f"(quoted(item) if type(item) is str else {text})"
    append = f"parts.append('\"{part.key}\":' + {text})"
    if not part.optional:
        return [f"    item = value.{part.field.name}", f"    {append}"]
    if part.default is None:
        changed = "item is not None"
    else:
        changed = f"item is not default{number} and item != default{number}"
    return [f"    item = value.{part.field.name}", f"    if {changed}:", f"        {append}"]


def _reader(of: type, kind: str | None, parts: Sequence[Part]) -> list[str]:
    required = sum(not part.optional for part in parts) + (kind is not None)
    lines = [
        "def read(data):",
        "    if type(data) is not dict:",
        f"        raise refusal('', f'expected {of.__name__}, found {{type(data).__name__}}')",
    ]
    if kind is not None:
        lines.append(f"    if data.get('kind') != {kind!r}:")
        lines.append(f"        raise refusal('', 'expected kind `{kind}`')")
    lines += [f"    seen = {required}", "    key = ''", "    try:", "        pass"]
    for number, part in enumerate(parts):
        lines += [f"        {line}" for line in _field_read(number, part)]
    return [
        *lines,
        "    except refusal as error:",
        "        raise error.under(key) from error",
        "    except KeyError as error:",
        "        if key in data:",
        "            raise",
        "        unknown = data.keys() - keys",
        "        why = f'unknown key `{min(unknown)}`' if unknown else f'missing key `{key}`'",
        "        raise refusal('', why) from error",
        "    if seen != len(data):",
        "        raise refusal('', f'unknown key `{min(data.keys() - keys)}`')",
        *_made(of, parts),
    ]


def _field_read(number: int, part: Part) -> list[str]:
    item, key = f"item{number}", repr(part.key)
    taken = [f"key = {key}", f"{item} = data[{key}]"]
    if part.coder.plain is None:
        taken.append(f"{item} = coder{number}.read({item})")
    else:
        taken += [f"if type({item}) is not plain{number}:", f"    {item} = coder{number}.read({item})"]
    if not part.optional:
        return taken
    made = f"default{number}" if part.field.default_factory is MISSING else f"make{number}()"
    inside = [f"    {line}" for line in ("seen += 1", *taken)]
    return [f"if {key} in data:", *inside, "else:", f"    {item} = {made}"]


def _made(of: type, parts: Sequence[Part]) -> list[str]:
    """Return how the record is made of its fields.

    A frozen one sets them one by one, which takes most of the time of reading it; one without slots can be
    given all of them at once.
    """
    whole = len(parts) == len(dataclasses.fields(of))
    if hasattr(of, "__slots__") or hasattr(of, "__post_init__") or not whole:
        return [f"    return of({', '.join(f'{part.field.name}=item{at}' for at, part in enumerate(parts))})"]
    fields = ", ".join(f"{part.field.name!r}: item{at}" for at, part in enumerate(parts))
    return ["    made = create(of)", f"    put(made, '__dict__', {{{fields}}})", "    return made"]
