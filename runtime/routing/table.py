"""Asks the routing tables where a handover goes, and why; and which slots could still change that.

Laws:
- Tables run top to bottom and later ones see `route.*` of the earlier; a missing slot is null.
- A null output cell sets nothing. Only `skills` come from several tables or rows: they are united, in order.
- `missing_inputs` leaves a slot out if no row that may still hold tests it, or all such rows say the same.
- Why a row was taken is written down only for those who ask: `why`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass

from runtime.artifact.model import Column, Place, Table
from runtime.artifact.tree import Anything, Expr, Name, Path, String
from runtime.feel.builtins import BUILTINS
from runtime.feel.decimals import lifted
from runtime.feel.evaluate import compile_expr
from runtime.feel.values import Value
from runtime.feel.writing import text_of
from runtime.routing.column import bits_of
from runtime.routing.index import Index

Scope = Mapping[str, Value]

OUTPUTS = ("to", "level", "priority", "skills", "agent")


class ReadyTable:
    """A table prepared once for many look-ups."""

    __slots__ = ("_alike", "_inputs", "_outputs", "_waits", "index", "table")

    def __init__(self, table: Table) -> None:
        self.table = table
        self.index = Index([row.tests for row in table.rows])
        self._inputs = [_reader(column.value) for column in table.inputs]
        self._outputs: dict[Expr, Callable[[Scope], Value]] = {}
        self._waits = [_uses_route(column.value) for column in table.inputs]
        groups: dict[tuple[Expr | None, ...], list[int]] = {}
        for number, row in enumerate(table.rows):
            groups.setdefault(row.values, []).append(number)
        self._alike = {said: bits_of(rows, len(table.rows)) for said, rows in groups.items()}

    def values(self, names: Scope) -> list[Value]:
        """Return what the input columns are now."""
        return [run(names) for run in self._inputs]

    def hits(self, values: Sequence[Value], names: Scope) -> Iterator[int]:
        """Yield the rows (from 0) that the hit policy takes."""
        if self.table.hit == "collect":
            yield from self.index.rows(values, names)
            return
        # `unique` is proved by the compiler: the first is the only one
        row = self.index.first(values, names)
        if row is not None:
            yield row

    def output(self, expression: Expr, names: Scope) -> Value:
        if type(expression) is String:
            return expression.value
        run = self._outputs.get(expression)
        if run is None:
            run = self._outputs[expression] = compile_expr(expression)
        return run(names)

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


@dataclass(frozen=True, slots=True)
class Hit:
    """A row (from 0) that decided an output, with what the input columns were."""

    output: str
    table: Table
    row: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the tables say. None and no skills: not set. `hits` says which rows did, in order."""

    to: str | None = None
    level: str | None = None
    priority: str | None = None
    skills: tuple[str, ...] = ()
    agent: str | None = None
    hits: tuple[Hit, ...] = field(default=(), compare=False)


def why(decision: Decision) -> tuple[Why, ...]:
    """Return which row decided each output, and by what."""
    return tuple(_why(hit) for hit in decision.hits)


def _why(hit: Hit) -> Why:
    row = hit.table.rows[hit.row]
    return Why(hit.output, hit.table.name, hit.row + 1, tested(hit.table, hit.row, hit.values), row.place)


def decide(tables: Sequence[ReadyTable], scope: Scope, to: str | None = None) -> Decision:
    """Return what `tables` say for the names in `scope`.

    Args:
        to: a division already chosen: the table for `to` is left out, the others see it as `route.to`.
    """
    found: dict[str, Value] = {} if to is None else {"to": to}
    hits: list[Hit] = []
    for ready in tables:
        table = ready.table
        if to is not None and "to" in table.outputs:
            continue
        names = _WithRoute(scope, found)
        values = ready.values(names)
        for number in ready.hits(values, names):
            for output, expression in zip(table.outputs, table.rows[number].values, strict=True):
                value = None if expression is None else ready.output(expression, names)
                if value is None:
                    continue
                if output == "skills":
                    found["skills"] = _united(found.get("skills"), value)
                else:
                    found[output] = value
                hits.append(Hit(output, table, number, tuple(values)))
    texts = {name: value for name, value in found.items() if isinstance(value, str)}
    return Decision(
        to=texts.get("to"),
        level=texts.get("level"),
        priority=texts.get("priority"),
        skills=_united(None, found.get("skills")),
        agent=texts.get("agent"),
        hits=tuple(hits),
    )


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


def tested(table: Table, row: int, values: Sequence[Value]) -> tuple[tuple[str, str], ...]:
    """Return what a row (from 0) tested: headings and values; columns with `-` say nothing."""
    return tuple(
        (column.heading, text_of(value))
        for column, test, value in zip(table.inputs, table.rows[row].tests, values, strict=True)
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


def _reader(expression: Expr) -> Callable[[Scope], Value]:
    """Return the expression as a function of a scope; nearly all headings are just a name or a member."""
    run = compile_expr(expression)
    match expression:
        case Name(name) if name not in BUILTINS:
            return lambda names: lifted(names.get(name))
        case Path(Name(space), name) if space not in BUILTINS:

            def member(names: Scope) -> Value:
                of = names.get(space)
                return lifted(of.get(name)) if type(of) is dict else run(names)

            return member
        case _:
            return run


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
