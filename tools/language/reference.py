"""Makes the pages that are read off the schemas: `docs/language/reference.md` and `docs/flowc-toml.md`."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

from flowc.resources import schema_folder
from flowc.structure.merge import BLOCKS, LISTS, SECTIONS
from flowc.structure.schema import JsonSchema
from runtime.config import Config
from tools.language.contexts import Context, contexts
from tools.language.plain_yaml import write, write_entry, write_value
from tools.language.schema import Key, at, has_keys, keys_of
from tools.language.wording import anchor, cell, default_of, kind_of

REFERENCE = Path("docs/language/reference.md")
OPERATOR = Path("docs/flowc-toml.md")
_MARK = "<!-- Made by `make generate` from schema/{}. Edit that. -->\n\n"
_INTRODUCTION = """# The language, key by key

Read off `schema/bot.schema.json`, which the compiler checks bots with and editors complete from. Every
example here is compiled by the tests, in a bot that has the names it mentions. What happens when a bot runs
is told in [README.md](README.md), [turn.md](turn.md) and [handover.md](handover.md); what the compiler says
about mistakes in [the codes](../codes/README.md).

A key in **bold** is required.

"""
_OPERATOR = """# `flowc.toml`, key by key

The operator's file. Read off `schema/flowc.schema.json`; a test holds it to what the server reads. A secret
is written as `${NAME}` and comes from the environment. How to run a server is told in
[operations.md](operations.md).

A key in **bold** is required.

"""
_TABLE = "| key | what it is | value | default | example |\n|---|---|---|---|---|\n"
_ANYWHERE = frozenset((*SECTIONS, *BLOCKS, *LISTS))


def pages() -> Mapping[Path, str]:
    """Return the generated pages, relative to the repository."""
    return {
        REFERENCE: _MARK.format("bot.schema.json") + _INTRODUCTION + "".join(_reference()),
        OPERATOR: _MARK.format("flowc.schema.json") + _OPERATOR + "".join(_operator()),
    }


# ---- the language ----------------------------------------------------------------------------------------


def _reference() -> Iterator[str]:
    groups: dict[str, list[Context]] = {}
    for context in contexts().values():
        groups.setdefault(context.group, []).append(context)
    for group, found in groups.items():
        links = ", ".join(f"[{one.title}](#{anchor(one.title)})" for one in found)
        yield f"- {group}: {links}\n"
    for group, found in groups.items():
        yield f"\n## {group}\n"
        for context in found:
            yield from _section(context)


def _section(context: Context) -> Iterator[str]:
    schema = at(context.at)
    yield f"\n### {context.title}\n\n{schema['description']}\n"
    if context.text:
        yield f"\n{context.text}\n"
    if not has_keys(schema):
        examples = ", ".join(f"`{write_value(one)}`" for one in schema["examples"])
        yield f"\n{_form(schema)}For example {examples}.\n"
        return
    if context.at:
        yield f"\n```yaml\n{write(schema['examples'][0])}```\n"
    yield "\n" + _TABLE
    for key in keys_of(context.at):
        yield _row(key, context)


def _form(schema: JsonSchema) -> str:
    """Return what a form may be, where that is more than a text whose description says it all."""
    told = kind_of(schema, _link)
    return "" if told == "text" else f"{told[:1].upper()}{told[1:]}. "


def _row(key: Key, context: Context) -> str:
    name = _pattern_name(key) if key.is_pattern else f"`{key.name}`"
    what = key.schema.get("description", "")
    if key.types:
        what += f" With `type` {', '.join(key.types)}."
    if not context.at and key.name not in _ANYWHERE:
        what += " *bot.yaml*"
    examples = " · ".join(f"`{_example(key, one)}`" for one in key.schema["examples"])
    cells = (
        f"**{name}**" if key.required else name,
        what,
        kind_of(key.schema, _link),
        default_of(key.schema),
        examples,
    )
    return f"| {' | '.join(map(cell, cells))} |\n"


def _pattern_name(key: Key) -> str:
    return "a day, or days" if key.name.startswith("^(mon") else "a date, or dates"


def _example(key: Key, example: object) -> str:
    named = {"a day, or days": "mon-fri", "a date, or dates": "2026-12-31"}
    return write_entry(named[_pattern_name(key)] if key.is_pattern else key.name, example)  # type: ignore[arg-type] # JSON of our own file


def _link(schema: JsonSchema) -> str | None:
    """Return a link to the section of what a schema refers to, or is itself."""
    if "$ref" in schema:
        pointer = schema["$ref"].removeprefix("#")
    elif has_keys(schema):
        pointer = next(one for one in contexts() if at(one) is schema)
    else:
        return None
    title = contexts()[pointer].title
    return f"[{title}](#{anchor(title)})"


# ---- the operator's file ---------------------------------------------------------------------------------


def _operator() -> Iterator[str]:
    schema = json.loads((schema_folder() / "flowc.schema.json").read_text("utf-8"))
    yield from _tables(schema, "")


def _tables(schema: JsonSchema, path: str) -> Iterator[str]:
    """One table of TOML each: its plain keys, then the tables below it."""
    keys = schema["properties"]
    plain = {name: one for name, one in keys.items() if _below(one) is None}
    if plain:
        yield f"## `[{path}]`\n\n{schema['description']}\n\n{_TABLE}"
        for name, one in plain.items():
            shown = f"**`{name}`**" if name in schema.get("required", ()) else f"`{name}`"
            examples = " · ".join(f"`{name} = {_toml(example)}`" for example in one["examples"])
            cells = (shown, one["description"], kind_of(one, lambda _: None), _standard(path, name), examples)
            yield f"| {' | '.join(map(cell, cells))} |\n"
        yield "\n"
    for name, one in keys.items():
        below = _below(one)
        if below is not None:
            inner = f"{path}.{name}" if path else name
            described = {**below, "description": one["description"]}
            yield from _tables(described, inner if below is one else f"{inner}.<name>")


def _below(schema: JsonSchema) -> JsonSchema | None:
    """Return the table that a key holds: itself, or each of its named ones."""
    if "properties" in schema:
        return schema
    values = schema.get("additionalProperties")
    return values if isinstance(values, dict) and "properties" in values else None


def _standard(path: str, name: str) -> str:
    """Return a key's default as TOML, read off the dataclass that the server fills."""
    kind: Any = Config  # a dataclass, or a mapping of names to one
    for step in path.split("."):
        kind = get_args(kind)[1] if step == "<name>" else _without_none(get_type_hints(kind)[step])
    (field,) = (one for one in dataclasses.fields(kind) if one.name == name)
    default = () if field.default is dataclasses.MISSING else field.default
    return "" if default in (None, ()) else f"`{_toml(default)}`"


def _without_none(kind: Any) -> Any:  # Any: a type, which has no type of its own here
    """Return what a key holds where it may be left out."""
    return get_args(kind)[0] if isinstance(kind, types.UnionType) else kind


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
