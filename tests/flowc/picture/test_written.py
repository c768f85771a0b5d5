"""Expressions as text again: what is written is read back as the same tree."""

from __future__ import annotations

import pytest

from flowc.feel.cells import ColumnKind
from flowc.feel.parser import Parsed, parse_expression, parse_test
from flowc.picture.written import write_expr, write_test

EXPRESSIONS = [
    'message.intent = "ask_human"',
    "message.sentiment < -0.5 or conversation.sentiment < -0.3",
    "(a or b) and not(c)",
    "a - (b - c)",
    "(a + b) * c",
    "2 ** (3 ** 2)",
    'topic in ("a", "b")',
    "umur between 3 and 5",
    "harga in [3..5)",
    "if a then 1 else 2",
    "(if a then 1 else 2) + 1",
    "every x in daftar satisfies x > 1",
    "for x in daftar return x * 2",
    "daftar[1].nama",
    'duration("10m")',
    '@"2026-11-23"',
    '{nama: "a \\" b", umur: 3}',
    "[1, 2, null, true]",
    "x instance of number",
    "a = null",
]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_is_read_back_as_it_was(text: str) -> None:
    parsed = parse_expression(text)
    assert isinstance(parsed, Parsed)
    again = parse_expression(write_expr(parsed.tree))
    assert isinstance(again, Parsed), write_expr(parsed.tree)
    assert again.tree == parsed.tree


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        ("-", "choice"),
        ("gold, platinum", "choice"),
        ("not(gold, perak)", "choice"),
        ("null", "choice"),
        ("/toko/*", "text"),
        (">= 50", "other"),
        ("[20..50)", "other"),
        ("< 3, > 7", "other"),
        ("refund", "list"),
    ],
)
def test_a_cell_is_written_as_it_stood(cell: str, column: ColumnKind) -> None:
    parsed = parse_test(cell, column)
    assert isinstance(parsed, Parsed)
    assert write_test(parsed.tree) == cell


def test_a_condition_over_words_keeps_its_quotes() -> None:
    parsed = parse_expression('topic in ("a b", "c")')
    assert isinstance(parsed, Parsed)
    assert write_expr(parsed.tree) == 'topic in ("a b", "c")'
