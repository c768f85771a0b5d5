"""Commands: words that steer the bot itself, wherever the conversation is (LANGUAGE section 5)."""

from __future__ import annotations

from runtime.artifact.model import Ask
from runtime.core.answering import refuted, understood
from runtime.core.asking import HANDOVER, ask_again, asked, start_clocks, stop_waiting
from runtime.core.events import CustomerWrote
from runtime.core.handing import leave_out
from runtime.core.offering import end_offer
from runtime.core.reading import read, yes_or_no
from runtime.core.running import run
from runtime.core.slots import forget
from runtime.core.speech import say
from runtime.core.state import Known, Waiting
from runtime.core.steering import start
from runtime.core.turn import Turn
from runtime.core.waiting import cancel, stop_updates, switch_language


def obey(turn: Turn, event: CustomerWrote) -> bool:
    """Do the command that the message is. False: it is none, or an answer word of what is asked."""
    command = event.understood.command
    if command is None or _is_answer_word(turn):
        return False
    if not _do(turn, command, event):
        return False
    turn.trace("command", command=command)
    if command != "repeat":
        understood(turn)
    return True


def _is_answer_word(turn: Turn) -> bool:
    waiting = turn.state.waiting
    if turn.state.offer is not None or (waiting is not None and waiting.proposed is not None):
        return yes_or_no(turn) is not None
    if waiting is None:
        return False
    question = asked(turn, waiting)
    closed = bool(question.type.options) or question.type.name == "boolean"
    return closed and isinstance(read(turn, question, waiting), Known)


def _do(turn: Turn, command: str, event: CustomerWrote) -> bool:
    state = turn.state
    collecting = state.handover is not None and state.handover.phase == "collecting"
    collecting = collecting or state.leaves_in_flow
    match command:
        case "cancel" if collecting:
            _drop_everything(turn)
            cancel(turn)
        case "cancel":
            busy = bool(state.frames or state.offer or state.waiting)
            _drop_everything(turn)
            say(turn, "command.cancelled" if busy else "command.nothing_to_cancel")
        case "menu" if not collecting:
            _drop_everything(turn)
            start(turn)
        case "repeat" if state.waiting is not None or state.offer is not None:
            turn.uncounted = True
            ask_again(turn)
        case "skip" if state.waiting is not None:
            return _skip(turn, state.waiting)
        case "correct":
            return _correct(turn)
        case "language":
            if not switch_language(turn, event.understood.command_locale):
                return False
            ask_again(turn)
        case "stop":
            stop_updates(turn)
            if state.waiting is not None and state.offer is None:
                start_clocks(turn, asked(turn, state.waiting).timeout)
        case _:
            return False
    return True


def _drop_everything(turn: Turn) -> None:
    stop_waiting(turn)
    if turn.state.offer is not None:
        end_offer(turn)
    turn.change(frames=(), paused=(), survey=None)


def _skip(turn: Turn, waiting: Waiting) -> bool:
    if waiting.state.startswith(HANDOVER):
        leave_out(turn, waiting.state.removeprefix(HANDOVER), "skipped")
        return True
    question = asked(turn, waiting)
    if not question.optional or question.slot is None:
        return False
    if waiting.proposed is not None:
        forget(turn, question.slot)
    stop_waiting(turn)
    run(turn, turn.program.state(waiting.state).next)
    return True


def _correct(turn: Turn) -> bool:
    """Clear the slot answered last in this flow and ask it again; what follows it runs again."""
    waiting = turn.state.waiting
    if waiting is not None and waiting.proposed is not None:
        refuted(turn, waiting)
        return True
    key, frames = turn.state.answered_last, turn.state.frames
    state = turn.program.artifact.states.get(key or "")
    if key is None or not isinstance(state, Ask) or not frames or state.flow != frames[-1].flow:
        return False
    forget(turn, state.slot)
    stop_waiting(turn)
    if turn.state.offer is not None:
        end_offer(turn)
    run(turn, key)
    return True
