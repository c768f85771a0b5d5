"""Cells of choice, text and list columns, where bare words are values (LANGUAGE section 3, "Cells").

`gold, platinum` · `not(gold)` · `"with, comma"` · `/developers/*` in text columns · `null`. A cell that
begins with a comparison is left to FEEL's grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from flowc.feel.build import Spans
from flowc.feel.faults import SyntaxFault
from runtime.artifact.tree import AnyOf, Compare, Has, Like, Not, Null, String, Test

ColumnKind = Literal["choice", "text", "list", "other"]

_NOT = re.compile(r"\s*not\s*\((.*)\)\s*", re.DOTALL)
_OPENS_NOT = re.compile(r"\s*not\s*\(")
_PIECE = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^,"]*?)\s*(,|$)', re.DOTALL)
_COMPARISON = re.compile(r"\s*(?:[<>]|!?=)")


def read_words(text: str, column: ColumnKind, spans: Spans) -> Test | tuple[SyntaxFault, ...] | None:
    """Return the test of a cell of words, or its mistakes; None: the cell holds a comparison, not words."""
    if _COMPARISON.match(text):
        return None
    if not text.strip():
        return (SyntaxFault("empty", 0, len(text)),)
    negated = _NOT.fullmatch(text)
    if negated is None and (opened := _OPENS_NOT.match(text)):
        return (SyntaxFault("unclosed_bracket", opened.end() - 1, opened.end(), "(", (")",)),)
    start, end = negated.span(1) if negated else (0, len(text))
    tests: list[Test] = []
    for piece in _pieces(text, start, end):
        if isinstance(piece, SyntaxFault):
            return (piece,)
        tests.append(_test(text, *piece, column, spans))
    whole = len(text) - len(text.lstrip()), len(text.rstrip())
    if negated:
        return spans.at(Not(tuple(tests)), *whole)
    return tests[0] if len(tests) == 1 else spans.at(AnyOf(tuple(tests)), *whole)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int] | SyntaxFault]:
    """Yield the offsets of the pieces between commas, quotes included."""
    at = start
    while True:
        found = _PIECE.match(text, at, end)
        if found is None:
            quote = text.find('"', at, end)
            closed = text.find('"', quote + 1, end) >= 0
            yield (
                SyntaxFault("unexpected", quote, quote + 1, '"', (",",))
                if closed
                else SyntaxFault("unclosed_string", quote, end, text[quote:end], ('"',))
            )
            return
        if not found[1]:
            yield SyntaxFault("unexpected", found.start(2), found.end(2), found[2], ("value",))
            return
        yield found.span(1)
        if not found[2]:
            return
        at = found.end()


def _test(text: str, start: int, end: int, column: ColumnKind, spans: Spans) -> Test:
    word = text[start:end]
    if word == "null":
        return spans.at(Compare("=", spans.at(Null(), start, end)), start, end)
    if word.startswith('"'):
        value = spans.at(String(re.sub(r'\\(["\\])', r"\1", word[1:-1])), start, end)
    elif column == "text" and "*" in word:
        return spans.at(Like(word), start, end)
    else:
        value = spans.at(String(word), start, end)
    return spans.at(Has(value) if column == "list" else Compare("=", value), start, end)
