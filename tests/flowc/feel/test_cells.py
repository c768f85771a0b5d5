"""Cells to tests (LANGUAGE section 3)."""

from __future__ import annotations

import pytest

from flowc.feel.cells import ColumnKind
from flowc.feel.faults import SyntaxFault
from flowc.feel.parser import Parsed, parse_test
from runtime.artifact.tree import (
    AnyOf,
    Anything,
    At,
    Boolean,
    Compare,
    Has,
    Like,
    Name,
    Not,
    Null,
    Number,
    Range,
    String,
    Test,
    Within,
)


def equals(word: str) -> Compare:
    return Compare("=", String(word))


@pytest.mark.parametrize(
    ("cell", "column", "expected"),
    [
        ("-", "choice", Anything()),
        (" - ", "other", Anything()),
        ("gold", "choice", equals("gold")),
        ("gold, platinum", "choice", AnyOf((equals("gold"), equals("platinum")))),
        ("not(gold)", "choice", Not((equals("gold"),))),
        ("null", "choice", Compare("=", Null())),
        ("true", "text", equals("true")),
        ("and", "choice", equals("and")),
        ("PT Maju Jaya", "text", equals("PT Maju Jaya")),
        ('"a, b", c', "text", AnyOf((equals("a, b"), equals("c")))),
        ("*.co.id", "text", Like("*.co.id")),
        ("gold*", "choice", equals("gold*")),
        ("refund", "list", Has(String("refund"))),
        ('>= "m"', "text", Compare(">=", String("m"))),
        ("20", "other", Compare("=", Number("20"))),
        ("< 14", "other", Compare("<", Number("14"))),
        ("[20..50)", "other", Within(Range(Number("20"), Number("50"), True, False))),
        ("1, > 5", "other", AnyOf((Compare("=", Number("1")), Compare(">", Number("5"))))),
        ("not(1)", "other", Not((Compare("=", Number("1")),))),
        ("true", "other", Compare("=", Boolean(True))),
        ("null", "other", Compare("=", Null())),
        ("10m", "other", Compare("=", At("PT10M"))),
        ("<= 1h30m", "other", Compare("<=", At("PT1H30M"))),
        ("2026-11-23", "other", Compare("=", At("2026-11-23"))),
        ("[08:00..16:30]", "other", Within(Range(At("08:00:00"), At("16:30:00"), True, True))),
        ("> batas", "other", Compare(">", Name("batas"))),
    ],
)
def test_a_cell_means(cell: str, column: ColumnKind, expected: Test) -> None:
    parsed = parse_test(cell, column)
    assert isinstance(parsed, Parsed), parsed
    assert expected == parsed.tree


@pytest.mark.parametrize(
    ("cell", "column", "fault"),
    [
        ("", "choice", SyntaxFault("empty", 0, 0)),
        ("", "other", SyntaxFault("empty", 0, 0)),
        ("a,,b", "choice", SyntaxFault("unexpected", 2, 3, ",", ("value",))),
        ("a,", "choice", SyntaxFault("unexpected", 2, 2, "", ("value",))),
        ('"a', "text", SyntaxFault("unclosed_string", 0, 2, '"a', ('"',))),
        ("not(a", "choice", SyntaxFault("unclosed_bracket", 3, 4, "(", (")",))),
        ("[1..5", "other", SyntaxFault("unclosed_bracket", 0, 1, "[", ("]",))),
        ("2026-13-01", "other", SyntaxFault("bad_literal", 0, 10, "2026-13-01")),
        ("<", "other", SyntaxFault("unexpected", 1, 1, "", ("value",))),
    ],
)
def test_a_cell_with_a_mistake(cell: str, column: ColumnKind, fault: SyntaxFault) -> None:
    assert (fault,) == parse_test(cell, column)


def test_the_words_of_a_cell_know_their_place() -> None:
    cell = "not(gold,  platinum)"
    parsed = parse_test(cell, "choice")
    assert isinstance(parsed, Parsed)
    assert isinstance(parsed.tree, Not)
    spans = [parsed.span(test) for test in parsed.tree.tests]
    assert [cell[start:end] for start, end in spans] == ["gold", "platinum"]
