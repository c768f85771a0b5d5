"""Tables of the section `tables` as the runtime asks them."""

from __future__ import annotations

from flowc.machine.at import place
from flowc.structure import tree
from flowc.structure.deciding import DecisionTable, TableOutput
from flowc.types import Typed
from flowc.types.typed import cell_value
from runtime.artifact import model
from runtime.artifact.tree import Expr, String


def decision_table(written: DecisionTable, typed: Typed) -> model.DecisionTable:
    """Return a table whose cells have all been checked."""
    table = written.table
    columns = [heading for heading in table.headings if not written.gives(heading)]
    given = [heading.text for heading in table.headings if written.gives(heading)]
    return model.DecisionTable(
        name=written.name.text,
        hit=written.hit,
        inputs=tuple(_input(heading, written, typed) for heading in columns),
        outputs=tuple(_output(written.outputs[name], typed) for name in given),
        rows=tuple(_row(row, written, typed) for row in table.rows),
        place=place(written.name.span),
    )


def _input(heading: tree.Cell, written: DecisionTable, typed: Typed) -> model.TableInput:
    allowed = written.allowed.get(heading.text)
    return model.TableInput(
        heading.text, typed.heading(heading), None if allowed is None else typed.test(allowed)
    )


def _output(output: TableOutput, typed: Typed) -> model.TableOutput:
    return model.TableOutput(
        output.name.text,
        tuple(String(option.word.text) for option in output.type.options),
        None if output.default is None else typed.value(output.default, output.type),
    )


def _row(row: tree.TableRow, written: DecisionTable, typed: Typed) -> model.Row:
    cells = list(zip(row.cells, written.table.headings, strict=True))
    return model.Row(
        tests=tuple(typed.test(cell) for cell, heading in cells if not written.gives(heading)),
        values=tuple(
            _value(cell, written.outputs[heading.text].type, typed)
            for cell, heading in cells
            if written.gives(heading)
        ),
        place=place(row.span),
    )


def _value(cell: tree.Cell, wanted: tree.Type, typed: Typed) -> Expr | None:
    return typed.value(cell_value(cell), wanted) if cell.text else None
