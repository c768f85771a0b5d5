"""The types that `instance of` names, read and asked of a value (DMN 1.5 section 10.3.2.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date

from runtime.feel import values
from runtime.feel.values import Function, Range, Value, Wide, kind_of
from runtime.feel.wide import lowered, widened


@dataclass(frozen=True, slots=True)
class Type:
    """`name` is a kind, `Any` or `Null`; `of` the element of a list or range; `fields` those of a context."""

    name: str
    of: Type | None = None
    fields: Mapping[str, Type] = field(default_factory=dict)
    parameters: tuple[Type, ...] = ()


ANY = Type("Any")
_SIMPLE = {
    "any": "Any",
    "null": "Null",
    **{
        name: name
        for name in (
            values.NUMBER,
            values.STRING,
            values.BOOLEAN,
            values.DATE,
            values.TIME,
            values.DATE_TIME,
            values.DURATION,
            values.YEARS_MONTHS,
        )
    },
    "day and time duration": values.DURATION,
    "year and month duration": values.YEARS_MONTHS,
    "list": "list",
    "context": "context",
    "range": "range",
    "function": "function",
}
TYPE_NAMES = ("Any", *(name for name in _SIMPLE if name != "any"))
_TOKEN = re.compile(r"\s*(->|[<>,:]|[^<>,:\s-]+(?:\s+[^<>,:\s-]+)*)")


def read_type(text: str) -> Type | None:
    """Return the type that a text names, or None: a name this engine does not know, or broken text."""
    tokens = _TOKEN.findall(text)
    if "".join("".join(tokens).split()) != "".join(text.split()):
        return None
    read = _Reader([*tokens, ""])
    result = read.type()
    return result if read.tokens == [""] else None


class _Reader:
    """Takes tokens from the front; anything unexpected makes the type None."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    def take(self, wanted: str) -> bool:
        if self.tokens[0] == wanted:
            del self.tokens[0]
            return True
        return False

    def type(self) -> Type | None:
        word = " ".join(self.tokens[0].split())
        name = _SIMPLE.get(word.lower() if word in ("Any", "Null") else word)
        if name is None:
            return None
        del self.tokens[0]
        if name not in ("list", "range", "context", "function") or not self.take("<"):
            return Type(name)
        if name == "context":
            return self._context()
        if name == "function":
            return self._function()
        of = self.type()
        return Type(name, of) if of is not None and self.take(">") else None

    def _context(self) -> Type | None:
        fields: dict[str, Type] = {}
        while not self.take(">"):
            key = self.tokens[0]
            del self.tokens[0]
            if not key or not self.take(":") or (of := self.type()) is None:
                return None
            fields[key] = of
            if not self.take(",") and self.tokens[0] != ">":
                return None
        return Type("context", fields=fields)

    def _function(self) -> Type | None:
        parameters: list[Type] = []
        while not self.take(">"):
            if (of := self.type()) is None:
                return None
            parameters.append(of)
            if not self.take(",") and self.tokens[0] != ">":
                return None
        gives = self.type() if self.take("->") else None
        return None if gives is None else Type("function", gives, parameters=tuple(parameters))


def converted(value: Value, wanted: Type) -> Value:
    """Return the value as one of a type, or None (DMN 1.5 section 10.3.2.9.4).

    Where it is none, it may become one: a list of one its item, an item the list of it, a date the midnight
    in UTC with which it begins.
    """
    if value is None or conforms(value, wanted):
        return value
    if isinstance(value, tuple | list) and len(value) == 1 and conforms(value[0], wanted):
        only: Value = value[0]
        return only
    if wanted.name == "list" and conforms((value,), wanted):
        return (value,)
    if wanted.name == values.DATE_TIME and isinstance(value, date | Wide) and kind_of(value) == values.DATE:
        return lowered(Wide(widened(value).day, 0, UTC))
    return None


def conforms(value: Value, wanted: Type) -> bool:
    """Return whether a value is an instance of a type. Null is one of `Null` only."""
    if value is None:
        return wanted.name == "Null"
    if wanted.name == "Any":
        return True
    if kind_of(value) != wanted.name:
        return False
    if isinstance(value, tuple | list):
        of = wanted.of
        return of is None or all(item is None or conforms(item, of) for item in value)
    if isinstance(value, Mapping):
        return all(
            key in value and (value[key] is None or conforms(value[key], of))
            for key, of in wanted.fields.items()
        )
    if isinstance(value, Range):
        ends = [end for end in (value.low, value.high) if end is not None]
        of = wanted.of
        return of is None or all(conforms(end, of) for end in ends)
    if isinstance(value, Function):
        return wanted.of is None or len(wanted.parameters) == len(value.parameters)
    return True
