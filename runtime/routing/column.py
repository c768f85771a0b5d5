"""One column of a table: a value in, the set of rows whose cell holds out.

A set of rows is a number with one bit per row, row 0 the lowest.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import time
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from runtime.artifact import tree
from runtime.feel.values import Value
from runtime.routing.cells import ANYTHING, Cell, Span, is_like, read_cell

_WHOLE_NUMBERS = 256  # looked up, not searched for: what counts, ages, hours and percentages need
_FEW = 16  # rows up to which bits are shifted one by one, beyond that bytes are filled

_Search = Callable[[Any], int]  # Any: a value of the column's kind
_Sets = list[tuple[Cell, int]]  # cells, each with its rows
Known = dict[Hashable, Cell | None]


class Line(dict[Any, int]):  # Any: as for `_Search`
    """The rows for each value of a column's kind: ready for some values, searched for all others."""

    __slots__ = ("_search",)

    def __init__(self, ready: Mapping[Any, int], search: _Search) -> None:
        super().__init__(ready)
        self._search = search

    def __missing__(self, value: Any) -> int:  # Any: as above
        return self._search(value)


class Column:
    """`anything`: the rows with `-`. `loose`: rows that hold perhaps, whatever the value; to be tested.

    `rows` gives the rows whose cell holds for a value, or perhaps does; None: that takes testing them.
    `line` gives the same for values of `kind` alone, nearly all there are.
    """

    __slots__ = ("anything", "kind", "line", "loose", "rows")

    def __init__(self, tests: Sequence[tree.Test], known: Known) -> None:
        """Prepare a column. `known` has the cells that were read before, in this column or another."""
        kind, sets, self.anything, self.loose = _sets(tests, known)
        null = self.loose | _union(sets, lambda cell: cell.null)
        # what holds for every value that is not null; words, patterns and spans add to it or take from it
        rest = self.loose | _union(
            sets, lambda cell: bool(cell.spans) if cell.kind is None else cell.kind is tuple and cell.without
        )
        told = [(cell, rows) for cell, rows in sets if cell.kind is not None]
        self.line = _line(kind, told, rest)
        has_line = kind not in (None, tuple, time) and not any(cell.likes for cell, _ in told)
        self.kind = kind if has_line and kind is not None else _NoValue
        self.rows: Callable[[Value], int | None] = _rows(kind, told, null, rest, self.line)


def _sets(tests: Sequence[tree.Test], known: Known) -> tuple[type | None, _Sets, int, int]:
    """Return the kind of a column, each different cell with its rows, the rows with `-`, the loose rows."""
    anything: list[int] = []
    words: defaultdict[str, list[int]] = defaultdict(list)  # nearly all cells of most tables: a short way
    others: defaultdict[int, list[int]] = defaultdict(list)  # by identity: equal cells were read once
    unread: list[int] = []
    cells: dict[int, Cell] = {}
    for row, test in enumerate(tests):
        if type(test) is tree.Anything:
            anything.append(row)
        elif type(test) is tree.Compare and test.op == "=" and type(test.value) is tree.String:
            words[test.value.value].append(row)
        elif type(test) is tree.AnyOf and (found := _words(test.tests)) is not None:
            for word in found:
                words[word].append(row)
        else:
            key = _key(test)
            if key not in known:
                known[key] = read_cell(test)
            cell = known[key]
            if cell is None:
                unread.append(row)
            else:
                others[id(cell)].append(row)
                cells[id(cell)] = cell
    size = len(tests)
    kind = str if words else next((cell.kind for cell in cells.values() if cell.kind is not None), None)
    sets = [(Cell(kind=str, spans=(Span(word, word),)), bits_of(rows, size)) for word, rows in words.items()]
    for number, rows in others.items():
        if cells[number].kind in (None, kind):
            sets.append((cells[number], bits_of(rows, size)))
        else:
            unread += rows
    with_any = bits_of(anything, size)
    sets.append((ANYTHING, with_any))
    return kind, sets, with_any, bits_of(unread, size)


def _words(parts: Sequence[tree.Test]) -> list[str] | None:
    """Return the words of a cell that is nothing but words."""
    words = []
    for part in parts:
        if type(part) is not tree.Compare or part.op != "=" or type(part.value) is not tree.String:
            return None
        words.append(part.value.value)
    return words


def _key(test: tree.Test) -> Hashable:
    """Return what is the same for equal tests; for the most frequent something cheaper than the test."""
    if type(test) is tree.Within and type(test.value) is tree.Range:
        span = test.value
        if type(span.low) is tree.Number and type(span.high) is tree.Number:
            return span.low.text, span.high.text, span.low_included, span.high_included
    if type(test) is tree.Compare and type(test.value) is tree.Number:
        return test.op, test.value.text
    return test


def _union(sets: _Sets, wanted: Callable[[Cell], bool]) -> int:
    return reduce(or_, (rows for cell, rows in sets if wanted(cell)), 0)


