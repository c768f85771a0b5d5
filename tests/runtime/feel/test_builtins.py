"""Every built-in says what it does, and does it."""

from __future__ import annotations

import pytest

from runtime.feel.builtins import BUILTINS
from runtime.feel.compare import equal
from tests.runtime.feel.running import run

EXAMPLES = [(text, meaning) for builtin in BUILTINS.values() for text, meaning in builtin.examples]


@pytest.mark.parametrize(("text", "meaning"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_an_example_means_what_it_says(text: str, meaning: str) -> None:
    expected, actual = run(meaning), run(text)
    assert equal(expected, actual) is True, f"{expected!r} == {actual!r}"


def test_every_builtin_has_an_example() -> None:
    assert [name for name, builtin in BUILTINS.items() if not builtin.examples] == []


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("string length()", "null"),
        ('string length("a", "b")', "null"),
        ("string length(1)", "null"),
        ('string length(string: "abc")', "3"),
        ('substring(start position: 2, string: "abc")', '"bc"'),
        ('substring(begin: 2, string: "abc")', "null"),
        ('count("one value is a list of one")', "1"),
        ('upper case(["a"])', '"A"'),
        ('matches("a", "(?=a)")', "null"),
        ('matches("aa", "(a)\\1")', "null"),
        ("max(1, true)", "null"),
        ("sum([])", "null"),
        ("list replace([1, 2, 3], function(item, newItem) item > 1, 9)", "[1, 9, 9]"),
        ("sort([1, 3, 2], function(x, y) x > y)", "[3, 2, 1]"),
        ('sort([1, "a"])', "null"),
        ("floor(1.5, null)", "null"),
        ('duration("1y")', '@"P365D"'),
        ('duration("h1")', "null"),
        ('date("2026-02-30")', "null"),
        ('time("24:00:01")', "null"),
        ("date(2026, 1.5, 1)", "null"),
        ("now()", "now"),
        ('date and time("2026-11-23T10:00") = now', "true"),
        ('replace("aaa", "b*", "x")', "null"),
        ('replace("TK 12", "([A-Z]+) ([0-9]+)", "$2-$1")', '"12-TK"'),
    ],
)
def test_an_unusual_call(text: str, meaning: str) -> None:
    expected, actual = run(meaning), run(text)
    assert equal(expected, actual) is True, f"{expected!r} == {actual!r}"
