"""The short way through an expression gives what the long way gives, and is really taken."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.feel.parser import Parsed, parse_expression
from runtime.artifact import tree
from runtime.feel import quick
from runtime.feel.evaluate import compile_expr
from runtime.feel.faults import Fault
from runtime.feel.reading import only_utc
from runtime.feel.values import Function, Value

_VALUES: st.SearchStrategy[Value] = st.sampled_from(
    [
        *(None, True, False, 0, 1, 2, True, 0.1, -0.5, 2.0, "", "gold", "Gold", "1"),
        *(
            Decimal(0),
            Decimal("-0"),
            Decimal("0.10"),
            Decimal(2),
            Decimal("1e6144"),
            Decimal("1." + "3" * 33),
        ),
        *(date(2026, 11, 23), timedelta(hours=2), (), (Decimal(1),), {"x": Decimal(1)}),
        Function("own", ("text",), lambda values: "own"),
    ]
)
_SCOPES = st.fixed_dictionaries(
    {"a": _VALUES, "b": _VALUES, "space": st.fixed_dictionaries({"x": _VALUES, "y": _VALUES}) | _VALUES},
    optional={"upper case": _VALUES, "not": _VALUES, "c": _VALUES},
)
_LEAVES = st.sampled_from(
    [
        *(
            "a",
            "b",
            "c",
            "space.x",
            "space.y",
            "space.none",
            "space.x.x",
            "null",
            "true",
            "false",
            "1",
            "-0.5",
        ),
        *("2", "0.10", '"gold"', '""', '@"2026-11-23"', '@"PT2H"', "1e6144"),
    ]
)
_CONDITIONS = ("=", "!=", "<", "<=", ">", ">=")
_OPERATORS = (*_CONDITIONS, "and", "or", "+", "-", "*")


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, st.sampled_from(_OPERATORS), inner).map(lambda part: f"({' '.join(part)})"),
        st.tuples(inner, st.sampled_from(_OPERATORS), inner).map(lambda part: f"({' '.join(part)})"),
        st.tuples(inner, _LEAVES, _LEAVES).map(lambda part: f"({part[0]} between {part[1]} and {part[2]})"),
        st.tuples(inner, _LEAVES, _LEAVES).map(lambda part: f"({part[0]} in ({part[1]}, {part[2]}))"),
        st.tuples(inner, inner, inner).map(lambda part: f"(if {part[0]} then {part[1]} else {part[2]})"),
        inner.map(lambda part: f"not({part})"),
        st.tuples(st.sampled_from(["upper case", "string length", "abs"]), inner).map(
            lambda part: f"{part[0]}({part[1]})"
        ),
        st.tuples(st.sampled_from(["contains", "modulo", "substring before"]), inner, _LEAVES).map(
            lambda part: f"{part[0]}({part[1]}, {part[2]})"
        ),
    )


_TEXTS = st.recursive(_LEAVES, _larger, max_leaves=6)


def _tree(text: str) -> tree.Expr:
    parsed = parse_expression(text)
    assert isinstance(parsed, Parsed), text
    return parsed.tree


def _shown(value: Value) -> tuple[type, str]:
    return type(value), repr(value)  # 1 is not 1.0 here, and not true


@settings(max_examples=1_500, deadline=None)
@given(_TEXTS, _SCOPES)
def test_the_short_way_gives_what_the_long_way_gives(text: str, scope: dict[str, Value]) -> None:
    expr = _tree(text)
    seen: list[Fault] = []
    told: list[Fault] = []
    # who takes also what bots cannot hold is always led the long way
    long = compile_expr(expr, zones=only_utc)(scope, seen)
    short = compile_expr(expr)(scope, told)
    assert (_shown(short), told) == (_shown(long), seen)


_SCOPE: dict[str, Value] = {
    "total": Decimal(5),
    "rounds": 3,
    "feeling": -0.5,
    "topic": "refund",
    "none": None,
    "done": False,
    "day": date(2026, 11, 23),
    "customer": {"plan": "gold", "visits": 2},
}


@pytest.mark.parametrize(
    "text",
    [
        "total > 4.5 and rounds <= 3",
        "feeling < -0.1 or done",
        'topic in ("refund", "payment") and not(done)',
        "total between 1 and 10",
        "1 < rounds",
        "none = null or none = 5",
        'customer.plan != "gold"',
        "customer.visits + 1 <= total * 2",
        'contains(lower case(topic), "fund")',
        'day >= @"2026-01-01"',
        "if total > 3 then topic else customer.plan",
    ],
)
def test_the_short_way_is_taken(text: str) -> None:
    short = quick.build(_tree(text))
    assert short is not None
    assert _shown(short(_SCOPE)) == _shown(compile_expr(_tree(text), zones=only_utc)(_SCOPE))


@pytest.mark.parametrize(
    "text",
    [
        "today()",
        "[total]",
        "total / 0",
        "for i in 1..3 return i",
        "some x in [1] satisfies x = 1",
        "total ** 2",
    ],
)
def test_what_grows_goes_round_or_asks_the_time_goes_the_long_way(text: str) -> None:
    assert quick.build(_tree(text)) is None
