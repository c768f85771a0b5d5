"""A picture in Graphviz's language: from left to right, flows as clusters, ways to a human dashed.

Laws: pure text; every name and label is quoted, so that none can end a label or begin markup; labels are
never HTML-like; the same picture gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flowc.picture.model import Box, Group, Kind, Line, Picture, Theme, Way
from flowc.picture.wrapped import LABEL_CHARS, visible, wrap, wrap_all

FONT = "Helvetica,Arial,sans-serif"
GREY = "#8a8f98"

_GRAPH = {
    "rankdir": "LR",
    "nodesep": "0.2",
    "ranksep": "0.45",
    "labelloc": "t",
    "fontname": FONT,
    "fontsize": "14",
    "bgcolor": "#ffffff",
}
_TITLE = {"labeljust": "l", "fontname": FONT, "fontsize": "13"}
_NODE = {
    "shape": "box",
    "style": "filled",
    "fontname": FONT,
    "fontsize": "11",
    "color": "#4a5160",
    "height": "0.3",
    "margin": "0.1,0.05",
}
_EDGE = {"fontname": FONT, "fontsize": "10", "arrowsize": "0.7"}
_MARKED = "#d1002f"
_HUMAN, _LAST = "#c2440c", "#4a5160"
_BOX: Mapping[Kind, Mapping[str, str]] = {
    Kind.ENTRY: {"style": "rounded,filled", "fillcolor": "#dfe6f3", "color": "#dfe6f3"},
    Kind.WAIT: {"style": "rounded,filled", "fillcolor": "#cfe3ff", "color": "#1f5fbf", "penwidth": "2"},
    Kind.SILENT: {"style": "filled", "fillcolor": "#ffffff"},
    Kind.DECISION: {"shape": "hexagon", "fillcolor": "#fff3c4", "color": "#a07800", "margin": "0.02,0.02"},
    Kind.CALL: {"fillcolor": "#e9ddfa", "color": "#6b3fb0"},
    Kind.FLOW: {"fillcolor": "#ffffff", "peripheries": "2"},
    Kind.HANDOVER: {"style": "rounded,filled", "fillcolor": "#ffd9c7", "color": _HUMAN},
    Kind.RULE: {"fillcolor": "#ffe9de", "color": _HUMAN},
    Kind.END: {"style": "rounded,filled", "fillcolor": _LAST, "fontcolor": "#ffffff"},
    Kind.ROUTING: {"shape": "hexagon", "fillcolor": "#ffd9c7", "color": _HUMAN, "margin": "0.02,0.02"},
    Kind.DIVISION: {"style": "rounded,filled", "fillcolor": "#d5f0dc", "color": "#1d7a3c", "penwidth": "2"},
    Kind.LAST: {"style": "rounded,filled", "fillcolor": _LAST, "fontcolor": "#ffffff"},
    Kind.AWAY: {"style": "dashed", "fontcolor": GREY, "color": GREY},
    Kind.WITNESS: {"shape": "note", "fillcolor": "#fffbe6", "color": _MARKED},
}
_DOT = {"shape": "circle", "width": "0.16", "height": "0.16", "fixedsize": "true", "fillcolor": "#5b7bb4"}
_SIDE = {"fillcolor": "#eeeff1", "color": "#a9adb5", "fontcolor": "#5c626d", "penwidth": "1"}
_LINE: Mapping[Way, Mapping[str, str]] = {
    Way.MAIN: {"color": "#2f3542", "weight": "4"},
    Way.SIDE: {"color": GREY, "fontcolor": GREY, "weight": "2"},
    Way.HUMAN: {"color": "#c2440c", "fontcolor": "#c2440c", "style": "dashed", "weight": "3"},
    Way.DESK: {"color": "#e3a88c", "style": "dashed", "arrowsize": "0.5"},
    Way.INTO: {"color": "#5b7bb4", "fontcolor": "#5b7bb4", "style": "bold"},
}
_GROUP: Mapping[Theme, Mapping[str, str]] = {
    Theme.FLOW: {"style": "rounded,filled", "fillcolor": "#f7f9fc", "color": "#b9c4d6"},
    Theme.SHARED: {"style": "rounded,filled", "fillcolor": "#f4f4f5", "color": "#c7c9ce"},
    Theme.RULES: {"style": "rounded,filled", "fillcolor": "#fff8f4", "color": "#e2b79f"},
    Theme.DIVISIONS: {"style": "rounded,filled", "fillcolor": "#f3fbf5", "color": "#9fccad"},
}


def draw_dot(picture: Picture) -> str:
    """Return the picture for `dot`."""
    return "\n".join(_document(picture)) + "\n"


def _document(picture: Picture) -> Iterator[str]:
    yield "digraph bot {"
    yield f"  graph{_attributes({**_GRAPH, 'label': _text((picture.title,))})}"
    yield f"  node{_attributes(_NODE)}"
    yield f"  edge{_attributes(_EDGE)}"
    for number, group in enumerate(picture.groups):
        yield from _group(number, group)
    for line in picture.lines:
        yield f"  {line.tail} -> {line.head}{_attributes(_line(line))}"
    yield "}"


def _group(number: int, group: Group) -> Iterator[str]:
    boxes = [f"{box.id}{_attributes(_box(box))}" for box in group.boxes]
    if not group.title:
        yield from (f"  {box}" for box in boxes)
        return
    yield f"  subgraph cluster_{number} {{"
    yield f"    graph{_attributes({**_GROUP[group.theme], **_TITLE, 'label': _text((group.title,))})}"
    yield from (f"    {box}" for box in boxes)
    yield "  }"


def _box(box: Box) -> dict[str, str]:
    look = {**_BOX[box.kind], "label": _text(wrap_all(box.lines)), "tooltip": _text((box.place or " ",))}
    if box.kind is Kind.ENTRY and not box.lines:
        look |= _DOT
    if box.side and box.kind not in (Kind.ENTRY, Kind.AWAY):
        look |= _SIDE
    if box.marked:
        look |= {"color": _MARKED, "penwidth": "3"}
    return look


def _line(line: Line) -> dict[str, str]:
    look = dict(_LINE[line.way])
    if line.marked:
        look |= {"color": _MARKED, "penwidth": "3"}
    if line.label:
        look["label"] = _text(tuple(f" {one} " for one in wrap(line.label, LABEL_CHARS)))
    return look


def _attributes(values: Mapping[str, str]) -> str:
    return " [" + ", ".join(f'{name}="{value}"' for name, value in values.items()) + "]"


def _text(lines: tuple[str, ...]) -> str:
    r"""Return lines as the inside of a quoted label.

    Backslashes and quotes are Graphviz's own signs, and it reads `&amp;` even in plain labels.
    """
    safe = (
        visible(line).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').replace("<", "&lt;")
        for line in lines
    )
    return "\\n".join(safe)
