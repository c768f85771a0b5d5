"""Reads JSON the way the Cloud API does: what is missing, of the wrong kind, or not known is refused."""

from __future__ import annotations

from collections.abc import Sequence

from tests.whatsapp.stub.limits import Limit, characters
from tests.whatsapp.stub.refusals import Json, Refusal, Refused


def refuse(code: int, details: str) -> Refused:
    return Refused(Refusal(code, details))


def allow_only(mapping: Json, keys: Sequence[str], where: str) -> None:
    """Refuse keys that the API does not know."""
    for key in mapping:
        if key not in keys:
            raise refuse(100, f"unexpected key {key!r} in {where}")


def read_object(mapping: Json, key: str) -> Json:
    found = mapping.get(key)
    if found is None:
        raise refuse(131008, f"{key} is required")
    if not isinstance(found, dict):
        raise refuse(100, f"{key} must be an object")
    return found


def read_list(mapping: Json, key: str) -> list[Json]:
    found = mapping.get(key)
    if found is None:
        raise refuse(131008, f"{key} is required")
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise refuse(100, f"{key} must be a list of objects")
    return found


def read_text(mapping: Json, key: str, limit: Limit | None = None) -> str:
    """Return a text that has to be there and, given a limit, neither blank nor too long."""
    found = mapping.get(key)
    if found is None:
        raise refuse(131008, f"{key} is required")
    if not isinstance(found, str):
        raise refuse(100, f"{key} must be a text")
    if limit is not None:
        check_size(characters(found), limit)
        if not found.strip():
            raise refuse(limit.code, f"{limit.element} is blank")
    return found


def check_size(size: int, limit: Limit) -> None:
    if not limit.least <= size <= limit.most:
        raise refuse(limit.code, f"{limit.element}: {size}, allowed are {limit.least} to {limit.most}")


def check_distinct(texts: Sequence[str], what: str) -> None:
    if len(set(texts)) < len(texts):
        raise refuse(131009, f"{what} must differ from each other")
