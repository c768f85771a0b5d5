"""What a table of the section `tables` gives, as its declaration says: no cell is read for it."""

from __future__ import annotations

from flowc.structure.deciding import DecisionTable
from flowc.structure.tree import Literal
from flowc.types.kinds import NUMBER, Kind, context, list_of, maybe, of_slot_type

_LISTS = ("rule_order", "output_order", "collect")
_ONE_ROW = ("first", "unique", "priority")  # `any` gives null where rows that hold differ


def kind_of_table(table: DecisionTable) -> Kind:
    """Return the kind of `table.<name>`: of its only output, or a context of all; a list of these where the
    hit policy takes several rows, and a number for `count`."""
    if table.hit == "count":
        return NUMBER
    outputs = {name: _kind_of_output(table, name) for name in table.outputs}
    row = context(outputs) if len(outputs) > 1 else next(iter(outputs.values()))
    if table.hit in _LISTS:
        return maybe(list_of(row), not _always_answers(table))
    return maybe(row, table.hit not in _ONE_ROW or not _always_answers(table))


def _kind_of_output(table: DecisionTable, name: str) -> Kind:
    output = table.outputs[name]
    words = tuple(option.word.text for option in output.type.options)
    kind = of_slot_type(output.type.name.text, words)
    at = next((at for at, heading in enumerate(table.table.headings) if heading.text == name), None)
    if at is None:  # told already
        return maybe(kind)
    # an empty cell gives null, and so may an expression
    return maybe(kind, any(not _is_value(row.cells[at].text) for row in table.table.rows))


def _always_answers(table: DecisionTable) -> bool:
    """Return whether some value comes whatever the inputs are: a row of `-`, or a default of every output."""
    if table.allowed:
        return False
    tested = [at for at, heading in enumerate(table.table.headings) if not table.gives(heading)]
    if any(all(row.cells[at].text == "-" for at in tested) for row in table.table.rows):
        return True
    defaults = (output.default for output in table.outputs.values())
    return all(isinstance(one, Literal) and one.text is not None for one in defaults)


def _is_value(text: str) -> bool:
    return bool(text) and not text.startswith("=")
