"""Joins the documents of a bot by their top-level keys; the order of files never changes what a bot does.

Only what stands between files is checked here; whether a value fits its key is `shape`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

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
from flowc.structure.key_problems import MisplacedKey
from flowc.structure.meant import meant_key, rename
from flowc.structure.schema import branches, things_of, top_level_keys
from flowc.structure.value_problems import WrongKind

BOT_FILE = "bot.yaml"
SECTIONS = (
    "slots",
    "intents",
    "faq",
    "commands",
    "messages",
    "flows",
    "actions",
    "hours",
    "divisions",
    "shortcuts",
    "tables",
)
BLOCKS = ("understanding", "escalation", "routing", "handover", "migrate")
LISTS = ("tests",)
LOCALE_LETTERS = 3  # `id`, `en`, `jav`: what is longer below a message is no language
_ANYWHERE = frozenset((*SECTIONS, *BLOCKS, *LISTS))


def merge_documents(documents: Sequence[Document], sink: Sink) -> Mapping:
    """Return one mapping of everything, without the keys that nobody knows."""
    known = frozenset(top_level_keys())
    merged: dict[str, list[Entry]] = {}
    guessed: list[Entry] = []  # keys that are told, each as what it was meant to be
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
                if meant := meant_key(key, known):
                    guessed.append(Entry(rename(entry.key, meant), entry.value))
            elif not is_bot and key not in _ANYWHERE:
                sink.add(BotKeyElsewhere(entry.key.span, key))
                guessed.append(entry)
            elif not (is_nothing(entry.value) and key in _ANYWHERE):  # a section with comments only
                merged.setdefault(key, []).append(entry)
    for entry in guessed:
        if entry.key.text in SECTIONS or entry.key.text not in merged:
            merged.setdefault(entry.key.text, []).append(entry)
    for key in [key for key in merged if key in SECTIONS]:
        merged[key] = [_without_sections(entry, merged, sink) for entry in merged[key]]
    return Mapping(root.span, tuple(_join(key, found, sink) for key, found in merged.items()))


def _without_sections(section: Entry, merged: dict[str, list[Entry]], sink: Sink) -> Entry:
    """Move what stands in a section but is a section itself, only indented too far, to the top."""
    if not isinstance(section.value, Mapping):
        return section
    inside = [thing for thing in section.value.entries if _is_section(thing, section.key.text)]
    if not inside:
        return section
    for thing in inside:
        sink.add(MisplacedKey(thing.key.span, thing.key.text, "", ()))
        merged.setdefault(thing.key.text, []).append(thing)
    kept = tuple(thing for thing in section.value.entries if thing not in inside)
    return Entry(section.key, replace(section.value, entries=kept))


def _is_section(thing: Entry, section: str) -> bool:
    """Whether a thing has the name of a section, things below it, and no key of its own kind."""
    if thing.key.text not in SECTIONS or not isinstance(thing.value, Mapping) or not thing.value.entries:
        return False
    own = {key for one in branches(things_of(section)) for key in one.get("properties", ())}
    return all(
        isinstance(below.value, Mapping)
        and below.key.text not in own
        and len(below.key.text) > LOCALE_LETTERS
        for below in thing.value.entries
    )


def _join(key: str, found: list[Entry], sink: Sink) -> Entry:
    first, *more = found
    if not more and key not in SECTIONS:
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
        for thing in part.value.entries if isinstance(part.value, Mapping) else _named_in_list(part.value):
            name = thing.key.text
            first = things.setdefault(name, thing)
            if first is thing:
                continue
            one, other = first.value, thing.value
            if section == "messages" and isinstance(one, Mapping) and isinstance(other, Mapping):
                things[name] = Entry(first.key, _one_message(one, other, name, sink))
            elif not is_cut(one) and not is_cut(other):
                sink.add(DeclaredTwice(thing.key.span, section, name, first.key.span))
    return tuple(things.values())


def _named_in_list(node: Node) -> Iterator[Entry]:
    """The names of a section that is written as a list: they stay declared, without what they are."""
    for item in node.items if isinstance(node, Items) else ():
        keys = [entry.key for entry in item.entries] if isinstance(item, Mapping) else [item]
        for key in keys:
            if isinstance(key, Scalar):
                yield Entry(key, replace(key, text="", style="-"))


def _one_message(one: Mapping, other: Mapping, name: str, sink: Sink) -> Mapping:
    known = {entry.key.text: entry for entry in one.entries}
    added = []
    for entry in other.entries:
        if (first := known.get(entry.key.text)) is not None:
            sink.add(DeclaredTwice(entry.key.span, f"messages.{name}", entry.key.text, first.key.span))
        else:
            added.append(entry)
    return Mapping(one.span, (*one.entries, *added))


def is_cut(node: Node) -> bool:
    """Whether a value could not be read, which is told already."""
    return isinstance(node, Scalar) and node.style == "-"


def is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and not node.text
