"""The problems of this stage, FC2xx: one class each, grouped by what they are about."""

from __future__ import annotations

from flowc.names.problems import (
    actions,
    decisions,
    detector,
    divisions,
    flows,
    ladders,
    messages,
    ready_made,
    references,
    rings,
    shortcuts,
    slots,
    steps,
    tables,
)

PROBLEMS = (
    *references.PROBLEMS,
    *messages.PROBLEMS,
    *flows.PROBLEMS,
    *steps.PROBLEMS,
    *shortcuts.PROBLEMS,
    *slots.PROBLEMS,
    *actions.PROBLEMS,
    *detector.PROBLEMS,
    *divisions.PROBLEMS,
    *rings.PROBLEMS,
    *tables.PROBLEMS,
    *decisions.PROBLEMS,
    *ready_made.PROBLEMS,
    *ladders.PROBLEMS,
)

__all__ = ["PROBLEMS"]
