"""What is found in tables of a bot, for every hit policy, against all inputs tried one by one."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.proofs.tables import Analysis, analyse_decision
from flowc.proofs.tables.domains import Domain
from runtime.artifact.model import DecisionTable, TableInput, TableOutput
from runtime.artifact.tree import Name, String, Test
from runtime.feel.evaluate import compile_test
from runtime.feel.values import Value
from runtime.routing.deciding import HITS, Decision
from tests.flowc.proofs.tables.test_analysis import (
    BOOLEANS,
    CHOICES,
    NUMBERS,
    SMALL,
    WORDS,
    YES_NO,
    cell,
    rows,
)

Inputs = tuple[Value, ...]
EVERY: tuple[Inputs, ...] = tuple(
    product((*(WORDS.words or ()), None), (None, *map(Decimal, range(5))), (True, False))
)
ORDER = ("x", "y", "z")
ROWS = st.lists(st.tuples(CHOICES, NUMBERS, BOOLEANS, st.sampled_from(ORDER)), min_size=1, max_size=6)


def decision(
    written: list[tuple[str, ...]], hit: str, columns: tuple[str, ...], allowed: Test | None = None
) -> DecisionTable:
    table = rows(*(" | ".join(row) for row in written), columns=columns)  # type: ignore[arg-type]  # kinds of columns
    inputs = tuple(
        TableInput(f"c{at}", Name(f"c{at}"), allowed if not at else None) for at in range(len(columns))
    )
    return DecisionTable("t", hit, inputs, (TableOutput("o", tuple(map(String, ORDER))),), tuple(table))


def asked(table: DecisionTable, inputs: Inputs) -> tuple[Value, list[int]]:
    return Decision(table).ask({f"c{at}": value for at, value in enumerate(inputs)})


def held(table: DecisionTable, inputs: Inputs) -> list[int]:
    return Decision(table).rows(inputs, {})


@settings(deadline=None, max_examples=25)
@given(ROWS, st.sampled_from([None, "not(c)", "a, b"]))
@pytest.mark.parametrize("hit", HITS)
def test_findings_are_those_of_trying_everything(
    hit: str, written: list[tuple[str, ...]], allowed: str | None
) -> None:
    may = None if allowed is None else cell(allowed, "choice")
    table = decision(written, hit, ("choice", "other", "other"), may)
    every = [one for one in EVERY if may is None or one[0] is None or compile_test(may)(one[0], {}) is True]
    found = analyse_decision(table, (WORDS, SMALL, YES_NO))
    by_kind = {
        kind: [one for one in found.findings if one.kind == kind]
        for kind in ("gap", "overlap", "shadowed", "unreachable", "repeats", "impossible", "unsettled")
    }
    assert not by_kind["unsettled"]
    assert all(not one.inputs or one.inputs in every for one in found.findings), "a witness that may not come"
    open_ = [inputs for inputs in every if not held(table, inputs)]
    assert bool(by_kind["gap"]) == (bool(open_) and hit != "count")
    assert all(one.inputs in open_ for one in by_kind["gap"])
    alive = {row for inputs in every for row in held(table, inputs)}
    assert {one.row for one in by_kind["impossible"]} == set(range(len(table.rows))) - alive
    _overlaps(table, every, found)
    never = {one.row for one in (*by_kind["shadowed"], *by_kind["unreachable"])}
    taken = {row for inputs in every if (row := _taken(table, inputs)) is not None}
    assert never == (alive - taken if hit in ("first", "priority") else set())
    if hit in ("rule_order", "output_order", "collect", "sum", "min", "max", "count"):
        assert not by_kind["repeats"]  # there a row counts that says the same as another


def _overlaps(table: DecisionTable, every: list[Inputs], found: Analysis) -> None:
    forbidden = set()
    for inputs in every:
        for row, other in product(held(table, inputs), repeat=2):
            differ = table.rows[row].values != table.rows[other].values
            if other < row and (table.hit == "unique" or (table.hit == "any" and differ)):
                forbidden.add((row, other))
    overlaps = [one for one in found.findings if one.kind == "overlap"]
    assert {(one.row, one.others[0]) for one in overlaps} == forbidden
    for one in overlaps:
        assert {one.row, one.others[0]} <= set(held(table, one.inputs))
        assert asked(table, one.inputs)[0] is None


def _taken(table: DecisionTable, inputs: Inputs) -> int | None:
    """Return the row that counts: the top one, or the one whose word is the most important."""
    rows_ = held(table, inputs)
    if table.hit == "priority":
        return min(rows_, key=lambda row: (ORDER.index(table.rows[row].values[0].value), row), default=None)  # type: ignore[union-attr]  # words
    return rows_[0] if rows_ else None


TEXTS = st.sampled_from(
    ["-", "null", "/a/*", "*b*", "*a*b*", "not(/a/*)", "not(*b*)", "ab", "a*", "*b", "ab, /a/*", "not(ab)"]
)
WRITTEN = st.text(alphabet="ab/x", max_size=5) | st.none()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(TEXTS, TEXTS, st.sampled_from(ORDER)), min_size=1, max_size=5),
    st.sampled_from(["first", "unique", "any", "priority"]),
    st.lists(st.tuples(WRITTEN, WRITTEN), min_size=1, max_size=20),
)
def test_no_text_contradicts_what_was_found(
    written: list[tuple[str, ...]], hit: str, texts: list[Inputs]
) -> None:
    table = decision(written, hit, ("text", "text"))
    found = analyse_decision(table, (Domain(), Domain()))
    kinds = {one.kind for one in found.findings}
    never = {one.row for one in found.findings if one.kind in ("shadowed", "unreachable")}
    whole = all(part == "-" for part in written[-1][:2])
    for inputs in texts:
        answer, rows_ = asked(table, inputs)
        assert rows_ or kinds & {"gap", "unsettled"}
        assert not (rows_ and whole and "gap" in kinds)
        assert answer is not None or not rows_ or kinds & {"overlap", "unsettled"}
        assert hit not in ("first", "priority") or _taken(table, inputs) not in never - {None}
    for one in found.findings:
        if one.kind == "gap":
            assert held(table, one.inputs) == []
