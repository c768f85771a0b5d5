"""Reads an ordinary YAML file into nodes: one in which nothing is wrong and nothing is rare.

Law: what is read here is what `yaml_tree` would have read of it, without a problem; wherever there could be
one (an anchor, a tag, a repeated key, a letter that is not seen …) this gives up and says nothing. Nearly all
files are ordinary, and reading them is the largest part of compiling; this takes half the time.
"""

from __future__ import annotations

from typing import Any

import yaml

from flowc.source.letters import ODD, UNSEEN
from flowc.source.limits import MAX_DEPTH, MAX_NODES, MAX_VALUE
from flowc.source.nodes import Entry, Mapping, Node, Scalar, Sequence
from flowc.source.places import FilePlaces
from flowc.source.span import Span


class _NotOrdinaryError(Exception):
    """Nothing is known about the file then."""


class _Open:
    """A mapping or list whose end has not come yet. `names` None: a list."""

    __slots__ = ("entries", "flow", "items", "key", "names", "start")

    def __init__(self, event: Any, names: set[str] | None) -> None:  # Any: the stubs doubt that it has marks
        if event.anchor is not None or event.tag is not None:
            raise _NotOrdinaryError
        self.start: tuple[int, int] = event.start_mark.line, event.start_mark.column
        self.flow = bool(event.flow_style)
        self.names = names
        self.key: Scalar | None = None
        self.entries: list[Entry] = []
        self.items: list[Node] = []


def read_ordinary(places: FilePlaces, loader: type[Any]) -> Node | None:
    """Return the root of an ordinary file; None: it is not ordinary, or nothing is written in it.

    Args:
        loader: PyYAML's, of any kind: its events are the same.
    """
    if "\t" in places.text or UNSEEN.search(places.text):
        return None
    try:
        return _read(places, loader(places.text))
    except Exception:  # whatever PyYAML does not like: it is read again, by the reader that says what
        return None


def _read(places: FilePlaces, parser: Any) -> Node | None:
    path, next_event = places.path, parser.get_event  # Any: PyYAML's two kinds of parsers share no type
    root: Node | None = None
    documents = nodes = 0
    stack: list[_Open] = []
    while True:
        event = next_event()
        kind = type(event)
        node: Node
        if kind is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                raise _NotOrdinaryError
            start, end = event.start_mark, event.end_mark
            node = _scalar(places, Span(path, start.line, start.column, end.line, end.column), event)
            nodes += 1
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            nodes += 1
            if len(stack) >= MAX_DEPTH or (stack and stack[-1].names is not None and stack[-1].key is None):
                raise _NotOrdinaryError
            stack.append(_Open(event, set() if kind is yaml.MappingStartEvent else None))
            continue
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            node = _closed(stack.pop(), path, event.end_mark)
        elif kind is yaml.DocumentStartEvent and not documents:
            documents = 1
            continue
        elif kind is yaml.StreamEndEvent:
            return root if nodes <= MAX_NODES else None
        elif kind is yaml.StreamStartEvent or kind is yaml.DocumentEndEvent:
            continue
        else:
            raise _NotOrdinaryError
        if not stack:
            root = node
            continue
        above = stack[-1]
        if above.names is None:
            above.items.append(node)
        elif above.key is not None:
            above.entries.append(Entry(above.key, node))
            above.key = None
        else:
            above.key = _key(node, above.names)


def _scalar(places: FilePlaces, span: Span, event: Any) -> Scalar:  # Any: as above
    text, style = event.value, event.style
    if not style and span.line == span.end_line and len(text) <= MAX_VALUE:
        return Scalar(span, text, "", span)
    if len(text) > MAX_VALUE or (style == '"' and ODD.search(text)):
        raise _NotOrdinaryError
    return places.scalar(span, text, style or "")


def _key(node: Node, names: set[str]) -> Scalar:
    if not isinstance(node, Scalar) or node.text in names or node.text == "<<":
        raise _NotOrdinaryError
    names.add(node.text)
    return node


def _closed(done: _Open, path: str, end: Any) -> Node:  # Any: as above
    line, column = done.start
    last: Node | None = None
    if not done.flow:  # the end mark of block style is where the next thing starts
        last = done.entries[-1].value if done.entries else done.items[-1] if done.items else None
    if last is not None:
        span = Span(path, line, column, last.span.end_line, last.span.end_column)
    else:
        span = Span(path, line, column, end.line, end.column)
    if done.names is None:
        return Sequence(span, tuple(done.items), done.flow)
    return Mapping(span, tuple(done.entries), done.flow)
