"""Every way out of every state, each with what makes a conversation take it.

Over-approximate: a guard may hold or not, an action may work or fail, every case may be the one. An edge that
is missing here can never be taken; an edge that is here may still be impossible for reasons of the data.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from flowc.machine import Machine
from runtime.artifact import model
from runtime.artifact.tree import Anything


class Cause(enum.Enum):
    """What happens between two states. Only those in `TURNS` are a message of the customer."""

    WENT_ON = "went on"
    SKIPPED = "guard was not true"
    UNMATCHED = "no case held"
    KNOWN = "slot was known already"
    ANSWERED = "question answered"
    TAKEN = "option taken"
    MISUNDERSTOOD = "attempts used up"
    SILENT = "no answer in time"
    FAILED = "action failed"
    DECLINED = "offer declined"
    CALLED = "into another flow"
    RETURNED = "back from another flow"


TURNS = frozenset({Cause.ANSWERED, Cause.TAKEN, Cause.MISUNDERSTOOD, Cause.DECLINED})


@dataclass(frozen=True, slots=True)
class Edge:
    """`to` None: the flow is over. `detail` is the option's word, or the flow that is called."""

    at: str
    to: str | None
    cause: Cause
    detail: str = ""


def edges(machine: Machine) -> dict[str, tuple[Edge, ...]]:
    """Return the edges of each state, in the order in which its step names them."""
    return {key: tuple(dict.fromkeys(_all(key, state, machine))) for key, state in machine.states.items()}


def _all(key: str, state: model.State, machine: Machine) -> Iterator[Edge]:
    yield from _own(key, state, machine)
    if state.guard is not None:
        yield Edge(key, state.next, Cause.SKIPPED)


def _own(key: str, state: model.State, machine: Machine) -> Iterator[Edge]:
    match state:
        case model.Say() | model.Set():
            yield Edge(key, state.next, Cause.WENT_ON)
        case model.Jump():
            yield Edge(key, state.to, Cause.WENT_ON)
        case model.End():
            if not state.conversation:
                yield Edge(key, None, Cause.WENT_ON)
        case model.Ask():
            yield Edge(key, state.next, Cause.ANSWERED)
            if not state.again:
                yield Edge(key, state.next, Cause.KNOWN)
            if state.verify is not None:
                yield _branch(key, state, state.verify.on_error, Cause.FAILED)
            yield from _waiting(key, state)
        case model.Choose():
            for option in state.options:
                yield Edge(key, option.then, Cause.TAKEN, option.option.word)
            yield from _waiting(key, state)
        case model.CallAction():
            yield Edge(key, state.next, Cause.WENT_ON)
            yield _branch(key, state, state.on_error, Cause.FAILED)
        case model.Switch():
            for case in state.cases:
                yield Edge(key, case.then, Cause.WENT_ON)
            if not any(isinstance(case.test, Anything) for case in state.cases):
                yield Edge(key, state.next, Cause.UNMATCHED)
        case model.RunFlow():
            first = machine.entries.get(state.run)
            if first is not None:
                yield Edge(key, first, Cause.CALLED, state.run)
            yield Edge(key, state.next, Cause.RETURNED, state.run)
        case model.Offer():
            yield _branch(key, state, state.on_decline, Cause.DECLINED)
            yield _branch(key, state, state.on_decline, Cause.SILENT)
        case model.Handover():
            pass  # all flows are over


def _waiting(key: str, state: model.Ask | model.Choose) -> Iterator[Edge]:
    yield _branch(key, state, state.on_invalid, Cause.MISUNDERSTOOD)
    if state.timeout is not None:
        timeout = state.timeout
        yield _branch(key, state, model.Branch(timeout.then, timeout.go_on), Cause.SILENT)


def _branch(key: str, state: model.State, branch: model.Branch, cause: Cause) -> Edge:
    return Edge(key, state.next if branch.go_on else branch.then, cause)
