"""Reads the rows of a CSV file with the place of each cell (RFC 4180; what is between cells is found out).

Written here and not with the standard library's reader, which gives no places and never complains.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flowc.source.span import Span

SEPARATORS = (",", ";", "\t", "|")
_LINES_LOOKED_AT = 50  # to tell which sign is between cells
_SAID = re.compile(r"sep=(.)\n?")  # how spreadsheets say it themselves, in a first line of its own


@dataclass(frozen=True, slots=True)
class SheetCell:
    """`name` as a spreadsheet calls the cell: `C5`; rows without anything count there too."""

    text: str
    span: Span
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`broken` is the cell whose quotes go wrong; rows after it are not there. `between`: the sign."""

    rows: tuple[tuple[SheetCell, ...], ...]
    broken: Span | None = None
    between: str = ","


def read_sheet(path: str, text: str) -> Sheet:
    """Return all rows that have something in them."""
    said = _SAID.match(text)
    between = said[1] if said is not None else separator_of(text)
    plain = re.compile(rf"[^{re.escape(between)}\n]*")
    rows: list[tuple[SheetCell, ...]] = []
    row: list[SheetCell] = []
    number = 1  # of the row, as a spreadsheet counts
    at, line, start = 0, 0, 0  # offset, its line, offset of that line
    if said is not None:
        at = start = said.end()
        line = 1

    def add(cell: str, span: Span) -> None:
        row.append(SheetCell(cell, span, f"{letters(len(row))}{number}"))

    while at < len(text):
        if text[at] == '"':
            end = _closing_quote(text, at)
            cell_line, column = line, at - start
            if end < 0:
                return Sheet(tuple(rows), Span(path, line, column, line, column + 1), between)
            written = text[at + 1 : end]
            if breaks := written.count("\n"):
                line += breaks
                start = at + 1 + written.rfind("\n") + 1
            span = Span(path, cell_line, column, line, end + 1 - start)
            add(written.replace('""', '"').strip(), span)
            at = end + 1
            if at < len(text) and text[at] not in (between, "\n"):
                return Sheet(tuple(rows), span, between)
        else:
            found = plain.match(text, at)
            written = found.group() if found else ""
            column = at - start + len(written) - len(written.lstrip())
            word = written.strip()
            add(word, Span(path, line, column, line, column + len(word)))
            at += len(written)
        if at < len(text) and text[at] == between:
            at += 1
            if at == len(text) or text[at] == "\n":  # nothing after the last sign is a cell too
                add("", Span(path, line, at - start, line, at - start))
        if at < len(text) and text[at] == "\n":
            at, line = at + 1, line + 1
            start = at
            rows.append(tuple(row))
            row = []
            number += 1
    rows.append(tuple(row))
    whole = tuple(one for one in rows if any(cell.text for cell in one))
    return Sheet(whole, between=between)


def separator_of(text: str) -> str:
    """Return the sign between cells: one that the first line has, and as often as most other lines do.

    Of several such signs the one that the first line has most often; `,` where it has none.
    """
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.split("\n", _LINES_LOOKED_AT)[:_LINES_LOOKED_AT]]
    lines = [line for line in lines if line.strip()]
    if not lines:
        return ","

    def fits(sign: str) -> tuple[int, int]:
        wanted = lines[0].count(sign)
        return sum(line.count(sign) == wanted for line in lines), wanted

    return max((sign for sign in SEPARATORS if sign in lines[0]), key=fits, default=",")


def cell_at(path: str, text: str, span: Span) -> str:
    """Return what a spreadsheet calls the cell that a place in a CSV file is in; an empty text: in none."""
    place = (span.line, span.column)
    for row in read_sheet(path, text).rows:
        for cell in row:
            if (cell.span.line, cell.span.column) <= place <= (cell.span.end_line, cell.span.end_column):
                return cell.name
    return ""


def letters(column: int) -> str:
    """Return what a spreadsheet calls a column (from 0): `A` … `Z`, `AA` …"""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _closing_quote(text: str, opening: int) -> int:
    """Return the offset of the quote that ends a cell (a doubled one does not), or -1."""
    at = opening + 1
    while (at := text.find('"', at)) >= 0:
        if not text.startswith('""', at):
            return at
        at += 2
    return -1
