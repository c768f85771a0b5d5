"""Text in, value out: what the tests of the evaluator share."""

from __future__ import annotations

from collections.abc import Mapping

from flowc.feel.parser import Parsed, parse_expression
from runtime.feel.evaluate import compile_expr
from runtime.feel.faults import Fault
from runtime.feel.values import Value
from tests.runtime.feel.strategies import NOW

SCOPE: Mapping[str, Value] = {"now": NOW}


def run(text: str, scope: Mapping[str, Value] | None = None, faults: list[Fault] | None = None) -> Value:
    """Return what an expression gives; function definitions are allowed, as for the engine."""
    parsed = parse_expression(text, functions=True)
    assert isinstance(parsed, Parsed), f"{text}: {parsed}"
    return compile_expr(parsed.tree)({**SCOPE, **(scope or {})}, faults)
