"""The problems of this stage, FC2xx: one class each, grouped by what they are about."""

from __future__ import annotations

from flowc.names.problems import actions, divisions, flows, messages, ready_made, references, slots, tables

PROBLEMS = (
    *references.PROBLEMS,
    *messages.PROBLEMS,
    *flows.PROBLEMS,
    *slots.PROBLEMS,
    *actions.PROBLEMS,
    *divisions.PROBLEMS,
    *tables.PROBLEMS,
    *ready_made.PROBLEMS,
)

__all__ = ["PROBLEMS"]
