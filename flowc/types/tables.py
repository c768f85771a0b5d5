"""Checks the cells of routing tables: conditions by their column, outputs by what they set."""

from __future__ import annotations

from flowc.names.routing import is_output, meant_output
from flowc.structure import tree
from flowc.types.checking import Checking, Scope
from flowc.types.kinds import TEXT, UNKNOWN, Kind, choice, list_of
from flowc.types.problems.expressions import UnknownVariable
from flowc.types.typed import in_cell


def check_tables(check: Checking) -> None:
    scope = check.with_names({"route": check.route})
    for table in check.symbols.bot.routing:
        columns = [_column(check, heading, scope) for heading in table.headings]
        for row in table.rows:
            for heading, kind, cell in zip(table.headings, columns, row.cells, strict=False):
                if not cell.text:
                    continue
                if not is_output(heading):
                    check.test(cell, kind, scope)
                elif cell.text.startswith("="):
                    _output(check, heading, cell)


def _column(check: Checking, heading: tree.Cell, scope: Scope) -> Kind:
    """Return the kind of what a column tests; unknown for one that sets something."""
    if is_output(heading):
        return UNKNOWN
    if meant := meant_output(check.symbols, heading):
        check.report(UnknownVariable(heading.span, heading.text, instead=meant))
        return UNKNOWN
    return check.expression(in_cell(heading), scope)


def _output(check: Checking, heading: tree.Cell, cell: tree.Cell) -> None:
    expression = in_cell(cell)
    wanted = _kind_of_output(check, heading.text)
    if expression.text in wanted.words and expression.text not in check.scope:
        check.report(UnknownVariable(expression.span, expression.text, instead=expression.text))
        return
    found = check.expression(expression, check.with_names({"route": check.route}), wanted)
    check.words_fit(found, wanted, expression.span)


def _kind_of_output(check: Checking, output: str) -> Kind:
    fields = check.route.fields
    if output == "skills":
        return list_of(TEXT)
    return fields[output] if output in fields else choice()
