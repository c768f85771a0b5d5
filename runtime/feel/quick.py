"""The short way through an expression: what nearly all guards are, over the values that they mostly meet.

Names, members of contexts, constants, comparisons, `+ - *` of numbers, `and`, `or`, `in`, `between`, `if` and
calls of built-ins that only look at their arguments. It keeps no frame, no budget and no list of faults:
nothing in it goes round or grows, and whatever would be a fault it declines.

Laws:
- What it gives, `runtime.feel.evaluate` gives. Whatever it declines is evaluated there, from the beginning:
  expressions change nothing, so that nobody can tell.
- It declines by an exception that never leaves `runtime.feel`, so that the way without one costs nothing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, DecimalException
from operator import itemgetter
from typing import Any

from runtime.artifact import tree
from runtime.feel import limits
from runtime.feel.builtins import BUILTINS
from runtime.feel.decimals import NUMBERS, number_of
from runtime.feel.frame import Scope
from runtime.feel.reading import read_literal
from runtime.feel.values import BOOLEAN, NUMBER, STRING, Value

Quick = Callable[[Scope], Value]
Holds = Callable[[Scope], bool]


class DeclinedError(Exception):
    """This value, or this pair of values, is not for the short way."""


# KeyError: a name without a value; TypeError: a member of what has none
DECLINES = (DeclinedError, DecimalException, KeyError, TypeError)

_EQUAL = frozenset({Decimal, str, bool, timedelta, date})
_ORDERED = _EQUAL - {bool}
# Any: Python compares within each of the ordered kinds; mypy cannot follow two unions in step
_OPERATORS: Mapping[str, tuple[Callable[[Any, Any], bool], frozenset[type]]] = {
    "=": (operator.eq, _EQUAL),
    "!=": (operator.ne, _EQUAL),
    "<": (operator.lt, _ORDERED),
    "<=": (operator.le, _ORDERED),
    ">": (operator.gt, _ORDERED),
    ">=": (operator.ge, _ORDERED),
}
_TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ARITHMETIC = {"+": NUMBERS.add, "-": NUMBERS.subtract, "*": NUMBERS.multiply}
_PYTHON: Mapping[str, type] = {STRING: str, NUMBER: Decimal, BOOLEAN: bool}


def build(expr: tree.Expr) -> Quick | None:
    """Return the short way of an expression, or None: it has none."""
    match expr:
        case tree.Null() | tree.Boolean() | tree.String() | tree.Number() | tree.At():
            known, constant = _constant(expr)
            return (lambda scope: constant) if known else None
        case tree.Name():
            return _name(expr.name)
        case tree.Path():
            return _path(expr)
        case tree.Binary(op, _, _) if op in _ARITHMETIC:
            return _arithmetic(expr)
        case tree.If():
            return _if(expr)
        case tree.Call(tree.Name("not"), (tree.Argument(_, None),)):
            return _condition(expr)
        case tree.Call():
            return _call(expr)
    return _condition(expr)


def _condition(expr: tree.Expr) -> Holds | None:
    """Return the short way of what is true or false, and nothing else."""
    match expr:
        case tree.Binary("and" | "or"):
            return _joined(expr)
        case tree.Binary(op, left, right) if op in _OPERATORS:
            return _compared(op, left, right)
        case tree.Between():
            return _between(expr)
        case tree.In():
            return _in(expr)
        case tree.Call(tree.Name("not"), (tree.Argument(negated, None),)):
            inner = _condition(negated)
            return None if inner is None else lambda scope: not inner(scope)
        case tree.Boolean():
            said = expr.value
            return lambda scope: said
    return _boolean(expr)


def _boolean(expr: tree.Expr) -> Holds | None:
    """Return the short way of an expression that may give something else than a boolean, which declines."""
    if not isinstance(expr, tree.Name | tree.Path | tree.Call | tree.If):
        return None
    find = build(expr)
    if find is None:
        return None

    def holds(scope: Scope) -> bool:
        value = find(scope)
        if value is True or value is False:
            return value
        raise DeclinedError

    return holds


def _constant(expr: tree.Expr) -> tuple[bool, Value]:
    """Return whether an expression is a constant that the short way knows, and which."""
    match expr:
        case tree.Null():
            return True, None
        case tree.Boolean() | tree.String():
            return True, expr.value
        case tree.Number():
            try:
                return True, NUMBERS.create_decimal(Decimal(expr.text))
            except DecimalException:
                return False, None
        case tree.At() if "@" not in expr.text:
            value = read_literal(expr.text)
            return type(value) in (date, timedelta), value
    return False, None


def _name(name: str) -> Quick | None:
    return None if name in BUILTINS else itemgetter(name)


def _path(expr: tree.Path) -> Quick | None:
    of, name = build(expr.of), expr.name
    if of is None:
        return None
    if isinstance(expr.of, tree.Name):
        space = expr.of.name
        return lambda scope: scope[space][name]  # type: ignore[index, call-overload]  # contexts; others decline
    return lambda scope: of(scope)[name]  # type: ignore[index, call-overload]  # as above


def _taken(value: Value, wanted: type) -> Value:
    """Return a value of another type as one of the wanted type, which only numbers can be."""
    if wanted is Decimal:
        return _number(value)
    raise DeclinedError


def _number(value: Value) -> Decimal:
    """Return what came from outside as `int` or `float` as a number."""
    number = number_of(value)
    if number is None:
        raise DeclinedError
    return number


# ---- comparisons -------------------------------------------------------------------------------------------


def _compared(op: str, left: tree.Expr, right: tree.Expr) -> Holds | None:
    known, constant = _constant(right)
    if known:
        return _with_constant(op, left, constant)
    known, constant = _constant(left)
    if known:
        return _with_constant(_TURNED[op], right, constant)
    compare, kinds = _OPERATORS[op]
    first, second = build(left), build(right)
    if first is None or second is None:
        return None

    def holds(scope: Scope) -> bool:
        one, other = first(scope), second(scope)
        if type(one) is type(other) and type(one) in kinds:
            return compare(one, other)
        return compare(_number(one), _number(other))

    return holds


def _with_constant(op: str, expr: tree.Expr, constant: Value) -> Holds | None:
    find = build(expr)
    compare, kinds = _OPERATORS[op]
    wanted = type(constant)
    if find is None:
        return None
    if constant is None:
        return _with_null(op, find)
    if wanted not in kinds:
        return None
    same = op == "="
    if same or op == "!=":

        def equal(scope: Scope) -> bool:
            value = find(scope)
            if value is None:  # null is unlike any other value, and that is no fault
                return not same
            if type(value) is not wanted:
                value = _taken(value, wanted)
            return (value == constant) is same

        return equal

    def holds(scope: Scope) -> bool:
        value = find(scope)
        if type(value) is not wanted:
            value = _taken(value, wanted)
        return compare(value, constant)

    return holds


def _with_null(op: str, find: Quick) -> Holds | None:
    if op == "=":
        return lambda scope: find(scope) is None
    if op == "!=":
        return lambda scope: find(scope) is not None
    return None


def _between(expr: tree.Between) -> Holds | None:
    low_known, low = _constant(expr.low)
    high_known, high = _constant(expr.high)
    find, wanted = build(expr.of), type(low)
    if find is None or not (low_known and high_known) or type(high) is not wanted or wanted not in _ORDERED:
        return None

    def holds(scope: Scope) -> bool:
        value = find(scope)
        if type(value) is not wanted:
            value = _taken(value, wanted)
        return low <= value <= high  # type: ignore[operator]  # all of one ordered kind

    return holds


def _in(expr: tree.In) -> Holds | None:
    """One of some words, or one of some numbers."""
    constants = []
    for test in expr.tests:
        if not isinstance(test, tree.Compare) or test.op != "=":
            return None
        known, constant = _constant(test.value)
        if not known:
            return None
        constants.append(constant)
    kinds = {type(constant) for constant in constants}
    find = build(expr.of)
    if find is None or len(kinds) != 1 or not kinds <= _EQUAL:
        return None
    kind, wanted = kinds.pop(), frozenset(constants)

    def holds(scope: Scope) -> bool:
        value = find(scope)
        if value is None:
            return False
        return (value if type(value) is kind else _taken(value, kind)) in wanted

    return holds


# ---- what joins --------------------------------------------------------------------------------------------


def _joined(expr: tree.Binary) -> Holds | None:
    left, right = _condition(expr.left), _condition(expr.right)
    if left is None or right is None:
        return None
    if expr.op == "and":
        return lambda scope: left(scope) and right(scope)
    return lambda scope: left(scope) or right(scope)


def _if(expr: tree.If) -> Quick | None:
    when, then, otherwise = _condition(expr.when), build(expr.then), build(expr.otherwise)
    if when is None or then is None or otherwise is None:
        return None
    return lambda scope: then(scope) if when(scope) else otherwise(scope)


def _arithmetic(expr: tree.Binary) -> Quick | None:
    operation, left, right = _ARITHMETIC[expr.op], build(expr.left), build(expr.right)
    if left is None or right is None:
        return None

    def compute(scope: Scope) -> Value:
        first, second = left(scope), right(scope)
        if type(first) is not Decimal:
            first = _number(first)
        if type(second) is not Decimal:
            second = _number(second)
        return operation(first, second)

    return compute


def _call(expr: tree.Call) -> Quick | None:
    """A built-in of plain values, called by position, whose arguments after the first are constants."""
    if not isinstance(expr.function, tree.Name):
        return None
    name = expr.function.name
    builtin = BUILTINS.get(name)
    if builtin is None or len(builtin.signatures) != 1:
        return None
    signature = builtin.signatures[0]
    if signature.needs_run or signature.needs_now or signature.gives not in _PYTHON:
        return None
    kinds = [parameter.kinds for parameter in signature.parameters]
    if (
        not kinds
        or any(parameter.variadic for parameter in signature.parameters)
        or len(kinds) != len(expr.arguments)
    ):
        return None
    if any(argument.name is not None for argument in expr.arguments):
        return None
    if any(len(one) != 1 or one[0] not in _PYTHON for one in kinds):
        return None
    wanted = [_PYTHON[one[0]] for one in kinds]
    first, *others = [argument.value for argument in expr.arguments]
    known = [_constant(argument) for argument in others]
    find = build(first)
    if find is None or not all(told for told, _ in known):
        return None
    rest = [constant for _, constant in known]
    if any(type(constant) is not kind for constant, kind in zip(rest, wanted[1:], strict=True)):
        return None
    return _called(name, signature.run, find, wanted[0], rest)


def _called(name: str, run: Callable[..., Value], find: Quick, kind: type, rest: Sequence[Value]) -> Quick:
    def call(scope: Scope) -> Value:
        if scope.get(name) is not None:  # perhaps a function of this name
            raise DeclinedError
        value = find(scope)
        result = run(value if type(value) is kind else _taken(value, kind), *rest)
        if result is None or (type(result) is str and len(result) > limits.STRING_CHARS):
            raise DeclinedError
        return result

    return call
