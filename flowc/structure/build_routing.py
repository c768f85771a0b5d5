"""Rows of tables: text with `|` between columns, or a CSV file; the cells with their places."""

from __future__ import annotations

import posixpath
import re

from flowc.source.csv_rows import Sheet, read_sheet
from flowc.source.file_problems import PathOutsideBot
from flowc.source.nodes import Node, Scalar
from flowc.source.span import Span
from flowc.structure.build_allowed import note_allowed
from flowc.structure.build_values import Context, Fields, build_word, entries_of, scalar_of
from flowc.structure.table_problems import (
    BrokenSheet,
    EmptyCell,
    EmptyTable,
    ForeignTable,
    MissingSheet,
    RaggedRow,
)
from flowc.structure.tree import Cell, Table, TableRow, Word

# The name of a file; a table in one line would have no rows.
_SHEET = re.compile(r"[^|\n]+\.(?:csv|tsv|txt|xlsx?|ods|numbers)")
_RULE = re.compile("[:=]*-{2,}[-:+]*")
OUTPUTS = frozenset(("to", "level", "priority", "skills", "agent"))

_Row = tuple[Cell, ...]


def build_tables(node: Node | None, context: Context) -> tuple[Table, ...]:
    found = (build_table(name, value, OUTPUTS, context) for name, value in entries_of(node))
    return tuple(table for table in found if table is not None)


def build_table(name: Word, node: Node, outputs: frozenset[str], context: Context) -> Table | None:
    """Return a table; None where its rows cannot be read, which is told.

    Args:
        outputs: the headings of columns that give something: there a cell may be empty.
    """
    fields = Fields(node)
    written = scalar_of(fields["rows"])
    between = "|"
    if _SHEET.fullmatch(written.text):
        sheet = _sheet(written, context)
        if sheet is None:
            return None
        lines, between = _sheet_rows(sheet), sheet.between
    else:
        lines = _text_rows(written)
    if foreign := _foreign(lines, outputs):
        context.sink.add(foreign)
        return None
    if len(lines) < 2:
        folded = len(written.lines) > 1 and written.style != "|"
        context.sink.add(EmptyTable(lines[0][0].span if lines else written.span, folded))
        return None
    headings, *rows = lines
    for heading in headings:
        if not heading.text:
            context.sink.add(EmptyCell(heading.span, ""))
            return None
    kept = tuple(row for row in rows if _is_whole(row, headings, outputs, between, context))
    in_sheet = tuple(_row_span(row) for row in lines if row[0].span.file != node.span.file)
    note_allowed(node, context, name, in_sheet)
    return Table(
        name=name,
        span=node.span,
        headings=headings,
        rows=tuple(TableRow(row, _row_span(row)) for row in kept),
        hit=build_word(fields.get("hit")),
    )


def _foreign(lines: tuple[_Row, ...], outputs: frozenset[str]) -> ForeignTable | None:
    """Return what is wrong with a table that is written as in a spreadsheet or in Markdown."""
    headings = lines[0] if lines else ()
    if len(headings) > 2 and not headings[0].text and not headings[-1].text:
        return ForeignTable(_row_span(headings), "|")
    if len(lines) > 1 and all(_RULE.fullmatch(cell.text) for cell in lines[1]):
        return ForeignTable(_row_span(lines[1]), "-")
    if len(headings) == 1:
        for sign in ("\t", ";", ","):
            parts = [part.strip() for part in headings[0].text.split(sign)]
            if len(parts) > 1 and not outputs.isdisjoint(parts):
                return ForeignTable(headings[0].span, sign)
    return None


def _is_whole(row: _Row, headings: _Row, outputs: frozenset[str], between: str, context: Context) -> bool:
    if len(row) != len(headings):
        in_sheet = row[0].span.file.endswith(".csv")
        told = RaggedRow(_row_span(row), len(row), len(headings), between if in_sheet else "")
        context.sink.add(told)
        return False
    whole = True
    for cell, heading in zip(row, headings, strict=True):
        if not cell.text and heading.text not in outputs:
            context.sink.add(EmptyCell(cell.span, heading.text))
            whole = False
    return whole


def _row_span(row: _Row) -> Span:
    first, last = row[0].span, row[-1].span
    return Span(first.file, first.line, first.column, last.end_line, last.end_column)


def _text_rows(written: Scalar) -> tuple[_Row, ...]:
    """Lines that begin with `#`, and lines without anything, are left out."""
    rows = []
    for number, line in enumerate(written.text.split("\n")):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        place = written.lines[number] if number < len(written.lines) and not written.folded else None
        rows.append(_cells(line, place, written.text_span))
    return tuple(rows)


def _cells(line: str, place: Span | None, whole: Span) -> _Row:
    cells, start = [], 0
    for part in line.split("|"):
        text = part.strip()
        column = start + len(part) - len(part.lstrip()) if text else start
        span = place.part(column, column + max(1, len(text))) if place is not None else whole
        cells.append(Cell(text, span))
        start += len(part) + 1
    return tuple(cells)


def _sheet(written: Scalar, context: Context) -> Sheet | None:
    """The named file, which is sought beside the file that names it."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(written.span.file), written.text))
    if path.startswith(("../", "/")) or "\\" in path:
        context.sink.add(PathOutsideBot(written.span, written.text))
        return None
    project = context.project
    if refused := dict(project.refused).get(path):
        context.sink.add(refused)
        return None
    sheets = {sheet.path: sheet.text for sheet in project.sheets}
    if path not in sheets:
        context.sink.add(MissingSheet(written.span, written.text, tuple(sheets)))
        return None
    sheet = read_sheet(path, sheets[path])
    if sheet.broken is not None:
        context.sink.add(BrokenSheet(sheet.broken))
        return None
    return sheet


def _sheet_rows(sheet: Sheet) -> tuple[_Row, ...]:
    rows = tuple(tuple(Cell(cell.text, cell.span) for cell in row) for row in sheet.rows)
    return _without_empty_columns(tuple(row for row in rows if not row[0].text.startswith("#")))


def _without_empty_columns(rows: tuple[_Row, ...]) -> tuple[_Row, ...]:
    """Leave out columns at the right that a spreadsheet exported although nothing stands in them."""
    widths = [max((at + 1 for at, cell in enumerate(row) if cell.text), default=1) for row in rows]
    named = widths[0] if widths else 0
    return tuple(row[: max(named, width)] for row, width in zip(rows, widths, strict=True))
