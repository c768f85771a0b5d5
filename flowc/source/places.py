"""Works out where the characters of a scalar stand in its file: quotes, escapes, folded and literal lines."""

from __future__ import annotations

import re
from bisect import bisect_right

from flowc.source.nodes import Scalar
from flowc.source.span import Span

_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_DOUBLED = re.compile("''")


class FilePlaces:
    """One file's text by lines. Lines end at `\\n` only: other breaks never get here."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def at(self, start: int, end: int) -> Span:
        """Return the span between two offsets of the text; the end stays on the line of the start."""
        line = min(bisect_right(self._starts, start), len(self.lines)) - 1
        column = start - self._starts[line]
        return Span(
            self.path, line, column, line, max(column, min(end - self._starts[line], len(self.lines[line])))
        )

    def span(self, line: int, column: int, length: int = 1) -> Span:
        """Return a span that is kept inside the file, wherever a parser says it is."""
        if line >= len(self.lines):  # parsers count one line more where a file ends
            line, column = len(self.lines) - 1, len(self.lines[-1])
        column = min(column, len(self.lines[line]))
        return Span(self.path, line, column, line, column + length)

    def after(self, span: Span) -> str:
        """Return what follows the start of a span, to the end of the file."""
        return self.text[self._starts[span.line] + span.column :]

    def scalar(self, span: Span, text: str, style: str) -> Scalar:
        """Return the scalar that a parser found at `span`, with the place of every character of its text."""
        if style in ("|", ">"):
            return self._block(span, text, style)
        if span.line != span.end_line:
            lines = tuple(self._content(number, span) for number in range(span.line, span.end_line + 1))
            if style:  # quoted over several lines: escapes and folding mix, the whole span is the place
                return Scalar(span, text, style, span)
            return self._folded(span, text, style, lines)
        if not style:
            return Scalar(span, text, style, span)
        inner = Span(
            self.path, span.line, span.column + 1, span.line, max(span.column + 1, span.end_column - 1)
        )
        return Scalar(span, text, style, inner, shifts=_shifts(self._slice(inner), style))

    def _block(self, span: Span, text: str, style: str) -> Scalar:
        """A block text: `|` keeps its lines as they are, `>` joins them."""
        last = min(span.end_line, len(self.lines) - 1)
        while last > span.line and not (
            self.lines[last].strip() and (last < span.end_line or span.end_column)
        ):
            last -= 1
        whole = Span(self.path, span.line, span.column, last, len(self.lines[last]))
        first = span.line + 1
        if style == "|":
            lines = []
            for offset, line in enumerate(text.split("\n")):
                number = min(first + offset, len(self.lines) - 1)
                source = self.lines[number]
                column = len(source) - len(line) if source.endswith(line) else 0
                lines.append(Span(self.path, number, column, number, column + len(line)))
            return Scalar(whole, text, style, whole, tuple(lines))
        lines = [self._content(number, whole) for number in range(first, last + 1)]
        return self._folded(whole, text, style, tuple(lines))

    def _folded(self, span: Span, text: str, style: str, lines: tuple[Span, ...]) -> Scalar:
        folded = "\n".join(self._slice(line) for line in lines)
        if " ".join(folded.split()) != " ".join(text.split()):
            return Scalar(span, text, style, span)  # comments or rare folding rules between: no exact places
        return Scalar(span, text, style, span, lines, folded=folded)

    def _content(self, number: int, within: Span) -> Span:
        """What stands on one line of a text of several lines, without indentation and spaces at the end."""
        line = self.lines[number] if number < len(self.lines) else ""
        start = within.column if number == within.line else len(line) - len(line.lstrip())
        end = min(within.end_column, len(line)) if number == within.end_line else len(line)
        end = len(line[:end].rstrip())
        return Span(self.path, number, min(start, end), number, max(end, min(start, end)))

    def _slice(self, span: Span) -> str:
        return self.lines[span.line][span.column : span.end_column] if span.line < len(self.lines) else ""


def _shifts(inner: str, style: str) -> tuple[tuple[int, int], ...]:
    """Where escapes stand in a quoted text of one line: (offset after it, columns it took beyond one)."""
    pattern = _DOUBLED if style == "'" else _ESCAPE
    if ("''" if style == "'" else "\\") not in inner:
        return ()
    shifts, extra = [], 0
    for found in pattern.finditer(inner):
        more = len(found.group()) - 1
        shifts.append((found.start() - extra + 1, more))
        extra += more
    return tuple(shifts)
