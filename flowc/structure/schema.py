"""The structure of a bot's files as data: `schema/bot.schema.json`, and what is looked up in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

# JSON of our own file: its shape is checked by the tests against the meta-schema.
JsonSchema = Mapping[str, Any]

_PACKAGED = Path(__file__).parent.parent / "_schema"  # in a wheel
_CHECKOUT = Path(__file__).parents[2] / "schema"


def schema_file(name: str) -> Path:
    """Return where a schema of the project is, installed or in a checkout."""
    return (_PACKAGED if _PACKAGED.is_dir() else _CHECKOUT) / name


@cache
def bot_schema() -> JsonSchema:
    loaded: JsonSchema = json.loads(schema_file("bot.schema.json").read_text("utf-8"))
    return loaded


def resolve(schema: JsonSchema) -> JsonSchema:
    """Follow `$ref`; only definitions of the same file exist."""
    while "$ref" in schema:
        schema = bot_schema()["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


def branches(schema: JsonSchema) -> Iterator[JsonSchema]:
    """Give the alternatives of a `oneOf`, those of nested ones included; a schema without one is its own."""
    schema = resolve(schema)
    if "oneOf" not in schema:
        yield schema
        return
    for one in schema["oneOf"]:
        yield from branches(one)


@cache
def definition_names() -> Mapping[int, str]:
    """Identity of a definition → its name: an error knows the schema that it comes from."""
    return {id(schema): name for name, schema in bot_schema()["$defs"].items()}


@cache
def top_level_keys() -> tuple[str, ...]:
    return tuple(bot_schema()["properties"])


@cache
def step_options() -> Mapping[str, frozenset[str]]:
    """Keyword of a step → its object's and options' keys."""
    steps = [one for one in branches(bot_schema()["$defs"]["step"]) if "properties" in one]
    return {one["required"][0]: frozenset(one["properties"]) for one in steps}
