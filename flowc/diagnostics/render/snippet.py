"""The lines of a file that a problem points at, with carets under the place and labels beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flowc.diagnostics.render.paint import Paint, Role
from flowc.diagnostics.render.width import cells, visible
from flowc.source.span import Span

MAX_LINE_CELLS = 160  # a line of a generated file may be a megabyte; this much of it fits a wide terminal
LEAD_CELLS = 40  # of a longer line, this much is kept before the place


@dataclass(frozen=True, slots=True)
class Mark:
    """One place to point at. `sign` is repeated under it."""

    span: Span
    text: str
    sign: str
    role: Role


def snippet(source: str | None, marks: Sequence[Mark], gutter: int, paint: Paint) -> list[str]:
    """Return the excerpt of one file; empty when the file has no text or ends before every mark.

    Marks come in the order of the file; lines that are not neighbours are parted by `...`.
    `gutter` is the width of the widest line number shown in the whole report.
    """
    lines = source.splitlines() if source is not None else []
    marks = [mark for mark in sorted(marks, key=lambda one: one.span) if mark.span.line < len(lines)]
    if not marks:
        return []
    bar = paint(Role.FRAME, "|")
    out = [f" {'':{gutter}} {bar}"]
    before: int | None = None
    for mark in marks:
        line = mark.span.line
        text, under = _excerpt(lines[line], mark.span)
        if before is not None and line > before + 1:
            out.append(paint(Role.FRAME, "..."))
        if line != before:
            out.append(f" {paint(Role.FRAME, f'{line + 1:>{gutter}}')} {bar} {text}".rstrip())
        before = line
        pointer = paint(mark.role, mark.sign * under[1] + (f" {mark.text}" if mark.text else ""))
        out.append(f" {'':{gutter}} {bar} {' ' * under[0]}{pointer}")
    out.append(f" {'':{gutter}} {bar}")
    return out


def line_number_width(spans: Sequence[Span]) -> int:
    return max((len(str(span.line + 1)) for span in spans), default=1)


def _excerpt(line: str, span: Span) -> tuple[str, tuple[int, int]]:
    """Return the line as shown, and where its marks begin and how many cells they take (at least one)."""
    shown, widths = visible(line), cells(line)
    start = min(span.column, len(line))
    end = min(span.end_column, len(line)) if span.end_line == span.line else len(line.rstrip())
    first, head = 0, ""
    if sum(widths) > MAX_LINE_CELLS and sum(widths[:start]) > LEAD_CELLS:
        first, head = _last_cells(widths, start, LEAD_CELLS), "…"
    last, tail = _first_cells(widths, first, MAX_LINE_CELLS), "…"
    if last >= len(line):
        last, tail = len(line), ""
    text = head + "".join(shown[first:last]) + tail
    indent = len(head) + sum(widths[first:start])
    return text, (indent, max(1, sum(widths[start : min(end, last)])))


def _last_cells(widths: Sequence[int], end: int, room: int) -> int:
    """Return the smallest index so that `widths[index:end]` fits the room."""
    while end and widths[end - 1] <= room:
        end -= 1
        room -= widths[end]
    return end


def _first_cells(widths: Sequence[int], start: int, room: int) -> int:
    """Return the largest index so that `widths[start:index]` fits the room."""
    while start < len(widths) and widths[start] <= room:
        room -= widths[start]
        start += 1
    return start
