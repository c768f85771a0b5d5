"""Finds the rows of a table that hold, by looking up each column once instead of walking the rows.

A set of rows is a number with one bit per row, row 0 the lowest. Every column maps a value to such a set; the
rows that hold are what all sets have in common, and the first of them is the lowest bit.

Laws:
- `Index.first` and `Index.rows` give what testing row by row gives, for every value (`runtime.feel` decides).
- A cell that is no plain set (`read_cell` gives None), and a value of another kind than its column's, are
  tested for the rows that the other columns leave, and for no others.
- Nothing is remembered between look-ups.
- A number may be given as `int` or `float`, as scopes hold them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from runtime.artifact import tree
from runtime.feel.decimals import lifted
from runtime.feel.evaluate import UnaryTest, compile_test
from runtime.feel.values import Value
from runtime.routing.column import Column, Known, ones

Scope = Mapping[str, Value]
_HEAD = 4096  # rows looked at first: a set of so few costs next to nothing, and most hits are among them


class Index:
    """The input cells of a table, prepared. `rows` of it are numbered from 0."""

    __slots__ = ("_all", "_columns", "_head", "_lines", "_rows", "_tests", "loose")

    def __init__(self, rows: Sequence[tuple[tree.Test, ...]]) -> None:
        self._rows = rows
        self._all = (1 << len(rows)) - 1
        self._tests: dict[tuple[int, int], UnaryTest] = {}
        known: Known = {}
        width = len(rows[0]) if rows else 0
        self._columns = [Column([row[at] for row in rows], known) for at in range(width)]
        self._lines = [(column.kind, column.line) for column in self._columns]
        self._head = self._all & ((1 << _HEAD) - 1)
        self.loose = 0  # rows with a cell that must be tested one by one
        for column in self._columns:
            self.loose |= column.loose

    def first(self, values: Sequence[Value], names: Scope) -> int | None:
        """Return the first row that holds."""
        bits = self._head
        for value, (kind, line) in zip(values, self._lines, strict=False):  # no rows, no columns
            if type(value) is not kind:
                return self._first(values, names)
            bits &= line[value]
        if self.loose:
            return self._first(values, names)
        if not bits:
            bits = self._all
            for value, (_, line) in zip(values, self._lines, strict=False):
                bits &= line[value]
        return (bits & -bits).bit_length() - 1 if bits else None

    def _first(self, values: Sequence[Value], names: Scope) -> int | None:
        """As `first`, for all values and cells that there may be."""
        values = [lifted(value) for value in values]
        bits, loose = self._found(values)
        while bits:
            lowest = bits & -bits
            row = lowest.bit_length() - 1
            if not loose & lowest or self._holds(row, values, names):
                return row
            bits ^= lowest
        return None

    def _found(self, values: Sequence[Value], unknown: Collection[int] = ()) -> tuple[int, int]:
        """Return the rows that hold, perhaps, and those that must be tested for it."""
        bits, loose = self._all, self.loose
        for at, column in enumerate(self._columns):
            if at not in unknown:
                found = column.rows(values[at])
                if found is None:
                    loose = -1
                else:
                    bits &= found
        return bits, loose

    def rows(self, values: Sequence[Value], names: Scope) -> Iterator[int]:
        """Yield all rows that hold, in order."""
        return ones(self.possible(values, names))

    def possible(self, values: Sequence[Value], names: Scope, unknown: Collection[int] = ()) -> int:
        """Return the set of rows that hold, whatever the values of the columns in `unknown` are."""
        values = [lifted(value) for value in values]
        bits, loose = self._found(values, unknown)
        for row in ones(bits & loose):
            if not self._holds(row, values, names, unknown):
                bits ^= 1 << row
        return bits

    def untested(self, column: int) -> int:
        """Return the set of rows with `-` in a column."""
        return self._columns[column].anything

    def _holds(self, row: int, values: Sequence[Value], names: Scope, unknown: Collection[int] = ()) -> bool:
        return all(
            at in unknown or type(test) is tree.Anything or self._test(row, at)(values[at], names) is True
            for at, test in enumerate(self._rows[row])
        )

    def _test(self, row: int, at: int) -> UnaryTest:
        test = self._tests.get((row, at))
        if test is None:
            test = self._tests[row, at] = compile_test(self._rows[row][at])
        return test
