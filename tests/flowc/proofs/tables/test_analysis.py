"""What the analysis of a table finds, against every input of a small domain tried one by one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.feel.cells import ColumnKind
from flowc.feel.parser import Parsed, parse_test
from flowc.proofs.tables import Analysis, Finding, analyse
from flowc.proofs.tables.domains import Domain
from runtime.artifact.model import Place, Row
from runtime.artifact.tree import String, Test
from runtime.feel.evaluate import compile_test
from runtime.feel.values import Value

WORDS = Domain(("a", "b", "c"))
SMALL = Domain(low=Decimal(0), high=Decimal(4), whole=True)
YES_NO = Domain(boolean=True, null=False)
TEXT = Domain()
NUMBER = Domain(null=False)


def cell(text: str, column: ColumnKind) -> Test:
    parsed = parse_test(text, column)
    assert isinstance(parsed, Parsed), text
    return parsed.tree


def rows(*lines: str, columns: Sequence[ColumnKind]) -> list[Row]:
    made = []
    for number, line in enumerate(lines, 1):
        *tests, output = (part.strip() for part in line.split("|"))
        found = tuple(cell(text, column) for text, column in zip(tests, columns, strict=True))
        made.append(Row(found, (String(output),), Place("bot.yaml", number, 1)))
    return made


def kinds(analysis: Analysis) -> list[tuple[str, int | None]]:
    return [(one.kind, one.row) for one in analysis.findings]


CHOICES = st.sampled_from(["-", "a", "b", "a, b", "not(a)", "null", "c, null", "not(b, c)"])
NUMBERS = st.sampled_from(
    ["-", "< 2", ">= 2", "[1..3]", "(1..3)", "0", "1, 4", "not(2)", "null", "> 4", "not(< 3)"]
)
BOOLEANS = st.sampled_from(["-", "true", "false"])
TABLES = st.lists(st.tuples(CHOICES, NUMBERS, BOOLEANS, st.sampled_from("xyz")), min_size=1, max_size=7)
EVERY: tuple[tuple[Value, ...], ...] = tuple(
    product(("a", "b", "c", None), (None, *map(Decimal, range(5))), (True, False))
)


@settings(deadline=None)  # the first one reads the grammar
@given(TABLES, st.sampled_from(["first", "unique", "collect"]))
def test_findings_are_those_of_trying_everything(written: list[tuple[str, str, str, str]], hit: str) -> None:
    table = rows(*(" | ".join(row) for row in written), columns=("choice", "other", "other"))
    held = [
        frozenset(
            inputs
            for inputs in EVERY
            if all(
                compile_test(test)(value, {}) is True for test, value in zip(row.tests, inputs, strict=True)
            )
        )
        for row in table
    ]
    analysis = analyse(table, (WORDS, SMALL, YES_NO), hit)
    found = analysis.findings
    assert not [one for one in found if one.kind == "unsettled"]
    dead = {number for number, inputs in enumerate(held) if not inputs}
    assert {one.row for one in found if one.kind == "impossible"} == dead
    gaps = [one for one in found if one.kind == "gap"]
    assert bool(gaps) == any(inputs not in frozenset().union(*held) for inputs in EVERY)
    assert not [one for one in gaps if one.inputs in frozenset().union(*held)]
    never = {one.row for one in found if one.kind in ("shadowed", "unreachable")}
    overlaps = {(one.row, one.others[0]) for one in found if one.kind == "overlap"}
    pairs = {(row, other) for row in range(len(held)) for other in range(row) if held[row] & held[other]}
    if hit == "first":
        hidden = {
            row for row in range(len(held)) if held[row] and held[row] <= frozenset().union(*held[:row])
        }
        assert never == hidden
    assert overlaps == (pairs if hit == "unique" else set())
    assert analysis.masked == (0 if hit == "unique" else len(pairs))
    for one in found:
        if one.kind == "overlap":
            assert one.inputs in held[one.row or 0] & held[one.others[0]]
        if one.kind == "repeats" and hit == "first":
            assert one.row is not None
            assert _answers(table, held, without=one.row) == _answers(table, held)


def _answers(
    table: Sequence[Row], held: Sequence[frozenset[tuple[Value, ...]]], without: int = -1
) -> list[object]:
    return [
        next(
            (row.values for number, row in enumerate(table) if number != without and inputs in held[number]),
            None,
        )
        for inputs in EVERY
    ]


def test_several_rows_together_hide_one() -> None:
    table = rows("< 10 | x", ">= 10 | y", "[5..15] | z", columns=("other",))
    (finding,) = [one for one in analyse(table, (NUMBER,), "first").findings if one.kind != "gap"]
    assert finding == Finding("unreachable", 2, (0, 1), (Decimal(5),))


def test_a_gap_is_shown_by_a_value_in_it() -> None:
    table = rows("< 10 | x", "> 10 | y", columns=("other",))
    assert analyse(table, (NUMBER,), "unique").findings == (Finding("gap", inputs=(Decimal(10),)),)


def test_patterns_of_text_that_begin_alike() -> None:
    table = rows("/dev/* | x", "/dev/api/* | y", "/d* | z", "null | n", columns=("text",))
    assert kinds(analyse(table, (TEXT,), "first")) == [("shadowed", 1), ("gap", None)]


def test_what_cannot_be_made_sure_of_is_said() -> None:
    table = rows("limit | x", "- | y", columns=("other",))
    assert kinds(analyse(table, (NUMBER,), "first")) == [("unsettled", 0)]
    middles = rows("*a*b* | x", "- | y", columns=("text",))
    assert ("unsettled", None) in kinds(analyse(middles, (TEXT,), "unique"))
    assert kinds(analyse(middles, (TEXT,), "first")) == []  # the last row takes whatever comes
    open_ = rows("*a*b* | x", "not(*a*b*) | y", "null | y", columns=("text",))
    assert kinds(analyse(open_, (TEXT,), "first")) == [("unsettled", None)]


@pytest.mark.parametrize("hit", ["first", "unique"])
def test_a_large_table_is_analysed_or_says_that_it_is_not(hit: str) -> None:
    words = [f"w{number}" for number in range(10)]
    lines = [
        " | ".join(
            [
                *(words[(number * step) % 10] for step in (1, 3, 7, 9)),
                *(f"[{number % k}..{number % k + 3})" for k in (5, 7, 11, 13)),
                "x",
            ]
        )
        for number in range(1_000)
    ]
    table = rows(*lines, columns=("choice",) * 4 + ("other",) * 4)
    began = time.process_time()
    analysis = analyse(table, (Domain(tuple(words)),) * 4 + (NUMBER,) * 4, hit)
    assert [one for one in analysis.findings if one.kind == "gap"]
    assert time.process_time() - began < 10  # far above what it takes: guards against the exponential
