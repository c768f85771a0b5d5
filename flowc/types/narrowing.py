"""Which values a condition shows to be there: after `order_id != null and total > 5`, both are not null."""

from __future__ import annotations

from runtime.artifact import tree

_COMPARISONS = frozenset({"<", "<=", ">", ">="})


def dotted(expr: tree.Expr) -> str | None:
    """Return a name or a path of names as written, `customer.tier`; None for anything else."""
    match expr:
        case tree.Name():
            return expr.name
        case tree.Path():
            of = dotted(expr.of)
            return None if of is None else f"{of}.{expr.name}"
    return None


def known_when(expr: tree.Expr, truth: bool = True) -> frozenset[str]:
    """Return the dotted names that cannot be null when the condition is true (`truth` False: when false)."""
    match expr:
        case tree.Binary(op="and" | "or" as op):
            left, right = known_when(expr.left, truth), known_when(expr.right, truth)
            return left | right if (op == "and") == truth else left & right
        case tree.Binary(op="=" | "!=" as op):
            return _of_equality(expr, (op == "=") == truth)
        case tree.Binary() if expr.op in _COMPARISONS:
            return _names(expr.left, expr.right)  # neither true nor false when a side is null
        case tree.Between():
            return _names(expr.of, expr.low, expr.high)
        case tree.In() if truth and not any(_takes_null(test) for test in expr.tests):
            return _names(expr.of)
        case tree.Call(function=tree.Name(name="not"), arguments=(argument,)):
            return known_when(argument.value, not truth)
        case tree.Name() | tree.Path():
            return _names(expr)
    return frozenset()


def _of_equality(expr: tree.Binary, equal: bool) -> frozenset[str]:
    sides = (expr.left, expr.right)
    if any(isinstance(side, tree.Null) for side in sides):
        return frozenset() if equal else _names(*sides)
    if equal and any(isinstance(side, tree.String | tree.Number | tree.Boolean | tree.At) for side in sides):
        return _names(*sides)
    return frozenset()


def _names(*exprs: tree.Expr) -> frozenset[str]:
    return frozenset(name for expr in exprs if (name := dotted(expr)) is not None)


def _takes_null(test: tree.Test) -> bool:
    match test:
        case tree.Compare(op=op, value=value):
            return op == "=" and not isinstance(value, tree.String | tree.Number | tree.Boolean | tree.At)
        case tree.Within(value=value):
            return not isinstance(value, tree.Range)
    return True
