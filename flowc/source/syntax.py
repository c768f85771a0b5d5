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
    NoSpaceAfterColon,
    QuoteNotClosed,
    SignBeforeText,
    TextAfterQuote,
)
from flowc.source.yaml_problems import AliasUsed, TabIndent

_SIGNS = "@`%*&!|>"
_LOOKS_LIKE_KEY = re.compile(r"\s*(?:- +)*[{\[]*\s*[a-z_]+: ")


@dataclass(frozen=True, slots=True)
class Fault:
    """What the parser said: what it was reading (`context`, from `opened` on) and what it met at `met`."""

    met: tuple[int, int]
    opened: tuple[int, int] | None
    context: str
    problem: str
    braces: tuple[int, int] | None = None  # the innermost `{` or `[` that is open
    quoted: tuple[int, int, int] | None = None  # line, column and last line of the text in quotes before it
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
    if fault.quoted and (opened := _swallowed(places, here, fault.quoted)):
        return opened
    if "mapping values are not allowed" in problem:
        return _colon(places, here, text)
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
    if "block scalar" in context:  # `>` or `|` with a text behind it
        return SignBeforeText(start, places.lines[start.line][start.column : start.column + 1])
    if "block sequence entries" in problem:
        return SignBeforeText(here, "-")
    if "cannot start any token" in problem and text[here.column : here.column + 1] in _SIGNS:
        return SignBeforeText(here, text[here.column : here.column + 1])
    if "simple key" in context:
        return _line_without_key(places, start)
    if "block" in context or "document start" in problem:
        return _block(places, here, text)
    return BrokenYaml(here, "this cannot be read", "bagian ini tidak bisa dibaca")


def _tab(places: FilePlaces, line: int) -> TabIndent | None:
    for number in (line, line - 1):
        text = places.lines[number] if 0 <= number < len(places.lines) else ""
        indent = text[: len(text) - len(text.lstrip(" \t"))]
        if "\t" in indent:
            start = indent.index("\t")
            return TabIndent(places.span(number, start, len(indent) - start), indents_of_tabs(places))
    return None


def indents_of_tabs(places: FilePlaces) -> tuple[Span, ...]:
    """Return where each line's tabs stand, or nothing where spaces indent too: then nobody knows how many
    spaces a tab was meant to be."""
    indents = [
        (number, line[: len(line) - len(line.lstrip(" \t"))])
        for number, line in enumerate(places.lines)
        if line.strip()
    ]
    if any(" " in indent for _, indent in indents):
        return ()
    return tuple(places.span(number, 0, len(indent)) for number, indent in indents if indent)


def _swallowed(places: FilePlaces, here: Span, quoted: tuple[int, int, int]) -> Problem | None:
    """A quote that is never closed swallows the lines below, up to the next quote of its kind."""
    line, column, end_line = quoted
    below = places.lines[line + 1 : end_line + 1]
    if end_line == here.line and any(_LOOKS_LIKE_KEY.match(one) for one in below):
        return QuoteNotClosed(places.span(line, column))
    return None


def _colon(places: FilePlaces, here: Span, text: str) -> Problem:
    """A colon where no key can be: in a text, or the line begins too far right of the one above."""
    before = text[: here.column]
    key = before.strip()
    if not here.line or ":" in key or before.rstrip().endswith(("'", '"')):
        return ColonInText(here)
    above = next((at for at in range(here.line - 1, -1, -1) if places.lines[at].strip()), here.line)
    word = places.lines[above].strip()
    if re.fullmatch(r"[\w.-]+\uff1a?", word):
        return _line_without_key(places, places.span(above, places.lines[above].index(word)))
    return BadIndent(places.span(here.line, len(text) - len(text.lstrip()), len(key)))


def _line_without_key(places: FilePlaces, start: Span) -> Problem:
    """A line that is no key, for want of a colon or of the space behind it."""
    line = places.lines[start.line]
    written = line[start.column :]
    if joined := re.match(r"([a-z_]+):(?=[^\s:/])", written):
        return NoSpaceAfterColon(places.span(start.line, start.column, len(written.rstrip())), joined[1])
    return KeyWithoutColon(places.span(start.line, start.column, len(written.rstrip())))


def _braces(places: FilePlaces, start: Span, here: Span) -> Problem:
    """A `{…}` or `[…]` that ended wrongly: never closed, or a value in it that needs quotes."""
    line = places.lines[here.line]
    before, sign = line[: here.column], line[here.column : here.column + 1]
    if sign == ":" and (here.line == start.line or not _LOOKS_LIKE_KEY.match(line)):
        if lacks_comma := re.search(r"[:,]\s+[a-z0-9_.=-]+ ([a-z_]+)$", before):
            key = lacks_comma[1]
            return BrokenBraces(places.span(here.line, here.column - len(key), len(key)), start, key)
        return ColonInText(here)
    if before.rstrip().endswith(("'", '"')) and sign.isalnum():
        return TextAfterQuote(here)
    opening = places.lines[start.line][start.column : start.column + 1]
    between = re.split(r"\s#(?=\w)", places.lines[start.line][start.column :])[0]
    comment = between != places.lines[start.line][start.column :]
    if here.line > start.line or not places.after(here).strip():
        closing = {"{": "}", "[": "]"}.get(opening, "}")
        if between.count(opening) > between.count(closing):
            return BracesNotClosed(start, opening, comment)
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
