"""Text to tree: places, mistakes as facts, and that no text is too strange."""

from __future__ import annotations

import logging
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark, logger

from flowc.feel.faults import SyntaxFault
from flowc.feel.parser import Parsed, parse_expression, parse_test
from runtime.artifact import records, tree
from runtime.feel import limits
from tests.runtime.feel.strategies import EXPRESSIONS


def faults_of(text: str) -> tuple[SyntaxFault, ...]:
    result = parse_expression(text)
    assert isinstance(result, tuple), f"{text}: {result}"
    return result


def tree_of(text: str) -> tree.Expr:
    result = parse_expression(text, functions=True)
    assert isinstance(result, Parsed), f"{text}: {result}"
    return result.tree


def test_the_grammar_has_no_conflicts() -> None:
    said: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]  # a short handler
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        grammar = files("flowc.feel").joinpath("grammar.lark").read_text(encoding="utf-8")
        Lark(grammar, parser="lalr", start=["start", "cell"], debug=True)
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    assert said == []


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("1 + 2 * 3", "1 + (2 * 3)"),
        ("1 - 2 - 3", "(1 - 2) - 3"),
        ("a or b and c", "a or (b and c)"),
        ("not(a) and b", "(not(a)) and b"),
        ("a = b and c", "(a = b) and c"),
        ("a + 1 > b", "(a + 1) > b"),
        ("1 + if a then b else c + d", "1 + (if a then b else (c + d))"),
        ("a or some x in l satisfies x and b", "a or (some x in l satisfies (x and b))"),
        ("a and b and if c then d else e or f", "a and b and (if c then d else (e or f))"),
        ("2 * -for x in l return x", "2 * (-(for x in l return x))"),
        ("a between 1 and if b then 2 else 3", "a between 1 and (if b then 2 else 3)"),
        ("a = function(x: list<number>) x = b", "a = (function(x: list<number>) (x = b))"),
        ("-a ** 2", "(-a) ** 2"),
        ("x between 1 and 2 and y", "(x between 1 and 2) and y"),
        ("-5 . x", "-(5 . x)"),
        ("string  length ( s )", "string length(s)"),
        ("a /* why */ + // so\n b", "a+b"),
        ("if a then b else c or d", "if a then b else (c or d)"),
        ("x in [1..5[", "x in [1..5)"),
        ("x in ]1..5]", "x in (1..5]"),
        ("x in < 5", "x in (< 5)"),
        ('"\\u0041"', '"A"'),
        ("{a b: 1}", '{"a b": 1}'),
    ],
)
def test_texts_with_the_same_meaning(text: str, same_as: str) -> None:
    assert tree_of(same_as) == tree_of(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", SyntaxFault("empty", 0, 0)),
        ("  ", SyntaxFault("empty", 0, 2, "  ")),
        ("a == b", SyntaxFault("foreign_operator", 2, 4, "==", instead="=")),
        ("a <> b", SyntaxFault("foreign_operator", 2, 4, "<>", instead="!=")),
        ("a && b", SyntaxFault("foreign_operator", 2, 4, "&&", instead="and")),
        ("a || b", SyntaxFault("foreign_operator", 2, 4, "||", instead="or")),
        ("!a", SyntaxFault("foreign_operator", 0, 1, "!", instead="not(…)")),
        ("a => 5", SyntaxFault("foreign_operator", 2, 4, "=>", instead=">=")),
        ("'refund'", SyntaxFault("foreign_quotes", 0, 8, "'refund'", instead='"')),
        ("a = “refund”", SyntaxFault("foreign_quotes", 4, 12, "“refund”", instead='"')),
        ('a = "refund', SyntaxFault("unclosed_string", 4, 11, '"refund', ('"',))),
        ('"\\q"', SyntaxFault("bad_escape", 1, 3, "\\q")),
        ("10m", SyntaxFault("bare_temporal", 0, 3, "10m", instead='duration("10m")')),
        ("a > 2026-11-23", SyntaxFault("bare_temporal", 4, 14, "2026-11-23", instead='date("2026-11-23")')),
        ("a > 16:30", SyntaxFault("bare_temporal", 4, 9, "16:30", instead='time("16:30")')),
        ('@"besok"', SyntaxFault("bad_literal", 0, 8, '@"besok"')),
        ("50rb", SyntaxFault("number_and_word", 0, 4, "50rb")),
        ("(a", SyntaxFault("unclosed_bracket", 0, 1, "(", (")",))),
        ("[a)", SyntaxFault("unclosed_bracket", 0, 1, "[", ("]",))),
        ("a)", SyntaxFault("stray_bracket", 1, 2, ")")),
        ("a #", SyntaxFault("unknown_character", 2, 3, "#")),
        ("1 < x < 5", SyntaxFault("chained_comparison", 6, 7, "<")),
        ("a and", SyntaxFault("unexpected", 5, 5, "", ("value",))),
        ("a and or b", SyntaxFault("unexpected", 6, 8, "or", ("value",))),
        ("if a then b", SyntaxFault("unexpected", 11, 11, "", ("else",))),
        ("if a b", SyntaxFault("unexpected", 5, 6, "b", ("operator", "then"))),
        ("a b", SyntaxFault("unexpected", 2, 3, "b", ("operator", "end"))),
        ("f(a b)", SyntaxFault("unexpected", 4, 5, "b", ("operator", ")", ","))),
        ("some in a satisfies b", SyntaxFault("unexpected", 5, 7, "in", ("name",))),
        ("function(x) x", SyntaxFault("function_definition", 0, 8, "function")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mistake_is_a_fact(text: str, fault: SyntaxFault) -> None:
    assert fault == faults_of(text)[0]


def test_every_word_that_can_be_seen_wrong_is_reported_at_once() -> None:
    assert [fault.kind for fault in faults_of("a == 'x'")] == ["foreign_operator", "foreign_quotes"]


def test_a_text_beyond_the_limits_is_refused() -> None:
    long = "a + " * 300 + "a"
    assert [SyntaxFault("too_long", 1_024, len(long), limit=1_024)] == list(faults_of(long))
    assert faults_of("(" * 40 + "a" + ")" * 40)[0].kind == "too_deep"
    assert faults_of("a" + " + a" * 40)[0].kind == "too_deep"
    assert faults_of("-" * 900 + "a")[0].kind == "too_deep"


def test_a_long_chain_of_conditions_is_not_deep() -> None:
    assert isinstance(parse_expression(" or ".join(["a = 1"] * 100)), Parsed)


def test_every_node_knows_its_place() -> None:
    text = 'pesanan.total > 5 and (topic in ("a", "b"))'
    parsed = parse_expression(text)
    assert isinstance(parsed, Parsed)
    found = {}
    pending: list[object] = [parsed.tree]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            pending.extend(node)
        elif hasattr(node, "__dataclass_fields__"):
            start, end = parsed.span(node)
            found[type(node).__name__, text[start:end]] = True
            pending.extend(getattr(node, name) for name in node.__dataclass_fields__)
    assert {
        ("Binary", text),
        ("Binary", "pesanan.total > 5"),
        ("Path", "pesanan.total"),
        ("Name", "pesanan"),
        ("Number", "5"),
        ("In", 'topic in ("a", "b")'),
        ("Name", "topic"),
        ("Compare", '"a"'),
        ("String", '"a"'),
        ("Compare", '"b"'),
        ("String", '"b"'),
    } == set(found)


@settings(deadline=None)
@given(EXPRESSIONS)
def test_a_tree_survives_the_artifact(text: str) -> None:
    parsed = parse_expression(text)
    if isinstance(parsed, Parsed):
        expr: tree.Expr = records.decode(tree.Expr, records.encode(parsed.tree))  # type: ignore[arg-type]  # a union
        assert parsed.tree == expr


_SCRAP_WORDS = r"""
a 1 .5 "x" "  ' @"P1D" @ ( ) [ ] { } , : . .. + - ** * / = == != < <= > >= and or not in if then else for
return some every satisfies between instance of function external null true date and time string length ->
? ! & \ 10m
2026-11-23 ]1..2[ // /* */ “ é 😀 list< of
"""
_SCRAPS = st.sampled_from([*_SCRAP_WORDS.split(), "\t", "\n", " "])


@settings(max_examples=500, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(_SCRAPS, max_size=30).map(" ".join)
    | st.lists(_SCRAPS, max_size=30).map("".join)
)
def test_any_text_gives_a_tree_or_faults_inside_it(text: str) -> None:
    for result in (
        parse_expression(text, functions=True),
        parse_test(text, "other"),
        parse_test(text, "text"),
    ):
        if isinstance(result, Parsed):
            assert all(0 <= start <= end <= len(text) for start, end in result.spans.values())
        else:
            assert result
            assert all(0 <= fault.start <= fault.end <= len(text) for fault in result)


@pytest.mark.parametrize(
    "scrap", ["(", "[", "-", "a.", "1..", "{a:", "not(", "if a then ", "/*", '"', "f(a,", "][", "<"]
)
def test_the_longest_repetition_is_quick(scrap: str) -> None:
    text = (scrap * limits.TEXT_CHARS)[: limits.TEXT_CHARS]
    assert isinstance(parse_expression(text), tuple)
