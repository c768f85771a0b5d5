"""Running a thread's stored turns again: the same artifact, events and facts must give the same bytes.

A turn that names another artifact than the one before it began with the move to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from runtime.core.codec import digest, dump_state, load_event, load_state
from runtime.core.env import Env, Render
from runtime.core.program import Program
from runtime.core.state import State
from runtime.core.step import step
from runtime.stores.base import PastTurn


@dataclass(frozen=True, slots=True)
class Difference:
    """A turn that came out differently; those after it are not compared, since they stand on it."""

    turn: int
    expected: str
    found: str


def replay(
    turns: Iterable[PastTurn], begin: State, program_of: Callable[[str], Program], render: Render
) -> Difference | None:
    """Run turns again in order. None: every one left the same state and outbox, byte for byte.

    `begin` is the thread as it was before its first turn (`runtime.core.step.new_thread`).
    """
    state = begin
    for past in turns:
        event, facts = load_event(past.event)
        assert facts is not None, "stored turns carry their facts"
        before = program_of(state.artifact) if past.artifact != state.artifact else None
        result = step(program_of(past.artifact), state, event, Env(facts, render), before)
        kept = dump_state(result.state)
        found = digest(kept, result.effects)
        if found != past.digest:
            return Difference(past.turn, past.digest, found)
        state = load_state(kept)  # as between two turns: an order of keys is not kept
    return None
