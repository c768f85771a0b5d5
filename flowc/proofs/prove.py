"""Runs every proof over a bot's machine. A proof is a module in `rules/` with `check(facts)`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flowc.diagnostics.model import Problem
from flowc.diagnostics.sink import Sink
from flowc.machine import Machine
from flowc.proofs.facts import Facts, build_facts
from flowc.proofs.rules import cycle_without_turn, unreachable_step, wait_without_timeout
from flowc.structure import tree

RULES: tuple[Callable[[Facts], Iterator[Problem]], ...] = (
    unreachable_step.check,
    cycle_without_turn.check,
    wait_without_timeout.check,
)

PROBLEMS: tuple[type[Problem], ...] = (
    unreachable_step.UnreachableStep,
    cycle_without_turn.CycleWithoutTurn,
    wait_without_timeout.WaitWithoutTimeout,
)


def prove(bot: tree.Bot, machine: Machine, sink: Sink) -> None:
    """Report everything that a proof finds."""
    facts = build_facts(bot, machine)
    for check in RULES:
        for problem in check(facts):
            sink.add(problem)
