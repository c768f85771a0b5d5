"""How a schema's values are told to a reader: kinds, limits and defaults in words, with links."""

from __future__ import annotations

import re
from collections.abc import Callable

from flowc.structure.schema import JsonSchema
from tools.language.plain_yaml import write_value

Link = Callable[[JsonSchema], str | None]  # the words for a part that has its own section; None: none has


def kind_of(schema: JsonSchema, link: Link) -> str:
    """Return what may stand there, as in ``list of [names](#name), at least 1``."""
    if (linked := link(schema)) is not None:
        return linked
    if "enum" in schema:
        return " ".join(f"`{write_value(word)}`" for word in schema["enum"])
    for several in ("oneOf", "anyOf"):
        if several in schema:
            return ", or ".join(kind_of(one, link) for one in schema[several])
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return "text" if "null" not in kinds else "text, number, `true`, `false` or `null`"
    match kinds:
        case "integer":
            return f"whole number{_between(schema)}"
        case "number":
            return f"number{_between(schema)}"
        case "boolean":
            return "`true` or `false`"
        case "array":
            return _list_of(schema, link)
        case "object":
            return _names_of(schema, link)
    return "text"


def default_of(schema: JsonSchema) -> str:
    """Return a key's default as YAML, or nothing where the schema names none."""
    return f"`{write_value(schema['default'])}`" if "default" in schema else ""


def anchor(title: str) -> str:
    """Return the anchor that a Markdown page gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def cell(text: str) -> str:
    """Return a text for a table's cell: a bar would end it, also in code."""
    return text.replace("|", "\\|").replace("\n", " ")


def _between(schema: JsonSchema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    above = schema.get("exclusiveMinimum")
    if above is not None and high is not None:
        return f" above {above}, up to {high}"
    if low is not None and high is not None:
        return f" from {low} to {high}"
    return f", at least {low}" if low is not None else ""


def _list_of(schema: JsonSchema, link: Link) -> str:
    least, most = schema.get("minItems"), schema.get("maxItems")
    inner = kind_of(schema["items"], link) if "items" in schema else "anything"
    if least is not None and least == most:
        return f"{least} times: {inner}"
    told = [f"at least {least}"] if least else []
    told += [f"at most {most}"] if most else []
    told += ["no two alike"] if schema.get("uniqueItems") else []
    return ", ".join([f"list of: {inner}", *told])


def _names_of(schema: JsonSchema, link: Link) -> str:
    values = schema.get("additionalProperties")
    inner = kind_of(values, link) if isinstance(values, dict) else "anything"
    most = schema.get("maxProperties")
    return f"by name: {inner}" + (f", at most {most}" if most else "")
