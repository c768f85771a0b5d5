"""A picture as a Mermaid flowchart, for pages that draw it themselves (Git hosts, wikis).

Laws: pure text; every name and label is quoted and its special signs are numeric entities, so that none can
end a label, begin markup or a link; the same picture gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from flowc.picture.model import Box, Group, Kind, Line, Picture, Way
from flowc.picture.wrapped import LABEL_CHARS, visible, wrap, wrap_all

# The brackets of each shape (Mermaid's flowchart syntax).
_SHAPE: Mapping[Kind, tuple[str, str]] = {
    Kind.ENTRY: ("([", "])"),
    Kind.WAIT: ("(", ")"),
    Kind.SILENT: ("[", "]"),
    Kind.DECISION: ("{{", "}}"),
    Kind.CALL: ("[/", "/]"),
    Kind.FLOW: ("[[", "]]"),
    Kind.HANDOVER: ("([", "])"),
    Kind.RULE: ("[", "]"),
    Kind.END: ("([", "])"),
    Kind.ROUTING: ("{{", "}}"),
    Kind.DIVISION: ("(", ")"),
    Kind.LAST: ("([", "])"),
    Kind.AWAY: ("[[", "]]"),
    Kind.WITNESS: ("[", "]"),
}
_ARROW: Mapping[Way, str] = {
    Way.MAIN: "-->",
    Way.SIDE: "-->",
    Way.HUMAN: "-.->",
    Way.DESK: "-.->",
    Way.INTO: "==>",
}
_MARKED = "#d1002f"
_ITEM = re.compile(r"^(-|\+|[0-9]+[.)]) ")
_CLASSES = {
    "wait": "fill:#cfe3ff,stroke:#1f5fbf,stroke-width:2px,color:#111",
    "silent": "fill:#ffffff,stroke:#4a5160,color:#111",
    "decision": "fill:#fff3c4,stroke:#a07800,color:#111",
    "call": "fill:#e9ddfa,stroke:#6b3fb0,color:#111",
    "human": "fill:#ffd9c7,stroke:#c2440c,color:#111",
    "division": "fill:#d5f0dc,stroke:#1d7a3c,stroke-width:2px,color:#111",
    "entry": "fill:#dfe6f3,stroke:#dfe6f3,color:#111",
    "last": "fill:#4a5160,stroke:#4a5160,color:#ffffff",
    "witness": "fill:#fffbe6,stroke:#d1002f,color:#111",
    "aside": "fill:#eeeff1,stroke:#a9adb5,color:#5c626d",
}
_CLASS: Mapping[Kind, str] = {
    Kind.ENTRY: "entry",
    Kind.WAIT: "wait",
    Kind.SILENT: "silent",
    Kind.DECISION: "decision",
    Kind.CALL: "call",
    Kind.FLOW: "silent",
    Kind.HANDOVER: "human",
    Kind.RULE: "human",
    Kind.END: "last",
    Kind.ROUTING: "human",
    Kind.DIVISION: "division",
    Kind.LAST: "last",
    Kind.AWAY: "aside",
    Kind.WITNESS: "witness",
}


def draw_mermaid(picture: Picture) -> str:
    """Return the picture as a flowchart."""
    return "\n".join(_document(picture)) + "\n"


def _document(picture: Picture) -> Iterator[str]:
    yield "flowchart LR"
    for number, group in enumerate(picture.groups):
        yield from _group(number, group)
    for line in picture.lines:
        yield f"  {line.tail} {_ARROW[line.way]}{_label(line)} {line.head}"
    yield from (f"  classDef {name} {look}" for name, look in _CLASSES.items())
    yield from _marks(picture)


def _marks(picture: Picture) -> Iterator[str]:
    """Yield what marks the way of a witness; lines are named by their number."""
    boxes = [box.id for group in picture.groups for box in group.boxes if box.marked]
    lines = [str(number) for number, line in enumerate(picture.lines) if line.marked]
    yield from (f"  style {box} stroke:{_MARKED},stroke-width:4px" for box in boxes)
    if lines:
        yield f"  linkStyle {','.join(lines)} stroke:{_MARKED},stroke-width:4px"


def _group(number: int, group: Group) -> Iterator[str]:
    if not group.title:
        yield from (f"  {_box(box)}" for box in group.boxes)
        return
    yield f"  subgraph g{number}[{_text((group.title,))}]"
    yield from (f"    {_box(box)}" for box in group.boxes)
    yield "  end"


def _box(box: Box) -> str:
    opening, closing = _SHAPE[box.kind]
    name = "aside" if box.side and box.kind is not Kind.ENTRY else _CLASS[box.kind]
    return f"{box.id}{opening}{_text(wrap_all(box.lines) or (' ',))}{closing}:::{name}"


def _label(line: Line) -> str:
    return f"|{_text(wrap(line.label, LABEL_CHARS))}|" if line.label else ""


def _text(lines: tuple[str, ...]) -> str:
    return '"' + "<br/>".join(_no_list("".join(map(_safe, visible(line)))) for line in lines) + '"'


def _no_list(line: str) -> str:
    """Keep a line from being taken for an item of a Markdown list, which Mermaid refuses to draw."""
    return _ITEM.sub(r"\1#160;", line)


def _safe(sign: str) -> str:
    """Return a sign as it may stand inside a quoted label; all but letters, digits and a few as an entity."""
    return sign if sign.isalnum() or sign in " _.,:-+=()/" else f"#{ord(sign)};"
