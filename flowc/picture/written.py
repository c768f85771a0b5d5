"""Expressions and tests as text again, short enough for a box: from the artifact, which keeps only trees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from runtime.artifact import tree
from runtime.artifact.tree import Expr, Test
from runtime.feel.writing import quoted

_LOOSEST_FIRST = (
    ("or",),
    ("and",),
    ("=", "!=", "<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "/"),
    ("**",),
)
_STRENGTH = {sign: level for level, signs in enumerate(_LOOSEST_FIRST) for sign in signs}
_ATOM = len(_LOOSEST_FIRST)


def write_expr(expr: Expr) -> str:
    """Return an expression as a designer would write it.

    >>> write_expr(tree.Binary(">", tree.Path(tree.Name("pesanan"), "total"), tree.Number("500000")))
    'pesanan.total > 500000'
    """
    match expr:
        case tree.Null():
            return "null"
        case tree.Boolean():
            return "true" if expr.value else "false"
        case tree.Number():
            return expr.text
        case tree.String():
            return quoted(expr.value)
        case tree.At():
            return f'@"{expr.text}"'
        case tree.Name():
            return expr.name
        case tree.Path():
            return f"{_inside(expr.of, _ATOM)}.{expr.name}"
        case tree.Filter():
            return f"{_inside(expr.of, _ATOM)}[{write_expr(expr.by)}]"
        case tree.Negate():
            return f"-{_inside(expr.of, _ATOM)}"
        case tree.Binary():
            strength = _STRENGTH[expr.op]
            return f"{_inside(expr.left, strength)} {expr.op} {_inside(expr.right, strength + 1)}"
        case tree.Between():
            return f"{_inside(expr.of, 3)} between {_inside(expr.low, 3)} and {_inside(expr.high, 3)}"
        case tree.In():
            return f"{_inside(expr.of, 3)} in ({_listed(expr.tests, words=False)})"
        case tree.If():
            return (
                f"if {write_expr(expr.when)} then {write_expr(expr.then)} else {write_expr(expr.otherwise)}"
            )
        case tree.For():
            return f"for {_bindings(expr.over)} return {write_expr(expr.give)}"
        case tree.Quantified():
            word = "every" if expr.every else "some"
            return f"{word} {_bindings(expr.over)} satisfies {write_expr(expr.satisfies)}"
        case tree.Call():
            return f"{_inside(expr.function, _ATOM)}({', '.join(map(_argument, expr.arguments))})"
        case tree.List():
            return f"[{', '.join(map(write_expr, expr.items))}]"
        case tree.Context():
            return "{" + ", ".join(f"{one.key}: {write_expr(one.value)}" for one in expr.entries) + "}"
        case tree.Range():
            return _range(expr)
        case tree.InstanceOf():
            return f"{_inside(expr.of, 3)} instance of {expr.type}"
        case tree.Function():
            return "function(…)"  # bots declare none; only the engine's own tests hold them
    assert_never(expr)


def write_test(test: Test, words: bool = True) -> str:
    """Return a test as a cell has it. `words`: texts stand without quotes, as in cells of words.

    >>> write_test(tree.AnyOf((tree.Compare("=", tree.String("gold")), tree.Compare(">=", tree.Number("5")))))
    'gold, >= 5'
    """
    match test:
        case tree.Anything():
            return "-"
        case tree.Compare():
            value = _word(test.value, words)
            return value if test.op == "=" else f"{test.op} {value}"
        case tree.Within() | tree.Has():
            return _word(test.value, words)
        case tree.Like():
            return test.pattern
        case tree.AnyOf():
            return _listed(test.tests, words)
        case tree.Not():
            return f"not({_listed(test.tests, words)})"
        case tree.Satisfies():
            return write_expr(test.when)
    assert_never(test)


def _word(expr: Expr, words: bool) -> str:
    return expr.value if words and isinstance(expr, tree.String) else write_expr(expr)


def _inside(expr: Expr, strength: int) -> str:
    """Return an operand, in parentheses where it would bind too loosely."""
    text = write_expr(expr)
    match expr:
        case tree.Binary():
            loose = _STRENGTH[expr.op] < strength
        case tree.Between() | tree.In() | tree.InstanceOf():
            loose = strength > _STRENGTH["and"] + 1
        case tree.If() | tree.For() | tree.Quantified():
            loose = True
        case _:
            loose = False
    return f"({text})" if loose else text


def _listed(tests: Iterable[Test], words: bool) -> str:
    return ", ".join(write_test(one, words) for one in tests)


def _bindings(over: Iterable[tree.Binding]) -> str:
    return ", ".join(
        f"{one.name} in {write_expr(one.over)}{f'..{write_expr(one.to)}' if one.to is not None else ''}"
        for one in over
    )


def _argument(one: tree.Argument) -> str:
    value = write_expr(one.value)
    return f"{one.name}: {value}" if one.name else value


def _range(expr: tree.Range) -> str:
    if expr.low is None and expr.high is not None:
        return f"{'<=' if expr.high_included else '<'} {write_expr(expr.high)}"
    if expr.high is None and expr.low is not None:
        return f"{'>=' if expr.low_included else '>'} {write_expr(expr.low)}"
    low = write_expr(expr.low) if expr.low is not None else ""
    high = write_expr(expr.high) if expr.high is not None else ""
    return f"{'[' if expr.low_included else '('}{low}..{high}{']' if expr.high_included else ')'}"
