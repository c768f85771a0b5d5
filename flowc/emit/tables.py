"""Routing tables: a test for each input column, a value for each output column."""

from __future__ import annotations

from flowc.machine.at import place
from flowc.names.routing import is_output
from flowc.structure import tree
from flowc.types import Typed
from runtime.artifact import model
from runtime.artifact.tree import Expr, Name, Path

_HIT = "first"  # the top row that holds, where the table does not say (LANGUAGE section 10)


def tables(bot: tree.Bot, typed: Typed) -> tuple[model.Table, ...]:
    return tuple(_table(table, bot, typed) for table in bot.routing)


def _table(table: tree.Table, bot: tree.Bot, typed: Typed) -> model.Table:
    outputs = [is_output(heading) for heading in table.headings]
    return model.Table(
        name=table.name.text,
        hit=_HIT if table.hit is None else table.hit.text,
        inputs=tuple(_column(heading, bot, typed) for heading in table.headings if not is_output(heading)),
        outputs=tuple(heading.text for heading in table.headings if is_output(heading)),
        rows=tuple(_row(row, table.headings, outputs, typed) for row in table.rows),
        place=place(table.name.span),
    )


def _column(heading: tree.Cell, bot: tree.Bot, typed: Typed) -> model.Column:
    value = typed.heading(heading)
    name = _name(value)
    return model.Column(heading.text, value, slot=name if name in bot.slots else None)


def _name(value: Expr) -> str | None:
    """Return the slot that a heading may just be: `topic`, `customer.tier`."""
    match value:
        case Name(name):
            return name
        case Path(Name(space), name):
            return f"{space}.{name}"
        case _:
            return None


def _row(row: tree.TableRow, headings: tuple[tree.Cell, ...], outputs: list[bool], typed: Typed) -> model.Row:
    cells = list(zip(row.cells, headings, outputs, strict=True))
    return model.Row(
        tests=tuple(typed.test(cell) for cell, _, is_out in cells if not is_out),
        values=tuple(typed.output(cell, heading.text) for cell, heading, is_out in cells if is_out),
        place=place(row.span),
    )
