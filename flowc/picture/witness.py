"""Marks in a picture the way of a conversation that goes wrong, and writes the conversation beside it.

The lines of a witness know the step they are said at; between two of them the shortest drawn way is the one
it took, since nothing is said there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from flowc.diagnostics.model import Diagnostic
from flowc.diagnostics.render.telling import one_line, spoken
from flowc.picture.model import Box, Group, Kind, Picture, Theme
from flowc.source.span import Span, shown


def draw_witness(picture: Picture, one: Diagnostic, language: str) -> Picture:
    """Return the picture with the way to a problem marked; where it names no step nothing is."""
    visited = list(_visited(picture, one))
    ways = [_way(picture, tail, head) for tail, head in pairwise(visited)]
    boxes = {*visited, *(box for way in ways for step in way for box in step)}
    steps = {step for way in ways for step in way}
    told = tuple(spoken(turn, language) for turn in one.witness) or (one_line(one.message, language),)
    groups = tuple(
        replace(group, boxes=tuple(replace(box, marked=box.id in boxes) for box in group.boxes))
        for group in picture.groups
    )
    lines = tuple(replace(line, marked=(line.tail, line.head) in steps) for line in picture.lines)
    witness = Group(Theme.RULES, f"{one.code} {one.name}", (Box("witness", Kind.WITNESS, told),))
    return Picture(picture.title, (witness, *groups), lines)


def _visited(picture: Picture, one: Diagnostic) -> Iterator[str]:
    """Yield the boxes that the conversation comes to, in its order: where its flow begins, then its steps."""
    spans = [*(turn.span for turn in one.witness if turn.span is not None), one.primary.span]
    before = ""
    for span in spans:
        for group in picture.groups:
            for box in group.boxes:
                if _name(span) in box.places and box.id != before:
                    if not before and group.boxes[0].kind is Kind.ENTRY:
                        yield group.boxes[0].id
                    yield (before := box.id)


def _name(span: Span) -> str:
    line, column = shown(span)
    return f"{span.file}:{line}:{column}"


def _way(picture: Picture, tail: str, head: str) -> Iterable[tuple[str, str]]:
    """Return the lines of the shortest way between two boxes; none where no way is drawn."""
    out: dict[str, list[str]] = {}
    for line in picture.lines:
        out.setdefault(line.tail, []).append(line.head)
    came: dict[str, str] = {}
    queue = deque([tail])
    while queue:
        box = queue.popleft()
        for following in out.get(box, ()):
            if following not in came and following != tail:
                came[following] = box
                queue.append(following)
    way = []
    while head in came:
        way.append((came[head], head))
        head = came[head]
    return way
