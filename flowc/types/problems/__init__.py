"""The problems of this stage, FC32x to FC36x: one class each, grouped by what they are about."""

from __future__ import annotations

from flowc.types.problems import expressions, rules, templates, values

PROBLEMS = (*expressions.PROBLEMS, *rules.PROBLEMS, *values.PROBLEMS, *templates.PROBLEMS)

__all__ = ["PROBLEMS"]
