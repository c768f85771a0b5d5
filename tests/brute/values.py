"""Small random bots whose texts print slots, and what exploring them shows of values that are missing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from flowc.diagnostics.model import Problem
from flowc.proofs.rules.value_missing import ValueMissing
from tests.brute.exploring import Explored
from tests.brute.small_bots import FREE, PATTERN, small_bot


def printing_bot(seed: int) -> str:
    """Return a small bot of which one text prints a slot: of two, the first to fail would hide the other.

    The same seed makes the same bot.
    """
    chance = random.Random(seed)
    data = yaml.safe_load(small_bot(seed))
    text = data["messages"][chance.choice(list(data["messages"]))]
    text["id"] += " {{ " + chance.choice((FREE, PATTERN)) + " }}"
    written: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000)
    return written


@dataclass(frozen=True, slots=True)
class Printing:
    """A bot that prints, with its problems, and everything that can happen in it."""

    problems: tuple[Problem, ...]
    explored: Explored

    def told(self) -> set[str]:
        """Return the messages that are told to lack a value."""
        return {one.message for one in self.problems if isinstance(one, ValueMissing)}

    def lacked(self) -> set[str]:
        """Return the messages that lacked one."""
        return {way.lacked for way in self.explored.ways if way.lacked}


def disagreements(case: Printing) -> Iterator[str]:
    """FC553 misses nothing, and on bots without conditions it says nothing else."""
    for name in sorted(case.lacked() - case.told()):
        yield f"text {name} lacked a value, and nobody tells"
    if case.explored.whole:
        for name in sorted(case.told() - case.lacked()):
            yield f"text {name} is told to lack a value, and never did"
