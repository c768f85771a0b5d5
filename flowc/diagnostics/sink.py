"""Collects problems from every stage: one per cause, ordered by file, place and code."""

from __future__ import annotations

from flowc.diagnostics.model import Problem, Severity
from runtime import limits

MAX_PROBLEMS = limits.PROBLEMS.value


class Sink:
    """Equal problems are kept once. What comes after `MAX_PROBLEMS` is only counted."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}
        self.left_out = 0

    def add(self, problem: Problem) -> None:
        if problem in self._problems:
            return
        if len(self._problems) >= MAX_PROBLEMS:
            self.left_out += 1
            return
        self._problems[problem] = None

    def drop(self, problem: Problem) -> None:
        """Take a problem back, as if it had never been added."""
        self._problems.pop(problem, None)

    @property
    def has_errors(self) -> bool:
        return self.left_out > 0 or any(problem.severity is Severity.ERROR for problem in self._problems)

    def ordered(self) -> tuple[Problem, ...]:
        """Return all problems by file, place and code: the same input always gives the same order."""
        return tuple(sorted(self._problems, key=lambda one: (one.span, one.code, repr(one))))
