"""Rows of spreadsheets, with the place of each cell."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.source.csv_rows import cell_at, letters, read_sheet
from flowc.source.span import Span


def texts(text: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_sheet("a.csv", text).rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("topic,to\nrefund,cs\n", [["topic", "to"], ["refund", "cs"]]),
        ('topic,to\n"gold, platinum",cs', [["topic", "to"], ["gold, platinum", "cs"]]),
        ("topic;to\ngold, platinum;cs", [["topic", "to"], ["gold, platinum", "cs"]]),
        ('a,b\n"x ""y""",', [["a", "b"], ['x "y"', ""]]),
        ("a,b\n\n , \nc,d", [["a", "b"], ["c", "d"]]),
        ("", []),
        ("topic\tto\ngold, platinum\tcs", [["topic", "to"], ["gold, platinum", "cs"]]),
        ("topic | to\ngold, platinum | cs", [["topic", "to"], ["gold, platinum", "cs"]]),
        ("sep=;\ntopic, tier;to\nx;cs", [["topic, tier", "to"], ["x", "cs"]]),
        ("f(a, b);to\nx;cs\ny;cs", [["f(a, b)", "to"], ["x", "cs"], ["y", "cs"]]),
        ('topic,to\n"a;b;c",cs', [["topic", "to"], ["a;b;c", "cs"]]),
    ],
)
def test_rows(text: str, rows: list[list[str]]) -> None:
    assert texts(text) == rows


def test_places_of_cells() -> None:
    rows = read_sheet("a.csv", 'to,  x \n"a\nb",😀c\n').rows
    assert [(cell.span.line, cell.span.column, cell.span.end_column) for cell in rows[0]] == [
        (0, 0, 2),
        (0, 5, 6),
    ]
    quoted, plain = rows[1]
    assert (quoted.span.line, quoted.span.column, quoted.span.end_line, quoted.span.end_column) == (
        1,
        0,
        2,
        2,
    )
    assert (plain.span.line, plain.span.column, plain.span.end_column) == (2, 3, 5)


def test_cells_are_called_as_in_a_spreadsheet() -> None:
    text = 'to,x\n"a\nb",c\n\n,d\n'
    assert [[cell.name for cell in row] for row in read_sheet("a.csv", text).rows] == [
        ["A1", "B1"],
        ["A2", "B2"],
        ["A4", "B4"],  # the empty row counts, the break inside a cell does not
    ]
    assert cell_at("a.csv", text, Span("a.csv", 2, 3, 2, 4)) == "B2"
    assert cell_at("a.csv", text, Span("a.csv", 9, 0, 9, 1)) == ""
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("text", ['a,b\n"c', 'a,b\n"c" d,e'])
def test_quotes_that_go_wrong(text: str) -> None:
    sheet = read_sheet("a.csv", text)
    assert sheet.broken is not None
    assert sheet.broken.line == 1
    assert len(sheet.rows) == 1


CELLS = st.text(alphabet='ab,;" \n', max_size=6).map(str.strip).filter(bool)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([["one", "two"], *rows])
    assert texts(out.getvalue()) == [["one", "two"], *rows]


@given(st.text(alphabet='ab,;"\n ', max_size=40))
def test_any_text_is_rows_or_a_broken_cell(text: str) -> None:
    sheet = read_sheet("a.csv", text)
    lines = text.split("\n")
    for row in sheet.rows:
        for cell in row:
            assert 0 <= cell.span.line <= cell.span.end_line < len(lines)
            assert cell.span.end_column <= len(lines[cell.span.end_line])
