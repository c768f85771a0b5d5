"""The structure of a bot's files as data: `schema/bot.schema.json`, and what is looked up in it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from flowc.resources import schema_folder

ALLOW = "allow"  # may stand in many mappings, so it says nothing about which one was meant

# JSON of our own file: its shape is checked by the tests against the meta-schema.
JsonSchema = Mapping[str, Any]


@cache
def bot_schema() -> JsonSchema:
    loaded: JsonSchema = json.loads((schema_folder() / "bot.schema.json").read_text("utf-8"))
    return loaded


def resolve(schema: JsonSchema) -> JsonSchema:
    """Follow `$ref`; only definitions of the same file exist."""
    while "$ref" in schema:
        schema = bot_schema()["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema


_BRANCHES: dict[int, tuple[JsonSchema, ...]] = {}  # by identity: schemas are never freed


def branches(schema: JsonSchema) -> tuple[JsonSchema, ...]:
    """Return the alternatives of a `oneOf`, nested ones included; a schema without one is its own."""
    found = _BRANCHES.get(id(schema))
    if found is None:
        target = resolve(schema)
        parts = (branches(one) for one in target["oneOf"]) if "oneOf" in target else ((target,),)
        found = _BRANCHES[id(schema)] = tuple(one for part in parts for one in part)
    return found


def claimed(fitting: Sequence[JsonSchema], keys: Collection[str]) -> JsonSchema | None:
    """Return the alternative that a mapping's keys speak for; None where no alternative knows any of them."""
    claims = [sum(key in one.get("properties", ()) for key in keys if key != ALLOW) for one in fitting]
    closed = all(one.get("additionalProperties") is False for one in fitting)
    if not max(claims) and closed and keys:
        return None
    is_open = [one.get("additionalProperties") is not False for one in fitting]
    return fitting[max(range(len(fitting)), key=lambda at: (claims[at], is_open[at], -at))]


@cache
def definition_names() -> Mapping[int, str]:
    """Identity of a definition → its name: an error knows the schema that it comes from."""
    return {id(schema): name for name, schema in bot_schema()["$defs"].items()}


@cache
def top_level_keys() -> tuple[str, ...]:
    return tuple(bot_schema()["properties"])


def things_of(section: str) -> JsonSchema:
    """Return what each name of a section holds: a flow, a slot, a message."""
    holds: JsonSchema = resolve(bot_schema()["properties"][section])["additionalProperties"]
    return resolve(holds)


@cache
def sections_with(key: str) -> tuple[str, ...]:
    """Return the sections whose things have a key."""
    sections = (
        one for one, schema in bot_schema()["properties"].items() if "additionalProperties" in resolve(schema)
    )
    return tuple(
        section
        for section in sections
        if isinstance(resolve(bot_schema()["properties"][section])["additionalProperties"], dict)
        and any(key in branch.get("properties", ()) for branch in branches(things_of(section)))
    )


@cache
def step_options() -> Mapping[str, frozenset[str]]:
    """Keyword of a step → its object's and options' keys."""
    steps = [one for one in branches(bot_schema()["$defs"]["step"]) if "properties" in one]
    return {one["required"][0]: frozenset(one["properties"]) for one in steps}
