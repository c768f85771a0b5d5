"""The draft of one turn: a mutable workspace that lives inside `step` and leaves nothing behind but
its result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from runtime.artifact.model import Branch, HandoverSettings, Place
from runtime.core.changed import changed
from runtime.core.effects import ClearTimer, Effect, SetTimer
from runtime.core.env import Env
from runtime.core.events import CustomerWrote, Event
from runtime.core.limits import TRANSCRIPT_LINES
from runtime.core.program import Program
from runtime.core.record import Line, Record
from runtime.core.state import Known, OpenHandover, State, TimerState
from runtime.feel.values import Value
from runtime.routing.assigning import AgentChange

_ID_BYTES = 15  # of a hash: three times forty bits, so that base 32 fills up
# Base 32 (RFC 4648, section 6) in small letters, two at once: the standard library takes a tenth of a turn.
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(one + other for one in _LETTERS for other in _LETTERS)
_SHIFTS = tuple(range(_ID_BYTES * 8 - 10, -1, -10))


def _base32(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    return "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that happened in a turn, for people who ask why. `place` points into the bot's files."""

    what: str
    facts: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """An agent was given something: true only while he holds less than `capacity` with it."""

    agent: str
    capacity: int


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be asked once no rule speaks instead. `lead` are messages before it (`slot.invalid`).

    `refused` is a slot with the answer that a look-up refused: the lead may still name it, nothing else does.
    """

    lead: tuple[str, ...] = ()
    refused: tuple[str, Known] | None = None
    ask: bool = True  # ask what `state.waiting` waits for


def _holders(handover: OpenHandover | None) -> frozenset[str]:
    """Return the agents of ours whose room a handover takes: who serves it, and who was given it."""
    if handover is None:
        return frozenset()
    assigned = handover.assigned.id if handover.assigned is not None else None
    return frozenset(id_ for id_ in (handover.agent_id, assigned) if id_ is not None)


class Turn:
    """`change` replaces fields of the state; effects and traces collect in order."""

    def __init__(self, program: Program, state: State, event: Event, env: Env) -> None:
        self.program = program
        self.state = state
        self.event = event
        self.env = env
        self.effects: list[Effect] = []
        self.traces: list[Trace] = []
        self.texts: list[tuple[str, str]] = []  # (message name, text) said to the customer so far
        self.question: Question | None = None
        self.heard: CustomerWrote | None = None  # the message that is being handled
        self.unheard: list[CustomerWrote] = []  # of a conversation closed before them: they begin another
        self.asked_value: Value = None  # inside `check`
        self.held_at_a: set[str] = set()
        self.at_a: tuple[CustomerWrote | None, State] | None = None  # what the rules saw at moment A
        self.steps = 0
        self.faulted = False
        self.leaves = False  # the bot's own flow is to begin in which a message is left
        self.as_agent = False  # a shortcut runs now: its words are the agent's
        self.digests: dict[tuple[tuple[str, str], ...], str] = {}  # of replies, planned and given
        self.uncounted = False  # a repetition the customer asked for
        self.ended_handover: OpenHandover | None = None
        self.seat: Seat | None = None
        self.holders = _holders(state.handover)
        self.agents: list[AgentChange] = []
        self.staff_read = False  # agents and those who wait were looked at: a replay needs them
        self.otherwise: Branch | None = None  # the position is gone: run this if nothing else is wanted
        self.standings: dict[object, object] = {}  # what `runtime.core.waits` worked out already
        self.recorded: tuple[object, Record] | None = None  # of what, and the record
        self._ids = 0

    @property
    def now(self) -> datetime:
        return self.env.facts.now

    @cached_property
    def local_now(self) -> datetime:
        """The same moment in the bot's zone."""
        return self.program.local(self.now)

    @property
    def settings(self) -> HandoverSettings:
        return self.program.artifact.handover

    @property
    def topic(self) -> str | None:
        known = self.state.slots.get("topic")
        return known.value if known is not None and isinstance(known.value, str) else None

    @property
    def agents_locale(self) -> str:
        """The locale that agents read: the bot's first."""
        return self.program.artifact.bot.locales[0]

    def change(self, **changes: Any) -> None:  # Any: fields of State
        self.state = changed(self.state, **changes)

    def change_handover(self, **changes: Any) -> OpenHandover:  # Any: fields of OpenHandover
        assert self.state.handover is not None
        handover = changed(self.state.handover, **changes)
        self.change(handover=handover)
        return handover

    def new_id(self, prefix: str) -> str:
        """Return an id derived from thread, event and index: a repeated turn repeats it. No dots in it."""
        self._ids += 1
        seed = f"{self.state.thread}\x00{self.event.id}\x00{self._ids}"
        return f"{prefix}_{_base32(hashlib.sha256(seed.encode()).digest()[:_ID_BYTES])}"

    def trace(self, what: str, place: Place | None = None, **facts: object) -> None:
        self.traces.append(Trace(what, {name: str(fact) for name, fact in facts.items()}, place))

    def write_down(self, who: str, text: str, message: str | None = None, agent: str | None = None) -> None:
        """Add a line to the transcript; the oldest leaves when it is full."""
        line = Line(self.now, who, text, message, agent)
        self.change(transcript=(*self.state.transcript[1 - TRANSCRIPT_LINES :], line))

    def set_timer(self, name: str, due: datetime) -> None:
        generation = self.state.turn
        self.change(timers={**self.state.timers, name: TimerState(generation, due)})
        self.effects.append(SetTimer(name, generation, due))

    def clear_timer(self, name: str) -> None:
        if name in self.state.timers:
            self.change(timers={key: timer for key, timer in self.state.timers.items() if key != name})
            self.effects.append(ClearTimer(name))

    def clear_timers(self, *prefixes: str) -> None:
        """Clear every timer whose name is, or begins with, one of these and a colon."""
        for name in sorted(self.state.timers):
            if name.split(":", 1)[0] in prefixes:
                self.clear_timer(name)
