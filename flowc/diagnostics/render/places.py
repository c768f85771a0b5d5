"""Where a problem is for a machine: a file of the repository, lines and columns from 1, the end exclusive.

A problem of a ready-made flow is in no file of the repository: its place is the manifest of the bot that
uses the flow, and what is said of it names the flow's file.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote

from flowc.diagnostics.render.report import Report
from flowc.source.csv_rows import cell_at
from flowc.source.span import PACKAGE, Span, shown

MANIFEST = "bot.yaml"


@dataclass(frozen=True, slots=True)
class Place:
    """`path` is relative to the repository, with `/` and without `./`; columns count code points."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


def place_of(span: Span, report: Report) -> Place:
    """Return the place of a span of a report's bot."""
    if span.file.startswith(PACKAGE):
        return Place(_path(MANIFEST, report))
    line, column = shown(span)
    end_line, end_column = shown(Span(span.file, span.end_line, span.end_column))
    return Place(_path(span.file, report), line, column, end_line, end_column)


def outside(span: Span, report: Report) -> str:
    """Return file and line of a span that is in no file of the repository, else an empty text."""
    if not span.file.startswith(PACKAGE):
        return ""
    return f"{span.file}:{shown(span)[0]}" if span.file in report.sources else span.file


def cell_of(span: Span, report: Report) -> str:
    """Return what a spreadsheet calls the cell that a span is in, `C5`; an empty text: it is in no sheet."""
    if not span.file.endswith(".csv") or span.file not in report.sources:
        return ""
    return cell_at(span.file, report.sources[span.file], span)


def uri(path: str) -> str:
    """Return a path as a relative reference (RFC 3986), with the bytes of a name that is no Unicode.

    >>> uri("bot toko/a:b.yaml")
    'bot%20toko/a%3Ab.yaml'
    """
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")


def _path(file: str, report: Report) -> str:
    return posixpath.normpath(posixpath.join(report.in_repository, file))
