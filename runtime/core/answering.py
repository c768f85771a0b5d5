"""The awaited answer: read, checked, confirmed, looked up, and asked for again where it does not fit."""

from __future__ import annotations

from dataclasses import replace

from runtime.artifact.model import Ask, Choose
from runtime.core.asking import HANDOVER, Asked, asked, stop_clocks, stop_waiting
from runtime.core.calling import ask_for
from runtime.core.changed import changed
from runtime.core.escalation import escalate
from runtime.core.handing import collect, leave_out
from runtime.core.history import note_choice
from runtime.core.limits import CONFIRM_ROUNDS
from runtime.core.reading import Unfit, read, yes_or_no
from runtime.core.running import confirmed_slots, run, take
from runtime.core.slots import forget, keep, passes
from runtime.core.state import Known, Waiting
from runtime.core.turn import Question, Turn


def understood(turn: Turn) -> None:
    """The message was understood: the count of those that were not begins anew."""
    if turn.state.counters.not_understood:
        turn.change(counters=changed(turn.state.counters, not_understood=0))


def answer(turn: Turn, waiting: Waiting) -> bool:
    """Take the message as the awaited answer. False: it is none."""
    question = asked(turn, waiting)
    if _is_something_else(turn, question):
        return False
    known = read(turn, question, waiting)
    if isinstance(known, Unfit):
        turn.change(waiting=replace(waiting, readings=known.readings))
        return False
    if question.slot is not None and not passes(turn, question.slot, known):
        return False
    understood(turn)
    if waiting.state.startswith(HANDOVER):
        assert question.slot is not None
        stop_waiting(turn)
        keep(turn, question.slot, known, was_asked=True)
        collect(turn)
        return True
    state = turn.program.state(waiting.state)
    match state:
        case Choose():
            note_choice(turn, waiting, str(known.value))
            stop_waiting(turn)
            run(turn, next(one.then for one in state.options if one.option.word == known.value))
        case Ask() if state.confirm is not None:
            _propose(turn, waiting, state, known)
        case Ask():
            _accept(turn, waiting, state, known)
    return True


def _is_something_else(turn: Turn, question: Asked) -> bool:
    """A free text takes everything but a message that is, as a whole, a phrase of an intent or a faq."""
    assert turn.heard is not None
    meant = turn.heard.understood
    free_text = question.type.name == "text" and question.type.pattern is None
    return free_text and meant.whole and (meant.intent or meant.faq) not in (None, "yes", "no")


def _propose(turn: Turn, waiting: Waiting, state: Ask, known: Known) -> None:
    """Keep the answer and ask whether it is right; one in place of another counts as a round."""
    keep(turn, state.slot, known, was_asked=True)
    turn.change(answered_last=waiting.state)
    if waiting.proposed is not None and _denied_too_often(turn, waiting.state):
        _give_up(turn, state)
        return
    turn.change(waiting=replace(waiting, proposed=known, readings=()))
    turn.question = Question()


def confirmed(turn: Turn) -> bool:
    """Yes keeps the proposed answer, no asks again. False: anything else is read as a new answer."""
    waiting = turn.state.waiting
    assert waiting is not None
    assert waiting.proposed is not None
    said = yes_or_no(turn)
    if said is None:
        return False
    understood(turn)
    if said:
        state = turn.program.state(waiting.state)
        assert isinstance(state, Ask)
        _accept(turn, replace(waiting, proposed=None), state, waiting.proposed)
    else:
        refuted(turn, waiting)
    return True


def refuted(turn: Turn, waiting: Waiting) -> None:
    """The proposed answer is not right: ask again, three rounds at most."""
    state = turn.program.state(waiting.state)
    assert isinstance(state, Ask)
    if _denied_too_often(turn, waiting.state):
        _give_up(turn, state)
        return
    forget(turn, *confirmed_slots(turn.program, state))
    if state.confirm_from is not None:
        stop_waiting(turn)
        run(turn, state.confirm_from)
    else:
        turn.change(waiting=replace(waiting, proposed=None))
        turn.question = Question()


def _denied_too_often(turn: Turn, key: str) -> bool:
    """Count a round of "is that right?" that was not answered with yes."""
    if not turn.state.frames:
        return True
    *below, top = turn.state.frames
    rounds = top.refuted.get(key, 0) + 1
    turn.change(frames=(*below, replace(top, refuted={**top.refuted, key: rounds})))
    return rounds >= CONFIRM_ROUNDS


def _give_up(turn: Turn, state: Ask) -> None:
    forget(turn, *confirmed_slots(turn.program, state))
    stop_waiting(turn)
    take(turn, state.on_invalid, state.next)


def _accept(turn: Turn, waiting: Waiting, state: Ask, known: Known) -> None:
    keep(turn, state.slot, known, was_asked=True)
    turn.change(answered_last=waiting.state)
    verify = state.verify
    if verify is None:
        stop_waiting(turn)
        run(turn, state.next)
        return
    turn.change(waiting=waiting)
    stop_clocks(turn)
    if not ask_for(turn, verify.action, verify.arguments, "verify", waiting.state, state.place):
        verify_failed(turn, state)


def verify_failed(turn: Turn, state: Ask) -> None:
    """The look-up failed: `on_error`. Where that is `continue`, a value nobody could look up is none."""
    assert state.verify is not None
    branch = state.verify.on_error
    if branch.go_on:
        forget(turn, state.slot)
    stop_waiting(turn)
    take(turn, branch, state.next)


def refuse_answer(turn: Turn, message: str, refused: Known | None = None) -> None:
    """An answer that does not fit: ask again while attempts are left, else take `on_invalid`.

    `refused`: what a look-up refused, forgotten by now, which the message may name.
    """
    waiting = turn.state.waiting
    assert waiting is not None
    if waiting.proposed is not None:
        forget(turn, asked(turn, waiting).slot or "")
    waiting = replace(waiting, invalid=waiting.invalid + 1, proposed=None)
    turn.change(waiting=waiting)
    question = asked(turn, waiting)
    if waiting.invalid <= question.retries:
        slot = question.slot
        kept = (slot, refused) if slot is not None and refused is not None else None
        turn.question = Question((message,), kept)
        return
    if waiting.state.startswith(HANDOVER):
        leave_out(turn, waiting.state.removeprefix(HANDOVER), "unanswered")
        return
    if escalate(turn, "B"):
        return
    state = turn.program.state(waiting.state)
    assert isinstance(state, Ask | Choose)
    stop_waiting(turn)
    take(turn, state.on_invalid, state.next)
