"""What a stray key was meant to be, so that what stands below it is checked too and nothing follows from it.

A guess never becomes a bot: the key has been told as an error. It only decides what else is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from flowc.diagnostics.similar import similar_names
from flowc.source.nodes import Entry, Node, Scalar, Sequence
from flowc.source.nodes import Mapping as MappingNode
from flowc.structure.complaints import Complaint, known_keys
from flowc.structure.translated import translated_key


def meant_key(written: str, known: Collection[str]) -> str:
    """Return the key of which `written` is a translation, or the only one like it; else an empty text."""
    if translated := translated_key(written, known):
        return translated
    similar = similar_names(written, known)
    return similar[0] if len(similar) == 1 else ""


def meant_keys(complaints: Collection[Complaint]) -> Mapping[int, str]:
    """Return the identity of each stray key of which it is clear what was meant, with that key."""
    meant: dict[int, str] = {}
    taken: set[tuple[int, str]] = set()
    for one in complaints:
        for key, mapping, known in _strays(one):
            free = [word for word in known if not any(word == entry.key.text for entry in mapping.entries)]
            word = meant_key(key.text, free)
            if word and (id(mapping), word) not in taken:
                taken.add((id(mapping), word))
                meant[id(key)] = word
    return meant


def _strays(complaint: Complaint) -> list[tuple[Scalar, MappingNode, Collection[str]]]:
    node = complaint.node
    if complaint.keyword == "additionalProperties" and isinstance(complaint.above, MappingNode):
        return [(node, complaint.above, known_keys(complaint.schema))] if isinstance(node, Scalar) else []
    if complaint.keyword == "choice" and isinstance(node, MappingNode):
        keywords, options = complaint.value
        if not any(entry.key.text in keywords for entry in node.entries):
            return [(one.key, node, keywords) for one in node.entries if one.key.text not in options][:1]
    return []


def renamed(node: Node, meant: Mapping[int, str]) -> Node:
    """Return the tree with other keys; what has none to rename stays the same object."""
    match node:
        case MappingNode():
            entries = tuple(
                Entry(rename(entry.key, meant.get(id(entry.key), "")), renamed(entry.value, meant))
                for entry in node.entries
            )
            if all(
                one.key is other.key and one.value is other.value
                for one, other in zip(entries, node.entries, strict=True)
            ):
                return node
            return replace(node, entries=entries)
        case Sequence():
            items = tuple(renamed(item, meant) for item in node.items)
            if all(one is other for one, other in zip(items, node.items, strict=True)):
                return node
            return replace(node, items=items)
    return node


def rename(key: Scalar, word: str) -> Scalar:
    return replace(key, text=word) if word else key


def beside_their_name(root: MappingNode) -> Iterator[Scalar]:
    """Yield the keys of languages that stand beside the name of an empty message instead of below it."""
    sections = {entry.key.text: entry.value for entry in root.entries}
    locales, messages = sections.get("locales"), sections.get("messages")
    known = {item.text for item in getattr(locales, "items", ()) if isinstance(item, Scalar)}
    empty = False
    for message in messages.entries if isinstance(messages, MappingNode) else ():
        value = message.value
        if isinstance(value, Scalar) and value.plain and not value.text:
            empty = True
        elif empty and message.key.text in known:
            yield message.key
        else:
            empty = False
