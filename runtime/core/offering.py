"""Offers: a yes/no question whose yes is a handover. A question that waits underneath keeps waiting."""

from __future__ import annotations

from runtime.artifact.model import Offer
from runtime.core.asking import stop_clocks, yes_no
from runtime.core.history import note_offer
from runtime.core.speech import say
from runtime.core.state import PendingOffer
from runtime.core.turn import Turn


def make_offer(turn: Turn, key: str, state: Offer, evidence: tuple[str, ...]) -> None:
    """Say the offer and wait for yes or no."""
    serial = turn.state.serial + 1
    turn.change(serial=serial, offer=PendingOffer(key, serial, evidence))
    stop_clocks(turn)
    turn.question = None
    say(turn, state.message, yes_no(turn, serial))
    note_offer(turn)
    turn.set_timer("offer", turn.now + state.timeout)
    turn.trace("offered", state.place, state=key)


def end_offer(turn: Turn) -> PendingOffer:
    """Take the offer back from the state."""
    offer = turn.state.offer
    assert offer is not None
    turn.change(offer=None)
    turn.clear_timer("offer")
    return offer
