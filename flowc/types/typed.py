"""What the types stage hands on: every expression, cell and value of a bot as a tree that the runtime
evaluates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flowc.feel.parser import Parsed, parse_expression
from flowc.names.routing import split_list
from flowc.structure import tree
from flowc.types.kinds import Kind
from flowc.types.literals import literal
from runtime.artifact.tree import Anything, Expr, List, Null, String, Test


@dataclass(frozen=True, slots=True)
class Typed:
    """Asked by the stages behind, never searched. What could not be read was reported, and is null here.

    `kinds` has the kind of each expression that was checked.
    """

    exprs: Mapping[tree.Expression, Expr] = field(default_factory=dict)
    tests: Mapping[tree.Expression | tree.Cell, Test] = field(default_factory=dict)
    kinds: Mapping[tree.Expression, Kind] = field(default_factory=dict)

    def expr(self, expression: tree.Expression) -> Expr:
        """Return an expression as a tree."""
        found = self.exprs.get(expression)
        return found if found is not None else read(expression)

    def test(self, cell: tree.Expression | tree.Cell) -> Test:
        """Return the test of a case or of an input cell."""
        return self.tests.get(cell, Anything())

    def value(self, value: tree.Value, expected: tree.Type | None) -> Expr:
        """Return a value as a tree: an expression, or a literal of the expected type."""
        if isinstance(value, tree.Expression):
            return self.expr(value)
        if value.items is not None and any(isinstance(item, tree.Expression) for item in value.items):
            of = expected.of if expected is not None else None
            return List(tuple(self.value(item, of) for item in value.items))
        found = literal(value, expected)
        return found if found is not None else Null()

    def heading(self, heading: tree.Cell) -> Expr:
        """Return the expression of an input column."""
        return self.expr(in_cell(heading))

    def output(self, cell: tree.Cell, heading: str) -> Expr | None:
        """Return the value of an output cell; None where it is empty, so that nothing is set."""
        if not cell.text:
            return None
        if cell.text.startswith("="):
            return self.expr(in_cell(cell))
        if heading == "skills":
            return List(tuple(String(word.text) for word in split_list(cell)))
        return String(cell.text)


def cell_value(cell: tree.Cell) -> tree.Value:
    """Return what an output cell of `tables:` says: `=` and an expression, or a literal."""
    return in_cell(cell) if cell.text.startswith("=") else tree.Literal(cell.text, cell.span)


def in_cell(cell: tree.Cell) -> tree.Expression:
    """Return the expression that a heading, or an output cell with `=`, holds."""
    start = len(cell.text) - len(cell.text[1:].lstrip()) if cell.text.startswith("=") else 0
    if start == len(cell.text):  # nothing behind the `=`: the whole cell is the place
        return tree.Expression("", cell.span)
    return tree.Expression(cell.text[start:], cell.span.part(start, len(cell.text)))


def read(expression: tree.Expression) -> Expr:
    """Return an expression that no check came across; null where it cannot be read."""
    parsed = parse_expression(expression.text)
    return parsed.tree if isinstance(parsed, Parsed) else Null()
