"""What a case gives: its names, those that build on them, and its expression.

Nothing here raises on any expression: what cannot be read is a `Failure` that says where.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flowc.trying.cases import Binding, Case
from flowc.trying.expressions import Failure, try_expression
from flowc.trying.tables import ask_table, table_function
from flowc.trying.tagged import read_tagged
from flowc.trying.types import declared_type
from runtime.artifact.records import RecordError
from runtime.feel.types import converted
from runtime.feel.values import Value


def answer(case: Case, now: datetime | None = None) -> Value | Failure:
    """Return what the case's expression or table gives, as its type wants it, or null."""
    try:
        scope: dict[str, Value] = {name: read_tagged(data) for name, data in case.context.items()}
    except RecordError as error:
        return Failure(f"context: {error.why}")
    except RecursionError:
        return Failure("context: nested too deeply")
    for binding in case.let:
        value = _bound(binding, scope, now)
        if isinstance(value, Failure):
            return value
        scope[binding.name] = value
    if case.table is not None:
        value = ask_table(case.table, scope, now)
    else:
        value = try_expression(case.expr, scope, now)
    return (
        value
        if isinstance(value, Failure) or case.type is None
        else converted(value, declared_type(case.type))
    )


def _bound(binding: Binding, scope: Mapping[str, Value], now: datetime | None) -> Value | Failure:
    if binding.table is not None:
        if binding.parameters is None:
            return ask_table(binding.table, scope, now)
        return table_function(binding.name, binding.table, binding.parameters, scope, now)
    if binding.expr is None:
        return Failure(f"`{binding.name}` is no expression")
    return try_expression(binding.expr, scope, now)
