"""Runs every proof over a bot's machine. A proof is a module in `rules/` with `check(facts)`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flowc.diagnostics.model import Problem
from flowc.diagnostics.sink import Sink
from flowc.machine import Machine
from flowc.proofs.facts import Facts, build_facts
from flowc.proofs.rules import (
    cycle_without_turn,
    overlapping_rows,
    unanswered_input,
    unreachable_row,
    unreachable_step,
    wait_without_timeout,
)
from flowc.structure import tree
from flowc.types import Typed

RULES: tuple[Callable[[Facts], Iterator[Problem]], ...] = (
    unreachable_step.check,
    cycle_without_turn.check,
    wait_without_timeout.check,
    overlapping_rows.check,
    unanswered_input.check,
    unreachable_row.check,
)

PROBLEMS: tuple[type[Problem], ...] = (
    unreachable_step.UnreachableStep,
    cycle_without_turn.CycleWithoutTurn,
    wait_without_timeout.WaitWithoutTimeout,
    overlapping_rows.OverlappingRows,
    unanswered_input.UnansweredInput,
    unreachable_row.UnreachableRow,
)


def prove(bot: tree.Bot, typed: Typed | None, machine: Machine, sink: Sink) -> None:
    """Report everything that a proof finds.

    Tables are looked at where no expression or cell of the bot has a mistake; without `typed` not at all.
    """
    facts = build_facts(bot, machine, None if sink.has_errors else typed)
    for check in RULES:
        for problem in check(facts):
            sink.add(problem)
