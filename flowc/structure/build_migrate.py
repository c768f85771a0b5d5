"""How conversations of earlier versions move to this one, and the tests that begin on such a version."""

from __future__ import annotations

from collections.abc import Iterator

from flowc.source.nodes import Mapping, Node
from flowc.structure.build_steps import build_optional_block
from flowc.structure.build_values import Context, Fields, build_word, entries_of, items_of
from flowc.structure.tree import EarlierTest, Migration, Word

DIVISIONS = "divisions"  # the one key of `move` that is no position


def build_migrations(node: Node | None, context: Context) -> tuple[Migration, ...]:
    return tuple(_migration(item, context) for item in items_of(node))


def _migration(node: Node, context: Context) -> Migration:
    fields = Fields(node)
    move = fields.get("move")
    return Migration(
        version=build_word(fields["from"]),
        span=node.span,
        move=tuple((old, new) for old, new in _pairs(move) if old.text != DIVISIONS),
        divisions=tuple(_pairs(Fields(move).get(DIVISIONS))) if move is not None else (),
        slots=tuple(_pairs(fields.get("slots"))),
        otherwise=build_optional_block(fields.get("otherwise"), context),
    )


def _pairs(node: Node | None) -> Iterator[tuple[Word, Word]]:
    for old, new in entries_of(node):
        if not isinstance(new, Mapping):
            yield old, build_word(new)


def build_earlier_tests(node: Node | None) -> tuple[EarlierTest, ...]:
    """Return what the tests that begin on an earlier artifact say of their beginning."""
    found = []
    for test in items_of(node):
        given = Fields(test).get("given")
        fields = Fields(given) if given is not None else None
        if fields is not None and "artifact" in fields:
            found.append(EarlierTest(build_word(fields["artifact"]), build_word(fields.get("at"))))
    return tuple(found)
