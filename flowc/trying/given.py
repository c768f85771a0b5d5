"""A YAML file of names and values, read as the names that an expression may use.

Plain scalars are what they are in bots (`null`, `true`, `12.5`, texts); dates, times and durations in ISO
form are those; quoted scalars are texts. `=` and an expression is its value, with the names above it.
"""

from __future__ import annotations

from datetime import datetime

from flowc.diagnostics.sink import Sink
from flowc.feel.problems import problem_of
from flowc.source.nodes import Mapping, Node, Scalar
from flowc.source.scalars import as_boolean, as_number, is_null
from flowc.source.span import Span
from flowc.source.yaml_tree import read_yaml
from flowc.trying.expressions import Failure, try_expression
from runtime.feel import temporal
from runtime.feel.values import Value


def read_given(path: str, text: str, now: datetime | None, sink: Sink) -> dict[str, Value]:
    """Return the names of a file; what is wrong in it goes to `sink`, and a name there has no value."""
    root = read_yaml(path, text, sink).root
    names: dict[str, Value] = {}
    for entry in root.entries if isinstance(root, Mapping) else ():
        names[entry.key.text] = _value(entry.value, names, now, sink)
    return names


def _value(node: Node, names: dict[str, Value], now: datetime | None, sink: Sink) -> Value:
    if isinstance(node, Scalar):
        return _scalar(node, names, now, sink)
    if isinstance(node, Mapping):
        return {entry.key.text: _value(entry.value, names, now, sink) for entry in node.entries}
    return tuple(_value(item, names, now, sink) for item in node.items)


def _scalar(node: Scalar, names: dict[str, Value], now: datetime | None, sink: Sink) -> Value:
    if not node.plain:
        return node.text
    if node.text.startswith("="):
        value = try_expression(node.text[1:], names, now)
        if not isinstance(value, Failure):
            return value
        for fault in value.faults:
            sink.add(problem_of(fault, _place(node, fault.start + 1, fault.end + 1)))
        return None
    if is_null(node):
        return None
    found: Value
    for found in (as_boolean(node), as_number(node), temporal.read_literal(node.text)):
        if found is not None:
            return found
    return node.text


def _place(node: Scalar, start: int, end: int) -> Span:
    one_line = node.text_span.line == node.text_span.end_line
    return node.text_span.part(start, end) if one_line else node.span
