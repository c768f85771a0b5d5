"""Asks the routing tables where a handover goes, and why; and which slots could still change that.

Laws:
- Tables run top to bottom and later ones see `route.*` of the earlier; a missing slot is null.
- A null output cell sets nothing. Only `skills` come from several tables or rows: they are united, in order.
- `missing_inputs` leaves a slot out if no row that may still hold tests it, or all such rows say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache

from runtime.artifact.model import Column, Place, Row, Table
from runtime.artifact.tree import Anything, Expr, Name, Test
from runtime.feel.evaluate import compile_expr, compile_test
from runtime.feel.values import Value
from runtime.feel.writing import text_of

Scope = Mapping[str, Value]

OUTPUTS = ("to", "level", "priority", "skills", "agent")
# Compiled expressions kept over all tables in use: a large bot's tables have a few thousand cells.
_COMPILED = 20_000


@dataclass(frozen=True, slots=True)
class Why:
    """The row (1-based) that decided an output, with the heading and the value of each input it tested."""

    output: str
    table: str
    row: int
    inputs: tuple[tuple[str, str], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Decision:
    """What the tables say. None and no skills: not set."""

    to: str | None = None
    level: str | None = None
    priority: str | None = None
    skills: tuple[str, ...] = ()
    agent: str | None = None
    why: tuple[Why, ...] = ()


def decide(tables: Sequence[Table], scope: Scope, to: str | None = None) -> Decision:
    """Return what `tables` say for the names in `scope`.

    Args:
        to: a division already chosen: the table for `to` is left out, the others see it as `route.to`.
    """
    found: dict[str, Value] = {} if to is None else {"to": to}
    why: list[Why] = []
    for table in tables:
        if to is not None and "to" in table.outputs:
            continue
        names = _Overlay(scope, _route(found))
        values = [_run(column.value, names) for column in table.inputs]
        for number, row in _hits(table, values, names):
            for output, expression in zip(table.outputs, row.values, strict=True):
                value = None if expression is None else _run(expression, names)
                if value is None:
                    continue
                if output == "skills":
                    found["skills"] = _united(found.get("skills"), value)
                else:
                    found[output] = value
                why.append(Why(output, table.name, number, _printed(table, row, values), row.place))
    texts = {name: value for name, value in found.items() if isinstance(value, str)}
    return Decision(
        to=texts.get("to"),
        level=texts.get("level"),
        priority=texts.get("priority"),
        skills=_united(None, found.get("skills")),
        agent=texts.get("agent"),
        why=tuple(why),
    )


def missing_inputs(
    tables: Sequence[Table], scope: Scope, askable: Collection[str] | None = None, to: str | None = None
) -> tuple[str, ...]:
    """Return the null slots that stand as table inputs and could still change the answer, in table order.

    After each answer ask again: it may have settled the rest.

    Args:
        askable: the slots that can be asked; the others stay null. None: all of them.
        to: as in `decide`.
    """
    missing: dict[str, None] = {}
    open_outputs: set[str] = set()  # not settled by the tables so far
    for number, table in enumerate(tables):
        if to is not None and "to" in table.outputs:
            continue
        route = decide(tables[:number], scope, to)
        known = {"to": route.to, "level": route.level, "priority": route.priority, "agent": route.agent}
        names = _Overlay(scope, _route({**known, "skills": route.skills or None}))
        values = [_run(column.value, names) for column in table.inputs]
        unknown = {
            index
            for index, column in enumerate(table.inputs)
            if (values[index] is None and _can_be_asked(column, askable))
            or (open_outputs and _uses_route(column.value))
        }
        deciding = _deciding(table, values, unknown, names)
        if deciding:
            open_outputs.update(table.outputs)
        for index in sorted(deciding):
            slot = table.inputs[index].slot
            if slot is not None and values[index] is None:
                missing[slot] = None
    return tuple(missing)


def _deciding(table: Table, values: list[Value], unknown: set[int], names: Scope) -> set[int]:
    """Return the unknown columns on which the table's outputs depend."""
    possible: list[Row] = []
    settled = False
    for row in table.rows:
        if not _holds(row, values, names, unknown):
            continue
        possible.append(row)
        if table.hit != "collect" and not _tested(row, unknown):
            settled = True
            break
    outcomes = {row.values for row in possible}
    if table.hit != "collect" and len(outcomes) <= 1 and (settled or not outcomes):
        return set()
    return {index for row in possible for index in _tested(row, unknown)}


def _tested(row: Row, columns: Collection[int]) -> set[int]:
    return {index for index in columns if not isinstance(row.tests[index], Anything)}


def _hits(table: Table, values: list[Value], names: Scope) -> Iterator[tuple[int, Row]]:
    for number, row in enumerate(table.rows, 1):
        if _holds(row, values, names):
            yield number, row
            if table.hit != "collect":  # `unique` is proved by the compiler: the first is the only one
                return


def _holds(row: Row, values: list[Value], names: Scope, perhaps: Collection[int] = ()) -> bool:
    return all(
        index in perhaps or _test(test)(values[index], names) is True for index, test in enumerate(row.tests)
    )


def _route(found: Mapping[str, Value]) -> dict[str, Value]:
    return {"route": {name: found.get(name) for name in OUTPUTS}}


def _united(skills: Value, more: Value) -> tuple[str, ...]:
    both = (*(skills if isinstance(skills, tuple) else ()), *(more if isinstance(more, tuple) else (more,)))
    return tuple(dict.fromkeys(skill for skill in both if isinstance(skill, str)))


def _printed(table: Table, row: Row, values: list[Value]) -> tuple[tuple[str, str], ...]:
    """Return what the row tested; columns with `-` say nothing."""
    return tuple(
        (column.heading, text_of(value))
        for column, test, value in zip(table.inputs, row.tests, values, strict=True)
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


def _run(expression: Expr, names: Scope) -> Value:
    return _expression(expression)(names)


@lru_cache(maxsize=_COMPILED)
def _expression(expression: Expr) -> Callable[[Scope], Value]:
    return compile_expr(expression)


@lru_cache(maxsize=_COMPILED)
def _test(test: Test) -> Callable[[Value, Scope], bool | None]:
    return compile_test(test)


class _Overlay(Mapping[str, Value]):
    """Some names above a scope, which may work its own out only when asked."""

    __slots__ = ("_above", "_below")

    def __init__(self, below: Scope, above: Scope) -> None:
        self._below = below
        self._above = above

    def __getitem__(self, name: str) -> Value:
        return self._above[name] if name in self._above else self._below[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._above
        yield from (name for name in self._below if name not in self._above)

    def __len__(self) -> int:
        return len({*self._above, *self._below})