def _by_word(parts: Iterable[tuple[tuple[str, ...], int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for words, rows in parts:
        for word in words:
            found[word] = found.get(word, 0) | rows
    return found


class _NoValue:
    """The kind of no value: a column whose line is not all there is to it."""


def _rows(kind: type | None, told: _Sets, null: int, rest: int, line: Line) -> Callable[[Value], int | None]:
    if kind is None:
        return lambda value: null if value is None else rest
    if kind is tuple:
        return _of_lists(told, null, rest)
    if kind is str and any(cell.likes for cell, _ in told):
        return _of_patterns(told, null, line)

    def on_line(value: Value) -> int | None:
        if type(value) is kind and (type(value) is not time or value.tzinfo is None):
            return line[value]
        return null if value is None else None

    return on_line


def _of_lists(told: _Sets, null: int, rest: int) -> Callable[[Value], int | None]:
    has = _by_word((cell.has, rows) for cell, rows in told if not cell.without)
    lacks = _by_word((cell.has, rows) for cell, rows in told if cell.without)

    def rows_of(value: Value) -> int | None:
        if type(value) is not tuple:
            return null if value is None else None
        bits = rest
        for item in value:
            if type(item) is str:
                bits |= has.get(item, 0)
                bits &= ~lacks.get(item, 0)
        return bits

    return rows_of


def _of_patterns(told: _Sets, null: int, line: Line) -> Callable[[Value], int | None]:
    adds = _Patterns((cell.likes, rows) for cell, rows in told if not cell.without)
    drops = _Patterns((cell.likes, rows) for cell, rows in told if cell.without)

    def rows_of(value: Value) -> int | None:
        if type(value) is not str:
            return null if value is None else None
        return (line[value] | adds.rows(value)) & ~drops.rows(value)

    return rows_of


class _Patterns:
    """Patterns of text. Those with their only `*` at the end are found by what they begin with."""

    __slots__ = ("_begins", "_lengths", "_others")

    def __init__(self, parts: Iterable[tuple[tuple[str, ...], int]]) -> None:
        by_pattern = _by_word(parts)
        self._begins = {
            like[:-1]: rows for like, rows in by_pattern.items() if like.find("*") == len(like) - 1
        }
        self._lengths = sorted({len(begin) for begin in self._begins})
        self._others = {like: rows for like, rows in by_pattern.items() if like[:-1] not in self._begins}

    def rows(self, text: str) -> int:
        bits = 0
        for length in self._lengths:
            if length > len(text):
                break
            bits |= self._begins.get(text[:length], 0)
        for pattern, rows in self._others.items():
            if is_like(pattern, text):
                bits |= rows
        return bits


def _line(kind: type | None, told: _Sets, rest: int) -> Line:
    points = _points(told, rest)
    if points is not None:
        return Line(points, lambda _: rest)
    ends, search = _pieces(told, rest)
    whole: Iterable[Decimal] = ()
    if kind is Decimal and ends and ends[-1] - ends[0] <= _WHOLE_NUMBERS:
        whole = map(Decimal, range(math.ceil(ends[0]), math.floor(ends[-1]) + 1))
    return Line({number: search(number) for number in whole}, search)


def _points(told: _Sets, rest: int) -> dict[Any, int] | None:
    """Return the rows that hold for each value that a cell names; None: there are ranges."""
    points: dict[Any, int] = {}
    for cell, rows in told:
        for span in cell.spans:
            if span.low is None or span.low != span.high:
                return None
            points[span.low] = points.get(span.low, rest) | rows
    return points


def _pieces(told: _Sets, rest: int) -> tuple[Sequence[Any], _Search]:  # Any: values of the column's kind
    """Cut the line at every end of a span: piece `2 i` lies before end `i`, piece `2 i + 1` is that end.

    Return the ends, and what finds the rows of a value.
    """
    ends = sorted(
        {end for cell, _ in told for span in cell.spans for end in (span.low, span.high) if end is not None}
    )
    at = {end: number for number, end in enumerate(ends)}
    changes: defaultdict[int, int] = defaultdict(int)  # rows that begin or stop to hold with a piece
    for cell, rows in told:
        for span in cell.spans:
            changes[first_piece(span, at)] ^= rows
            changes[last_piece(span, at) + 1] ^= rows
    held = [rest]
    for piece in range(2 * len(ends) + 1):
        change = changes.get(piece)
        held.append(held[-1] ^ change if change else held[-1])
    del held[0]

    if all(held[2 * end + 1] == held[2 * end + 2] for end in range(len(ends))):
        after = held[::2]  # every end belongs to what follows it, as in `[18..65)`: one step less
        return ends, lambda value: after[bisect_right(ends, value)]

    def rows_at(value: Any) -> int:  # Any: a value of the column's kind
        number = bisect_left(ends, value)
        is_end = number < len(ends) and ends[number] == value
        return held[2 * number + is_end]

    return ends, rows_at


def first_piece(span: Span, at: dict[Any, int]) -> int:
    """Return the first piece of a span. `at` numbers the ends that cut the line; pieces as in `_pieces`."""
    return 0 if span.low is None else 2 * at[span.low] + (1 if span.low_included else 2)


def last_piece(span: Span, at: dict[Any, int]) -> int:
    """Return the last piece of a span."""
    return 2 * len(at) if span.high is None else 2 * at[span.high] + (1 if span.high_included else 0)


# ---- sets of rows ------------------------------------------------------------------------------------------


def bits_of(rows: Sequence[int], size: int) -> int:
    """Return some rows of a table of `size` rows as a set."""
    if len(rows) <= _FEW:
        bits = 0
        for row in rows:
            bits |= 1 << row
        return bits
    filled = bytearray((size + 7) >> 3)
    for row in rows:
        filled[row >> 3] |= 1 << (row & 7)
    return int.from_bytes(filled, "little")


def ones(bits: int) -> Iterator[int]:
    """Yield the rows of a set, in order."""
    digits = bin(bits)[:1:-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)
