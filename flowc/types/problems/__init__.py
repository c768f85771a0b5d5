"""The problems of this stage, FC32x to FC36x: one class each, grouped by what they are about."""

from __future__ import annotations

from flowc.diagnostics.model import Problem
from flowc.types.problems import expressions, functions, impossible, rules, tables, templates, values

_ALL: tuple[type[Problem], ...] = (
    *expressions.PROBLEMS,
    *functions.PROBLEMS,
    *impossible.PROBLEMS,
    *rules.PROBLEMS,
    *tables.PROBLEMS,
    *values.PROBLEMS,
    *templates.PROBLEMS,
)
PROBLEMS = tuple(sorted(_ALL, key=lambda problem: problem.code))

__all__ = ["PROBLEMS"]
