"""Asks the routing tables where a handover goes, and why; and which slots could still change that.

Laws:
- Tables run top to bottom and later ones see `route.*` of the earlier; a missing slot is null.
- A null output cell sets nothing. Only `skills` come from several tables or rows: they are united, in order.
- `missing_inputs` leaves a slot out if no row that may still hold tests it, or all such rows say the same.
- Why a row was taken is written down only for those who ask: `why`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from runtime.artifact.model import Column, DecisionTable, Place, Table
from runtime.artifact.tree import Anything, Expr, Name, String
from runtime.feel import quick
from runtime.feel.builtins import BUILTINS
from runtime.feel.evaluate import compile_expr
from runtime.feel.values import Value
from runtime.feel.writing import text_of
from runtime.routing.column import bits_of
from runtime.routing.index import Index

Scope = Mapping[str, Value]

Said = Mapping[str, Value]  # outputs that a row sets, and to what

_new = tuple.__new__  # what calling a NamedTuple does, in a third of the time
OUTPUTS = ("to", "level", "priority", "skills", "agent")


class ReadyTable:
    """A table prepared once for many look-ups."""

    __slots__ = (
        "_alike",
        "_collects",
        "_first",
        "_inputs",
        "_outputs",
        "_said",
        "_short",
        "_waits",
        "index",
        "looks_at_route",
        "table",
    )

    def __init__(self, table: Table) -> None:
        self.table = table
        self.index = Index([row.tests for row in table.rows])
        self._first = self.index.first
        self._collects = table.hit == "collect"
        self._inputs = [compile_expr(column.value) for column in table.inputs]
        self._short = _short([column.value for column in table.inputs])
        self._outputs: dict[Expr, Callable[[Scope], Value]] = {}
        self._said: dict[int, Said | None] = {}
        self._waits = [_uses_route(column.value) for column in table.inputs]
        # a cell that is no plain set may look at anything
        self.looks_at_route = any(self._waits) or bool(self.index.loose)
        self._alike: dict[tuple[Expr | None, ...], int] = {}

    def values(self, names: Scope) -> Sequence[Value]:
        """Return what the input columns are now; numbers as the scope has them."""
        if self._short is not None:
            try:
                return self._short(names)
            except quick.DECLINES:
                pass
        return [run(names) for run in self._inputs]

    def hits(self, values: Sequence[Value], names: Scope) -> Sequence[int]:
        """Return the rows (from 0) that the hit policy takes."""
        if self._collects:
            return tuple(self.index.rows(values, names))
        # `unique` is proved by the compiler: the first is the only one
        row = self._first(values, names)
        return () if row is None else (row,)

    def constants(self, row: int) -> Said | None:
        """Return what a row sets if that is always the same text, as for nearly all rows; else None."""
        try:
            return self._said[row]
        except KeyError:
            cells = dict(zip(self.table.outputs, self.table.rows[row].values, strict=True))
            texts = {output: cell.value for output, cell in cells.items() if isinstance(cell, String)}
            told = len(texts) == sum(cell is not None for cell in cells.values()) and "skills" not in texts
            said = self._said[row] = texts if told else None
            return said

    def worked_out(self, row: int, scope: Scope, found: Mapping[str, Value]) -> Said:
        """Return what a row sets now; an output sees those before it."""
        so_far: dict[str, Value] = dict(found)
        said: dict[str, Value] = {}
        names = _WithRoute(scope, so_far)
        for output, expression in zip(self.table.outputs, self.table.rows[row].values, strict=True):
            if expression is None:
                continue
            run = self._outputs.get(expression)
            if run is None:
                run = self._outputs[expression] = compile_expr(expression)
            value = run(names)
            if value is not None:
                said[output] = value
                so_far.update(_with(so_far, {output: value}))
        return said

    def waits_for_route(self, column: int) -> bool:
        """Return whether an input column looks at what earlier tables say."""
        return self._waits[column]

    def deciding(self, values: Sequence[Value], unknown: Collection[int], names: Scope) -> set[int]:
        """Return the unknown columns on which the table's outputs depend."""
        possible = self.index.possible(values, names, unknown)
        if self.table.hit != "collect":
            settled = possible
            for column in unknown:
                settled &= self.index.untested(column)
            settled &= -settled  # the first row that holds whatever comes: no row below it counts
            if settled:
                possible &= (settled << 1) - 1
            if not possible or (settled and self._all_say_the_same(possible)):
                return set()
        return {column for column in unknown if possible & ~self.index.untested(column)}

    def _all_say_the_same(self, rows: int) -> bool:
        if not self._alike:  # not every table is asked
            groups: dict[tuple[Expr | None, ...], list[int]] = {}
            for number, row in enumerate(self.table.rows):
                groups.setdefault(row.values, []).append(number)
            self._alike = {said: bits_of(of, len(self.table.rows)) for said, of in groups.items()}
        first = (rows & -rows).bit_length() - 1
        return not rows & ~self._alike[self.table.rows[first].values]


