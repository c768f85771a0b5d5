"""Reads the rows of a CSV file with the place of each cell (RFC 4180; `,` or `;` between cells).

Written here and not with the standard library's reader, which gives no places and never complains.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class SheetCell:
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sheet:
    """`broken` is the cell whose quotes go wrong; rows after it are not there."""

    rows: tuple[tuple[SheetCell, ...], ...]
    broken: Span | None = None


def read_sheet(path: str, text: str) -> Sheet:
    """Return all rows that have something in them. Which sign is between cells, the first line shows."""
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    between = ";" if first.count(";") > first.count(",") else ","
    rows: list[tuple[SheetCell, ...]] = []
    row: list[SheetCell] = []
    at, line, start = 0, 0, 0  # offset, its line, offset of that line
    while at < len(text):
        if text[at] == '"':
            end = _closing_quote(text, at)
            cell_line, column = line, at - start
            if end < 0:
                return Sheet(tuple(rows), Span(path, line, column, line, column + 1))
            written = text[at + 1 : end]
            if breaks := written.count("\n"):
                line += breaks
                start = at + 1 + written.rfind("\n") + 1
            span = Span(path, cell_line, column, line, end + 1 - start)
            row.append(SheetCell(written.replace('""', '"').strip(), span))
            at = end + 1
            if at < len(text) and text[at] not in (between, "\n"):
                return Sheet(tuple(rows), span)
        else:
            found = re.compile(rf"[^{between}\n]*").match(text, at)
            written = found.group() if found else ""
            column = at - start + len(written) - len(written.lstrip())
            word = written.strip()
            row.append(SheetCell(word, Span(path, line, column, line, column + len(word))))
            at += len(written)
        if at < len(text) and text[at] == between:
            at += 1
            if at == len(text) or text[at] == "\n":  # nothing after the last sign is a cell too
                row.append(SheetCell("", Span(path, line, at - start, line, at - start)))
        if at < len(text) and text[at] == "\n":
            at, line = at + 1, line + 1
            start = at
            rows.append(tuple(row))
            row = []
    rows.append(tuple(row))
    return Sheet(tuple(one for one in rows if any(cell.text for cell in one)))


def _closing_quote(text: str, opening: int) -> int:
    """Return the offset of the quote that ends a cell (a doubled one does not), or -1."""
    at = opening + 1
    while (at := text.find('"', at)) >= 0:
        if not text.startswith('""', at):
            return at
        at += 2
    return -1
