"""The bot's schema as the reference shows it: its parts, which have keys, and the forms of values.

A part is an object with keys of its own, wherever in the schema it stands; a form is a definition without
keys. Each is known by its JSON pointer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flowc.structure.schema import JsonSchema, bot_schema

_DEFINITIONS = "/$defs/"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a part. `types` are the values of `type` beside which it may stand; empty: any."""

    name: str
    schema: JsonSchema
    required: bool
    types: tuple[str, ...] = ()
    is_pattern: bool = False


def at(pointer: str) -> JsonSchema:
    """Return the part of the schema that a JSON pointer names."""
    found: JsonSchema | list[JsonSchema] = bot_schema()
    for step in pointer.split("/")[1:]:
        found = found[int(step)] if isinstance(found, list) else found[step]
    assert not isinstance(found, list)
    return found


def parts() -> tuple[str, ...]:
    """Return the pointers of all objects that have keys of their own, in the schema's order."""
    return tuple(pointer for pointer, schema in _walk(bot_schema(), "") if has_keys(schema))


def forms() -> tuple[str, ...]:
    """Return the pointers of all definitions without keys of their own."""
    found = (f"{_DEFINITIONS}{name}" for name in bot_schema()["$defs"])
    return tuple(pointer for pointer in found if not has_keys(at(pointer)))


def has_keys(schema: JsonSchema) -> bool:
    return "properties" in schema or "patternProperties" in schema


def keys_of(pointer: str) -> tuple[Key, ...]:
    """Return the keys of a part, in the schema's order; patterns of keys come last."""
    schema = at(pointer)
    required = schema.get("required", ())
    beside = schema.get("dependentSchemas", {})
    types = {name: tuple(one["properties"]["type"]["enum"]) for name, one in beside.items()}
    named = [
        Key(name, one, name in required, types.get(name, ()))
        for name, one in schema.get("properties", {}).items()
    ]
    patterns = schema.get("patternProperties", {})
    return (*named, *(Key(name, one, False, is_pattern=True) for name, one in patterns.items()))


def _walk(schema: JsonSchema, pointer: str) -> Iterator[tuple[str, JsonSchema]]:
    yield pointer, schema
    for group in ("properties", "patternProperties", "$defs"):
        for name, one in schema.get(group, {}).items():
            yield from _walk(one, f"{pointer}/{group}/{name}")
    for group in ("additionalProperties", "items"):
        if isinstance(schema.get(group), dict):
            yield from _walk(schema[group], f"{pointer}/{group}")
    for number, one in enumerate(schema.get("oneOf", ())):
        yield from _walk(one, f"{pointer}/oneOf/{number}")
