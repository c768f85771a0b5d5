"""Decision tables of a conformance kit: FEEL texts in, the table that `runtime.routing` asks out.

A table: `{"hitPolicy", "aggregation", "inputs": [{"expr", "values"}], "outputs": [{"name", "values",
"default"}], "rules": [{"in": [cell], "out": [expression]}]}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from flowc.feel.faults import SyntaxFault
from flowc.feel.parser import Parsed, parse_expression, parse_test
from flowc.trying.cases import Table
from flowc.trying.expressions import Failure, known_names
from runtime.artifact.model import DecisionTable, Place, Row, TableInput, TableOutput
from runtime.artifact.records import Json
from runtime.artifact.tree import Expr, Test
from runtime.feel.values import Function, Value
from runtime.routing.deciding import Decision

_HITS = {
    "UNIQUE": "unique",
    "ANY": "any",
    "FIRST": "first",
    "PRIORITY": "priority",
    "RULE ORDER": "rule_order",
    "OUTPUT ORDER": "output_order",
    "COLLECT": "collect",
}
_TOTALS = {"SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}


class _Unreadable(Exception):
    """A text that is no expression or no cell."""

    def __init__(self, text: str, faults: Sequence[SyntaxFault]) -> None:
        super().__init__(f"{text[:60]!r}: {faults[0].kind}")
        self.failure = Failure(str(self), text, tuple(faults))


def ask_table(data: Table, scope: Mapping[str, Value], now: datetime | None) -> Value | Failure:
    """Return what a table says for the names in `scope`."""
    table = read_table(data, known_names(scope))
    return table if isinstance(table, Failure) else Decision(table)({"now": now, **scope})


def table_function(
    name: str, data: Table, parameters: tuple[str, ...], scope: Mapping[str, Value], now: datetime | None
) -> Function | Failure:
    """Return a table as a function of its parameters."""
    table = read_table(data, (*known_names(scope), *parameters))
    if isinstance(table, Failure):
        return table
    decision = Decision(table)

    def call(values: Sequence[Value]) -> Value:
        return decision({"now": now, **scope, **dict(zip(parameters, values, strict=False))})

    return Function(name, parameters, call)


def read_table(data: Table, names: Iterable[str]) -> DecisionTable | Failure:
    """Return the table that `data` describes. `names`: those that its texts may use."""
    try:
        return _table(data, tuple(names))
    except _Unreadable as error:
        return error.failure
    except (KeyError, AssertionError, ValueError) as error:
        return Failure(f"not as a table is written: {error}")


def _table(data: Table, known: tuple[str, ...]) -> DecisionTable:
    inputs = [
        TableInput(_text(one, "expr"), _expr(_text(one, "expr"), known), _allowed(one, known))
        for one in _list(data, "inputs")
    ]
    outputs = [_output(one, known) for one in _list(data, "outputs")]
    rows = [
        Row(
            tuple(_test(str(cell), known) for cell in _cells(rule, "in", len(inputs), number)),
            tuple(_value(cell, known) for cell in _cells(rule, "out", len(outputs), number)),
            Place("", number, 1),
        )
        for number, rule in enumerate(_list(data, "rules"), 1)
    ]
    hit = _HITS[str(data.get("hitPolicy") or "UNIQUE")]
    if hit == "collect":
        hit = _TOTALS.get(str(data.get("aggregation")), hit)
    return DecisionTable(str(data.get("name") or ""), hit, tuple(inputs), tuple(outputs), tuple(rows))


def _cells(rule: Json, key: str, columns: int, number: int) -> list[Json]:
    cells = _list(rule, key)
    if len(cells) != columns:
        raise ValueError(f"rule {number} has {len(cells)} cells in `{key}`, not {columns}")
    return cells


def _output(data: Json, names: tuple[str, ...]) -> TableOutput:
    assert isinstance(data, dict), "an output is an object"
    default = data.get("default")
    return TableOutput(
        str(data.get("name") or ""),
        _values(data.get("values"), names),
        None if default is None else _expr(str(default), names),
    )


def _values(text: Json, names: tuple[str, ...]) -> tuple[Expr, ...]:
    """Return a list of values, written with commas; ranges and the like have no order of priority."""
    if not isinstance(text, str):
        return ()
    parsed = parse_expression(f"[{text}]", names=names)
    if not isinstance(parsed, Parsed):
        return ()
    return tuple(getattr(parsed.tree, "items", ()))


def _allowed(data: Json, names: tuple[str, ...]) -> Test | None:
    text = data.get("values") if isinstance(data, dict) else None
    return _test(text, names) if isinstance(text, str) and text.strip() else None


def _test(text: str, names: tuple[str, ...]) -> Test:
    parsed = parse_test(text.strip() or "-", "other", names=names)
    if not isinstance(parsed, Parsed):
        raise _Unreadable(text, parsed)
    return parsed.tree


def _value(text: Json, names: tuple[str, ...]) -> Expr | None:
    return None if text is None or not str(text).strip() else _expr(str(text), names)


def _expr(text: str, names: tuple[str, ...]) -> Expr:
    parsed = parse_expression(text, functions=True, names=names)
    if not isinstance(parsed, Parsed):
        raise _Unreadable(text, parsed)
    return parsed.tree


def _text(data: Json, key: str) -> str:
    assert isinstance(data, dict), f"`{key}` is missing"
    return str(data[key])


def _list(data: Json, key: str) -> list[Json]:
    found = data.get(key) if isinstance(data, Mapping) else None
    return found if isinstance(found, list) else []
