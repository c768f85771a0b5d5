"""Foreign JSON, read without trust: what has another shape than expected is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from runtime.artifact.records import Json


def mapping(data: Json, key: str) -> Mapping[str, Json]:
    """Return the object at a key; empty where there is none."""
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def objects(data: Json, key: str) -> Sequence[Mapping[str, Json]]:
    """Return the objects in the list at a key."""
    found = data.get(key) if isinstance(data, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def text(data: Json, key: str) -> str | None:
    """Return the text at a key; None where there is none or an empty one."""
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, str) and found else None


def number(data: Json, key: str) -> float | None:
    """Return the number at a key; None where there is none."""
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None
