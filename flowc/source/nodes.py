"""What a YAML file says, with places: three kinds of nodes. Nothing is read as a number or a date here.

Laws: a node's span is trimmed to what was written; columns count code points; every character of a scalar's
`text` has a place, as far as YAML's folding allows it.
"""

from __future__ import annotations

from flowc.source.record import record
from flowc.source.span import Span


@record()
class Scalar:
    """A single value. `style` is YAML's sign: empty for plain, `'`, `"`, `|` or `>`.

    `span` covers what was written, quotes included. `text_span`, `lines` and `shifts` place the characters of
    `text`, as `Written` in `flowc.structure.tree` explains. `folded` is the text with its line breaks kept,
    where YAML joins several lines to one (empty otherwise); then `lines` are the places of its lines.
    """

    span: Span
    text: str
    style: str
    text_span: Span
    lines: tuple[Span, ...] = ()
    shifts: tuple[tuple[int, int], ...] = ()
    folded: str = ""

    @property
    def plain(self) -> bool:
        return not self.style


@record()
class Entry:
    key: Scalar
    value: Node

    @property
    def span(self) -> Span:
        """From the key's start to the value's end."""
        start, end = self.key.span, self.value.span
        return Span(start.file, start.line, start.column, end.end_line, end.end_column)


@record()
class Mapping:
    """`flow`: written as `{…}`. Keys are unique; entries keep their order."""

    span: Span
    entries: tuple[Entry, ...]
    flow: bool = False


@record()
class Sequence:
    span: Span
    items: tuple[Node, ...]
    flow: bool = False


Node = Scalar | Mapping | Sequence


@record()
class Document:
    """One file, read. `root` None: nothing is written in it, or it could not be read (`broken`)."""

    path: str
    root: Node | None
    broken: bool = False
