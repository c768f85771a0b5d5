"""Random values, expressions and scopes for the property tests of FEEL."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from runtime.feel.values import Range, Value, YearsMonths

_OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_ZONES = st.none() | _OFFSETS
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=None).map(lambda number: +number)

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_SCALARS: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    NUMBERS,
    _TEXTS,
    st.sampled_from(["gold", "TK-123456", "2026-11-23", "10m"]),
    st.dates(),
    st.times(timezones=_ZONES),
    st.datetimes(timezones=_ZONES),
    st.timedeltas(),
    st.integers(-(10**6), 10**6).map(YearsMonths),
)
_RANGES = st.builds(
    Range, st.none() | NUMBERS, st.none() | NUMBERS, st.booleans(), st.booleans(), st.booleans()
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    _SCALARS | _RANGES,
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(_TEXTS | st.sampled_from(["@number", "@", "@@x", "a", "b"]), inner, max_size=3)
    ),
    max_leaves=8,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=7)))
SCOPES = st.fixed_dictionaries(dict.fromkeys(("a", "b", "c", "list"), VALUES)).map(
    lambda scope: {**scope, "now": NOW}
)

_LEAVES = st.sampled_from(
    [
        *(
            "1",
            "0",
            "-2.5",
            "1e3",
            '""',
            '"gold"',
            "true",
            "false",
            "null",
            "a",
            "b",
            "c",
            "list",
            "item",
            "now",
        ),
        *('@"2026-11-23"', '@"10:00:00"', '@"P1D"', '@"P1Y2M"', '@"2026-11-23T10:00:00"', "[1..5)", "(>= 3)"),
        *('@"-2021-01-01"', '@"999999999-12-31T23:59:59.999999999"', '@"PT0.000000001S"', '@"P9999999999D"'),
        *("today()", "now()", "partial", "abs", "zz"),
    ]
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    binary = st.sampled_from(["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or"])
    call = st.sampled_from(
        [
            *(
                "string length",
                "upper case",
                "string",
                "number",
                "date",
                "duration",
                "date and time",
                "time",
                "not",
            ),
            *(
                "count",
                "sum",
                "max",
                "min",
                "mean",
                "median",
                "mode",
                "stddev",
                "all",
                "any",
                "flatten",
                "sort",
            ),
            *(
                "distinct values",
                "reverse",
                "floor",
                "sqrt",
                "log",
                "exp",
                "abs",
                "day of week",
                "get entries",
            ),
            *("week of year", "context", "range", "odd", "product", "years and months duration"),
        ]
    )
    call_two = st.sampled_from(
        [
            *(
                "substring",
                "contains",
                "matches",
                "split",
                "append",
                "concatenate",
                "union",
                "remove",
                "index of",
            ),
            *(
                "list contains",
                "get value",
                "modulo",
                "decimal",
                "round up",
                "before",
                "during",
                "overlaps",
                "is",
            ),
            *("string join", "sublist", "context merge", "date and time", "starts", "includes"),
        ]
    )
    return st.one_of(
        st.tuples(inner, binary, inner).map(lambda part: f"({part[0]} {part[1]} {part[2]})"),
        pair.map(
            lambda part: f"{part[0]}[{part[1]}]" if part[0][0] not in "-" else f"({part[0]})[{part[1]}]"
        ),
        pair.map(lambda part: f"[{part[0]}, {part[1]}]"),
        pair.map(lambda part: f"{{a: {part[0]}, b: {part[1]}}}"),
        pair.map(lambda part: f"({part[0]} in ({part[1]}, < 5))"),
        pair.map(lambda part: f"(for item in {part[0]} return {part[1]})"),
        pair.map(lambda part: f"(for i in 1..9, item in {part[0]} return {part[1]})"),
        pair.map(lambda part: f"(some item in {part[0]} satisfies {part[1]})"),
        st.tuples(inner, inner, inner).map(lambda part: f"(if {part[0]} then {part[1]} else {part[2]})"),
        st.tuples(inner, inner, inner).map(lambda part: f"({part[0]} between {part[1]} and {part[2]})"),
        st.tuples(call, inner).map(lambda part: f"{part[0]}({part[1]})"),
        st.tuples(call_two, inner, inner).map(lambda part: f"{part[0]}({part[1]}, {part[2]})"),
        inner.map(lambda part: f"({part}).a"),
        inner.map(lambda part: f"({part}).year"),
        inner.map(lambda part: f"-({part})"),
        inner.map(lambda part: f"({part} instance of list<number>)"),
    )


EXPRESSIONS = st.recursive(_LEAVES, _larger, max_leaves=8)
