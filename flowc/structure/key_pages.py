"""What the schema says about a key of the language: what `flowc explain collect` shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from textwrap import indent
from typing import Any

from flowc.diagnostics.model import Text
from flowc.structure.schema import JsonSchema, bot_schema, resolve

IN = Text("in", "di dalam")
BESIDE = Text("beside", "bersama")


@dataclass(frozen=True, slots=True)
class KeyPage:
    """A key at one of its places. `beside`: the other keys there, in the order of the schema."""

    key: str
    place: str  # what it is a part of, in words
    description: str
    examples: tuple[str, ...]  # as YAML in one line each
    beside: tuple[str, ...]


@cache
def key_pages() -> tuple[KeyPage, ...]:
    """Return every key at every place where it may stand, top level first."""
    return tuple(_pages(bot_schema(), "A file of a bot"))


def render(pages: tuple[KeyPage, ...], language: str = "en") -> str:
    """Return the pages of one key as text for a terminal, with headings in a language.

    The schema describes in English only.
    """
    parts = []
    for page in pages:
        shown = "\n".join(f"{page.key}: {example}" for example in page.examples)
        parts.append(f"`{page.key}`: {page.description}\n\n{indent(shown, '    ')}")
        others = ", ".join(f"`{key}`" for key in page.beside)
        parts[-1] += f"\n\n  {IN.in_(language)}: {page.place}"
        parts[-1] += f"\n  {BESIDE.in_(language)}: {others}" if others else ""
    return "\n\n".join(parts) + "\n"


def _pages(schema: Any, place: str) -> Iterator[KeyPage]:  # any JSON below a schema
    if isinstance(schema, list):
        for one in schema:
            yield from _pages(one, place)
    if not isinstance(schema, dict):
        return
    keys = schema.get("properties", {})
    here = schema.get("description", place) if keys is not schema and "title" not in schema else place
    for key, value in keys.items():
        target: JsonSchema = resolve(value)
        description = value.get("description") or target.get("description", "")
        examples = value.get("examples") or target.get("examples", ())
        beside = tuple(other for other in keys if other != key)
        yield KeyPage(key, here, description, tuple(map(_yaml, examples)), beside)
    for name, below in schema.items():
        if name != "examples":
            yield from _pages(below, here)


def _yaml(value: Any) -> str:  # any JSON of the schema's examples
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    if isinstance(value, str) and not any(sign in value for sign in ":#{}[],\"'\n*&|>%@`"):
        return value
    return json.dumps(value, ensure_ascii=False)
