"""The problems of this stage, FC32x to FC36x: one class each, grouped by what they are about."""

from __future__ import annotations

from flowc.diagnostics.model import Problem
from flowc.types.problems import expressions, functions, rules, templates, values

_ALL: tuple[type[Problem], ...] = (
    *expressions.PROBLEMS,
    *functions.PROBLEMS,
    *rules.PROBLEMS,
    *values.PROBLEMS,
    *templates.PROBLEMS,
)
PROBLEMS = tuple(sorted(_ALL, key=lambda problem: problem.code))

__all__ = ["PROBLEMS"]
