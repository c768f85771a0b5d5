"""Messages that wait behind a running action, and the message whose turn the action belongs to."""

from __future__ import annotations

from runtime.core.codec import dump_event, load_event
from runtime.core.events import CustomerWrote
from runtime.core.limits import HELD_MESSAGES
from runtime.core.state import Held
from runtime.core.turn import Turn


def hold(turn: Turn, event: CustomerWrote, seen: bool) -> None:
    """Keep a message until the action has answered."""
    if len(turn.state.held) < HELD_MESSAGES:
        turn.change(held=(*turn.state.held, Held(freeze(event), seen)))
        turn.trace("held", id=event.id)
    else:
        turn.trace("held_too_many", id=event.id)


def take_held(turn: Turn) -> tuple[CustomerWrote, bool] | None:
    """Take the oldest message that waits, and whether it was seen. None: there is none to be handled now."""
    if turn.state.calls or not turn.state.held:
        return None
    first, *rest = turn.state.held
    turn.change(held=tuple(rest))
    return thaw(first.event), first.seen


def remember_heard(turn: Turn) -> None:
    """An action is asked for: its answer will go on with this message's turn."""
    heard = freeze(turn.heard) if turn.heard is not None else None
    turn.change(hearing=heard, held_at_a=tuple(sorted(turn.held_at_a)))


def forget_heard(turn: Turn) -> None:
    """At the end of an event: no action goes on with the message any more."""
    if not turn.state.calls and (turn.state.hearing is not None or turn.state.held_at_a):
        turn.change(hearing=None, held_at_a=())


def go_on_hearing(turn: Turn) -> None:
    """At the beginning of an event that goes on with a message's turn."""
    if turn.state.hearing is not None:
        turn.heard = thaw(turn.state.hearing)
        turn.held_at_a = set(turn.state.held_at_a)


def freeze(event: CustomerWrote) -> str:
    """Return a message as text, to be kept in the state."""
    return dump_event(event).decode()


def thaw(encoded: str) -> CustomerWrote:
    """Return a message that was kept."""
    event, _ = load_event(encoded.encode())
    assert isinstance(event, CustomerWrote)
    return event
