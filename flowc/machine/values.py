"""What the machine wants of checked expressions: lowering knows nothing of how types are found."""

from __future__ import annotations

from typing import Protocol

from flowc.structure.tree import Expression, Type, Value
from runtime.artifact.tree import Expr, Test


class Values(Protocol):
    """Checked expressions as trees. A faulty one gives some tree: its problem was reported already."""

    def expr(self, expression: Expression) -> Expr: ...

    def test(self, cell: Expression) -> Test: ...

    def value(self, value: Value, expected: Type | None) -> Expr: ...
