"""The part of the tree for `tables:`: a table of cells, and what its columns give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from flowc.source.record import record
from flowc.structure.tree import Cell, Table, Type, Value, Word


@record()
class TableOutput:
    name: Word
    type: Type
    default: Value | None = None


@record()
class DecisionTable:
    """`allowed`: what a tested column can be at all, by its heading."""

    table: Table
    outputs: Mapping[str, TableOutput]
    allowed: Mapping[str, Cell] = field(default_factory=dict)
    allowed_keys: tuple[Word, ...] = ()

    @property
    def name(self) -> Word:
        return self.table.name

    @property
    def hit(self) -> str:
        """The hit policy; the top row that holds, where the table does not say."""
        return "first" if self.table.hit is None else self.table.hit.text

    def gives(self, heading: Cell) -> bool:
        """Return whether a column gives a value, and is not tested."""
        return heading.text in self.outputs