def prepared(tables: Sequence[Table]) -> tuple[ReadyTable, ...]:
    """Return tables ready to be asked, in their order."""
    return tuple(ReadyTable(table) for table in tables)


@dataclass(frozen=True, slots=True)
class Why:
    """The row (1-based) that decided an output, with the heading and the value of each input it tested."""

    output: str
    table: str
    row: int
    inputs: tuple[tuple[str, str], ...]
    place: Place


class Hit(NamedTuple):
    """A row (from 0) that held, what it set, and what the input columns were.

    A tuple, as `Decision`: they are made for every decision, and quicker than a frozen dataclass.
    """

    table: Table
    row: int
    said: Said
    values: Sequence[Value]


class Decision(NamedTuple):
    """What the tables say. None and no skills: not set. `hits` says which rows did, in order."""

    to: str | None = None
    level: str | None = None
    priority: str | None = None
    skills: tuple[str, ...] = ()
    agent: str | None = None
    hits: tuple[Hit, ...] = ()


def why(decision: Decision) -> tuple[Why, ...]:
    """Return which row decided each output, and by what."""
    return tuple(one for hit in decision.hits for one in _why(hit))


def _why(hit: Hit) -> Iterator[Why]:
    inputs = tested(hit.table, hit.row, hit.values)
    place = hit.table.rows[hit.row].place
    for output in hit.said:
        yield Why(output, hit.table.name, hit.row + 1, inputs, place)


def decide(tables: Sequence[ReadyTable], scope: Scope, to: str | None = None) -> Decision:
    """Return what `tables` say for the names in `scope`.

    Args:
        to: a division already chosen: the table for `to` is left out, the others see it as `route.to`.
    """
    # Any: checked below where a cell is worked out
    found: Mapping[str, Any] = {} if to is None else {"to": to}
    hits: list[Hit] = []
    only_texts = True
    for ready in tables:
        if to is not None and "to" in ready.table.outputs:
            continue
        names = _WithRoute(scope, found) if ready.looks_at_route else scope
        values = ready.values(names)
        for number in ready.hits(values, names):
            said = ready.constants(number)
            if said is None:
                said, only_texts = ready.worked_out(number, scope, found), False
                found = _with(found, said)
            else:
                found = {**found, **said} if found else said  # texts: no skills among them
            if said:
                hits.append(_new(Hit, (ready.table, number, said, values)))
    skills = found.get("skills", ())
    if not only_texts:
        found = {output: value for output, value in found.items() if isinstance(value, str)}
    get = found.get
    return _new(Decision, (get("to"), get("level"), get("priority"), skills, get("agent"), tuple(hits)))


def _with(found: Mapping[str, Any], said: Said) -> Mapping[str, Any]:  # Any: as in `decide`
    if "skills" in said:
        said = {**said, "skills": _united(found.get("skills"), said["skills"])}
    return {**found, **said}


