"""Checks tables of the section `tables`: their columns, and whether the hit policy fits them."""

from __future__ import annotations

from flowc.diagnostics.similar import similar_names
from flowc.names.look import Look
from flowc.names.problems.decisions import ColumnMissing, HitDoesNotFit
from flowc.names.problems.tables import OutputLeftOfInput, OutputSetTwice
from flowc.names.symbols import Symbols
from flowc.source.span import Span
from flowc.structure import tree
from flowc.structure.deciding import DecisionTable

_TOTALS = ("sum", "min", "max")
_BY_OPTIONS = ("priority", "output_order")


def check(look: Look) -> None:
    for table in look.bot.tables.values():
        _columns(look, table)
        if lacks := _lacks(table):
            hit = table.table.hit
            look.report(HitDoesNotFit(table.name.span if hit is None else hit.span, table.hit, lacks))


def _columns(look: Look, table: DecisionTable) -> None:
    headings = table.table.headings
    first: dict[str, Span] = {}
    for heading in headings:
        if not table.gives(heading):
            if first and not meant_output(look.symbols, table, heading):
                look.report(
                    OutputLeftOfInput(heading.span, heading.text, next(reversed(first)), routing=False)
                )
            continue
        if heading.text in first:
            look.report(OutputSetTwice(heading.span, heading.text, first[heading.text]))
        first.setdefault(heading.text, heading.span)
    tested = tuple(heading.text for heading in headings if not table.gives(heading))
    written = tuple(heading.text for heading in headings)
    for output in table.outputs.values():
        if output.name.text not in first:
            close = similar_names(output.name.text, written)
            look.report(ColumnMissing(output.name.span, output.name.text, close, written))
    for key in table.allowed_keys:
        if key.text not in tested:
            look.report(ColumnMissing(key.span, key.text, similar_names(key.text, tested), tested))


def meant_output(symbols: Symbols, table: DecisionTable, heading: tree.Cell) -> bool:
    """Return whether a heading is an output, misspelled here or in `outputs`: that is told there."""
    if table.gives(heading) or heading.text in symbols.slots or not heading.text.isidentifier():
        return False
    headings = {one.text for one in table.table.headings}
    lost = [name for name in table.outputs if name not in headings]
    return bool(similar_names(heading.text, lost))


def _lacks(table: DecisionTable) -> str:
    """Return what the hit policy needs and the outputs do not have; an empty text: nothing."""
    types = [output.type.name.text for output in table.outputs.values()]
    if table.hit in _TOTALS:
        if len(types) > 1:
            return "one output"
        if table.hit == "sum" and types != ["number"]:
            return "numbers"
        if types == ["boolean"]:
            return "an order"
    if table.hit in _BY_OPTIONS and "choice" not in types:
        return "options"
    return ""
