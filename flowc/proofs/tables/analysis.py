"""Gaps, overlaps, rows that nobody reaches or that only repeat another, cells for which no value holds.

Laws:
- Exact: a finding comes with an input that shows it, and what is not found is not there; unless `unsettled`
  says why that could not be made sure of (cells that ask about more than the value, patterns inside texts,
  long lists, too many combinations).
- Nothing is sampled. The search over combinations is bounded by `NODES`; beyond them it is `unsettled`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from flowc.proofs.tables.domains import Domain
from flowc.proofs.tables.pieces import pieces_of
from runtime.artifact.model import Row
from runtime.artifact.tree import Anything, Test
from runtime.feel.values import Value
from runtime.routing.cells import Cell, read_cell
from runtime.routing.column import Column, Known, ones

NODES = 200_000  # combinations looked at in all, about half a second (measured, 1,000 rows and 8 columns)
NODES_PER_ROW = 2_000  # of them for one row
MOST_GAPS = 3  # shown
MOST_OVERLAPS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """What is the matter, with `row` (from 0) and `others` where rows are; `inputs` shows it, by column.

    `kind`: `gap` no row holds · `overlap` both rows hold · `shadowed` one row above takes all of it ·
    `unreachable` rows above take all of it together · `repeats` a row says the same without it ·
    `impossible` no value can hold · `unsettled` could not be made sure of, `why` says what.
    """

    kind: str
    row: int | None = None
    others: tuple[int, ...] = ()
    inputs: tuple[Value, ...] = ()
    column: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """`masked`: pairs of rows that hold together, where the policy settles which counts."""

    findings: tuple[Finding, ...]
    masked: int = 0


def analyse(rows: Sequence[Row], domains: Sequence[Domain], hit: str) -> Analysis:
    """Return what is the matter with a table, in the order of its rows."""
    return _Analysis(rows, domains, hit).run()


@dataclass(frozen=True, slots=True)
class _Side:
    """A column as the search sees it: values, and the rows that hold for each (or perhaps do)."""

    values: tuple[Value, ...]
    rows: tuple[int, ...]
    exact: bool
    loose: int


class _OutOfNodesError(Exception):
    pass


class _Analysis:
    def __init__(self, rows: Sequence[Row], domains: Sequence[Domain], hit: str) -> None:
        self.rows = rows
        self.hit = hit
        known: Known = {}
        self.sides = [
            _side([row.tests[at] for row in rows], domain, known) for at, domain in enumerate(domains)
        ]
        self.all = (1 << len(rows)) - 1
        self.loose = reduce(or_, (side.loose for side in self.sides), 0)
        self.nodes = NODES
        self.found: list[Finding] = []
        # by column and cell: its pieces, the rows that hold for one of them, those that hold for all
        self._of_cell: dict[tuple[int, Test], tuple[list[int], int, int]] = {}

    def run(self) -> Analysis:
        self._inexact()
        dead = self._impossible()
        masked = self._pairs(dead)
        if self.hit == "first":
            self._never_reached(dead)
        self._repeats(dead)
        self._gaps()
        order = {"impossible": 0, "gap": 2, "unsettled": 3}
        return Analysis(
            tuple(sorted(self.found, key=lambda one: (order.get(one.kind, 1), one.row or 0))), masked
        )

    def _inexact(self) -> None:
        for at, side in enumerate(self.sides):
            if not side.exact:
                self.found.append(Finding("unsettled", column=at, why="values"))
        for row in ones(self.loose):
            self.found.append(Finding("unsettled", row=row, why="expression"))

    def _impossible(self) -> int:
        """Report cells that no value of their column fits; return the rows with one."""
        dead = 0
        for at, side in enumerate(self.sides):
            possible = reduce(or_, side.rows, 0)
            for row in ones(self.all & ~possible):
                if side.exact:
                    self.found.append(Finding("impossible", row=row, column=at))
                dead |= 1 << row
        return dead

    def _cell(self, at: int, row: int) -> tuple[list[int], int, int]:
        key = at, self.rows[row].tests[at]
        found = self._of_cell.get(key)
        if found is None:
            side, bit = self.sides[at], 1 << row
            pieces = [number for number, rows in enumerate(side.rows) if rows & bit]
            held = [side.rows[number] for number in pieces]
            found = self._of_cell[key] = pieces, reduce(or_, held, 0), reduce(and_, held, self.all)
        return found

    def _meeting(self, row: int) -> int:
        """Return the rows that hold for some input for which `row` does."""
        return reduce(and_, (self._cell(at, row)[1] for at in range(len(self.sides))), self.all)

    def _containing(self, row: int) -> int:
        """Return the rows that hold wherever `row` does."""
        whole = (self._cell(at, row)[2] for at in range(len(self.sides)))
        return reduce(and_, whole, self.all) & ~self.loose

    def _pairs(self, dead: int) -> int:
        masked = 0
        for row in range(len(self.rows)):
            if dead >> row & 1:
                continue
            before = self._meeting(row) & ((1 << row) - 1) & ~dead
            if self.hit != "unique":
                masked += before.bit_count()
                continue
            for other in ones(before):
                if sum(one.kind == "overlap" for one in self.found) == MOST_OVERLAPS:
                    self.found.append(Finding("unsettled", row=row, why="more overlaps"))
                    return masked
                if not (self.loose >> row | self.loose >> other) & 1:
                    self.found.append(Finding("overlap", row, (other,), self._common(row, other)))
        return masked

    def _common(self, row: int, other: int) -> tuple[Value, ...]:
        return tuple(
            next(side.values[number] for number in self._cell(at, row)[0] if side.rows[number] >> other & 1)
            for at, side in enumerate(self.sides)
        )

    def _never_reached(self, dead: int) -> None:
        for row in range(len(self.rows)):
            above = (1 << row) - 1 & ~self.loose & ~dead
            if dead >> row & 1 or not above & self._meeting(row):
                continue
            if one := self._containing(row) & above:
                self.found.append(Finding("shadowed", row, (next(ones(one)),), self._anywhere(row)))
                continue
            pieces = [self._cell(at, row)[0] for at in range(len(self.sides))]
            try:
                free = next(self._uncovered(pieces, above & self._meeting(row), self._share()), None)
            except _OutOfNodesError:
                self.found.append(Finding("unsettled", row=row, why="combinations"))
                continue
            if free is None:
                others = tuple(ones(above & self._meeting(row)))
                self.found.append(Finding("unreachable", row, others, self._anywhere(row)))

    def _anywhere(self, row: int) -> tuple[Value, ...]:
        return tuple(side.values[self._cell(at, row)[0][0]] for at, side in enumerate(self.sides))

    def _repeats(self, dead: int) -> None:
        """Report rows without which the table would say the same."""
        told = {one.row for one in self.found if one.kind in ("shadowed", "unreachable", "impossible")}
        for row, written in enumerate(self.rows):
            if row in told or self.loose >> row & 1 or dead >> row & 1:
                continue
            below = ~((1 << row + 1) - 1) if self.hit == "first" else ((1 << row) - 1)
            containing = self._containing(row) & below & ~dead
            for other in ones(containing):
                if self.rows[other].values != written.values:
                    continue
                between = self._meeting(row) & ((1 << other) - 1) & below if self.hit == "first" else 0
                if all(self.rows[one].values == written.values for one in ones(between)):
                    self.found.append(Finding("repeats", row, (other,), self._anywhere(row)))
                break

    def _gaps(self) -> None:
        pieces = [list(range(len(side.values))) for side in self.sides]
        try:
            for number, inputs in enumerate(self._uncovered(pieces, self.all & ~self.loose, NODES)):
                self.found.append(Finding("gap", inputs=inputs))
                if number + 1 == MOST_GAPS:
                    return
        except _OutOfNodesError:
            self.found.append(Finding("unsettled", why="combinations"))

    def _share(self) -> int:
        return min(NODES_PER_ROW, self.nodes)

    def _uncovered(self, pieces: Sequence[list[int]], rows: int, most: int) -> Iterator[tuple[Value, ...]]:
        """Yield inputs, within the given pieces of each column, for which none of `rows` holds.

        Raises:
            _OutOfNodesError: after `most` combinations.
        """
        sides = self.sides
        ways: list[
            dict[int, int]
        ] = []  # by column: rows that hold, and the first piece where exactly they do
        for side, some in zip(sides, pieces, strict=True):
            by_rows: dict[int, int] = {}
            for number in some:
                by_rows.setdefault(side.rows[number] & rows, number)
            ways.append(by_rows)
        order = sorted(range(len(sides)), key=lambda at: len(ways[at]))
        covering = [self.all] * (len(order) + 1)  # rows that hold whatever the columns from here on are
        for depth in range(len(order) - 1, -1, -1):
            covering[depth] = covering[depth + 1] & reduce(and_, ways[order[depth]], self.all)
        seen: set[tuple[int, int]] = set()
        left = min(most, self.nodes)
        chosen = [some[0] if some else 0 for some in pieces]
        stack: list[tuple[int, int, tuple[int, ...]]] = [(0, rows, ())]
        while stack:
            depth, still, path = stack.pop()
            if still & covering[depth] or (depth, still) in seen:
                continue
            seen.add((depth, still))
            self.nodes -= 1
            left -= 1
            if left < 0 or self.nodes < 0:
                raise _OutOfNodesError
            if not still or depth == len(order):
                numbers = list(chosen)
                for at, number in zip(order, path, strict=False):
                    numbers[at] = number
                yield tuple(side.values[number] for side, number in zip(sides, numbers, strict=True))
                continue
            for held, number in reversed(ways[order[depth]].items()):
                stack.append((depth + 1, still & held, (*path, number)))


def _side(tests: Sequence[Test], domain: Domain, known: Known) -> _Side:
    column = Column(tests, known)
    read: dict[Test, Cell | None] = {}
    for test in tests:
        if type(test) is not Anything and test not in read:
            read[test] = read_cell(test)
    pieces = pieces_of([cell for cell in read.values() if cell is not None], domain)
    values, rows = [], []
    exact = pieces.exact
    for value in pieces.values:
        held = column.rows(value)
        if held is None:  # a value of another kind than the cells: types have told
            exact = False
            continue
        values.append(value)
        rows.append(held)
    return _Side(tuple(values), tuple(rows), exact, column.loose)