def missing_inputs(
    tables: Sequence[ReadyTable], scope: Scope, askable: Collection[str] | None = None, to: str | None = None
) -> tuple[str, ...]:
    """Return the null slots that stand as table inputs and could still change the answer, in table order.

    After each answer ask again: it may have settled the rest.

    Args:
        askable: the slots that can be asked; the others stay null. None: all of them.
        to: as in `decide`.
    """
    missing: dict[str, None] = {}
    open_outputs: set[str] = set()  # not settled by the tables so far
    for number, ready in enumerate(tables):
        table = ready.table
        if to is not None and "to" in table.outputs:
            continue
        route = decide(tables[:number], scope, to)
        known = {"to": route.to, "level": route.level, "priority": route.priority, "agent": route.agent}
        names = _WithRoute(scope, {**known, "skills": route.skills or None})
        values = ready.values(names)
        unknown = {
            index
            for index, column in enumerate(table.inputs)
            if (values[index] is None and _can_be_asked(column, askable))
            or (open_outputs and ready.waits_for_route(index))
        }
        deciding = ready.deciding(values, unknown, names)
        if deciding:
            open_outputs.update(table.outputs)
        for index in sorted(deciding):
            slot = table.inputs[index].slot
            if slot is not None and values[index] is None:
                missing[slot] = None
    return tuple(missing)


def _united(skills: Value, more: Value) -> tuple[str, ...]:
    both = (*(skills if isinstance(skills, tuple) else ()), *(more if isinstance(more, tuple) else (more,)))
    return tuple(dict.fromkeys(skill for skill in both if isinstance(skill, str)))


def tested(table: Table | DecisionTable, row: int, values: Sequence[Value]) -> tuple[tuple[str, str], ...]:
    """Return what a row (from 0) tested: headings and values; columns with `-` say nothing."""
    headings = [column.heading for column in table.inputs]
    return tuple(
        (heading, text_of(value))
        for heading, test, value in zip(headings, table.rows[row].tests, values, strict=True)
        if not isinstance(test, Anything)
    )


def _can_be_asked(column: Column, askable: Collection[str] | None) -> bool:
    return column.slot is not None and (askable is None or column.slot in askable)


def _uses_route(expression: object) -> bool:
    if isinstance(expression, Name):
        return expression.name == "route"
    if isinstance(expression, tuple):
        return any(_uses_route(item) for item in expression)
    if is_dataclass(expression):
        return any(_uses_route(getattr(expression, part.name)) for part in fields(expression))
    return False


def _short(inputs: Sequence[Expr]) -> Callable[[Scope], Sequence[Value]] | None:
    """Return what reads all input columns at once; nearly all headings are just a name or a member."""
    names = [one.name for one in inputs if isinstance(one, Name) and one.name not in BUILTINS]
    if len(names) == len(inputs) > 1:
        return itemgetter(*names)
    found = [quick.build(one) for one in inputs]
    reads = [read for read in found if read is not None]
    return (lambda scope: [read(scope) for read in reads]) if len(reads) == len(found) else None


class _WithRoute(Mapping[str, Value]):
    """A scope in which `route` is what the tables have said so far."""

    __slots__ = ("_below", "_found")

    def __init__(self, below: Scope, found: Mapping[str, Value]) -> None:
        self._below = below
        self._found = found

    def __getitem__(self, name: str) -> Value:
        return self._route() if name == "route" else self._below[name]

    def get(self, name: str, default: Value = None) -> Value:  # type: ignore[override]  # no other default
        return self._route() if name == "route" else self._below.get(name, default)

    def _route(self) -> Value:
        return {name: self._found.get(name) for name in OUTPUTS}

    def __iter__(self) -> Iterator[str]:
        yield "route"
        yield from (name for name in self._below if name != "route")

    def __len__(self) -> int:
        return len({"route", *self._below})
