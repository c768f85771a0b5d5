"""Expressions at work: semantics of null, faults, budgets, and that nothing ever raises."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowc.feel.parser import Parsed, parse_expression
from runtime.artifact import tree
from runtime.feel import limits
from runtime.feel.evaluate import compile_expr
from runtime.feel.faults import Fault
from runtime.feel.reading import only_utc
from runtime.feel.values import Function, Value
from runtime.feel.writing import literal, text_of
from tests.runtime.feel.running import run
from tests.runtime.feel.strategies import EXPRESSIONS, SCOPES

SCOPE: dict[str, Value] = {
    "nama": "Budi",
    "kosong": None,
    "total": Decimal(750_000),
    "pesanan": {"status": "terlambat", "items": ({"harga": Decimal(5)}, {"harga": Decimal(9)})},
    "message": {"sentiment": -0.75, "topics": ("refund", "rusak")},
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("total > 500000", "true"),
        ("message.sentiment < -0.5", "true"),
        ("message.sentiment = -0.75", "true"),
        ('pesanan.status in ("terlambat", "hilang")', "true"),
        ('pesanan.status in ("dikirim", "hilang")', "false"),
        ('list contains(message.topics, "rusak")', "true"),
        ("pesanan.items.harga", "[5, 9]"),
        ("pesanan.items[harga > 6].harga", "[9]"),
        ("pesanan.items[-1].harga", "9"),
        ("pesanan.items[3]", "null"),
        ("pesanan.tidak_ada", "null"),
        ("kosong = null", "true"),
        ("kosong != null", "false"),
        ("kosong > 5", "null"),
        ("kosong.apa", "null"),
        ("null = 0", "false"),
        ('1 = "1"', "null"),
        ("true and null", "null"),
        ("false and null", "false"),
        ("null or true", "true"),
        ("null or false", "null"),
        ('true and "ya"', "null"),
        ('if kosong then "a" else "b"', '"b"'),
        ("1 + null", "null"),
        ('(function(a: number) a)("x")', "null"),
        ("(function(a: number) a)([5])", "5"),
        ("(function(a: list<number>) a)(5)", "[5]"),
        ('(function(a: date and time) a)(@"2026-11-23")', '@"2026-11-23T00:00:00Z"'),
        ('(function(a) external {java: {class: "java.lang.Math"}})(1)', "null"),
        ("5 instance of tNobodyKnows", "false"),
        ('"a" + 1', "null"),
        ("0.1 + 0.2 = 0.3", "true"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ("1 / 0", "null"),
        ("10 ** 7000", "null"),
        ("-5 ** 2", "25"),
        ("2 ** 3 ** 2", "64"),
        ("1 in [1..5)", "true"),
        ("5 in [1..5)", "false"),
        ("5 in ]1..5]", "true"),
        ("5 in (> 3, < 1)", "true"),
        ("5 in (null..10]", "null"),
        ('"x" in ["a", "x"]', "true"),
        ("kosong in (1, 2)", "false"),
        ("kosong in (1, null)", "true"),
        ("5 between 1 and 5", "true"),
        ("some x in [1, null, 3] satisfies x > 2", "true"),
        ("every x in [3, null] satisfies x > 2", "null"),
        ("for i in 3..1 return i", "[3, 2, 1]"),
        ("for i in 1..5 return if i = 1 then 1 else i * partial[-1]", "[1, 2, 6, 24, 120]"),
        ("{a: 1, b: a + 1}.b", "2"),
        ("{f: function(x) x * 2, y: f(21)}.y", "42"),
        ("now.weekday", "1"),
        ("now.hour", "10"),
        ('now + duration("30m") > now', "true"),
        ('date(now) + duration("1d")', '@"2026-11-24"'),
        ('@"2026-01-31" + @"P1M"', '@"2026-02-28"'),
        ('@"2026-11-23T10:00:00" = now', "true"),
        ('now - date("2026-11-23")', '@"PT10H"'),
        ('duration("90s") < duration("2m")', "true"),
        ("[1, 2] instance of list<number>", "true"),
        ("nama instance of number", "false"),
        ("not(kosong)", "null"),
        ("nama(1)", "null"),
    ],
)
def test_an_expression_gives(text: str, expected: str) -> None:
    assert expected == literal(run(text, SCOPE))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("kosong > 5", Fault("operand", ">", ("null", "number"))),
        ('"a" + 1', Fault("operand", "+", ("string", "number"))),
        ("sqrt(-1)", Fault("result", "sqrt", ("number",))),
        ("sqrt(nama)", Fault("argument", "sqrt", ("string",))),
        ("nama.panjang", Fault("member", "panjang", ("string",))),
        ("nama(1)", Fault("call", "string", ("string",))),
        ('true and "ya"', Fault("operand", "and", ("boolean", "string"))),
    ],
)
def test_a_faulty_operation_is_reported(text: str, fault: Fault) -> None:
    faults: list[Fault] = []
    run(text, SCOPE, faults)
    assert [fault] == faults


@pytest.mark.parametrize(
    "text", ["kosong = null", "kosong.apa", 'get value({}, "x")', "true and null", "[1][2]"]
)
def test_an_ordinary_null_is_no_fault(text: str) -> None:
    faults: list[Fault] = []
    run(text, SCOPE, faults)
    assert faults == []


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("for a in 1..100, b in 1..100 return a", "steps"),
        ("count(for i in 1..2000 return i)", "steps"),
        ("{f: function(x) f(x + 1), y: f(1)}.y", "calls"),
        ('for i in 1..100 return if i = 1 then "aaaaaaaaaa" else partial[-1] + partial[-1]', "string_chars"),
        ("for i in 1..100 return if i = 1 then [1] else [partial[-1], partial[-1]]", "value_cells"),
        ("for i in 1..100 return [partial[-1]]", "value_depth"),
        ("for i in 1..100 return flatten([partial, 1])", "value_cells"),
        (
            "{a: [1,1,1,1,1,1,1,1], b: [a,a,a,a,a,a,a,a], c: [b,b,b,b,b,b,b,b], d: [c,c,c,c,c,c,c,c]}",
            "value_cells",
        ),
    ],
)
def test_a_flood_ends_in_null(text: str, limit: str) -> None:
    faults: list[Fault] = []
    assert run(text, {}, faults) is None
    assert any(limit in (fault.what, fault.kind) for fault in faults), faults


def test_a_thousand_rounds_are_allowed() -> None:
    assert Decimal(1_000) == run("count(for i in 1..1000 return i)")


def test_a_deep_value_from_outside_is_bounded() -> None:
    deep: Value = ()
    for _ in range(5_000):
        deep = (deep,)
    faults: list[Fault] = []
    assert run("a = b", {"a": deep, "b": (deep,)}, faults) is None
    assert [Fault("budget", "value_depth")] == faults


def test_a_scope_is_asked_only_for_what_is_named() -> None:
    asked: list[str] = []

    class Lazy(dict[str, Value]):
        def get(self, name: str, default: Value = None) -> Value:  # type: ignore[override]  # narrower on purpose
            asked.append(name)
            return default

        def __getitem__(self, name: str) -> Value:
            return self.get(name)

    compile_expr(tree.Binary("or", tree.Boolean(True), tree.Name("mahal")))(Lazy())
    assert asked == []
    compile_expr(tree.Binary("or", tree.List(()), tree.Name("mahal")))(Lazy())
    assert asked == ["now", "mahal"]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EXPRESSIONS, SCOPES, st.booleans())
def test_any_expression_over_any_scope_gives_a_value(text: str, scope: dict[str, Value], wide: bool) -> None:
    parsed = parse_expression(text, functions=True)
    if not isinstance(parsed, Parsed):
        assert {"too_deep", "too_long"} >= {fault.kind for fault in parsed}
        return
    faults: list[Fault] = []
    compiled = compile_expr(parsed.tree, zones=only_utc if wide else None)
    value = compiled(scope, faults)
    assert len(faults) <= limits.FAULTS
    if not isinstance(value, Function):
        assert wide or "Wide" not in repr(value)
        assert isinstance(text_of(value), str)
    # a function shows where in memory it lies
    assert repr(compiled(scope)) == repr(value) or "Function(" in repr(value)


@settings(max_examples=200, deadline=None)
@given(EXPRESSIONS, SCOPES)
def test_a_literal_means_its_value(text: str, scope: dict[str, Value]) -> None:
    parsed = parse_expression(text)
    value = compile_expr(parsed.tree)(scope) if isinstance(parsed, Parsed) else None
    if "function" in literal(value) or len(literal(value)) > limits.TEXT_CHARS or "null.." in literal(value):
        return
    again = parse_expression(literal(value))
    if isinstance(again, Parsed):
        found = compile_expr(again.tree)({})
        assert (type(found), found) == (type(value), value)  # 1e3 and 1000 are one number
