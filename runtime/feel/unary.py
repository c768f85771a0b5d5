"""Unary tests at work: the cells of tables and cases, and the right side of `in`.

Laws (LANGUAGE section 3, "Cells"):
- A null value is matched only by `-` and `null`; every other test is false for it.
- `not(…)` never holds for null.
- A test that cannot be told (a number against a text) is None, which counts as false.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from runtime.artifact import tree
from runtime.feel import compare
from runtime.feel.compare import either
from runtime.feel.frame import Closure, Frame, TestClosure
from runtime.feel.values import Value

Build = Callable[[tree.Expr], Closure]


def build(test: tree.Test, build_expr: Build) -> TestClosure:
    match test:
        case tree.Anything():
            return lambda value, frame: True
        case tree.Compare():
            return _compare(test.op, build_expr(test.value))
        case tree.Within():
            return _within(build_expr(test.value))
        case tree.Like():
            return _like(test.pattern)
        case tree.Has():
            return _has(build_expr(test.value))
        case tree.AnyOf():
            return build_any(test.tests, build_expr)
        case tree.Not():
            return _not(build_any(test.tests, build_expr))
        case tree.Satisfies():
            return _satisfies(build_expr(test.when))
    assert_never(test)


def build_any(tests: tuple[tree.Test, ...], build_expr: Build) -> TestClosure:
    """Return a test that holds when one of `tests` does: their three-valued `or`."""
    built = [build(test, build_expr) for test in tests]
    if len(built) == 1:
        return built[0]

    def any_of(value: Value, frame: Frame) -> bool | None:
        result: bool | None = False
        for holds in built:
            result = either(result, holds(value, frame))
            if result is True:
                return True
        return result

    return any_of


def _compare(op: str, operand: Closure) -> TestClosure:
    def holds(value: Value, frame: Frame) -> bool | None:
        other = operand(frame)
        if value is None:
            return op == "=" and other is None
        result = compare.compare(op, value, other)
        if result is None:
            frame.run.fault("operand", op, value, other)
        return result

    return holds


def _within(operand: Closure) -> TestClosure:
    def holds(value: Value, frame: Frame) -> bool | None:
        where = operand(frame)
        if value is None and not isinstance(where, tuple | list):
            return where is None
        result = compare.belongs(value, where)
        if result is None:
            frame.run.fault("operand", "in", value, where)
        return result

    return holds


def _like(pattern: str) -> TestClosure:
    """`*` stands for any run of characters: the pieces between must follow each other in the text."""
    first, *pieces = pattern.split("*")
    if not pieces:
        return lambda value, frame: value == pattern
    *middle, last = pieces

    def holds(value: Value, frame: Frame) -> bool | None:
        if not isinstance(value, str):
            return False
        if len(value) < len(first) + len(last) or not (value.startswith(first) and value.endswith(last)):
            return False
        at, end = len(first), len(value) - len(last)
        for piece in middle:
            found = value.find(piece, at, end)
            if found < 0:
                return False
            at = found + len(piece)
        return True

    return holds


def _has(operand: Closure) -> TestClosure:
    def holds(value: Value, frame: Frame) -> bool | None:
        wanted = operand(frame)
        if isinstance(value, tuple | list):
            return any(compare.equal(item, wanted) is True for item in value)
        return False if value is None else frame.run.fault("operand", "in", value, wanted)

    return holds


def _not(any_of: TestClosure) -> TestClosure:
    def holds(value: Value, frame: Frame) -> bool | None:
        if value is None:
            return False
        result = any_of(value, frame)
        return None if result is None else not result

    return holds


def _satisfies(when: Closure) -> TestClosure:
    def holds(value: Value, frame: Frame) -> bool | None:
        names: dict[str, Value] = {**value, "?": value} if isinstance(value, Mapping) else {"?": value}
        result = when(frame.over(names))
        return result if isinstance(result, bool) else None

    return holds
