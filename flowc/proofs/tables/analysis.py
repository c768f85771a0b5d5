"""Gaps, overlaps, rows that nobody reaches or that only repeat another, cells for which no value holds.

Laws:
- Exact: a finding comes with an input that shows it, and what is not found is not there; unless `unsettled`
  says why that could not be made sure of (cells that ask about more than the value, patterns inside texts,
  long lists, too many combinations).
- Nothing is sampled. The search over combinations is bounded by `TRIES`; beyond them it is `unsettled`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from itertools import compress
from operator import and_, or_

from flowc.proofs.tables.domains import Domain
from flowc.proofs.tables.pieces import pieces_of
from runtime.artifact.model import DecisionTable, Row
from runtime.artifact.tree import Anything, At, Boolean, Expr, List, Negate, Null, Number, String, Test
from runtime.feel.compare import equal
from runtime.feel.evaluate import compile_expr, compile_test
from runtime.feel.values import Value
from runtime.routing.cells import Cell, read_cell
from runtime.routing.column import Column, Known, ones

TRIES = 500_000  # values of columns tried for all rows, and for gaps: each a quarter of a second (measured)
TRIES_PER_ROW = 3_000  # of them for one row
MOST_GAPS = 3  # shown
MOST_OVERLAPS = 20
_BLOCK = 1_000  # rows turned at once: with 2,000 values of a column, 2 MB
_BITS = bytes.maketrans(b"01", b"\0\1")
_EACH_ONCE = ("first", "unique", "any", "priority", "united")  # what two rows say alike counts once


@dataclass(frozen=True, slots=True)
class Finding:
    """What is the matter, with `row` (from 0) and `others` where rows are; `inputs` shows it, by column.

    `kind`: `gap` no row holds · `overlap` both rows hold, and the policy forbids it ·
    `shadowed` one row above takes all of it · `unreachable` rows above take all of it together ·
    `repeats` a row says the same without it · `impossible` no value can hold ·
    `unsettled` could not be made sure of, `why` says what.
    """

    kind: str
    row: int | None = None
    others: tuple[int, ...] = ()
    inputs: tuple[Value, ...] = ()
    column: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """`masked`: pairs of rows that hold together, where the policy settles what counts."""

    findings: tuple[Finding, ...]
    masked: int = 0


def analyse(rows: Sequence[Row], domains: Sequence[Domain], hit: str) -> Analysis:
    """Return what is the matter with a table, in the order of its rows.

    Args:
        hit: a hit policy of `tables`, or `united`: what all rows say that hold, each once (`skills`).
    """
    return _Analysis(rows, domains, hit).run()


def input_of(row: int, rows: Sequence[Row], domains: Sequence[Domain], hit: str) -> tuple[Value, ...] | None:
    """Return an input that a row decides; None: there is none, or none was found in time."""
    return _Analysis(rows, domains, hit).input_of(row)


def analyse_decision(table: DecisionTable, domains: Sequence[Domain]) -> Analysis:
    """Return what is the matter with a table of `tables`: within what its columns allow."""
    allowed = [column.allowed for column in table.inputs]
    order = [output.allowed for output in table.outputs]
    return _Analysis(table.rows, domains, table.hit, allowed, order).run()


@dataclass(frozen=True, slots=True)
class _Side:
    """A column as the search sees it: values, and the rows that hold for each (or perhaps do)."""

    values: tuple[Value, ...]
    rows: tuple[int, ...]
    exact: bool  # the values stand for all there are
    loose: int
    anything: int  # rows with `-`


class _OutOfTriesError(Exception):
    pass


class _Tries:
    """How many values may still be tried; what is taken here is taken `of` others too."""

    def __init__(self, left: int, of: _Tries | None = None) -> None:
        self._left = left
        self._of = of

    def take(self, many: int) -> None:
        self._left -= many
        if self._left < 0:
            raise _OutOfTriesError
        if self._of is not None:
            self._of.take(many)


class _Analysis:
    def __init__(
        self,
        rows: Sequence[Row],
        domains: Sequence[Domain],
        hit: str,
        allowed: Sequence[Test | None] = (),
        order: Sequence[Sequence[Expr]] = (),
    ) -> None:
        self.rows = rows
        self.hit = hit
        known: Known = {}
        self.sides = [
            _side([row.tests[at] for row in rows], domain, known, allowed[at] if allowed else None)
            for at, domain in enumerate(domains)
        ]
        self.ranks = _ranks(rows, order) if hit == "priority" else []
        self.all = (1 << len(rows)) - 1
        self.loose = reduce(or_, (side.loose for side in self.sides), 0)
        self.tries = _Tries(TRIES)
        self.found: list[Finding] = []
        # by column and cell: its pieces, the rows that hold for one of them, those that hold for all
        self._of_rows: dict[int, list[list[int]]] = {}
        self._of_cell: dict[tuple[int, Test], tuple[list[int], int, int]] = {}

    def run(self) -> Analysis:
        for row in ones(self.loose):
            self.found.append(Finding("unsettled", row=row, why="expression"))
        dead = self._impossible()
        masked = self._pairs(dead)
        if self.hit in ("first", "priority"):
            self._never_reached(dead)
        if self.hit in _EACH_ONCE:
            self._repeats(dead)
        if self.hit != "count":  # none is an answer too: 0
            self._gaps()
        order = {"impossible": 0, "gap": 2, "unsettled": 3}
        return Analysis(
            tuple(sorted(self.found, key=lambda one: (order.get(one.kind, 1), one.row or 0))), masked
        )

    def input_of(self, row: int) -> tuple[Value, ...] | None:
        pieces = [self._cell(at, row)[0] for at in range(len(self.sides))]
        if not all(pieces):
            return None
        above = self._beating(row) & ~self.loose if self.hit in ("first", "priority") else 0
        try:
            return next(self._uncovered(self._ways(pieces, above), above, self._share()), None)
        except _OutOfTriesError:
            return None

    def _not_all_values(self) -> None:
        """Say that columns have more values than were looked at, where that leaves something open."""
        for at, side in enumerate(self.sides):
            told = Finding("unsettled", column=at, why="values")
            if not side.exact and told not in self.found:
                self.found.append(told)

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
            side = self.sides[at]
            pieces = self._pieces(at)[row]
            held = [side.rows[number] for number in pieces]
            contained = reduce(and_, held, self.all)
            if not side.exact:  # other values may tell them apart: only what is written alike is surely so
                alike = (number for number in ones(contained) if self.rows[number].tests[at] == key[1])
                contained &= side.anything | reduce(or_, (1 << number for number in alike), 0)
            found = self._of_cell[key] = pieces, reduce(or_, held, 0), contained
        return found

    def _pieces(self, at: int) -> list[list[int]]:
        """Return for each row the pieces of a column for which it holds."""
        found = self._of_rows.get(at)
        if found is None:
            found = self._of_rows[at] = _turned(self.sides[at].rows, len(self.rows))
        return found

    def _meeting(self, row: int) -> int:
        """Return the rows that hold for some input for which `row` does."""
        return reduce(and_, (self._cell(at, row)[1] for at in range(len(self.sides))), self.all)

    def _may_meet(self, row: int) -> int:
        """Return the rows of which it is not sure that they never hold together with `row`."""
        sides = (at for at, side in enumerate(self.sides) if side.exact)
        return reduce(and_, (self._cell(at, row)[1] for at in sides), self.all) | self.loose

    def _containing(self, row: int) -> int:
        """Return the rows that hold wherever `row` does."""
        whole = (self._cell(at, row)[2] for at in range(len(self.sides)))
        return reduce(and_, whole, self.all) & ~self.loose

    def _pairs(self, dead: int) -> int:
        masked = 0
        if self.hit in ("unique", "any"):
            self._not_all_values()
        for row in range(len(self.rows)):
            if dead >> row & 1:
                continue
            before = self._meeting(row) & ((1 << row) - 1) & ~dead
            if self.hit not in ("unique", "any"):
                masked += before.bit_count()
                continue
            for other in ones(before):
                if self.hit == "any" and self._same(row, other):
                    masked += 1
                    continue
                if sum(one.kind == "overlap" for one in self.found) == MOST_OVERLAPS:
                    self.found.append(Finding("unsettled", row=row, why="more overlaps"))
                    return masked
                if not (self.loose >> row | self.loose >> other) & 1:
                    self.found.append(Finding("overlap", row, (other,), self._common(row, other)))
        return masked

    def _same(self, row: int, other: int) -> bool:
        """Return whether two rows surely say the same; where that depends on names, it is `unsettled`."""
        said, also = self.rows[row].values, self.rows[other].values
        if said == also:
            return True
        same = [_say_the_same(one, two) for one, two in zip(said, also, strict=True)]
        if False in same:
            return False
        if None in same:
            self.found.append(Finding("unsettled", row=row, others=(other,), why="outputs"))
        return True

    def _common(self, row: int, other: int) -> tuple[Value, ...]:
        return tuple(
            next(side.values[number] for number in self._cell(at, row)[0] if side.rows[number] >> other & 1)
            for at, side in enumerate(self.sides)
        )

    def _never_reached(self, dead: int) -> None:
        for row in range(len(self.rows)):
            above = self._beating(row) & ~self.loose & ~dead
            if dead >> row & 1 or not above & self._meeting(row):
                continue
            if one := self._containing(row) & above:
                self.found.append(Finding("shadowed", row, (next(ones(one)),), self._anywhere(row)))
                continue
            pieces = [self._cell(at, row)[0] for at in range(len(self.sides))]
            try:
                rows = above & self._meeting(row)
                free = next(self._uncovered(self._ways(pieces, rows), rows, self._share()), None)
                surely = [
                    None if side.exact else self._cell(at, row)[2] for at, side in enumerate(self.sides)
                ]
                if free is None and any(only is not None for only in surely):
                    ways = self._ways(pieces, rows, surely)
                    if next(self._uncovered(ways, rows, self._share()), None) is not None:
                        self._not_all_values()
                        continue
            except _OutOfTriesError:
                self.found.append(Finding("unsettled", row=row, why="combinations"))
                continue
            if free is None:
                others = tuple(ones(above & self._meeting(row)))
                self.found.append(Finding("unreachable", row, others, self._anywhere(row)))

    def _beating(self, row: int) -> int:
        """Return the rows that count instead of a row wherever both hold."""
        above = (1 << row) - 1
        if self.hit == "first":
            return above
        rank = self.ranks[row]
        if rank is None:
            return 0
        found = 0
        for other, rank_of_other in enumerate(self.ranks):
            if rank_of_other is not None and (rank_of_other, other) < (rank, row):
                found |= 1 << other
        return found

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
                between = self._may_meet(row) & ((1 << other) - 1) & below if self.hit == "first" else 0
                if all(self.rows[one].values == written.values for one in ones(between)):
                    self.found.append(Finding("repeats", row, (other,), self._anywhere(row)))
                break

    def _gaps(self) -> None:
        pieces = [list(range(len(side.values))) for side in self.sides]
        rows = self.all & ~self.loose
        tries = _Tries(TRIES)
        try:
            gap = next(self._uncovered(self._ways(pieces, rows), rows, tries), None)
            if gap is not None:
                self.found += [Finding("gap", inputs=one) for one in self._some_gaps(pieces, rows) or [gap]]
                return
            surely = [None if side.exact else side.anything for side in self.sides]
            if any(only is not None for only in surely):
                ways = self._ways(pieces, rows, surely)
                if next(self._uncovered(ways, rows, tries), None) is not None:
                    self._not_all_values()
        except _OutOfTriesError:
            self.found.append(Finding("unsettled", why="combinations"))

    def _some_gaps(self, pieces: Sequence[list[int]], rows: int) -> list[tuple[Value, ...]]:
        """Return inputs for which no row holds, as many as are shown; fewer where that takes long."""
        found: list[tuple[Value, ...]] = []
        with suppress(_OutOfTriesError):
            ways = self._ways(pieces, rows)
            for inputs in self._uncovered(ways, rows, _Tries(TRIES_PER_ROW), least=False):
                found.append(inputs)
                if len(found) == MOST_GAPS:
                    break
        return found

    def _share(self) -> _Tries:
        return _Tries(TRIES_PER_ROW, self.tries)

    def _ways(
        self, pieces: Sequence[list[int]], rows: int, surely: Sequence[int | None] = ()
    ) -> list[dict[int, int]]:
        """Return by column the sets of rows that can hold, each with the first piece for which they do.

        Args:
            surely: the rows that hold whatever the value is, for columns whose pieces are not all values.
        """
        found = []
        for at, (side, some) in enumerate(zip(self.sides, pieces, strict=True)):
            by_rows: dict[int, int] = {}
            for number in some:
                by_rows.setdefault(side.rows[number] & rows, number)
            only = surely[at] if surely else None
            found.append(by_rows if only is None or not some else {only & rows: some[0]})
        return found

    def _uncovered(
        self, ways: list[dict[int, int]], rows: int, tries: _Tries, least: bool = True
    ) -> Iterator[tuple[Value, ...]]:
        """Yield inputs, of the given ways of each column, for which none of `rows` holds.

        Args:
            least: leave out values that leave all rows that another value leaves, and more. Whether there is
                an input at all is the same, and soon told; not every one is found.

        Raises:
            _OutOfTriesError: after as many as there are.
        """
        sides = self.sides
        order = sorted(range(len(sides)), key=lambda at: len(ways[at]))
        covering = [self.all] * (len(order) + 1)  # rows that hold whatever the columns from here on are
        for depth in range(len(order) - 1, -1, -1):
            covering[depth] = covering[depth + 1] & reduce(and_, ways[order[depth]], self.all)
        seen: set[tuple[int, int]] = set()
        chosen = [next(iter(way.values()), 0) for way in ways]
        stack: list[tuple[int, int, tuple[int, ...]]] = [(0, rows, ())]
        while stack:
            depth, still, path = stack.pop()
            if still & covering[depth] or (depth, still) in seen:
                continue
            seen.add((depth, still))
            if not still or depth == len(order):
                if any(not ways[at] for at in order[depth:]):
                    continue  # a column that has no value at all
                numbers = list(chosen)
                for at, number in zip(order, path, strict=False):
                    numbers[at] = number
                yield tuple(side.values[number] for side, number in zip(sides, numbers, strict=True))
                continue
            choices = ways[order[depth]]
            tries.take(len(choices))
            kept: dict[int, int] = {}
            for held, number in choices.items():
                kept.setdefault(still & held, number)
            fewest = sorted(kept, key=int.bit_count)
            if least:
                fewest = _least(fewest)
            stack += [(depth + 1, one, (*path, kept[one])) for one in reversed(fewest)]


def _least(sets: Sequence[int]) -> list[int]:
    """Return the sets of rows that have no other among them, the smallest first, as they are given."""
    found: list[int] = []
    for rows in sets:
        if not any(one & rows == one for one in found):
            found.append(rows)
    return found


def _side(tests: Sequence[Test], domain: Domain, known: Known, allowed: Test | None = None) -> _Side:
    column = Column(tests, known)
    read: dict[Test, Cell | None] = {}
    for test in tests:
        if type(test) is not Anything and test not in read:
            read[test] = read_cell(test)
    if allowed is not None:
        read[allowed] = read_cell(allowed)
    pieces = pieces_of([cell for cell in read.values() if cell is not None], domain)
    values, rows = [], []
    exact = pieces.exact and (allowed is None or read[allowed] is not None)
    may_come = None if allowed is None or read[allowed] is None else compile_test(allowed)
    for value in pieces.values:
        if may_come is not None and value is not None and may_come(value, {}) is not True:
            continue
        held = column.rows(value)
        if held is None:  # a value of another kind than the cells: types have told
            exact = False
            continue
        values.append(value)
        rows.append(held)
    return _Side(tuple(values), tuple(rows), exact, column.loose, column.anything)


def _turned(sets: Sequence[int], many: int) -> list[list[int]]:
    """Return for each row (of `many`) the numbers of the sets that it is in.

    Asking each set for each row was nearly all of an analysis of 1,000 rows; here a block of rows is turned
    as a whole. Blocks bound what is in memory: a byte for each row and set.
    """
    found: list[list[int]] = []
    for start in range(0, many if sets else 0, _BLOCK):
        size = min(_BLOCK, many - start)
        mask = (1 << size) - 1
        lines = [f"{rows >> start & mask:0{size}b}"[::-1].encode().translate(_BITS) for rows in sets]
        found += [[*compress(range(len(sets)), line)] for line in zip(*lines, strict=True)]
    return found or [[] for _ in range(many)]


def _ranks(rows: Sequence[Row], order: Sequence[Sequence[Expr]]) -> list[tuple[int, ...] | None]:
    """Return how each row stands in the order of priority, 0 the best; None where that depends on names."""
    places: list[dict[str | None, int]] = [
        {_text_of(one): at for at, one in enumerate(allowed)} for allowed in order
    ]
    found: list[tuple[int, ...] | None] = []
    for row in rows:
        fixed = all(value is None or _is_fixed(value) for value in row.values)
        found.append(
            tuple(
                place.get(_text_of(value), len(place))
                for place, value in zip(places, row.values, strict=True)
            )
            if fixed
            else None
        )
    return found


def _text_of(value: Expr | None) -> str | None:
    return value.value if isinstance(value, String) else None


def _is_fixed(value: Expr) -> bool:
    match value:
        case Null() | Boolean() | Number() | String() | At() | Negate(Number()):
            return True
        case List(items):
            return all(map(_is_fixed, items))
    return False


def _say_the_same(one: Expr | None, two: Expr | None) -> bool | None:
    """Return whether two output cells give equal values; None: that depends on names."""
    if one == two:
        return True
    if not all(value is None or _is_fixed(value) for value in (one, two)):
        return None
    left, right = (None if value is None else compile_expr(value)({}) for value in (one, two))
    return equal(left, right) is True
