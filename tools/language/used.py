"""Which constructs of the language a bot's files use: keys where they stand, and words a key chooses from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from flowc.diagnostics.sink import Sink
from flowc.project import read_project
from flowc.source.nodes import Mapping, Node, Scalar
from flowc.source.nodes import Sequence as Items
from flowc.source.yaml_tree import read_yaml
from flowc.structure.merge import merge_documents
from flowc.structure.schema import JsonSchema, bot_schema, branches, claimed, resolve
from tools.language.schema import at, keys_of, parts

_WORDS = frozenset(("title", "description", "examples", "default"))  # words of the schema about itself
# Beside these, a list of words is a list of constructs; these are names of things in the world.
_WORLD = ("locale", "country", "currency")


def constructs() -> frozenset[str]:
    """Return every construct: `/$defs/division/sticky`, and `/$defs/division/assign=fastest` for words.

    What many parts have alike (`when` of every step, the bare word `end` in every block) is one construct,
    named by the first of them.
    """
    found = set()
    for pointer in parts():
        for key in keys_of(pointer):
            found.add(_first(pointer, key.name, key.schema))
            found.update(words_of(pointer, key.name, key.schema).values())
    return frozenset(found)


_FIRST: dict[tuple[str, str], str] = {}  # key or word, and what the schema says of it → the construct's name


def _first(pointer: str, key: str, schema: JsonSchema) -> str:
    return _FIRST.setdefault((key, _content(resolve(schema))), f"{pointer}/{key}")


def _content(schema: JsonSchema) -> str:
    return json.dumps({key: value for key, value in schema.items() if key not in _WORDS}, sort_keys=True)


def words_of(pointer: str, key: str, schema: JsonSchema) -> dict[str, str]:
    """Return the words that a value, or an item of it, is one of, each with its construct."""
    if schema.get("$ref", "").rpartition("/")[2] in _WORLD:
        return {}
    target = resolve(schema)
    listed = (*target.get("enum", ()), *([target["const"]] if "const" in target else ()))
    found = {
        word: _FIRST.setdefault((word, json.dumps(listed)), f"{pointer}/{key}={word}")
        for word in listed
        if isinstance(word, str)
    }
    inner = [*target.get("oneOf", ()), *([target["items"]] if isinstance(target.get("items"), dict) else ())]
    for one in inner:
        if one is not target:
            found = {**words_of(pointer, key, one), **found} if "properties" not in resolve(one) else found
    return found


def used_by(folders: Sequence[Path]) -> frozenset[str]:
    """Return the constructs that the bots in some folders use."""
    constructs()  # names them in the schema's order, whatever a bot uses first
    return frozenset(one for folder in folders for one in _used(_root(folder), bot_schema()))


def _root(folder: Path) -> Mapping:
    sink = Sink()
    project = read_project(folder, sink)
    return merge_documents([read_yaml(file.path, file.text, sink) for file in project.files], sink)


def _used(node: Node, schema: JsonSchema) -> Iterator[str]:
    branch = _branch(node, schema)
    match node:
        case Mapping() if branch is not None:
            pointer = _pointers().get(id(branch))
            for entry in node.entries:
                name, inner = _key(branch, entry.key.text)
                if pointer is not None and name is not None:
                    yield _first(pointer, name, inner)
                    words = words_of(pointer, name, inner)
                    yield from (words[word] for word in _texts(entry.value) if word in words)
                yield from _used(entry.value, inner)
        case Items() if branch is not None:
            for item in node.items:
                yield from _used(item, branch.get("items", {}))


def _texts(node: Node) -> tuple[str, ...]:
    match node:
        case Scalar():
            return (node.text,)
        case Items():
            return tuple(item.text for item in node.items if isinstance(item, Scalar))
    return ()


def _branch(node: Node, schema: JsonSchema) -> JsonSchema | None:
    """Return the alternative that a value was written for, as the compiler picks it."""
    kind = {Mapping: "object", Items: "array"}.get(type(node))
    fitting = [one for one in branches(schema) if one.get("type") == kind]
    if isinstance(node, Mapping) and fitting:
        return claimed(fitting, [entry.key.text for entry in node.entries]) or fitting[0]
    return fitting[0] if fitting else None


def _key(schema: JsonSchema, key: str) -> tuple[str | None, JsonSchema]:
    """Return the construct's name of a key, None where it is a name of the bot's own, and what it holds."""
    named = schema.get("properties", {})
    if key in named:
        return key, named[key]
    for pattern, one in schema.get("patternProperties", {}).items():
        if re.search(pattern, key):
            return pattern, one
    rest = schema.get("additionalProperties", {})
    return None, rest if isinstance(rest, dict) else {}


_POINTERS: dict[int, str] = {}  # by identity: schemas are never freed


def _pointers() -> dict[int, str]:
    if not _POINTERS:
        _POINTERS.update((id(at(pointer)), pointer) for pointer in parts())
    return _POINTERS
