"""Expressions and cells: text to the tree that `runtime.feel` evaluates, with the place of every node.

The grammar is `grammar.lark`; this is the only module that imports lark. Nothing here raises on any text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

from lark import Lark
from lark.exceptions import UnexpectedToken

from flowc.feel import cells
from flowc.feel.build import Builder, Piece, Spans
from flowc.feel.driver import Driver
from flowc.feel.faults import SyntaxFault
from flowc.feel.tokens import Token, read_tokens
from runtime.artifact.tree import Anything, Expr, Test
from runtime.feel import limits

Tree = TypeVar("Tree", bound=object)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Tree]):
    """A tree and where its nodes stand. `span(node)` gives offsets in `text`, end exclusive.

    Nodes are told apart by identity: two equal nodes stand at two places.
    """

    text: str
    tree: Tree
    spans: Mapping[int, tuple[int, int]] = field(repr=False, compare=False)

    def span(self, node: object) -> tuple[int, int]:
        """Return the offsets of a node of this tree; of anything else, those of the whole text."""
        return self.spans.get(id(node), (0, len(self.text)))


def parse_expression(
    text: str, *, functions: bool = False, names: Iterable[str] = ()
) -> Parsed[Expr] | tuple[SyntaxFault, ...]:
    """Return the tree of an expression, or its mistakes in the order of the text.

    Args:
        functions: allow what the engine knows and bots may not write: function definitions, any literal.
        names: names with spaces that the scope knows; bots have none.
    """
    reading = read_tokens(text, names=names, bounded=not functions)
    if reading.faults:
        return tuple(reading.faults)
    result = _parse(text, reading.tokens, "start", functions)
    return (result,) if isinstance(result, SyntaxFault) else Parsed(text, result.node, result.spans.places)


def parse_test(
    text: str, column: cells.ColumnKind, *, names: Iterable[str] = ()
) -> Parsed[Test] | tuple[SyntaxFault, ...]:
    """Return the tree of a cell, or its mistakes. `names` as for expressions.

    In `choice`, `text` and `list` columns bare words are values; in `other` columns (numbers, dates, times,
    durations, booleans) a cell holds FEEL's unary tests, and dates and durations stand unquoted.
    """
    if len(text) > limits.TEXT_CHARS:
        return (SyntaxFault("too_long", limits.TEXT_CHARS, len(text), limit=limits.TEXT_CHARS),)
    spans = Spans()
    if text.strip() == "-":
        return Parsed(text, spans.at(Anything(), text.index("-"), text.index("-") + 1), spans.places)
    if column != "other":
        words = cells.read_words(text, column, spans)
        if words is not None:
            return words if isinstance(words, tuple) else Parsed(text, words, spans.places)
    reading = read_tokens(text, cell=True, names=names)
    if reading.faults:
        return tuple(reading.faults)
    result = _parse(text, reading.tokens, "cell", functions=False)
    return (result,) if isinstance(result, SyntaxFault) else Parsed(text, result.node, result.spans.places)


@cache
def _grammar() -> Lark:
    return Lark(
        files("flowc.feel").joinpath("grammar.lark").read_text(encoding="utf-8"),
        parser="lalr",
        start=["start", "cell"],
        transformer=Builder(),
        maybe_placeholders=True,
        strict=False,
    )


@cache
def _driver(start: str) -> Driver:
    return Driver(_grammar().parse_interactive(start=start).parser_state.parse_conf)


class _Terminal:
    """A token as the builder wants it; it carries the table of places that the builder fills."""

    __slots__ = ("end_pos", "spans", "start_pos", "type", "value")

    def __init__(self, token: Token, spans: Spans) -> None:
        self.type = token.type
        self.value = token.text
        self.start_pos = token.start
        self.end_pos = token.end
        self.spans = spans


def _parse(text: str, tokens: list[Token], start: str, functions: bool) -> Piece | SyntaxFault:
    if not functions:
        for at in tokens:
            if at.type == "FUNCTION":
                stuck = _stuck(text, tokens[: tokens.index(at)], start)
                return stuck or SyntaxFault("function_definition", at.start, at.end, at.text)
    spans = Spans()
    piece: Piece | None = _driver(start).run([_Terminal(token, spans) for token in tokens])
    if piece is None:
        fault = _stuck(text, tokens, start, ended=True)
        assert fault is not None
        return fault
    if piece.depth > limits.DEPTH:
        return SyntaxFault(
            "too_deep", piece.start, piece.end, text[piece.start : piece.end], limit=limits.DEPTH
        )
    return piece


def _stuck(text: str, tokens: list[Token], start: str, *, ended: bool = False) -> SyntaxFault | None:
    """Return where the tokens cannot go on; lark itself is asked, which knows what could stand there."""
    state = _grammar().parse_interactive(start=start)
    spans = Spans()
    at: Token | None = None
    try:
        for at in tokens:
            state.feed_token(_Terminal(at, spans))  # type: ignore[arg-type]  # lark looks at `type` alone
        at = None
        if ended:
            state.feed_eof()  # type: ignore[no-untyped-call]  # lark types most of its calls, not this one
    except UnexpectedToken:
        return _unexpected(text, at, state.accepts())  # type: ignore[no-untyped-call]  # as above
    return None


_VALUE = frozenset({"NUMBER", "STRING", "NULL", "TRUE"})
_OPERATORS = frozenset({"PLUS", "MINUS", "TIMES", "DIVIDE", "POWER", "COMPARE", "AND", "OR", "IN", "BETWEEN"})
_SHOWN = {
    "THEN": "then",
    "ELSE": "else",
    "RETURN": "return",
    "SATISFIES": "satisfies",
    "RPAR": ")",
    "RSQB": "]",
    "RBRACE": "}",
    "COMMA": ",",
    "COLON": ":",
    "DOTS": "..",
    "LPAR": "(",
    "$END": "end",
}


def _unexpected(text: str, at: Token | None, accepts: set[str]) -> SyntaxFault:
    start, end, found = (at.start, at.end, text[at.start : at.end]) if at else (len(text), len(text), "")
    if at is not None and at.type == "COMPARE" and "AND" in accepts and "COMPARE" not in accepts:
        return SyntaxFault("chained_comparison", start, end, found)
    if accepts >= _VALUE:
        expected: tuple[str, ...] = ("value",)
    elif "AND" in accepts and "BETWEEN" not in accepts and not accepts & {"OR", "$END"}:
        expected = ("and",)  # `x between 1 …`
    elif accepts & {"AND", "OR", "COMPARE"} or accepts <= _OPERATORS:
        expected = ("operator", *_shown(accepts - {"COLON"}))  # nobody forgets the `:` of a named argument
    else:
        expected = (
            *(("name",) if "NAME" in accepts else ()),
            *(("in",) if "IN" in accepts else ()),
            *_shown(accepts),
        )
    return SyntaxFault("unexpected", start, end, found, expected)


def _shown(accepts: set[str]) -> tuple[str, ...]:
    """`(` is left out where it is only a call: nobody forgot it."""
    return tuple(
        shown
        for terminal, shown in _SHOWN.items()
        if terminal in accepts and (terminal != "LPAR" or len(accepts) == 1)
    )
