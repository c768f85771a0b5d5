"""Nodes and places of a YAML file, and what is refused in one."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.diagnostics.sink import Sink
from flowc.source import yaml_tree
from flowc.source.nodes import Mapping, Node, Scalar, Sequence
from flowc.source.yaml_tree import read_yaml

LOADERS = pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "python"])


def root(text: str) -> Node:
    sink = Sink()
    node = read_yaml("a.yaml", text, sink).root
    assert sink.ordered() == ()
    assert node is not None
    return node


def told(text: str) -> list[str]:
    sink = Sink()
    read_yaml("a.yaml", text, sink)
    return [f"{one.code} at {one.span.line + 1}:{one.span.column + 1}" for one in sink.ordered()]


def plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {entry.key.text: plain(entry.value) for entry in node.entries}


def first_value(text: str) -> Scalar:
    node = root(text)
    assert isinstance(node, Mapping)
    value = node.entries[0].value
    assert isinstance(value, Scalar)
    return value


def test_scalars_stay_as_they_are_written() -> None:
    text = "{on: no, phone: +62812, at: 10:30, zip: 0777, day: 2026-01-01, none: , null: null}"
    assert plain(root(text)) == {
        "on": "no",
        "phone": "+62812",
        "at": "10:30",
        "zip": "0777",
        "day": "2026-01-01",
        "none": "",
        "null": "null",
    }


@LOADERS
def test_columns_count_characters_not_bytes(loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "_LOADER", loader)
    value = first_value("😀é: [a]\n".replace("[a]", "'😀' # x"))
    assert (value.span.column, value.span.end_column) == (4, 7)
    assert (value.text_span.column, value.text_span.end_column) == (5, 6)


def test_a_mapping_ends_where_its_last_value_ends() -> None:
    node = root("a:\n  b: c\n\n# comment\n\nd: e\n")
    assert isinstance(node, Mapping)
    assert (node.entries[0].value.span.end_line, node.entries[0].value.span.end_column) == (1, 6)
    assert (node.span.end_line, node.span.end_column) == (5, 4)


def test_a_literal_block_keeps_the_place_of_every_line() -> None:
    value = first_value("a: |\n    x | y\n\n      z\nb: c\n")
    assert value.text == "x | y\n\n  z\n"
    assert [(line.line, line.column, line.end_column) for line in value.lines[:3]] == [
        (1, 4, 9),
        (2, 0, 0),
        (3, 4, 7),
    ]


@pytest.mark.parametrize(
    "text", ["a: >\n  x and\n  y\n", "a: >-\n  x and\n  y\n\n", "a: x and\n  y\n", "a:\n  x and\n  y\nb: c\n"]
)
def test_folded_lines_keep_their_places(text: str) -> None:
    value = first_value(text)
    assert value.text.strip() == "x and y"
    assert value.folded == "x and\ny"
    lines = text.split("\n")
    assert [lines[one.line][one.column : one.end_column] for one in value.lines] == ["x and", "y"]


def test_escapes_shift_what_follows() -> None:
    assert first_value("a: 'it''s ''x'''").shifts == ((3, 1), (6, 1), (8, 1))
    assert first_value(r'a: "\"b\" \u00e9"').shifts == ((1, 1), (3, 1), (5, 5))


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a:\n\tb: c", ["FC010 at 2:1"]),
        ("a: |\n  x\n  \ty\n", []),
        ("a: 1\nb: 2\na: 3", ["FC011 at 3:1"]),
        ("a: &x 1\nb: *x", ["FC012 at 1:4", "FC012 at 2:4"]),
        ("a: *Halo*", ["FC012 at 1:4"]),
        ("a: !!int 3", ["FC013 at 1:4"]),
        ("<<: {a: b}", ["FC014 at 1:1"]),
        ("a: b\n---\nc: d", ["FC015 at 2:1"]),
        ("---\na: b\n...\n", []),
        ("? [a]\n: b", ["FC016 at 1:3"]),
        ("a: {{ nama }} x", ["FC016 at 1:5"]),
        ("[" * 600, ["FC017 at 1:33"]),
        ("- " * 600, ["FC017 at 1:65"]),
        (f"a: {'b' * 65_537}", ["FC018 at 1:4"]),
        ("a: [" + "b," * 100_001 + "]", ["FC019 at 1:199999"]),
        ('a: "\\q"', ["FC020 at 1:5"]),
        ("a: b: c", ["FC021 at 1:5"]),
        ("a: 'b\nc: d\n", ["FC022 at 1:4"]),
        ("a: {b: c\nd: e\n", ["FC023 at 1:4"]),
        ("a: [b, c", ["FC023 at 1:4"]),
        ('{when: x in ("a", "b"), handover: auto}', ["FC024 at 1:22"]),
        ("a: @b", ["FC025 at 1:4"]),
        ("a: `b`", ["FC025 at 1:4"]),
        ('a: "b" c', ["FC026 at 1:8"]),
        ("a: b\nc\n", ["FC027 at 2:1"]),
        ("a:\n  - b\n c: d", ["FC028 at 3:2"]),
        ("a: b\n  c: d", ["FC028 at 2:3"]),
        ('a: "\\0"', ["FC008 at 1:4"]),
        ("a: b\x07", ["FC008 at 1:5"]),
        ("a: b\u2028c", ["FC008 at 1:5"]),
        ("a: '\ufeff'", ["FC008 at 1:5"]),
        ("", []),
        ("# nothing yet\n", []),
    ],
    ids=lambda value: repr(value)[:40] if isinstance(value, str) else None,
)
def test_what_is_refused_and_where(text: str, problems: list[str]) -> None:
    assert told(text) == problems


@pytest.mark.parametrize("escape", [r"\ud800", r"\UFFFFFFFF", r"\U00110000"])
@LOADERS
def test_escapes_of_no_character_are_told(escape: str, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "_LOADER", loader)
    assert len(told(f'a: "{escape}"')) == 1


@settings(max_examples=300)
@given(st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#, \n\t\\0x", max_size=60))
def test_both_scanners_agree_on_what_is_a_file(text: str) -> None:
    """Wheels of PyYAML have libyaml, other installs may not: a bot must not compile on one machine only."""
    results = []
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml_tree, "_LOADER", loader)
            sink = Sink()
            document = read_yaml("a.yaml", text, sink)
        assert document.broken <= bool(sink.ordered())
        results.append(plain(document.root) if document.root is not None and not sink.ordered() else None)
    if None not in results:
        assert results[0] == results[1]
