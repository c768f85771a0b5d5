"""What is the matter with each routing table."""

from __future__ import annotations

from dataclasses import dataclass

from flowc.names.routing import is_output
from flowc.proofs.tables import Analysis, analyse
from flowc.proofs.tables.domains import World, domain_of
from flowc.structure import tree
from flowc.types import Typed
from runtime.artifact import model


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table with its analysis; `inputs` are the places of its input columns among the headings."""

    table: tree.Table
    inputs: tuple[int, ...]
    analysis: Analysis

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(self.table.headings[at].text for at in self.inputs)


def tables(bot: tree.Bot, typed: Typed) -> tuple[TableFacts, ...]:
    world = World(
        {name: _type(slot.type, typed) for name, slot in bot.slots.items()},
        tuple(word.text for word in bot.locales),
        tuple(word.text for word in bot.channels),
        tuple(bot.divisions),
    )
    return tuple(_facts(table, typed, world) for table in bot.routing)


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
    return TableFacts(table, inputs, analyse(rows, domains, hit))


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
