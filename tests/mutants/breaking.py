"""Mutators that know no rule. Each says where it could change a bot, and changes it there.

They look at the shape of the files only: which keys, which texts, which rows. What a change does to customers
they do not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from tests.mutants.files import Files, Node, Path_, Place

STEPS = ("flows", "defaults", "escalation")  # parts of a bot with lists of steps in them
TARGETS = ("goto", "flow", "to", "say", "collect", "ask", "handover", "call", "fallback", "offer", "into")
LOCALES = ("id", "en")
LONG = 5_000  # characters: more than most channels take, less than a text may have
FOUR_HOURS_AT_NIGHT = "00:00-00:05"
_HOURS = re.compile(r"[0-9]{2}:[0-9]{2}\s*-\s*[0-9]{2}:[0-9]{2}.*", re.DOTALL)
_TABLE = re.compile(r"[^|\n]+\|")

Change = Callable[[Files], None]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a mutator can change a bot, and how."""

    path: Path_
    change: Change

    @property
    def name(self) -> str:
        return "/".join(str(part) for part in self.path)


def drop_a_step(files: Files) -> Iterator[Site]:
    for place in files.places():
        if isinstance(place.within, yaml.SequenceNode) and place.keys and place.keys[0] in STEPS:
            yield Site(place.path, _dropper(place))


def drop_a_key(files: Files) -> Iterator[Site]:
    for place in files.places():
        if isinstance(place.within, yaml.MappingNode):
            yield Site(place.path, _dropper(place))


def drop_an_item(files: Files) -> Iterator[Site]:
    """One of a list's items outside of steps: a phrase, an option, a link of a chain, a rung."""
    for place in files.places():
        if isinstance(place.within, yaml.SequenceNode) and place.keys and place.keys[0] not in STEPS:
            yield Site(place.path, _dropper(place))


def swap_a_target(files: Files) -> Iterator[Site]:
    """What one key leads to becomes what the next key of that name leads to."""
    for key in TARGETS:
        found = [one for one in files.places() if one.path[-1] == key and _is_text(one.node)]
        for one, other in zip(found, found[1:] + found[:1], strict=True):
            if one.node.value != other.node.value:
                yield Site(one.path, _setter(one.path, other.node.value))


def drop_a_row(files: Files) -> Iterator[Site]:
    for place in files.places():
        if not _is_text(place.node) or not _TABLE.match(place.node.value):
            continue
        lines = place.node.value.splitlines()
        for number in range(1, len(lines)):
            rest = "\n".join(lines[:number] + lines[number + 1 :]) + "\n"
            yield Site((*place.path, number), _setter(place.path, rest))


def drop_a_locale(files: Files) -> Iterator[Site]:
    for place in files.places():
        if isinstance(place.within, yaml.MappingNode) and place.path[-1] in LOCALES and len(place.path) > 2:
            yield Site(place.path, _dropper(place))


def lengthen_a_text(files: Files) -> Iterator[Site]:
    for place in files.places():
        for_people = place.keys and (
            place.keys[0] == "messages" or place.path[-1] in (*LOCALES, "text", "label")
        )
        if for_people and _is_text(place.node) and " " in place.node.value:
            again = (place.node.value + " ") * (LONG // (len(place.node.value) + 1))
            yield Site(place.path, _setter(place.path, again.strip()))


def change_hours(files: Files) -> Iterator[Site]:
    for place in files.places():
        if _is_text(place.node) and _HOURS.fullmatch(place.node.value):
            yield Site(place.path, _setter(place.path, FOUR_HOURS_AT_NIGHT))


def remove_a_timeout(files: Files) -> Iterator[Site]:
    for place in files.places():
        if place.path[-1] in ("timeout", "after", "overflow_after") and isinstance(
            place.within, yaml.MappingNode
        ):
            yield Site(place.path, _dropper(place))


MUTATORS: tuple[Callable[[Files], Iterator[Site]], ...] = (
    drop_a_step,
    drop_a_key,
    drop_an_item,
    swap_a_target,
    drop_a_row,
    drop_a_locale,
    lengthen_a_text,
    change_hours,
    remove_a_timeout,
)


def _is_text(node: Node) -> bool:
    return isinstance(node, yaml.ScalarNode)


def _setter(path: Path_, text: str) -> Change:
    def change(files: Files) -> None:
        files.at(path).value = text

    return change


def _dropper(place: Place) -> Change:
    def change(files: Files) -> None:
        within, last = files.at(place.path[:-1]), place.path[-1]
        if isinstance(last, int):
            del within.value[last]
        else:
            within.value = [(key, value) for key, value in within.value if key.value != last]

    return change
