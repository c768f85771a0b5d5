"""Tables of the section `tables`: rows as routing tables have them, and the columns that give values."""

from __future__ import annotations

from flowc.source.nodes import Node, Scalar
from flowc.structure.build_routing import build_table
from flowc.structure.build_values import (
    Context,
    Fields,
    build_optional_value,
    build_word,
    build_words,
    entries_of,
    scalar_of,
)
from flowc.structure.deciding import DecisionTable, TableOutput
from flowc.structure.tree import Cell, Option, Type, Word


def build_decisions(node: Node | None, context: Context) -> dict[str, DecisionTable]:
    """Return the tables by name; one whose rows cannot be read was told, and is left out."""
    found = (_decision(name, value, context) for name, value in entries_of(node))
    return {table.name.text: table for table in found if table is not None}


def _decision(name: Word, node: Node, context: Context) -> DecisionTable | None:
    fields = Fields(node)
    outputs = {word.text: _output(word, value) for word, value in entries_of(fields["outputs"])}
    allowed = tuple(entries_of(fields.get("allowed")))
    table = build_table(name, node, frozenset(outputs), context)
    if table is None:
        return None
    cells = {word.text: _cell(value) for word, value in allowed}
    return DecisionTable(table, outputs, cells, tuple(word for word, _ in allowed))


def _output(name: Word, node: Node) -> TableOutput:
    if isinstance(node, Scalar):
        return TableOutput(name, Type(build_word(node), node.span))
    fields = Fields(node)
    options = tuple(Option(word) for word in build_words(fields.get("options")))
    written = Type(build_word(fields["type"]), node.span, options=options)
    return TableOutput(name, written, build_optional_value(fields.get("default")))


def _cell(node: Node) -> Cell:
    written = scalar_of(node)
    return Cell(written.text.strip(), written.text_span)
