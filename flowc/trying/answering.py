"""What an expression gives for the names of a case, as the engine evaluates it: functions may be defined.

Nothing here raises on any expression: what cannot be read is a `Failure` that says where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flowc.feel.faults import SyntaxFault
from flowc.feel.parser import Parsed, parse_expression
from flowc.trying.cases import Case
from flowc.trying.tagged import read_tagged
from flowc.trying.types import converted
from runtime.artifact.records import RecordError
from runtime.feel.evaluate import compile_expr
from runtime.feel.faults import Fault
from runtime.feel.values import Value


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no value at all. `faults` are those of the text `expr`, where that is the reason."""

    why: str
    expr: str = ""
    faults: tuple[SyntaxFault, ...] = ()


def answer(case: Case, now: datetime | None = None) -> Value | Failure:
    """Return what the case's expression gives, as its type wants it; null if it cannot become that."""
    try:
        scope: dict[str, Value] = {name: read_tagged(data) for name, data in case.context.items()}
    except RecordError as error:
        return Failure(f"context: {error.why}")
    for binding in case.let:
        if binding.expr is None:
            return Failure(f"`{binding.name}` is no expression")
        value = try_expression(binding.expr, scope, now)
        if isinstance(value, Failure):
            return value
        scope[binding.name] = value
    value = try_expression(case.expr, scope, now)
    return value if isinstance(value, Failure) or case.type is None else converted(value, case.type)


def try_expression(
    text: str, scope: Mapping[str, Value], now: datetime | None = None, faults: list[Fault] | None = None
) -> Value | Failure:
    """Return what a text gives; `faults` collects why an operation in it gave null."""
    parsed = parse_expression(text, functions=True, names=scope)
    if not isinstance(parsed, Parsed):
        return Failure(_told(text, parsed), text, parsed)
    return compile_expr(parsed.tree)({"now": now, **scope}, faults)


def _told(text: str, faults: Sequence[SyntaxFault]) -> str:
    first = faults[0]
    line, column = text.count("\n", 0, first.start) + 1, first.start - (text.rfind("\n", 0, first.start) + 1)
    found = f" `{first.found[:40]}`" if first.found else ""
    return f"{line}:{column + 1}: {first.kind}{found}"
