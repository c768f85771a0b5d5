"""What fits is never complained about, and what does not always is: one schema, read in two ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.diagnostics.sink import Sink
from flowc.source.nodes import Entry, Mapping, Node, Scalar, Sequence
from flowc.source.span import Span
from flowc.source.yaml_tree import read_yaml
from flowc.structure.complaints import Complaint
from flowc.structure.fits import fit_of, fits, fitting_things
from flowc.structure.merge import merge_documents
from flowc.structure.schema import bot_schema
from flowc.structure.shape import complaints_about
from tests.flowc.structure.bots import WARUNG_KOPI

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "toko-sejahtera"


def merged(*files: tuple[str, str]) -> Mapping:
    sink = Sink()
    root = merge_documents([read_yaml(path, text, sink) for path, text in files], sink)
    assert not sink.has_errors
    return root


BOTS = (
    merged(("bot.yaml", WARUNG_KOPI)),
    merged(*((str(one.relative_to(EXAMPLE)), one.read_text("utf-8")) for one in EXAMPLE.rglob("*.yaml"))),
)


def everything(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Mapping(entries=entries):
            for entry in entries:
                yield entry.key
                yield from everything(entry.value)
        case Sequence(items=items):
            for item in items:
                yield from everything(item)


ODD = (
    "",
    "null",
    "true",
    "0",
    "-1",
    "1000000",
    "9" * 20,
    "a b",
    "a\nb",
    "on",
    "=x",
    "08:00-17:00",
    "P1D",
    "x" * 1100,
)
PARTS: tuple[Node, ...] = (
    *(part for bot in BOTS for part in everything(bot)),
    *(Scalar(Span("bot.yaml"), text, style, Span("bot.yaml")) for text in ODD for style in ("", '"')),
    *(Mapping(Span("bot.yaml"), ()), Sequence(Span("bot.yaml"), ())),
)
KEYS = sorted({part.text for part in PARTS if isinstance(part, Scalar) and len(part.text) < 40})


def damaged(node: Node, path: list[int], part: Node, key: str | None) -> Node:
    """`node` with something in it exchanged, where `path` leads to: a value, or the name of a key."""
    match node:
        case Mapping(span, entries, flow) if entries and path:
            at = path[0] % len(entries)
            entry = entries[at]
            if key is not None and len(path) == 1:
                if any(one.key.text == key for one in entries):
                    return Mapping(span, entries[:at] + entries[at + 1 :], flow)
                changed = Entry(Scalar(entry.key.span, key, "", entry.key.span), entry.value)
            else:
                changed = Entry(entry.key, damaged(entry.value, path[1:], part, key))
            return Mapping(span, (*entries[:at], changed, *entries[at + 1 :]), flow)
        case Sequence(span, items, flow) if items and path:
            at = path[0] % len(items)
            return Sequence(
                span, (*items[:at], damaged(items[at], path[1:], part, key), *items[at + 1 :]), flow
            )
    return part


def facts(complaints: Iterable[Complaint]) -> list[tuple[object, ...]]:
    return [
        (one.keyword, id(one.node), repr(one.value), id(one.where), id(one.entry), id(one.above))
        for one in complaints
    ]


PATHS = st.lists(st.integers(0, 40), min_size=1, max_size=9)
DAMAGES = st.tuples(PATHS, st.integers(0, len(PARTS) - 1), st.none() | st.sampled_from(KEYS))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(BOTS) - 1), st.lists(DAMAGES, min_size=1, max_size=2))
def test_it_fits_where_nothing_is_complained_about(
    bot: int, damages: list[tuple[list[int], int, str | None]]
) -> None:
    root: Node = BOTS[bot]
    for path, part, key in damages:
        root = damaged(root, path, deepcopy(PARTS[part]), key)
    assert isinstance(root, Mapping)
    complaints = facts(complaints_about(root))
    assert fits(root) == (complaints == [])
    assert facts(complaints_about(root, fitting_things(root))) == complaints


def test_whole_bots_fit() -> None:
    assert [fits(bot) for bot in BOTS] == [True, True]


EXAMPLES = [
    pytest.param(name, example, id=f"{name} {number}")
    for name, schema in bot_schema()["$defs"].items()
    for number, example in enumerate(schema["examples"])
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_the_examples_of_a_definition_fit_it(name: str, example: object) -> None:
    """A keyword that is not understood would send everything of its definition the slow way."""
    text = yaml.safe_dump({"example": example}, allow_unicode=True)
    root = read_yaml("bot.yaml", text, Sink()).root
    assert isinstance(root, Mapping)
    node = root.entries[0].value
    assert fit_of(bot_schema()["$defs"][name])[type(node)](node)
