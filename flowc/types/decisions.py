"""Checks the tables of the section `tables`: columns, cells, defaults, and that none asks itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from flowc.names.decisions import meant_output
from flowc.structure import tree
from flowc.structure.deciding import DecisionTable
from flowc.types.checking import Checking
from flowc.types.kinds import UNKNOWN, Kind
from flowc.types.namespaces import kind_of_type
from flowc.types.problems.expressions import UnknownVariable
from flowc.types.problems.tables import TableCycle
from flowc.types.typed import Typed, cell_value, in_cell
from runtime.artifact.tree import Expr, Name, Path, Test


def check_decisions(check: Checking) -> None:
    """Check every table. A table sees what every place sees: no flow's inputs, no `route`, no `error`."""
    for table in check.symbols.bot.tables.values():
        _table(check, table)
    _cycles(check)


def _table(check: Checking, table: DecisionTable) -> None:
    columns = {heading: _column(check, table, heading) for heading in table.table.headings}
    for heading, kind in columns.items():
        if heading.text in table.allowed and not table.gives(heading):
            check.test(table.allowed[heading.text], kind, check.scope)
    for output in table.outputs.values():
        if output.default is not None:
            check.value(output.default, output.type, check.scope)
    for row in table.table.rows:
        for heading, cell in zip(table.table.headings, row.cells, strict=True):
            if not cell.text:
                continue
            if table.gives(heading):
                _output(check, table.outputs[heading.text].type, cell)
            else:
                check.test(cell, columns[heading], check.scope)


def _column(check: Checking, table: DecisionTable, heading: tree.Cell) -> Kind:
    if table.gives(heading) or meant_output(check.symbols, table, heading):
        return UNKNOWN
    return check.expression(in_cell(heading), check.scope)


def _output(check: Checking, wanted: tree.Type, cell: tree.Cell) -> None:
    value = cell_value(cell)
    words = kind_of_type(wanted).words
    if isinstance(value, tree.Expression) and value.text in words and value.text not in check.scope:
        check.report(UnknownVariable(value.span, value.text, instead=value.text))
        return
    check.value(value, wanted, check.scope)


# ---- tables that ask tables --------------------------------------------------------------------------------


def _cycles(check: Checking) -> None:
    """Report each circle once, at the table of it that stands first."""
    typed, tables = check.typed(), check.symbols.bot.tables
    asks = {name: tuple(dict.fromkeys(_asked_by(table, typed))) for name, table in tables.items()}
    told: set[str] = set()
    for name, table in tables.items():
        way = _way_back(asks, name)
        if way and told.isdisjoint(way):
            told.update(way)
            check.report(TableCycle(table.name.span, (*way, name)))


def _way_back(asks: Mapping[str, tuple[str, ...]], start: str) -> tuple[str, ...]:
    """Return the shortest way from a table to itself; nothing where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for asked in asks.get(way[-1], ()):
            if asked == start:
                return way
            if asked not in seen:
                seen.add(asked)
                ways.append((*way, asked))
    return ()


def _asked_by(table: DecisionTable, typed: Typed) -> Iterator[str]:
    for part in parts(table, typed):
        yield from asked_tables(part)


def parts(table: DecisionTable, typed: Typed) -> Iterator[Expr | Test]:
    """Yield every expression and every test of a table: of its columns, defaults and cells."""
    for heading in table.table.headings:
        if not table.gives(heading):
            yield typed.heading(heading)
    for cell in table.allowed.values():
        yield typed.test(cell)
    for output in table.outputs.values():
        if isinstance(output.default, tree.Expression):
            yield typed.expr(output.default)
    for row in table.table.rows:
        for heading, cell in zip(table.table.headings, row.cells, strict=True):
            if not table.gives(heading):
                yield typed.test(cell)
            elif cell.text.startswith("="):
                yield typed.expr(in_cell(cell))


def asked_tables(part: object) -> Iterator[str]:
    """Yield the names of the tables that an expression or a cell asks."""
    match part:
        case Path(Name("table"), name):
            yield name
        case tuple():
            for item in part:
                yield from asked_tables(item)
        case _ if is_dataclass(part):
            for one in fields(part):
                yield from asked_tables(getattr(part, one.name))
