"""Which keys the compiler asks a mapping for while it builds the tree: what `Fields` is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from flowc.bottest.model import Plain
from flowc.bottest.read import plain
from flowc.diagnostics.sink import Sink
from flowc.source.nodes import Node, Scalar
from flowc.structure.build import read_bot
from flowc.structure.build_values import Fields
from flowc.structure.tree import Bot
from tests.ui.bots import write_bot
from tools.language.contexts import Sample


@dataclass(slots=True)
class Recorded:
    """`asked` pairs each mapping that was opened, without places, with the keys it was asked for."""

    asked: list[tuple[Plain, set[str]]] = field(default_factory=list)

    def of(self, value: object) -> set[str]:
        """Return the keys that mappings like this value were asked for."""
        wanted = _as_text(value)
        return {key for found, keys in self.asked if found == wanted for key in keys}

    def of_whole(self) -> set[str]:
        """Return the keys that the bot itself was asked for."""
        return {
            key
            for found, keys in self.asked
            if isinstance(found, dict) and "edition" in found
            for key in keys
        }


@contextmanager
def recording(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorded]:
    """Record what is asked of `Fields` meanwhile. Asking whether a key is there counts as asking."""
    recorded = Recorded()
    asked_of: dict[int, set[str]] = {}

    def opened(self: Fields, node: Node) -> None:
        init(self, node)
        keys: set[str] = set()
        recorded.asked.append((plain(node), keys))
        asked_of[id(self)] = keys
        kept.append(self)

    def get(self: Fields, key: str) -> Node | None:
        asked_of[id(self)].add(key)
        return original_get(self, key)

    def item(self: Fields, key: str) -> Node:
        asked_of[id(self)].add(key)
        return original_item(self, key)

    def has(self: Fields, key: str) -> bool:
        asked_of[id(self)].add(key)
        return original_has(self, key)

    def key_of(self: Fields, key: str) -> Scalar:
        asked_of[id(self)].add(key)
        return original_key(self, key)

    kept: list[Fields] = []  # so that no identity is used twice
    init, original_get, original_item = Fields.__init__, Fields.get, Fields.__getitem__
    original_has, original_key = Fields.__contains__, Fields.key
    with monkeypatch.context() as patch:
        patch.setattr(Fields, "__init__", opened)
        patch.setattr(Fields, "get", get)
        patch.setattr(Fields, "__getitem__", item)
        patch.setattr(Fields, "__contains__", has)
        patch.setattr(Fields, "key", key_of)
        yield recorded


def built(sample: Sample, folder: Path) -> Bot:
    """Build the tree of a sample's bot; a sample that cannot be built is a failure of the test."""
    folder.mkdir(parents=True, exist_ok=True)
    bot = read_bot(write_bot(folder, sample.files()), Sink())
    assert bot is not None
    return bot


def _as_text(value: object) -> Plain:
    """Return a value as nodes without places show it: every scalar is text."""
    if isinstance(value, Mapping):
        return {str(key): _as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_text(one) for one in value]
    if value is None or isinstance(value, bool):
        return None if value is None else str(value).lower()
    return str(value)
