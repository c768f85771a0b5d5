"""Changes that keep what a bot does: other names, another order, other files.

They know where a name can stand, and no rule. Names are changed wherever they are written outside of texts
for people; inside of those in what is filled in (`{{ nama }}`). A name that is a word of an option, of the
language or of an action too is left alone: there it is more than a name.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from flowc.names.reserved import ACTION_WORDS, BUILTIN_INTENTS, NAMESPACES
from flowc.project import BOT_FILE
from tests.mutants.files import Files, Node, Path_, Place

SCHEMA = Path(__file__).resolve().parents[2] / "schema" / "bot.schema.json"
NAMED = ("slots", "intents", "faq", "messages", "flows", "actions", "hours", "divisions")
ORDERED = ("options", "cases", "outputs", "fields", "overrides", "routing")  # here order has a meaning
WORDS = ("phrases", "examples", "patterns", "not")  # of customers
FOR_PEOPLE = ("label", "reason", "name", "title", "text", "note", "id", "en")
NEW = "_baru"
_IN_BRACES = re.compile(r"(?<!\{)\{(\w+)\}")  # in a text it is no slot, and `check` asks whether it should be
_DOTTED = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_FILLED_IN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)

Change = Callable[[Files], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """A change that keeps what the bot does. `names`: it is another bot by its names."""

    mutator: str
    site: str
    change: Change
    names: bool = False


def rename_slots(files: Files) -> Iterator[Kept]:
    yield from _renamings("slots", _declared(files, "slots"), files)


def rename_flows(files: Files) -> Iterator[Kept]:
    yield from _renamings("flows", _declared(files, "flows"), files)


def rename_intents(files: Files) -> Iterator[Kept]:
    yield from _renamings("intents", _declared(files, "intents"), files)


def rename_divisions(files: Files) -> Iterator[Kept]:
    yield from _renamings("divisions", _declared(files, "divisions"), files)


def rename_steps(files: Files) -> Iterator[Kept]:
    steps = (one.node.value for one in files.places() if one.path[-1] == "step" and _is_text(one.node))
    yield from _renamings("steps", steps, files)


def reorder_keys(files: Files) -> Iterator[Kept]:
    """The keys of a mapping the other way round, and so the declarations of a file."""
    for place in files.places():
        last = str(place.path[-1])
        if isinstance(place.node, yaml.MappingNode) and len(place.node.value) > 1 and last not in ORDERED:
            yield Kept("reorder_keys", _name(place.path), _reversed(place.path))


def reorder_words(files: Files) -> Iterator[Kept]:
    """What customers say: phrases and examples the other way round."""
    for place in files.places():
        if isinstance(place.node, yaml.SequenceNode) and len(place.node.value) > 1 and _of_customers(place):
            yield Kept("reorder_words", _name(place.path), _reversed(place.path))


def reorder_files(files: Files) -> Iterator[Kept]:
    """The files' names sort the other way round."""

    def change(changed: Files) -> None:
        others = [name for name in changed.roots if name != BOT_FILE]
        for number, name in enumerate(reversed(others)):
            changed.roots[f"bagian_{number:02}.yaml"] = changed.roots.pop(name)

    if len(files.roots) > 1:
        yield Kept("reorder_files", "*", change)


def split_a_file(files: Files) -> Iterator[Kept]:
    """Every second declaration of a file goes to a file of its own."""
    for name in files.roots:
        yield Kept("split_a_file", name, _splitter(name))


KEEPING: tuple[Callable[[Files], Iterator[Kept]], ...] = (
    rename_slots,
    rename_flows,
    rename_intents,
    rename_divisions,
    rename_steps,
    reorder_keys,
    reorder_words,
    reorder_files,
    split_a_file,
)


def kept(files: Files, seed: str, each: int) -> Iterator[Kept]:
    """Return up to `each` changes of every kind, the same for the same seed."""
    for mutator in KEEPING:
        sites = list(mutator(files))
        chance = random.Random(f"{seed} {mutator.__name__}")
        yield from chance.sample(sites, min(each, len(sites)))


def _renamings(kind: str, names: Iterable[str], files: Files) -> Iterator[Kept]:
    taken = _taken(files)
    for name in dict.fromkeys(names):
        if name not in taken and "." not in name:
            yield Kept(f"rename_{kind}", name, _renamer(name), names=True)


def _declared(files: Files, kind: str) -> list[str]:
    return [str(one.path[2]) for one in files.places() if len(one.path) == 3 and one.path[1] == kind]


def _taken(files: Files) -> frozenset[str]:
    """Words that are more than the name of one thing."""
    found = set(_declared(files, "actions"))
    for place in files.places():
        if place.path[-1] == "options":
            found |= {(one[0] if isinstance(one, tuple) else one).value for one in place.node.value}
        elif place.path[1:] == ("use",):
            found |= {one.value for one in place.node.value}
        elif _is_text(place.node):
            found |= set(_IN_BRACES.findall(place.node.value))
    return frozenset(found) | frozenset(BUILTIN_INTENTS) | NAMESPACES | keywords()


@cache
def keywords() -> frozenset[str]:
    """Return every key that the language knows, and every word that it takes as a value."""
    found: set[str] = set()
    stack: list[object] = [json.loads(SCHEMA.read_text(encoding="utf-8"))]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            properties = one.get("properties")
            found |= set(properties) if isinstance(properties, dict) else set()
            words = one.get("enum", [])
            found |= {word for word in words if isinstance(word, str)}
            stack += one.values()
        elif isinstance(one, list):
            stack += one
    return frozenset(found)


def _renamer(name: str) -> Change:
    def renamed(found: re.Match[str]) -> str:
        parts = found[0].split(".")
        if parts[0] in NAMESPACES | ACTION_WORDS:
            return found[0]
        return ".".join(part + NEW if part == name else part for part in parts)

    def new(text: str) -> str:
        return _DOTTED.sub(renamed, text)

    def change(files: Files) -> None:
        for place in list(files.places()):
            if isinstance(place.node, yaml.MappingNode):
                for key, _ in place.node.value:
                    key.value = new(key.value)
            elif _is_text(place.node) and not _of_customers(place):
                filled = _for_people(place)
                text = place.node.value
                place.node.value = _FILLED_IN.sub(lambda found: new(found[0]), text) if filled else new(text)

    return change


def _reversed(path: Path_) -> Change:
    def change(files: Files) -> None:
        files.at(path).value.reverse()

    return change


def _splitter(name: str) -> Change:
    def change(files: Files) -> None:
        root = files.roots[name]
        parts: list[tuple[Node, Node]] = []
        for key, block in root.value:
            if key.value in NAMED and isinstance(block, yaml.MappingNode) and len(block.value) > 1:
                moved = block.value[1::2]
                block.value = block.value[::2]
                parts.append((_text(key.value), yaml.MappingNode("tag:yaml.org,2002:map", moved)))
        if parts:
            files.roots["pindahan.yaml"] = yaml.MappingNode("tag:yaml.org,2002:map", parts)

    return change


def _of_customers(place: Place) -> bool:
    return any(key in WORDS for key in place.keys)


def _for_people(place: Place) -> bool:
    if "suggest" in place.keys or "params" in place.keys or place.node.value.startswith("="):
        return False
    return place.keys[0] == "messages" or any(key in FOR_PEOPLE for key in place.keys[-2:])


def _is_text(node: Node) -> bool:
    return isinstance(node, yaml.ScalarNode)


def _text(value: str) -> Node:
    return yaml.ScalarNode("tag:yaml.org,2002:str", value)


def _name(path: Path_) -> str:
    return "/".join(str(part) for part in path)
