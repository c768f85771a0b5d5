"""Yes and no to an offer, and what becomes of one that is neither taken nor declined."""

from __future__ import annotations

from runtime.artifact.model import Offer
from runtime.core.answering import understood
from runtime.core.asking import stop_waiting
from runtime.core.changed import changed
from runtime.core.escalation import rest
from runtime.core.flows import push
from runtime.core.handing import begin_handover
from runtime.core.history import note_offer
from runtime.core.offering import end_offer
from runtime.core.reading import yes_or_no
from runtime.core.record import Trigger
from runtime.core.running import run, take
from runtime.core.speech import say
from runtime.core.state import Paused
from runtime.core.turn import Question, Turn


def answer_offer(turn: Turn) -> bool:
    """Take the message as yes or no to the offer. False: it is neither."""
    said = yes_or_no(turn)
    if said is None:
        return False
    understood(turn)
    if said:
        _accept(turn)
    else:
        decline(turn, explicit=True)
    return True


def _accept(turn: Turn) -> None:
    offer = end_offer(turn)
    state = turn.program.state(offer.state)
    assert isinstance(state, Offer)
    rule = turn.program.rule_of_state.get(offer.state)
    name = rule.name if rule else offer.state
    trigger = Trigger("offer", name, turn.now, offer.evidence, state.place.file, state.place.line)
    begin_handover(turn, state.handover, trigger)


def decline(turn: Turn, explicit: bool) -> None:
    """The offer was not taken: count it, let its rule rest, go on where it came from."""
    offer = end_offer(turn)
    counters = turn.state.counters
    turn.change(counters=changed(counters, declined=counters.declined + 1))
    state = turn.program.state(offer.state)
    assert isinstance(state, Offer)
    rule = turn.program.rule_of_state.get(offer.state)
    if rule is not None:
        rest(turn, rule)
    if explicit:
        note_offer(turn, declined=True)
        say(turn, "handover.declined")
    if rule is None:
        take(turn, state.on_decline, state.next)
    elif state.on_decline.then is not None:
        # the block runs in a frame of its own, and what waited underneath goes on after it
        if turn.state.frames:
            below = Paused(turn.state.frames, turn.state.waiting)
            turn.change(paused=(*turn.state.paused, below), frames=())
        stop_waiting(turn)
        push(turn, offer.state, None, {})
        run(turn, state.on_decline.then)
    elif turn.state.waiting is not None:
        turn.question = Question()
