"""Cells at work (LANGUAGE section 3)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowc.feel.cells import ColumnKind
from flowc.feel.parser import Parsed, parse_test
from runtime.feel.evaluate import compile_test
from runtime.feel.values import Value
from tests.runtime.feel.running import SCOPE
from tests.runtime.feel.strategies import SCOPES, VALUES

COLUMNS: tuple[ColumnKind, ...] = ("choice", "text", "list", "other")


def holds(cell: str, column: ColumnKind, value: Value) -> bool | None:
    parsed = parse_test(cell, column)
    assert isinstance(parsed, Parsed), f"{cell}: {parsed}"
    return compile_test(parsed.tree)(value, {**SCOPE, "batas": Decimal(7)})


@pytest.mark.parametrize(
    ("cell", "column", "value", "expected"),
    [
        ("-", "choice", None, True),
        ("-", "other", Decimal(3), True),
        ("null", "choice", None, True),
        ("null", "choice", "gold", False),
        ("gold, platinum", "choice", "platinum", True),
        ("gold, platinum", "choice", None, False),
        ("gold, null", "choice", None, True),
        ("not(gold, platinum)", "choice", "reguler", True),
        ("not(gold, platinum)", "choice", "gold", False),
        ("not(gold)", "choice", None, False),
        ("not(null)", "choice", None, False),
        ("/developers/*", "text", "/developers/api", True),
        ("/developers/*", "text", "/Developers/api", False),
        ("*a*b*", "text", "xxaxxbxx", True),
        ("*a*b*", "text", "xxbxxaxx", False),
        ("ab*ba", "text", "aba", False),
        ('"a*"', "text", "ab", False),
        ('"a, b"', "text", "a, b", True),
        ("refund", "list", ("rusak", "refund"), True),
        ("refund", "list", (), False),
        ("refund", "list", None, False),
        ("< 14", "other", Decimal(13), True),
        ("[20..50)", "other", Decimal(50), False),
        ("< 3, > 5", "other", Decimal(6), True),
        ("not(1, 2)", "other", Decimal(3), True),
        ("not(1, 2)", "other", None, False),
        ("> batas", "other", Decimal(8), True),
        ("10m", "other", timedelta(minutes=10), True),
        ("> 1h30m", "other", timedelta(hours=2), True),
        ("true", "other", True, True),
        ("true", "other", None, False),
        ("? > 5 and ? < batas", "other", Decimal(6), True),
        ("< 14", "other", "teks", None),
    ],
)
def test_a_cell_holds(cell: str, column: ColumnKind, value: Value, expected: bool | None) -> None:
    assert expected is holds(cell, column, value)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        ["-", "null", "gold", "not(a, null)", "a*", "< 5", "[1..a]", "a", "list", "? = a", '> "x"', "1h"]
    ),
    st.sampled_from(COLUMNS),
    VALUES,
    SCOPES,
)
def test_any_cell_tells_or_says_that_it_cannot(
    cell: str, column: ColumnKind, value: Value, scope: dict[str, Value]
) -> None:
    parsed = parse_test(cell, column)
    if isinstance(parsed, Parsed):
        assert compile_test(parsed.tree)(value, scope) in (True, False, None)
