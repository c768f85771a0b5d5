"""Finding a bot's tests in its files, with the place of every line."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as TextMapping
from pathlib import Path

from flowc.bottest.model import BotTest, Item, Plain
from flowc.diagnostics.sink import Sink
from flowc.project import read_project
from flowc.source.nodes import Mapping, Node, Scalar, Sequence
from flowc.source.scalars import is_null
from flowc.source.yaml_tree import read_yaml


def read_tests(folder: Path, texts: TextMapping[str, str] | None = None) -> tuple[BotTest, ...]:
    """Return all tests of a bot, files in path order. Their shape was checked when the bot was compiled.

    `texts` are read in place of the files of the same paths.
    """
    sink = Sink()  # the compiler has told everything already
    found: list[BotTest] = []
    for file in sorted(read_project(folder, sink).with_texts(texts or {}).files, key=lambda one: one.path):
        root = read_yaml(file.path, file.text, sink).root
        if isinstance(root, Mapping):
            for entry in root.entries:
                if entry.key.text == "tests" and isinstance(entry.value, Sequence):
                    found.extend(_tests(entry.value, folder))
    return tuple(found)


def _tests(sequence: Sequence, folder: Path) -> Iterator[BotTest]:
    for node in sequence.items:
        if not isinstance(node, Mapping):
            continue
        parts = {entry.key.text: entry.value for entry in node.entries}
        given = plain(parts["given"]) if "given" in parts else {}
        chat = parts.get("chat")
        name = parts.get("name")
        yield BotTest(
            name.text if isinstance(name, Scalar) else "",
            name.span if name is not None else node.span,
            given if isinstance(given, dict) else {},
            tuple(_items(chat)) if isinstance(chat, Sequence) else (),
            folder,
        )


def _items(chat: Sequence) -> Iterator[Item]:
    for node in chat.items:
        if isinstance(node, Mapping):
            for entry in node.entries:
                yield Item(entry.key.text, plain(entry.value), entry.span, entry.value)


def plain(node: Node) -> Plain:
    """Return a node's value without places."""
    match node:
        case Scalar():
            return None if is_null(node) else node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {entry.key.text: plain(entry.value) for entry in node.entries}
