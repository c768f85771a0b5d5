"""A burst: texts that follow each other closely, handled as one message (LANGUAGE section 8, step 2).

Laws:
- Nothing is dropped: a text that waits for others is in the state, with a timer; what does not join ends it.
- The burst is understood as a whole, by whoever drives the core; the event that is stored carries the result.
- A human who owns the conversation gets every text at once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from runtime.core.codec import dump_event, load_event
from runtime.core.events import BurstEnded, CustomerWrote, Event, PartArrived, TimerFired
from runtime.core.limits import BURST_MESSAGES
from runtime.core.program import Program
from runtime.core.state import State
from runtime.core.turn import Turn

JOIN = "join"  # the timer's name


def gather(program: Program, state: State, message: CustomerWrote) -> tuple[CustomerWrote, ...]:
    """Return the messages to be handled now that this one arrived, none: it waits for others.

    Two where it does not join: the burst before it, and itself. None of them is understood yet.
    """
    parts = _parts(state)
    if not _joins(program, state, message):
        return (_joined(parts), message) if parts else (message,)
    if len(parts) + 1 < BURST_MESSAGES:
        return ()
    return (_joined((*parts, message)),)


def gathered(state: State, event: Event) -> CustomerWrote | None:
    """Return the burst that a timer ends, not understood yet. None: the event is another, or out of date."""
    if not isinstance(event, TimerFired) or event.name != JOIN or not state.burst:
        return None
    timer = state.timers.get(JOIN)
    return _joined(_parts(state)) if timer is not None and timer.generation == event.generation else None


def event_of(message: CustomerWrote, handled: tuple[CustomerWrote, ...]) -> Event:
    """Return what happens when `message` arrives: `handled` is what `gather` gave, understood."""
    match handled:
        case ():
            return PartArrived(message.id, message.at, message)
        case (burst, by):
            return BurstEnded(by.id, by.at, burst, by)
        case _:
            return handled[0]


def keep_part(turn: Turn, event: PartArrived) -> None:
    """A text that others may follow."""
    turn.change(burst=(*turn.state.burst, dump_event(event.message).decode()))
    turn.set_timer(JOIN, turn.now + _within(turn.program, turn.state))
    turn.trace("joining", id=event.id)


def take_burst(turn: Turn) -> CustomerWrote | None:
    """Take what waits out of the state: it is being handled. None: nothing waited."""
    parts = _parts(turn.state)
    turn.clear_timer(JOIN)
    if not parts:
        return None
    turn.change(burst=())
    return _joined(parts)


def _joins(program: Program, state: State, message: CustomerWrote) -> bool:
    received, handover = message.received, state.handover
    if handover is not None and handover.phase in ("with_agent", "escalated"):
        return False
    return received.type == "text" and bool(received.text) and _within(program, state) > timedelta()


def _within(program: Program, state: State) -> timedelta:
    return program.artifact.understanding.join_within.get(state.channel, timedelta())


def _parts(state: State) -> tuple[CustomerWrote, ...]:
    return tuple(_part(encoded) for encoded in state.burst)


def _part(encoded: str) -> CustomerWrote:
    event, _ = load_event(encoded.encode())
    assert isinstance(event, CustomerWrote)
    return event


def _joined(parts: tuple[CustomerWrote, ...]) -> CustomerWrote:
    """Return one message of several, under the first one's id; the newest knows most of the customer."""
    if len(parts) == 1:
        return parts[0]
    text = "\n".join(part.received.text for part in parts)
    return replace(
        parts[-1],
        id=parts[0].id,
        received=replace(parts[-1].received, text=text),
        joined=tuple(part.id for part in parts),
    )
