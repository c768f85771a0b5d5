"""Looking rows up by column finds what testing them one by one finds, for any cells and any values."""

from __future__ import annotations

from decimal import Decimal
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.artifact import tree
from runtime.feel.decimals import lifted
from runtime.feel.evaluate import compile_expr, compile_test
from runtime.feel.values import Value
from runtime.routing import column
from runtime.routing import index as index_of_rows
from runtime.routing.cells import ANYTHING, holds_for, read_cell
from runtime.routing.index import Index
from tests.runtime.feel.strategies import NOW, VALUES

SCOPE: dict[str, Value] = {"limit": Decimal(3), "word": "gold", "now": NOW}
_WORDS = st.sampled_from(["", "gold", "platinum", "go", "/a/b", "/a/", "zz"])
_TEXTS = _WORDS.map(tree.String)
_NUMBERS = st.sampled_from(["-1", "0", "1", "1.0", "2.5", "3", "4e1"]).map(tree.Number)
_MOMENTS = st.sampled_from(
    [
        "2026-11-23",
        "2026-11-24",
        "PT10M",
        "PT1H",
        "P1Y",
        "P2M",
        "10:00:00",
        "11:00:00Z",
        "2026-11-23T10:00:00",
    ]
).map(tree.At)
_OTHERS = st.sampled_from(
    [
        tree.Null(),
        tree.Boolean(True),
        tree.Boolean(False),
        tree.Name("limit"),
        tree.Name("word"),
        tree.Name("nobody"),
    ]
)
_OPERANDS = st.one_of(_TEXTS, _NUMBERS, _MOMENTS, _OTHERS)
_COMPARISONS = st.builds(tree.Compare, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), _OPERANDS)
_ENDS = (st.none() | _NUMBERS, st.none() | _TEXTS, st.none() | _MOMENTS, st.none() | _OPERANDS)
_RANGES = st.sampled_from(_ENDS).flatmap(
    lambda ends: st.builds(tree.Range, ends, ends, st.booleans(), st.booleans())
)
_PATTERNS = st.sampled_from(["/a/*", "*", "go*", "*ld", "g*l*d", "gold", "/*/b"]).map(tree.Like)
_SIMPLE = st.one_of(
    st.just(tree.Anything()),
    st.builds(tree.Compare, st.just("="), _TEXTS),
    st.builds(tree.Compare, st.just("="), _NUMBERS),
    _COMPARISONS,
    st.builds(tree.Within, _RANGES | _OPERANDS),
    _PATTERNS,
    st.builds(tree.Has, _OPERANDS),
    st.just(tree.Satisfies(tree.Binary("=", tree.Name("?"), tree.Name("limit")))),
)
TESTS: st.SearchStrategy[tree.Test] = st.recursive(
    _SIMPLE,
    lambda inner: st.one_of(
        st.builds(tree.AnyOf, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(tree.Not, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=4,
)
LIKELY: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    _WORDS,
    st.sampled_from(["-1", "0", "1", "2", "2.5", "3", "40", "41"]).map(Decimal),
    st.sampled_from([-1, 1, 3, 41, 2.5, 2.0]),
    st.booleans(),
    st.lists(_WORDS | st.just(Decimal(1)) | st.none(), max_size=3).map(tuple),
    _MOMENTS.map(lambda at: compile_expr(at)(SCOPE)),
    VALUES,
)


def one_by_one(rows: list[tuple[tree.Test, ...]], values: list[Value]) -> list[int]:
    return [
        number
        for number, row in enumerate(rows)
        if all(
            compile_test(test)(lifted(value), SCOPE) is True for test, value in zip(row, values, strict=True)
        )
    ]


@settings(deadline=None)
@given(st.data(), st.integers(1, 3))
def test_looking_up_is_testing_row_by_row(data: st.DataObject, width: int) -> None:
    rows = data.draw(st.lists(st.tuples(*[TESTS] * width), max_size=24))
    index = Index(rows)
    for values in data.draw(
        st.lists(st.lists(LIKELY, min_size=width, max_size=width), min_size=1, max_size=4)
    ):
        expected = one_by_one(rows, values)
        assert list(index.rows(values, SCOPE)) == expected
        assert index.first(values, SCOPE) == (expected[0] if expected else None)


_PLAIN_WORDS = st.just(tree.Anything()) | st.builds(tree.Compare, st.just("="), _TEXTS)
_PLAIN_RANGES = st.just(tree.Anything()) | st.builds(
    tree.Within, st.builds(tree.Range, _NUMBERS, _NUMBERS, st.booleans(), st.booleans())
)
_PLAIN_NUMBERS = st.sampled_from(["-1", "0", "1", "2.0", "2.5", "3", "40", "41"]).map(Decimal)
_PLAIN_VALUES = st.tuples(_WORDS, _PLAIN_NUMBERS)


@settings(deadline=None)
@given(
    st.lists(st.tuples(_PLAIN_WORDS, _PLAIN_RANGES), max_size=24),
    st.lists(_PLAIN_VALUES, min_size=1, max_size=8),
    st.sampled_from([(1, 0), (3, 256), (4096, 3)]),
)
def test_plain_cells_are_looked_up_beyond_the_head_and_beside_whole_numbers(
    rows: list[tuple[tree.Test, ...]], asked: list[tuple[Value, ...]], limits: tuple[int, int]
) -> None:
    head, whole_numbers = limits  # so small that these tables have both sides of them
    with patch.object(index_of_rows, "_HEAD", head), patch.object(column, "_WHOLE_NUMBERS", whole_numbers):
        index = Index(rows)
    for values in asked:
        expected = one_by_one(rows, list(values))
        assert list(index.rows(values, SCOPE)) == expected
        assert index.first(values, SCOPE) == (expected[0] if expected else None)


@settings(deadline=None)
@given(st.data())
def test_rows_whose_other_columns_hold_are_possible(data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.tuples(TESTS, TESTS), max_size=12))
    values = data.draw(st.lists(LIKELY, min_size=2, max_size=2))
    possible = Index(rows).possible(values, SCOPE, unknown={0})
    expected = one_by_one([(row[1],) for row in rows], values[1:])
    assert [number for number in range(len(rows)) if possible >> number & 1] == expected


@settings(deadline=None)
@given(TESTS, LIKELY)
def test_a_set_holds_what_its_test_holds(test: tree.Test, value: Value) -> None:
    cell, value = read_cell(test), lifted(value)
    if cell is None or (cell.kind is not type(value) and value is not None and cell.kind is not None):
        return
    if cell is not ANYTHING and getattr(value, "tzinfo", None) is not None:
        return
    assert holds_for(cell, value) == (compile_test(test)(value, SCOPE) is True)


def test_not_of_neither_true_nor_false_holds_for_nobody() -> None:
    rows: list[tuple[tree.Test, ...]] = [(tree.Not((tree.Compare("<", tree.Null()),)),)]
    for value in (None, "", "gold", Decimal(1)):
        assert list(Index(rows).rows([value], SCOPE)) == one_by_one(rows, [value]) == []
