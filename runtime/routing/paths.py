"""Which dotted names an expression reads: for evidence, and to know which inputs a table waits for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from runtime.artifact.model import DecisionTable
from runtime.artifact.tree import Expr, Name, Path


def paths_of(part: Expr | DecisionTable) -> tuple[tuple[str, ...], ...]:
    """Return the dotted names that stand in an expression, or anywhere in a table, once, in their order."""
    return tuple(dict.fromkeys(_walk(part)))


def _walk(node: object) -> Iterator[tuple[str, ...]]:
    path = _dotted(node)
    if path is not None:
        yield path
        return
    if isinstance(node, tuple):
        for item in node:
            yield from _walk(item)
    elif dataclasses.is_dataclass(node) and not isinstance(node, type):
        for field in dataclasses.fields(node):
            yield from _walk(getattr(node, field.name))


def _dotted(node: object) -> tuple[str, ...] | None:
    if isinstance(node, Name):
        return (node.name,)
    if isinstance(node, Path):
        before = _dotted(node.of)
        return (*before, node.name) if before is not None else None
    return None
