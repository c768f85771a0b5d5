"""Running a thread's stored turns again: the same artifact, events and facts must give the same bytes.

A turn that names another artifact than the one before it began with the move to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from runtime.core.codec import digest, dump_state, load_event, load_state
from runtime.core.env import Env, Facts, Render
from runtime.core.events import Event
from runtime.core.program import Program
from runtime.core.state import State
from runtime.core.step import Step, step
from runtime.stores.rows import PastTurn

RunningOf = Callable[[str], tuple[Program, Render]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A turn that came out differently; those after it are not compared, since they stand on it."""

    turn: int
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Again:
    """A turn as it came out this time. `kept` is its state as bytes."""

    past: PastTurn
    event: Event
    facts: Facts
    result: Step
    kept: bytes

    def difference(self) -> Difference | None:
        found = digest(self.kept, self.result.effects)
        return Difference(self.past.turn, self.past.digest, found) if found != self.past.digest else None


def replay(
    turns: Iterable[PastTurn], begin: State, program_of: Callable[[str], Program], render: Render
) -> Difference | None:
    """Run turns again in order. None: every one left the same state and outbox, byte for byte.

    `begin` is the thread as it was before its first turn (`runtime.core.step.new_thread`).
    """
    made = again(turns, begin, lambda name: (program_of(name), render))
    return next((found for one in made if (found := one.difference()) is not None), None)


def again(turns: Iterable[PastTurn], begin: State, running_of: RunningOf) -> Iterator[Again]:
    """Yield turns as they come out now, each standing on the one before."""
    state = begin
    for past in turns:
        event, facts = load_event(past.event)
        assert facts is not None, "stored turns carry their facts"
        before = running_of(state.artifact)[0] if past.artifact != state.artifact else None
        program, render = running_of(past.artifact)
        result = step(program, state, event, Env(facts, render), before)
        kept = dump_state(result.state)
        yield Again(past, event, facts, result, kept)
        state = load_state(kept)  # as between two turns: an order of keys is not kept
