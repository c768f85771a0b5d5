"""Whatever a bot's files hold, the first two stages say something and never raise."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flowc.project import SourceFile, decode
from flowc.source.span import Span
from tests.flowc.structure.bots import SMALLEST, WARUNG_KOPI, build, build_files

LINES = WARUNG_KOPI.split("\n")
PIECES = st.sampled_from(
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        "- ",
        "\t",
        "\n",
        "  ",
        "'",
        '"',
        "&a ",
        "*a ",
        "!x ",
        "<<: ",
        "|",
        ">",
        "#",
        "---\n",
        "? ",
        "\ufeff",
        "😀",
        "\x00",
        "\x85",
        "\u2028",
        "{{ a }}",
        "%",
        "@",
        "`",
        ",",
        "null",
        "true",
        "0",
        "\\",
        "=",
        "..",
        "type",
        "steps",
        "say",
        "\ud7ff",
        "\U0010ffff",
        "-0.5",
        "1e9",
        "9" * 40,
    ]
)


def check(text: str) -> None:
    bot, problems = build(text)
    assert bot is not None or problems
    for problem in problems:
        inside(problem.span, text)
        report = problem.report()
        assert 0 < len(report.message.en) <= 100
        assert 0 < len(report.message.id) <= 100
        for label in (report.primary, *report.secondary):
            inside(label.span, text)


def inside(span: Span, text: str) -> None:
    lines = text.replace("\r\n", "\n").split("\n")
    assert 0 <= span.line <= span.end_line < len(lines) + 1
    assert span.column >= 0
    assert (span.line, span.column) <= (span.end_line, span.end_column)
    if span.line < len(lines):
        assert span.column <= len(lines[span.line])


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_mutated_bot_never_breaks_the_stages(data: st.DataObject) -> None:
    text = WARUNG_KOPI
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        until = min(len(text), at + data.draw(st.integers(0, 12)))
        text = text[:at] + data.draw(PIECES) + text[until:]
    check(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, len(LINES) - 1), min_size=1, max_size=4), st.booleans(), st.integers(-4, 4))
@example([30], False, 1)  # what stands below a line that was cut has no tag of ours
@example([35], False, 4)
def test_lines_out_of_place_never_break_the_stages(numbers: list[int], twice: bool, shift: int) -> None:
    lines = list(LINES)
    for number in numbers:
        line = lines[number % len(lines)]
        moved = " " * max(0, len(line) - len(line.lstrip()) + shift) + line.lstrip()
        lines[number % len(lines) : number % len(lines) + 1] = [line, moved] if twice else [moved]
    check("\n".join(lines))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_are_text_or_a_problem(noise: bytes, at: int) -> None:
    content = WARUNG_KOPI.encode()
    read = decode(content[:at] + noise + content[at:], "bot.yaml")
    if isinstance(read, SourceFile):
        check(read.text)
    else:
        assert read.report().message.en


KEYS = sorted({key for line in LINES if (key := line.strip(" -{").partition(":")[0]).isidentifier()})
WORDS = st.sampled_from(
    [*KEYS, "text", "choice", "closed", "continue", "none", "08:00-17:00", "1h30m", "topic | to\n- | cs"]
)
TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 99) | st.text(max_size=8) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


def grafted(tree: Any, path: list[int], branch: Any) -> Any:  # any YAML
    """`tree` with `branch` somewhere in it: at each level `path` chooses where to go down."""
    if not path or not isinstance(tree, dict | list) or not tree:
        return branch
    if isinstance(tree, list):
        at = path[0] % len(tree)
        return [*tree[:at], grafted(tree[at], path[1:], branch), *tree[at + 1 :]]
    key = list(tree)[path[0] % len(tree)]
    return tree | {key: grafted(tree[key], path[1:], branch)}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=7), TREES)
def test_a_bot_with_a_part_exchanged_never_breaks_the_stages(path: list[int], branch: Any) -> None:
    tree = yaml.safe_load(WARUNG_KOPI.replace("2026-11-23T10:00", "pagi"))
    check(yaml.safe_dump(grafted(tree, path, branch), allow_unicode=True, sort_keys=False))


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["b.yaml", "c/d.yaml", "e.csv", "f.yaml"]),
        st.sampled_from(
            [
                *SMALLEST.values(),
                "",
                "- a",
                "flows:\n",
                "messages:\n  a: {id: b}\n",
                "routing: {t: {rows: e.csv}}\n",
                'a,b\n"c\n',
            ]
        ),
        max_size=4,
    )
)
def test_any_files_together_never_break_the_stages(others: dict[str, str]) -> None:
    bot, problems = build_files({"bot.yaml": "".join(SMALLEST.values())} | others)
    assert bot is not None or problems
    assert all(problem.report().message.id for problem in problems)
