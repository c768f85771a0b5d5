"""Calls whose values fit one by one, and that still never have a result, whatever a customer says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from flowc.types.kinds import UNKNOWN, Kind, agree
from runtime.artifact import tree
from runtime.feel.builtins import Parameter
from runtime.feel.evaluate import compile_expr
from runtime.feel.faults import Fault
from runtime.feel.values import Value

if TYPE_CHECKING:
    from flowc.types.infer import Checker

# What the items of a list must be, beyond "any list": nothing else can be added up, or put in an order.
_ORDERED = ("number", "text", "choice", "date", "time", "datetime", "duration", "yearsmonths")
_ITEMS: Mapping[str, tuple[str, ...]] = {
    "sum": ("number", "duration", "yearsmonths"),
    "min": _ORDERED,
    "max": _ORDERED,
    "all": ("boolean",),
    "any": ("boolean",),
    "string join": ("text", "choice"),
}
_MADE_OF_TEXT = frozenset({"date", "time", "date and time", "duration"})
_SEARCHES = frozenset({"list contains", "index of"})
_NEVER_ZERO: Mapping[str, str] = {
    "modulo": "divisor",
    "substring": "start position",
    "sublist": "start position",
    "insert before": "position",
    "remove": "position",
    "list replace": "position",
}

Pairs = Sequence[tuple[Parameter, tree.Expr, Kind]]  # each argument with its parameter


def never_has_a_result(checker: Checker, call: tree.Call, name: str, pairs: Pairs) -> bool:
    """Note why this call cannot have a result, whatever the customer says; return whether that is so."""
    return (
        _mixed_items(checker, name, pairs)
        or _searched_in_vain(checker, name, pairs)
        or _apart(checker, name, pairs)
        or _always_null(checker, call, name, pairs)
    )


def is_zero(expr: tree.Expr) -> bool:
    return isinstance(expr, tree.Number) and Decimal(expr.text) == 0


def is_constant(expr: tree.Expr) -> bool:
    if isinstance(expr, tree.List):
        return all(is_constant(item) for item in expr.items)
    return isinstance(expr, tree.String | tree.Number | tree.At | tree.Boolean)


def constant(expr: tree.Expr | None) -> Value:
    """Return what a literal, or a call that makes a value of one, is; None: nothing, or not known here."""
    match expr:
        case tree.Number() | tree.String() | tree.At():
            return compile_expr(expr)({})
        case tree.Negate(tree.Number()):
            return compile_expr(expr)({})
        case tree.Call(tree.Name(name), (tree.Argument(tree.String()),)) if name in _MADE_OF_TEXT:
            return compile_expr(expr)({})
    return None


def _mixed_items(checker: Checker, name: str, pairs: Pairs) -> bool:
    wanted = _ITEMS.get(name)
    if wanted is None:
        return False
    first: Kind | None = None
    for parameter, expr, kind in pairs:
        item = kind.of or UNKNOWN if kind.name == "list" else kind
        if item.name in ("unknown", "null"):
            continue
        fits = item.name in wanted
        if not fits or (first is not None and not agree(first, item)):
            only = wanted if not fits or first is None else (first.name,)
            checker.fault(
                "argument_kind",
                expr,
                name,
                known=(parameter.name,),
                got=(item.name,),
                wanted=() if only is _ORDERED else only,
            )
            return True
        first = first or item
    return False


def _searched_in_vain(checker: Checker, name: str, pairs: Pairs) -> bool:
    if name not in _SEARCHES or pairs[0][2].name != "list":
        return False
    item = pairs[0][2].of or UNKNOWN
    parameter, expr, kind = pairs[1]
    if agree(item, kind):
        return False
    checker.fault("argument_kind", expr, name, known=(parameter.name,), got=(kind.name,), wanted=(item.name,))
    return True


def _apart(checker: Checker, name: str, pairs: Pairs) -> bool:
    """Nothing lies before, in or beside what it cannot be compared with."""
    placed = [
        (parameter, expr, kind.of or UNKNOWN if kind.name == "range" else kind)
        for parameter, expr, kind in pairs
        if name == "is" or {"comparable", "range"} & set(parameter.kinds)
    ]
    if len(placed) != 2 or agree(placed[0][2], placed[1][2]):
        return False
    parameter, expr, kind = placed[1]
    checker.fault(
        "argument_kind", expr, name, known=(parameter.name,), got=(kind.name,), wanted=(placed[0][2].name,)
    )
    return True


def _always_null(checker: Checker, call: tree.Call, name: str, pairs: Pairs) -> bool:
    zero = _NEVER_ZERO.get(name)
    never = any(parameter.name == zero and is_zero(expr) for parameter, expr, _ in pairs)
    if not never and pairs and all(is_constant(expr) for _, expr, _ in pairs):
        faults: list[Fault] = []
        never = compile_expr(call)({}, faults) is None and any(fault.kind == "result" for fault in faults)
    if never:
        checker.fault("bad_literal", call, name)
    return never
