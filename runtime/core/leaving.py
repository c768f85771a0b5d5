"""A message left: its text, a way to answer where the channel has none, and the promise.

A bot's own flow `leave_message` takes the place of both questions. It belongs to the handover: rules sleep,
other flows wait, and where it asks nothing more, the message is left with what was given.
"""

from __future__ import annotations

from dataclasses import replace

from runtime.artifact.model import Type
from runtime.core.asking import LEAVE, stop_waiting, wait_at
from runtime.core.clocks import promised, start_clock
from runtime.core.flows import start_flow
from runtime.core.limits import NOTE_CHARS
from runtime.core.queueing import LEAVE_MESSAGE
from runtime.core.reach import STAYS
from runtime.core.reading import read_text
from runtime.core.recording import reach_of
from runtime.core.running import run
from runtime.core.speech import say
from runtime.core.state import Known
from runtime.core.telling import send_record
from runtime.core.turn import Question, Turn
from runtime.core.waiting import cancel

RETRIES = 1  # a way to be reached is asked for once more; then the message goes without


def leave(turn: Turn) -> None:
    """Take what the customer writes as the message, or as the way to answer it."""
    handover, heard = turn.state.handover, turn.heard
    assert handover is not None
    assert heard is not None
    if heard.understood.command == "cancel":
        cancel(turn)
        return
    if heard.understood.command == "skip":
        left(turn)
        return
    text = heard.received.text.strip()
    if handover.leaving == "text":
        _take_text(turn, text, bool(heard.received.url))
    elif _take_contact(turn, text):
        left(turn)
    else:
        _ask_again(turn)


def go_through_own(turn: Turn) -> None:
    """Begin the bot's own flow where that is due; where it asks nothing any more, the message is left."""
    if not turn.state.leaves_in_flow:
        return
    if turn.leaves:
        turn.leaves = False
        start_flow(turn, LEAVE_MESSAGE)
        run(turn, turn.program.artifact.flows[LEAVE_MESSAGE].first)
    state = turn.state
    if state.leaves_in_flow and not (state.waiting or state.offer or state.calls):
        left(turn)


def _take_text(turn: Turn, text: str, file: bool) -> None:
    if not text and not file:
        _ask_again(turn)
        return
    turn.change_handover(left_text=text[:NOTE_CHARS] or None)
    if _reachable(turn) or _take_contact(turn, text):
        left(turn)
        return
    turn.change_handover(leaving="contact")
    wait_at(turn, f"{LEAVE}contact")
    turn.question = Question()


def _ask_again(turn: Turn) -> None:
    waiting = turn.state.waiting
    if waiting is None or waiting.invalid >= RETRIES:
        left(turn)
        return
    turn.change(waiting=replace(waiting, invalid=waiting.invalid + 1))
    turn.question = Question(("slot.invalid",))


def _reachable(turn: Turn) -> bool:
    return turn.state.channel not in STAYS or bool({"phone", "email"} & set(reach_of(turn)))


def _take_contact(turn: Turn, text: str) -> bool:
    """Keep an address or number that stands in a text. False: there is none."""
    for kind in ("email", "phone"):
        known = read_text(turn, Type(kind), text) if text else None
        if isinstance(known, Known):
            turn.change(profile={**turn.state.profile, kind: str(known.value)})
            return True
    return False


def left(turn: Turn) -> None:
    """The message is left: the desk gets the record, the customer the promise; the bot is idle again."""
    stop_waiting(turn)
    turn.change(frames=(), paused=())
    turn.clear_timer("leave")
    handover = turn.change_handover(leaving=None)
    assert handover.division is not None
    turn.change_handover(promised=promised(turn, handover.division, "left_message"))
    start_clock(turn, "left_message")
    send_record(turn)
    say(turn, "handover.left")
