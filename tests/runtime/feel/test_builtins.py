"""Every built-in says what it does, and does it."""

from __future__ import annotations

import contextlib
import itertools
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest

from runtime.feel import limits
from runtime.feel.builtins import BUILTINS
from runtime.feel.builtins.signature import invoke
from runtime.feel.compare import equal
from runtime.feel.faults import OverBudgetError, Run
from runtime.feel.values import Function, Range, Value, YearsMonths
from runtime.feel.writing import text_of
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
        ('matches("aa", "(a)\\1")', "true"),
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


_EDGES: tuple[Value, ...] = (
    *(None, True, Decimal(0), Decimal("-1.5"), Decimal("1e6144"), Decimal("1e-6170"), -0.25, float("nan")),
    *(
        "",
        "x",
        "(",
        "9999-12-31T24:00:00",
        "-P999999999999D",
        date.max,
        datetime.combine(date.min, time.min),
        time.max,
        timedelta.max,
    ),
    datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))),
    *(YearsMonths(limits.MONTHS), (), (None, "a", Decimal(2)), {}, {"key": "a", "value": None}),
    *(Range(None, None, True, True), Function("f", ("a", "b"), lambda values: None)),
)


@pytest.mark.parametrize("name", BUILTINS)
def test_a_builtin_has_an_answer_for_any_arguments(name: str) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    for count in range(3):
        for arguments in itertools.product(_EDGES, repeat=count):
            with contextlib.suppress(OverBudgetError):
                value = invoke(BUILTINS[name], Run(), now, arguments, {})
                assert isinstance(text_of(value), str)
