"""The driver makes of any tokens what lark itself makes of them, and stops where lark does."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedToken

from flowc.feel.driver import Driver
from flowc.feel.tokens import read_tokens


@cache
def grammar() -> Lark:
    """The grammar without a builder: what comes out is lark's own tree."""
    text = files("flowc.feel").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", start=["start", "cell"], maybe_placeholders=True)


@cache
def driver(start: str) -> Driver:
    return Driver(grammar().parse_interactive(start=start).parser_state.parse_conf)


def by_lark(tokens: list[Token], start: str) -> Tree[Token] | None:
    state = grammar().parse_interactive(start=start)
    try:
        for token in tokens:
            state.feed_token(token)
        made: Tree[Token] = state.feed_eof()  # type: ignore[no-untyped-call]  # lark leaves its types out
    except UnexpectedToken:
        return None
    return made


TABLE = grammar().parse_interactive(start="start").parser_state.parse_conf.states
TERMINALS = sorted(
    {name for actions in TABLE.values() for name in actions if name.isupper() and name[0] != "$"}
)
STARTS = st.sampled_from(("start", "cell"))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(TERMINALS), max_size=12), STARTS)
def test_any_tokens_become_the_same_or_nothing(types: list[str], start: str) -> None:
    tokens = [Token(type_, f"{type_} {number}") for number, type_ in enumerate(types)]
    assert driver(start).run(tokens) == by_lark(tokens, start)


PIECES = ("a", "a.b", "1", '"x"', "not", "(", ")", "[", "]", "+", "-", "=", "<", ",", "and", "or", "in", "..")
WHOLE = (
    "1 + 2 * 3",
    "f(a, b)",
    "f(x: 1)",
    "[1..3]",
    "x in (1, 2)",
    "if a then b else c",
    "a[b = 1].c",
    "-2 ** 3",
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from((*PIECES, *WHOLE)), min_size=1, max_size=6), STARTS)
def test_any_text_becomes_the_same_or_nothing(pieces: list[str], start: str) -> None:
    read = read_tokens(" ".join(pieces), cell=start == "cell").tokens
    tokens = [Token(one.type, one.text) for one in read]
    assert driver(start).run(tokens) == by_lark(tokens, start)


@pytest.mark.parametrize("text", WHOLE)
def test_whole_expressions_are_made(text: str) -> None:
    tokens = [Token(one.type, one.text) for one in read_tokens(text).tokens]
    made = by_lark(tokens, "start")
    assert made is not None
    assert driver("start").run(tokens) == made
