"""Where a message leads that answers nothing: a flow, a fixed answer, the start, or not understood."""

from __future__ import annotations

from runtime.core.answering import refuse_answer, understood
from runtime.core.asking import HANDOVER, LEAVE, ask_again, asked
from runtime.core.changed import changed
from runtime.core.events import CustomerWrote
from runtime.core.flows import go_on_with, interrupt, push, start_flow
from runtime.core.history import note_faq
from runtime.core.running import run
from runtime.core.speech import say
from runtime.core.turn import Question, Turn

_STRICTEST = ("refuse", "drop", "resume")


def start(turn: Turn) -> None:
    """Run the bot's first flow, and nothing else."""
    name = turn.program.artifact.start
    start_flow(turn, name)
    run(turn, turn.program.artifact.flows[name].first)


def follow_intent(turn: Turn, event: CustomerWrote) -> bool:
    """Start the intent's flow, or go on with it. False: there is none, or it may not start now."""
    intent, state = event.understood.intent, turn.state
    flow = turn.program.flow_of_intent.get(intent or "")
    idle = not state.frames and state.waiting is None
    if flow is None:
        return idle and _small_talk(turn, intent)
    if state.waiting is not None and state.waiting.state.startswith((HANDOVER, LEAVE)):
        return False
    if any(frame.flow == flow for frame in state.frames):
        understood(turn)
        if state.waiting is not None:
            turn.question = Question()
        return True
    rule = _interruption(turn)
    if not idle and rule == "refuse":
        return False
    understood(turn)
    for index, one in enumerate(state.paused):
        if any(frame.flow == flow for frame in one.frames):
            key = go_on_with(turn, index, again=rule == "resume")
            if key is not None:
                run(turn, key)
            return True
    interrupt(turn, again=rule == "resume")
    push(turn, flow, None, dict.fromkeys(turn.program.artifact.flows[flow].inputs))
    run(turn, turn.program.artifact.flows[flow].first)
    return True


def _small_talk(turn: Turn, intent: str | None) -> bool:
    match intent:
        case "greeting":
            understood(turn)
            start(turn)
        case "thanks":
            understood(turn)
            say(turn, "thanks")
        case _:
            return False
    return True


def _interruption(turn: Turn) -> str:
    """The strictest `if_interrupted` of the waiting flow and those that called it."""
    if turn.state.leaves_in_flow:
        return "refuse"
    flows = turn.program.artifact.flows
    wanted = [flows[frame.flow].if_interrupted for frame in turn.state.frames if frame.flow in flows]
    return min(wanted, key=_STRICTEST.index, default="resume")


def answer_faq(turn: Turn, event: CustomerWrote) -> bool:
    """Give the fixed answer, then the waiting question again. False: nothing of the kind was asked."""
    faq = event.understood.faq
    reply = turn.program.artifact.understanding.faq[faq].answer if faq else None
    if reply is None or faq is None:
        return False
    understood(turn)
    say(turn, reply)
    note_faq(turn, faq)
    ask_again(turn)
    return True


def not_understood(turn: Turn, first: bool) -> None:
    """Nobody can tell what it means: the start for a first message, else say so, or ask again."""
    assert turn.heard is not None
    waiting, received = turn.state.waiting, turn.heard.received
    unsupported = received.type not in ("text", "button") and not received.text
    if waiting is None and first and not unsupported:
        start(turn)
        return
    counters = turn.state.counters
    turn.change(counters=changed(counters, not_understood=counters.not_understood + 1))
    turn.trace("not_understood")
    if waiting is not None:
        refuse_answer(turn, "kind.unsupported" if unsupported else asked(turn, waiting).invalid)
    else:
        turn.question = Question(("kind.unsupported" if unsupported else "not_understood",), ask=False)
