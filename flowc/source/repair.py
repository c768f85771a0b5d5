"""Cuts what made a file unreadable out of it, so that the rest of the file is read and its mistakes are told.

Laws: lines keep their numbers, and what is not cut keeps its columns; each cut leaves less to read. What was
cut leaves its key behind, with `CUT` in place of the value: a name that is declared there stays declared, and
nothing follows from its loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flowc.diagnostics.model import Problem
from flowc.source.file_problems import OddCharacter
from flowc.source.syntax_problems import BadIndent, BrokenBraces, KeyWithoutColon, NoSpaceAfterColon
from flowc.source.yaml_problems import SeveralDocuments, TabIndent, TooDeep, TooManyValues, ValueTooLong

CUT = "!cut"  # a tag; any other tag is told, and this one too where nothing was cut
MAX_CUTS = 10  # a file with more places that cannot be read is no YAML
MAX_READ_AGAIN = 2 << 20  # characters: reading a file of 1 MiB takes a second
_WHOLE_FILE = (SeveralDocuments, TooDeep, TooManyValues, ValueTooLong, OddCharacter)
_OF_LINES = (BadIndent, KeyWithoutColon, NoSpaceAfterColon, TabIndent)
_KEY = re.compile(r"(\s*(?:- +)*)([A-Za-z_][^\s:,{}\[\]\"']*):(?=\s|$)")
_ITEM = re.compile(r"(\s*(?:- +)+)")


def without(problem: Problem, lines: list[str]) -> list[str] | None:
    """Return the lines without the part that `problem` is about, or None where it cannot be told apart."""
    if isinstance(problem, _WHOLE_FILE):
        return None
    if isinstance(problem, _OF_LINES):
        return _without_thing(lines, problem.span.line)
    line = problem.opened.line if isinstance(problem, BrokenBraces) else problem.span.line
    return _without_value(lines, line)


def _without_value(lines: list[str], at: int) -> list[str] | None:
    """Cut the value that begins on a line: that of its key, or the whole item of a list."""
    start = next((number for number in range(at, -1, -1) if _begins(lines[number])), None)
    if start is None or CUT in lines[start] or not _indent(lines[start]):
        return None
    line = lines[start]
    if found := _KEY.match(line):
        head, column = f"{found[1]}{found[2]}:", len(found[1])
    else:
        item = _ITEM.match(line)
        head, column = (item[1].rstrip(), _indent(line)) if item else ("", 0)
    return _cut(lines, start, f"{head} {CUT}", column)


def _without_thing(lines: list[str], at: int) -> list[str] | None:
    """Cut everything below the name that a line belongs to: a flow, a message, a rule."""
    section = next((number for number in range(at, -1, -1) if _is_section(lines[number])), None)
    if section is None or section == at:
        return None
    inside = [number for number in range(section + 1, at + 1) if _is_written(lines[number])]
    if not inside:
        return None
    level = _indent(lines[inside[0]])
    thing = max(number for number in inside if _indent(lines[number]) <= level)
    kept = _cut(lines, thing, _head(lines[thing], lines[inside[0]]), level)
    found = _KEY.match(lines[at]) if thing != at else None
    if found and not found[1].strip() and found[2] not in _names_at(lines, level):
        # It may be a name that only begins in a wrong column: it stays declared.
        kept[at] = f"{' ' * level}{found[2]}: {CUT}"
    return None if kept == lines else kept


def _cut(lines: list[str], start: int, head: str, column: int) -> list[str]:
    """Put `head` in place of a line and blank all lines below that are further right than `column`."""
    kept = [*lines]
    kept[start] = head
    for number in range(start + 1, len(lines)):
        further = _indent(lines[number]) > column or not lines[number].strip(" ]},")
        if _is_written(lines[number]) and not further:
            break
        kept[number] = ""
    return kept


def _head(line: str, neighbour: str) -> str:
    """Return what is left of the thing that begins on a line, in the column of its neighbour."""
    level = " " * _indent(neighbour)
    if neighbour.lstrip().startswith("-"):
        return f"{level}- {CUT}"
    word = re.match(r"\s*([A-Za-z_][A-Za-z0-9_.-]*)", line)
    return f"{level}{word[1]}: {CUT}" if word else ""


def _names_at(lines: list[str], level: int) -> Iterator[str]:
    for line in lines:
        if (found := _KEY.match(line)) and len(found[1]) == level:
            yield found[2]


def _begins(line: str) -> bool:
    return bool(_is_written(line) and (_KEY.match(line) or _ITEM.match(line)))


def _is_section(line: str) -> bool:
    return bool(_is_written(line) and not line[0].isspace() and line[0] != "-")


def _is_written(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    wide = line.expandtabs()
    return len(wide) - len(wide.lstrip())
