"""Which complaints have a cause of their own: the others follow from these, and are not told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flowc.diagnostics.similar import similar_names
from flowc.source.nodes import Mapping, Scalar
from flowc.source.span import Span
from flowc.structure.complaints import Complaint, known_keys
from flowc.structure.schema import branches
from flowc.structure.translated import translated_key


def one_cause(complaints: Sequence[Complaint]) -> list[Complaint]:
    """Leave out a missing key that stands there misspelled or translated, or where no key is right; too many
    keys, where some are not known at all; and what stands beside a key without value and belongs below it.
    """
    strays: dict[int, list[str]] = {}
    for one in complaints:
        if one.keyword == "additionalProperties" and one.above is not None:
            strays.setdefault(id(one.above), []).append(_key(one))
    told = [one for one in complaints if one.keyword != "required" or not _follows(one, strays)]
    told = [one for one in told if one.keyword != "maxProperties" or not _enough_without(one, strays)]
    for number, empty in enumerate(told):
        if is_empty(empty) and empty.where is not None:
            beside = [one for one in told if _belongs_below(one, empty)]
            told[number] = replace(empty, below=min(map(_key_place, beside))) if beside else empty
    return [one for one in told if not any(_belongs_below(one, empty) for empty in told if is_empty(empty))]


def is_empty(complaint: Complaint) -> bool:
    """Whether a key has nothing after it."""
    node, entry = complaint.node, complaint.entry
    is_value = entry is not None and entry.value is node
    return is_value and isinstance(node, Scalar) and node.plain and not node.text


def _belongs_below(complaint: Complaint, empty: Complaint) -> bool:
    """Whether a complaint is about a key beside the empty one, in its column, that would fit below it."""
    if complaint is empty or empty.where is None or complaint.above is not empty.above:
        return False
    place, key = _key_place(complaint), empty.where.span
    beside = place.file == key.file and place.line > key.line and place.column == key.column
    if not beside or (complaint.entry is None):
        return False
    if complaint.keyword == "additionalProperties":
        return complaint.entry.key is complaint.node
    known = {known for one in branches(empty.schema) for known in known_keys(one)}
    return complaint.entry.key.text in known


def _key_place(complaint: Complaint) -> Span:
    return complaint.entry.key.span if complaint.entry is not None else complaint.node.span


def _follows(missing: Complaint, strays: dict[int, list[str]]) -> bool:
    found = strays.get(id(missing.node), [])
    entries = missing.node.entries if isinstance(missing.node, Mapping) else ()
    all_wrong = bool(entries) and len(found) == len(entries)
    return all_wrong or any(_meant(key.partition(":")[0], str(missing.value)) for key in found)


def _enough_without(too_many: Complaint, strays: dict[int, list[str]]) -> bool:
    entries = too_many.node.entries if isinstance(too_many.node, Mapping) else ()
    return len(entries) - len(strays.get(id(too_many.node), [])) <= int(str(too_many.value))


def _meant(written: str, key: str) -> bool:
    return written == key or bool(translated_key(written, (key,)) or similar_names(written, (key,)))


def _key(complaint: Complaint) -> str:
    return complaint.node.text if isinstance(complaint.node, Scalar) else ""
