"""What is the matter with each table: those that route, and those of `tables`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flowc.machine.decisions import decision_table
from flowc.names.routing import is_output
from flowc.proofs.tables import Analysis, analyse, analyse_decision, input_of
from flowc.proofs.tables.domains import Domain, World, domain_of
from flowc.source.span import Span
from flowc.structure import tree
from flowc.structure.deciding import DecisionTable
from flowc.types import Typed
from runtime.artifact import model
from runtime.feel.values import Value


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table with its analysis; `inputs` are the places of its input columns among the headings."""

    table: tree.Table
    inputs: tuple[int, ...]
    analysis: Analysis
    decision: DecisionTable | None = None  # None: it routes
    rows: tuple[model.Row, ...] = ()  # of one that routes
    domains: tuple[Domain, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(self.table.headings[at].text for at in self.inputs)

    def divisions(self) -> Iterator[tuple[int, str, Span]]:
        """Yield the rows that name a division, with it and the place where they do."""
        to = next((at for at, heading in enumerate(self.table.headings) if heading.text == "to"), None)
        if self.decision is not None or to is None:
            return
        for number, row in enumerate(self.table.rows):
            cell = row.cells[to]
            if cell.text and not cell.text.startswith("="):
                yield number, cell.text, cell.span

    def input_of(self, row: int) -> tuple[Value, ...] | None:
        """Return an input that a row of a routing table decides, None where none is known."""
        hit = "first" if self.table.hit is None else self.table.hit.text
        return input_of(row, self.rows, self.domains, policy_of(hit))


def tables(bot: tree.Bot, typed: Typed) -> tuple[TableFacts, ...]:
    world = World(
        {name: _type(slot.type, typed) for name, slot in bot.slots.items()},
        tuple(word.text for word in bot.locales),
        tuple(word.text for word in bot.channels),
        tuple(bot.divisions),
        {name: decision_table(table, typed) for name, table in bot.tables.items()},
    )
    routing = (_facts(table, typed, world) for table in bot.routing)
    return (*routing, *(_decision_facts(table, world) for table in bot.tables.values()))


def _decision_facts(written: DecisionTable, world: World) -> TableFacts:
    table = world.tables[written.name.text]
    inputs = tuple(at for at, heading in enumerate(written.table.headings) if not written.gives(heading))
    domains = [domain_of(column.value, world) for column in table.inputs]
    return TableFacts(written.table, inputs, analyse_decision(table, domains), written)


def _facts(table: tree.Table, typed: Typed, world: World) -> TableFacts:
    inputs = tuple(at for at, heading in enumerate(table.headings) if not is_output(heading))
    outputs = [at for at, heading in enumerate(table.headings) if is_output(heading)]
    rows = [
        model.Row(
            tuple(typed.test(row.cells[at]) for at in inputs),
            tuple(typed.output(row.cells[at], table.headings[at].text) for at in outputs),
            model.Place(row.span.file, row.span.line + 1, row.span.column + 1),
        )
        for row in table.rows
    ]
    domains = [domain_of(typed.heading(table.headings[at]), world) for at in inputs]
    hit = "first" if table.hit is None else table.hit.text
    analysis = analyse(rows, domains, policy_of(hit))
    return TableFacts(table, inputs, analysis, rows=tuple(rows), domains=tuple(domains))


def policy_of(hit: str) -> str:
    """Return the policy of a routing table as the analysis calls it: `collect` unites skills, each once."""
    return "united" if hit == "collect" else hit


def _type(written: tree.Type, typed: Typed) -> model.Type:
    """Return what a domain wants to know of a slot's type."""
    low, high = (None if one is None else typed.value(one, written) for one in (written.min, written.max))
    return model.Type(
        written.name.text,
        min=low,
        max=high,
        integer=written.integer,
        options=tuple(model.Option(option.word.text, {}) for option in written.options),
        of=None if written.of is None else _type(written.of, typed),
    )
