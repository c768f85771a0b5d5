"""An ordinary file is read as the careful reader would, which has nothing to say about it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.diagnostics.sink import Sink
from flowc.source.nodes import Node
from flowc.source.ordinary import read_ordinary
from flowc.source.places import FilePlaces
from flowc.source.yaml_tree import read_carefully

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted(file for folder in ("examples", "flows", "tests") for file in (ROOT / folder).rglob("*.yaml"))
# Both of PyYAML's readers; the fast one is missing where PyYAML was built without libyaml.
LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]


def ordinary(text: str, loader: type[object] = LOADERS[-1]) -> Node | None:
    return read_ordinary(FilePlaces("a.yaml", text), loader)


def carefully(text: str) -> tuple[Node | None, list[str]]:
    sink = Sink()
    document = read_carefully(FilePlaces("a.yaml", text), sink)
    return document.root, [problem.code for problem in sink.ordered()]


@pytest.mark.parametrize("loader", LOADERS)
def test_every_file_of_the_repository_is_read_as_the_careful_reader_does(loader: type[object]) -> None:
    read = 0
    for file in FILES:
        text = file.read_text("utf-8", errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")
        root = ordinary(text, loader)
        if root is not None:
            read += 1
            assert (file, (root, [])) == (file, carefully(text))
    assert read > len(FILES) // 2


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1",
        "a: *x",
        "a: !!str 1",
        "a: [!x]",
        "a: &x {}",
        "{a: 1, a: 2}",
        "<<: {}",
        "? [a]\n: b",
        "{[a]: b}",
        "a: 1\n---\nb: 2",
        "a: {b",
        "a: b: c",
        "\ta: b",
        "a: b\tc",
        "a: \u00a0b",
        'a: "\\0"',
        "- " * 40 + "a",
        "a: " + "x" * (65 << 10),
        "a: '" + "x" * (65 << 10) + "'",
        "",
    ],
    ids=repr,
)
def test_what_is_rare_or_wrong_is_left_to_the_careful_reader(text: str) -> None:
    assert ordinary(text) is None


PIECES = st.sampled_from(
    [
        *(
            "a",
            "b",
            "c: ",
            ": ",
            "- ",
            "{",
            "}",
            "[",
            "]",
            ", ",
            "\n",
            "\n  ",
            "\n    ",
            " ",
            "'",
            '"',
            "|\n",
            ">\n",
        ),
        *(
            "&a ",
            "*a",
            "!x ",
            "<<: ",
            "? ",
            "#",
            "---\n",
            "...\n",
            "\t",
            "\\n",
            "\\x41",
            "\u00a0",
            "é",
            "🙂",
            "%",
            "@",
        ),
        *(
            "a: b\n",
            "b:\n  - c\n",
            "d: {e: f}\n",
            "g: >\n  h\n\n  i\n",
            "j: 'k\n  l'\n",
            'm: "n\\\n  o"\n',
            "''",
        ),
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_is_read_the_same_or_not_at_all(text: str) -> None:
    root = ordinary(text)
    if root is not None:
        assert (root, []) == carefully(text)
