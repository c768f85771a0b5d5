"""Files of FEEL cases, one JSON object a line: an expression, the names it may use, the type of its result.

A case: `{"id", "expr", "context": {name: value}, "let": [{"name", "expr"}], "type": {…}}`; of these `id` and
`expr` are needed, or `id` and `table`, a decision table instead of an expression. `let` names values that
build on the context and on each other, in their order; one may be `{"name", "table", "params"}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runtime.artifact.records import Json

Table = Mapping[str, Json]  # as `flowc.trying.tables` reads it


class BadCase(ValueError):
    """A line that is no case: which, and why."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path}:{line}: {why}")


@dataclass(frozen=True, slots=True)
class Binding:
    """A name and what it stands for: an expression, or a decision table, perhaps one with parameters."""

    name: str
    expr: str | None
    table: Table | None = None
    parameters: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    id: str | int
    expr: str
    context: Mapping[str, Json] = field(default_factory=dict)
    let: tuple[Binding, ...] = ()
    type: Mapping[str, Json] | None = None
    table: Table | None = None  # asked instead of `expr`
    expected: Json = None
    may_fail: bool = False  # null, and no value at all, are right too
    feature: str = ""
    in_standard: bool = True  # false: a kit's own extras, of level 0


def load_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a JSON Lines file; empty lines are none.

    Raises:
        BadCase: a line is no object with an `id` and an `expr`, or one of the other keys has no such form.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield _case(json.loads(line))
            except json.JSONDecodeError as error:
                raise BadCase(path, number, f"is no JSON: {error.msg}") from error
            except RecursionError as error:
                raise BadCase(path, number, "is nested too deeply") from error
            except ValueError as error:
                raise BadCase(path, number, str(error)) from error


def _case(row: Json) -> Case:
    if not isinstance(row, dict):
        raise ValueError("is no JSON object")
    identity, table = row.get("id"), row.get("table")
    expr = row.get("expr", "" if isinstance(table, dict) else None)
    if not isinstance(identity, str | int) or not isinstance(expr, str):
        raise ValueError('needs an "id" and an "expr"')
    context, wanted = row.get("context") or {}, row.get("type")
    if not isinstance(context, dict) or not (wanted is None or isinstance(wanted, dict)):
        raise ValueError('"context" and "type" are objects')
    return Case(
        identity,
        expr,
        context,
        tuple(_bindings(row.get("let") or [])),
        wanted,
        _table(table),
        row.get("expected"),
        row.get("error") is True,
        str(row.get("feature", "")),
        row.get("level") != 0,
    )


def _bindings(rows: Json) -> Iterator[Binding]:
    for row in rows if isinstance(rows, list) else [rows]:
        name = row.get("name") if isinstance(row, dict) else None
        expr = row.get("expr") if isinstance(row, dict) else None
        if not isinstance(name, str) or not (expr is None or isinstance(expr, str)):
            raise ValueError('"let" is a list of {"name", "expr"}')
        parameters = row.get("params") if isinstance(row, dict) else None
        names = tuple(map(str, parameters)) if isinstance(parameters, list) else None
        yield Binding(name, expr, _table(row.get("table") if isinstance(row, dict) else None), names)


def _table(data: Json) -> Table | None:
    return data if isinstance(data, dict) else None
