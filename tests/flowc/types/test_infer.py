"""Kinds of expressions, and what cannot fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from flowc.feel.cells import ColumnKind
from flowc.feel.parser import Parsed, parse_expression, parse_test
from flowc.types.infer import infer, infer_test
from flowc.types.kinds import (
    BOOLEAN,
    DATE,
    DATETIME,
    DURATION,
    NUMBER,
    TEXT,
    TIME,
    UNKNOWN,
    YEARSMONTHS,
    Kind,
    choice,
    context,
    joined,
    list_of,
    maybe,
)
from flowc.types.narrowing import known_when
from tests.runtime.feel.strategies import EXPRESSIONS

TIER = choice("baru", "gold")
SCOPE = {
    "customer": context({"tier": maybe(TIER), "tenure_days": NUMBER}),
    "message": context({"intent": maybe(choice("ask_human", "lacak")), "topics": list_of(choice("refund"))}),
    "page": context({"query": context({}, rest=maybe(TEXT))}),
    "order_id": maybe(TEXT),
    "nama": TEXT,
    "total": NUMBER,
    "tanggal": maybe(DATE),
    "setuju": BOOLEAN,
    "now": DATETIME,
    "rusak": UNKNOWN,
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("total + 1", NUMBER),
        ('nama + "!"', TEXT),
        ("customer.tier", maybe(TIER)),
        ('customer.tier = "gold"', BOOLEAN),
        ("order_id = null", BOOLEAN),
        ("total > 5 and setuju", BOOLEAN),
        ("tanggal > today()", maybe(BOOLEAN)),
        ('now + duration("1d")', DATETIME),
        ('today() + duration("30d")', DATE),
        ("now - date(now)", maybe(DURATION)),
        ('duration("P1Y")', YEARSMONTHS),
        ('time("10:00")', TIME),
        ("date(nama)", maybe(DATE)),
        ("now.weekday", NUMBER),
        ("message.topics[1]", maybe(choice("refund"))),
        ("count(message.topics)", NUMBER),
        ("for x in [1, 2] return x > 1", list_of(BOOLEAN)),
        ("if order_id != null then order_id else nama", TEXT),
        ('if setuju then "a" else null', maybe(TEXT)),
        ("order_id != null and string length(order_id) > 3", BOOLEAN),
        ("string length(order_id)", maybe(NUMBER)),
        ("max(1, total)", NUMBER),
        ("page.query.utm", maybe(TEXT)),
        ("{a: 1, b: a + 1}.b", NUMBER),
        ("rusak.apa.saja + 1", NUMBER),
    ],
)
def test_the_kind_of_an_expression(text: str, kind: Kind) -> None:
    parsed = parse_expression(text)
    assert isinstance(parsed, Parsed)
    assert (kind, ()) == infer(parsed, SCOPE)


@pytest.mark.parametrize(
    ("text", "kind", "place", "facts"),
    [
        ("toal > 5", "unknown_name", "toal", {"name": "toal"}),
        ("customer.tir", "unknown_member", "tir", {"known": ("tenure_days", "tier")}),
        ("now.jam", "unknown_member", "jam", {"name": "jam"}),
        ("nama.x", "no_members", "x", {"got": ("text",)}),
        ('customer.tier = "glod"', "unknown_word", '"glod"', {"known": ("baru", "gold")}),
        ('"glod" = customer.tier', "unknown_word", '"glod"', {"name": "glod"}),
        ('message.intent in ("lacak", "batal")', "unknown_word", '"batal"', {"name": "batal"}),
        ('customer.tier in ["gold", "x"]', "unknown_word", '"x"', {"name": "x"}),
        ('list contains(message.topics, "rusak")', "unknown_word", '"rusak"', {"known": ("refund",)}),
        ('some t in message.topics satisfies t = "q"', "unknown_word", '"q"', {"name": "q"}),
        ("stringlength(nama)", "unknown_function", "stringlength", {"name": "stringlength"}),
        ("nama(1)", "not_a_function", "nama", {"got": ("text",)}),
        ("string length()", "argument_count", "string length()", {"got": ("0",), "wanted": ("1",)}),
        ("substring(string: nama, mulai: 2)", "argument_name", "", {"got": ("mulai",)}),
        ("string length(total)", "argument_kind", "total", {"got": ("number",), "wanted": ("text",)}),
        ('total + "a"', "operand", 'total + "a"', {"name": "+", "got": ("number", "text")}),
        ('total > "a"', "operand", 'total > "a"', {"name": ">"}),
        ('tanggal = "2026-01-01"', "operand", 'tanggal = "2026-01-01"', {"got": ("date", "text")}),
        ("setuju and total", "operand", "total", {"name": "and", "wanted": ("boolean",)}),
        ("setuju > true", "operand", "setuju > true", {"name": ">"}),
        ('total in ["a".."b"]', "operand", '["a".."b"]', {"got": ("number", "text")}),
        ("-nama", "operand", "-nama", {"name": "-"}),
        ("if total then 1 else 2", "not_boolean", "total", {"got": ("number",)}),
        ('date("2026-02-30")', "bad_literal", 'date("2026-02-30")', {"name": "date"}),
        ('duration("sebentar")', "bad_literal", 'duration("sebentar")', {"name": "duration"}),
        ('matches(nama, "(a")', "bad_pattern", '"(a"', {"name": "(a"}),
        ("for i in 1..1001 return i", "long_loop", "i in 1..1001", {"got": ("1001",), "wanted": ("1000",)}),
        ("total / 0", "bad_literal", "total / 0", {"name": "/"}),
        ("message.topics[0]", "bad_literal", "message.topics[0]", {"name": "[0]"}),
        ("modulo(total, 0)", "bad_literal", "modulo(total, 0)", {"name": "modulo"}),
        ("substring(nama, 0)", "bad_literal", "substring(nama, 0)", {"name": "substring"}),
        ("sqrt(-1)", "bad_literal", "sqrt(-1)", {"name": "sqrt"}),
        ("sum(message.topics)", "argument_kind", "message.topics", {"got": ("choice",)}),
        ("max(nama, total)", "argument_kind", "total", {"got": ("number",), "wanted": ("text",)}),
        ('string join([1, 2], ",")', "argument_kind", "[1, 2]", {"got": ("number",)}),
        ("list contains(message.topics, 3)", "argument_kind", "3", {"wanted": ("choice",)}),
        ("before(total, nama)", "argument_kind", "nama", {"got": ("text",), "wanted": ("number",)}),
        ("during(nama, [1..3])", "argument_kind", "[1..3]", {"got": ("number",), "wanted": ("text",)}),
        ("is(total, nama)", "argument_kind", "nama", {"got": ("text",)}),
        ('day of week(tanggal) = "Senin"', "unknown_word", '"Senin"', {"name": "Senin"}),
        ('"rusak" in message.topics', "unknown_word", '"rusak"', {"known": ("refund",)}),
        ("{a: 1, a: 2}", "duplicate_key", "a: 2", {"name": "a"}),
    ],
)
def test_what_cannot_fit(text: str, kind: str, place: str, facts: dict[str, object]) -> None:
    parsed = parse_expression(text)
    assert isinstance(parsed, Parsed)
    _, faults = infer(parsed, SCOPE)
    assert len(faults) == 1, faults
    assert kind == faults[0].kind
    assert (place or text) == text[faults[0].start : faults[0].end]
    assert facts == {name: getattr(faults[0], name) for name in facts}


@pytest.mark.parametrize(
    "text", ["toal + 1 > nama.x.y or tdk_ada(toal).z", "toal.a.b = toal.c", "for i in toal return i.x + 1"]
)
def test_a_name_that_is_not_known_is_reported_once_per_place_and_nothing_follows(text: str) -> None:
    parsed = parse_expression(text)
    assert isinstance(parsed, Parsed)
    _, faults = infer(parsed, SCOPE)
    kinds = [fault.kind for fault in faults]
    assert kinds == [kind for kind in kinds if kind in ("unknown_name", "no_members", "unknown_function")]
    assert text.count("toal") == kinds.count("unknown_name")


@pytest.mark.parametrize(
    ("text", "wanted", "kind"),
    [
        ("total", BOOLEAN, "not_boolean"),
        ("total", TEXT, "wrong_kind"),
        ('"silver"', TIER, "unknown_word"),
        ("[1]", list_of(TEXT), "wrong_kind"),
    ],
)
def test_a_place_that_wants_another_kind(text: str, wanted: Kind, kind: str) -> None:
    parsed = parse_expression(text)
    assert isinstance(parsed, Parsed)
    assert [kind] == [fault.kind for fault in infer(parsed, SCOPE, wanted)[1]]


@pytest.mark.parametrize(
    ("cell", "column", "of", "kinds"),
    [
        ("gold, glod", "choice", TIER, ["unknown_word"]),
        ("not(glod)", "choice", TIER, ["unknown_word"]),
        ("-", "choice", TIER, []),
        ("null", "choice", TIER, []),
        ("bebas*", "text", TEXT, []),
        ("refun", "list", list_of(choice("refund")), ["unknown_word"]),
        ("< 5", "other", NUMBER, []),
        ('"a"', "other", NUMBER, ["operand"]),
        ("[1..5]", "other", DATE, ["operand"]),
        ("10m", "other", DURATION, []),
        ("10m", "other", NUMBER, ["operand"]),
        ("< 5", "other", UNKNOWN, []),
        ("? > 5 and ? < ttal", "other", NUMBER, ["unknown_name"]),
    ],
)
def test_cells_against_their_column(cell: str, column: ColumnKind, of: Kind, kinds: list[str]) -> None:
    parsed = parse_test(cell, column)
    assert isinstance(parsed, Parsed)
    assert kinds == [fault.kind for fault in infer_test(parsed, of, SCOPE)]


@pytest.mark.parametrize(
    ("text", "truth", "known"),
    [
        ("a != null", True, {"a"}),
        ("a = null", False, {"a"}),
        ("a = null", True, set()),
        ("a.b != null and c > 5", True, {"a.b", "c"}),
        ("a != null or b != null", True, set()),
        ("a = null or b = null", False, {"a", "b"}),
        ('not(a = null) and b = "x"', True, {"a", "b"}),
        ("a in (1, 2)", True, {"a"}),
        ("a in (1, null)", True, set()),
        ("a", True, {"a"}),
    ],
)
def test_what_a_condition_shows(text: str, truth: bool, known: set[str]) -> None:
    parsed = parse_expression(text)
    assert isinstance(parsed, Parsed)
    assert known == known_when(parsed.tree, truth)


def test_joined_kinds() -> None:
    assert choice("a", "b", "c") == joined(choice("a", "b"), choice("b", "c"))
    assert maybe(TEXT) == joined(choice("a"), maybe(TEXT))
    assert joined(TEXT, NUMBER) == UNKNOWN
    assert context({"a": NUMBER, "b": maybe(TEXT)}) == joined(
        context({"a": NUMBER, "b": TEXT}), context({"a": NUMBER})
    )


@settings(max_examples=300, deadline=None)
@given(EXPRESSIONS)
def test_any_expression_has_a_kind_and_its_faults_a_place(text: str) -> None:
    parsed = parse_expression(text)
    if isinstance(parsed, Parsed):
        kind, faults = infer(parsed, {"a": NUMBER, "b": maybe(TEXT), "list": list_of(TIER), "now": DATETIME})
        assert isinstance(kind, Kind)
        assert all(0 <= fault.start <= fault.end <= len(text) for fault in faults)
