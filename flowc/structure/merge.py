"""Joins the documents of a bot by their top-level keys; the order of files never changes what a bot does.

Only what stands between files is checked here; whether a value fits its key is `shape`'s.
"""

from __future__ import annotations

from collections.abc import Sequence

from flowc.diagnostics.sink import Sink
from flowc.source.nodes import Document, Entry, Mapping, Node, Scalar
from flowc.source.nodes import Sequence as Items
from flowc.source.span import Span
from flowc.structure.complaints import first_line, kind_of, stray_top_key
from flowc.structure.file_problems import (
    BlockInTwoFiles,
    BotKeyElsewhere,
    DeclaredTwice,
    EmptyBotFile,
    FileWithoutKeys,
)
from flowc.structure.schema import top_level_keys
from flowc.structure.value_problems import WrongKind

BOT_FILE = "bot.yaml"
SECTIONS = ("slots", "intents", "faq", "commands", "messages", "flows", "actions", "hours", "divisions")
BLOCKS = ("understanding", "escalation", "routing", "handover")
LISTS = ("tests",)
_ANYWHERE = frozenset((*SECTIONS, *BLOCKS, *LISTS))


def merge_documents(documents: Sequence[Document], sink: Sink) -> Mapping:
    """Return one mapping of everything, without the keys that nobody knows."""
    known = frozenset(top_level_keys())
    merged: dict[str, list[Entry]] = {}
    root = Mapping(Span(BOT_FILE), ())
    for document in documents:
        is_bot = document.path == BOT_FILE
        match document.root:
            case Mapping() as mapping:
                root = mapping if is_bot else root
            case None:
                if is_bot and not document.broken:
                    sink.add(EmptyBotFile(Span(document.path)))
                continue
            case node:
                sink.add(FileWithoutKeys(first_line(node)))
                continue
        for entry in mapping.entries:
            key = entry.key.text
            if key not in known and sink.left_out:
                sink.left_out += 1  # the sink is full
            elif key not in known:
                sink.add(stray_top_key(entry))
            elif not is_bot and key not in _ANYWHERE:
                sink.add(BotKeyElsewhere(entry.key.span, key))
            elif not (is_nothing(entry.value) and key in _ANYWHERE):  # a section with comments only
                merged.setdefault(key, []).append(entry)
    return Mapping(root.span, tuple(_join(key, found, sink) for key, found in merged.items()))


def _join(key: str, found: list[Entry], sink: Sink) -> Entry:
    first, *more = found
    if not more:
        return first
    if key in BLOCKS:
        for entry in more:
            sink.add(BlockInTwoFiles(entry.key.span, key, first.key.span))
        return first
    for entry in found:
        if key in LISTS and not isinstance(entry.value, Items):
            sink.add(WrongKind(first_line(entry.value), key, ("array",), kind_of(entry.value)))
        elif key in SECTIONS and not isinstance(entry.value, Mapping):
            sink.add(WrongKind(first_line(entry.value), key, ("object",), kind_of(entry.value)))
    if key in LISTS:
        items = tuple(item for entry in found if isinstance(entry.value, Items) for item in entry.value.items)
        return Entry(first.key, Items(first.value.span, items))
    return Entry(first.key, Mapping(first.value.span, _things(key, found, sink)))


def _things(section: str, found: list[Entry], sink: Sink) -> tuple[Entry, ...]:
    """All things of a section; a message may come from several files, each with other languages."""
    things: dict[str, Entry] = {}
    for part in found:
        for thing in part.value.entries if isinstance(part.value, Mapping) else ():
            name = thing.key.text
            first = things.setdefault(name, thing)
            if first is thing:
                continue
            one, other = first.value, thing.value
            if section == "messages" and isinstance(one, Mapping) and isinstance(other, Mapping):
                things[name] = Entry(first.key, _one_message(one, other, name, sink))
            else:
                sink.add(DeclaredTwice(thing.key.span, section, name, first.key.span))
    return tuple(things.values())


def _one_message(one: Mapping, other: Mapping, name: str, sink: Sink) -> Mapping:
    known = {entry.key.text: entry for entry in one.entries}
    added = []
    for entry in other.entries:
        if (first := known.get(entry.key.text)) is not None:
            sink.add(DeclaredTwice(entry.key.span, f"messages.{name}", entry.key.text, first.key.span))
        else:
            added.append(entry)
    return Mapping(one.span, (*one.entries, *added))


def is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and not node.text
