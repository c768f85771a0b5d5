"""Where the keys of an operator's file stand: TOML's reader gives values without places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flowc.source.span import Span

_TABLE = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_AT = re.compile(r"at line (\d+), column (\d+)")


def place_of(file: str, text: str, path: Sequence[str]) -> Span:
    """Return where the last part of a dotted path stands, or the last part of it that stands anywhere.

    >>> place_of("flowc.toml", '[staff.ani]\\ndivisions = ["cs"]', ("staff", "ani", "divisions", "cs"))
    Span(file='flowc.toml', line=1, column=14, end_line=1, end_column=16)
    """
    lines = text.splitlines()
    keys = list(_keys(lines))
    for length in range(len(path), 0, -1):
        for number, (found, line, start, end) in enumerate(keys):
            if found == tuple(path[:length]):
                others = (at for other, at, _, _ in keys[number + 1 :] if other[:length] != found)
                below = next(others, len(lines))
                inside = _word(file, lines, path[-1], line, end, below) if length < len(path) else None
                return inside or Span(file, line, start, line, end)
    return Span(file)


def syntax_place(file: str, text: str, reason: str) -> Span:
    """Return where TOML's reader stopped, from what it says; the end of the file where it says no place."""
    if found := _AT.search(reason):
        line, column = int(found[1]) - 1, int(found[2]) - 1
        return Span(file, line, column, line, column + 1)
    lines = text.rstrip().splitlines() or [""]
    return Span(file, len(lines) - 1, max(len(lines[-1]) - 1, 0), len(lines) - 1, len(lines[-1]))


def _keys(lines: Sequence[str]) -> Iterator[tuple[tuple[str, ...], int, int, int]]:
    """Yield each path that a line begins, with the line, and the columns of its last part."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines):
        is_table = _TABLE.match(line)
        found = is_table or _KEY.match(line)
        if found is None:
            continue
        parts = [*_PART.finditer(line, found.start(1), found.end(1))]
        names = tuple(part[0].strip("\"'") for part in parts)
        if is_table:
            table = names
            for length, part in enumerate(parts, 1):
                yield names[:length], number, part.start(), part.end()
        else:
            yield (*table, *names), number, parts[-1].start(), parts[-1].end()


def _word(file: str, lines: Sequence[str], word: str, line: int, start: int, below: int) -> Span | None:
    """Return where a whole word stands in a value that begins behind column `start` of a line."""
    for number in range(line, max(below, line + 1)):
        text = lines[number]
        found = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])").search(
            text, start if number == line else 0
        )
        if found:
            return Span(file, number, found.start(), number, found.end())
    return None
