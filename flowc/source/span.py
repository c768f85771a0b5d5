"""Where something stands in a file. Lines and columns are 0-based; `shown` is the one place that adds one."""

from __future__ import annotations

from flowc.source.record import record

PACKAGE = "flowc:"  # how the path of a file begins that comes with flowc and is in no bot's folder


@record(order=True)
class Span:
    """From (`line`, `column`) to (`end_line`, `end_column`), end exclusive; columns count code points.

    `file` is relative to the bot's folder, with `/`, or begins with `PACKAGE`.
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def part(self, start: int, end: int) -> Span:
        """Return the part from offset `start` to `end` of a span that stays on one line."""
        return Span(self.file, self.line, self.column + start, self.line, self.column + end)

    def to(self, last: Span) -> Span:
        """Return the span from the start of this one to the end of a later one; this one in another file."""
        if last.file != self.file:
            return self
        return Span(self.file, self.line, self.column, last.end_line, last.end_column)

    def holds(self, other: Span) -> bool:
        """Return whether another span lies within this one."""
        return (
            self.file == other.file
            and (self.line, self.column) <= (other.line, other.column)
            and (other.end_line, other.end_column) <= (self.end_line, self.end_column)
        )


def shown(span: Span) -> tuple[int, int]:
    """Return line and column of a span's start as people and editors count them (1-based)."""
    return span.line + 1, span.column + 1
