"""Says what is wrong where YAML itself cannot be read: from the parser's words to a designer's problem.

The two scanners of PyYAML word the same mistakes differently; only words that both share are looked at, and
the text around the place decides the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flowc.diagnostics.model import Problem
from flowc.source.file_problems import OddCharacter
from flowc.source.places import FilePlaces
from flowc.source.span import Span
from flowc.source.syntax_problems import (
    BadIndent,
    BracesNotClosed,
    BrokenBraces,
    BrokenYaml,
    ColonInText,
    KeyWithoutColon,
    QuoteNotClosed,
    SignBeforeText,
    TextAfterQuote,
)
from flowc.source.yaml_problems import AliasUsed, TabIndent

_SIGNS = "@`%*&!|>"


@dataclass(frozen=True, slots=True)
class Fault:
    """What the parser said: what it was reading (`context`, from `opened` on) and what it met at `met`."""

    met: tuple[int, int]
    opened: tuple[int, int] | None
    context: str
    problem: str
    braces: tuple[int, int] | None = None  # the innermost `{` or `[` that is open
    odd: tuple[int, str] | None = None  # offset and character that can stand in no YAML


def syntax_problem(fault: Fault, places: FilePlaces) -> Problem:
    """Return the problem for anything that made the parser stop."""
    if fault.odd:
        at, character = fault.odd
        return OddCharacter(places.at(at, at + 1), character)
    here = places.span(*fault.met)
    start = places.span(*fault.opened) if fault.opened else here
    context, problem = fault.context, fault.problem
    text = places.lines[here.line]

    if tab := _tab(places, here.line):
        return tab
    if "mapping values are not allowed" in problem:
        key = text[: here.column].strip()
        if here.line and ":" not in key and not text[: here.column].rstrip().endswith(("'", '"')):
            # The colon follows the first word of its line: the line stands too far right of the one above.
            return BadIndent(places.span(here.line, len(text) - len(text.lstrip()), len(key)))
        return ColonInText(here)
    if "alias" in context or "anchor" in context:
        written = re.match(r"[&*][^\s,\]}]*", text[start.column :])
        word = written.group() if written else text[start.column : start.column + 1]
        return AliasUsed(places.span(start.line, start.column, max(1, len(word))), word)
    if "quoted scalar" in context and "end of stream" in problem:
        return QuoteNotClosed(start)
    if "quoted scalar" in context:
        return BrokenYaml(
            here, "this cannot stand in double quotes", "ini tidak boleh ada dalam tanda kutip dua"
        )
    if "flow" in context:
        return _braces(places, places.span(*fault.braces) if fault.braces else start, here)
    if "cannot start any token" in problem and text[here.column : here.column + 1] in _SIGNS:
        return SignBeforeText(here, text[here.column : here.column + 1])
    if "simple key" in context:
        return KeyWithoutColon(places.span(start.line, start.column, len(places.lines[start.line])))
    if "block" in context or "document start" in problem:
        return _block(places, here, text)
    return BrokenYaml(here, "this cannot be read", "bagian ini tidak bisa dibaca")


def _tab(places: FilePlaces, line: int) -> TabIndent | None:
    for number in (line, line - 1):
        text = places.lines[number] if 0 <= number < len(places.lines) else ""
        indent = text[: len(text) - len(text.lstrip(" \t"))]
        if "\t" in indent:
            return TabIndent(places.span(number, indent.index("\t"), len(indent) - indent.index("\t")))
    return None


def _braces(places: FilePlaces, start: Span, here: Span) -> Problem:
    """A `{…}` or `[…]` that ended wrongly: never closed, or a value in it that needs quotes."""
    opening = places.lines[start.line][start.column : start.column + 1]
    between = places.lines[start.line][start.column :]
    if here.line > start.line or not places.after(here).strip():
        closing = {"{": "}", "[": "]"}.get(opening, "}")
        if between.count(opening) > between.count(closing):
            return BracesNotClosed(start, opening)
    return BrokenBraces(here, start)


def _block(places: FilePlaces, here: Span, text: str) -> Problem:
    before = text[: here.column].rstrip()
    value = re.search(r"(?:^|[:\-]\s+)([*&!])\S*$", before)
    if value:
        return SignBeforeText(places.span(here.line, value.start(1)), value.group(1))
    if before.endswith(("'", '"')):
        return TextAfterQuote(here)
    if "}" in before or "]" in before:
        return TextAfterQuote(here)
    return BadIndent(here)
