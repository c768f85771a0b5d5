"""Puts examples of the schema into whole bots: `contexts.yaml` says where each part of it stands.

The reference shows an example with what it needs beside it, and the tests compile the same thing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tools.language.plain_yaml import Plain, read

HERE = "HERE"
_FOLDER = Path(__file__).resolve().parent
_WORLD = _FOLDER / "world"
_NAMED = ("slots", "intents", "faq", "commands", "messages", "flows", "actions", "hours", "divisions")


@dataclass(frozen=True, slots=True)
class Sample:
    """An example in its place: `value` stands where `bot` says HERE."""

    value: Plain
    bot: Plain

    def files(self) -> dict[str, str]:
        """Return the files of a whole bot with this example in it."""
        bot = _over(_world(), _filled(self.bot, self.value))
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in bot.items()]  # is YAML
        return {**world_files(), "bot.yaml": "".join(lines)}


@dataclass(frozen=True, slots=True)
class Context:
    """Where a part or form of the schema stands, and what its objects need beside one key."""

    at: str
    title: str
    bot: Plain
    beside: Mapping[str, Plain] = field(default_factory=dict)
    keys: Mapping[str, Plain] = field(default_factory=dict)
    text: str = ""
    group: str = ""

    def whole(self, example: Plain) -> Sample:
        """Return an example of the whole part or form."""
        return Sample(example, self.bot)

    def of_key(self, key: str, example: Plain, number: int = 0) -> Sample:
        """Return the `number`th example of a key, among what an object needs beside it."""
        sample = self.without(key, number)
        assert isinstance(sample.value, dict)
        return Sample({**sample.value, key: example}, sample.bot)

    def without(self, key: str, number: int = 0) -> Sample:
        """Return the object that a key's example stands in, as it is without that key."""
        special = self.keys.get(key, {})
        if isinstance(special, list):
            special = special[number]
        assert isinstance(special, dict)
        beside = special.get("with", dict(self.beside))
        assert isinstance(beside, dict)
        return Sample(
            {name: one for name, one in beside.items() if name != key}, special.get("bot", self.bot)
        )


@cache
def contexts() -> Mapping[str, Context]:
    """Return all contexts by JSON pointer, in the order of the reference."""
    found = {}
    group = ""
    entries = read(_FOLDER / "contexts.yaml")
    assert isinstance(entries, list)
    for entry in entries:
        assert isinstance(entry, dict)
        at, beside, keys = str(entry["at"]), entry.get("with", {}), entry.get("keys", {})
        assert isinstance(beside, dict)
        assert isinstance(keys, dict)
        title = str(entry.get("title", at.rpartition("/")[2]))
        text, group = str(entry.get("text", "")), str(entry.get("group", group))
        found[at] = Context(at, title, entry["bot"], beside, keys, text, group)
    return found


def world_files() -> dict[str, str]:
    """Return the files of the bot that examples are put into, without any."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(_WORLD.iterdir())}


@cache
def _world() -> Mapping[str, Plain]:
    world = read(_WORLD / "bot.yaml")
    assert isinstance(world, dict)
    return world


def _filled(place: Plain, value: Plain) -> Plain:
    if place == HERE:
        return value
    if isinstance(place, list):
        return [_filled(one, value) for one in place]
    if isinstance(place, dict):
        return {str(value) if key == HERE else key: _filled(one, value) for key, one in place.items()}
    return place


def _over(world: Mapping[str, Plain], bot: Plain) -> dict[str, Plain]:
    """Return the world with the bot's things over it: named ones by name, all else by top-level key."""
    assert isinstance(bot, dict)
    whole: dict[str, Plain] = dict(world)
    for key, value in bot.items():
        named = whole.get(key)
        both = key in _NAMED and isinstance(value, dict) and isinstance(named, dict)
        whole[key] = {**named, **value} if both else value  # type: ignore[dict-item] # both are mappings
    return whole
