"""What an action's answer does: the turn that asked for it goes on."""

from __future__ import annotations

from runtime.artifact.model import Ask, CallAction
from runtime.core.answering import refuse_answer, verify_failed
from runtime.core.asking import stop_waiting
from runtime.core.assigning import keep_result
from runtime.core.calling import action_failed, finish_call
from runtime.core.events import ActionAnswered, Outcome
from runtime.core.history import note_action
from runtime.core.running import run, take
from runtime.core.scope import evaluate
from runtime.core.slots import fill_defaults, fill_from_action, forget
from runtime.core.state import PendingCall
from runtime.core.turn import Turn


def action_answered(turn: Turn, event: ActionAnswered) -> bool:
    """Go on with an answer. False: nobody waits for it any more."""
    pending = finish_call(turn, event.call)
    if pending is None:
        turn.trace("answer_ignored", call=event.call)
        return False
    _go_on(turn, pending, event.outcome)
    return True


def actions_too_slow(turn: Turn) -> None:
    """No answer within the limit: go on as after a time-out; a late answer is ignored."""
    calls = turn.state.calls
    turn.change(calls=())
    for pending in calls:
        _go_on(turn, pending, Outcome(error="timeout"))


def _go_on(turn: Turn, pending: PendingCall, outcome: Outcome) -> None:
    action, purpose = pending.action, pending.purpose
    turn.as_agent = turn.state.shortcut is not None
    if outcome.error is not None:
        action_failed(turn, action, outcome.error, purpose, outcome.attempts)
    else:
        turn.trace("action_answered", action=action, attempts=outcome.attempts)
    if purpose == "source":
        if outcome.value is not None:
            fill_from_action(turn, action, dict(outcome.value))
        if not turn.state.calls:
            fill_defaults(turn)
        return
    if outcome.error is None:
        note_action(turn, action, None, found=outcome.value is not None)
    state = turn.program.state(pending.state or "")
    if isinstance(state, CallAction):
        if outcome.error is not None:
            take(turn, state.on_error, state.next)
            return
        keep_result(turn, state.into, action, outcome.value)
        run(turn, state.next)
    elif isinstance(state, Ask):
        _verified(turn, state, action, outcome)


def _verified(turn: Turn, state: Ask, action: str, outcome: Outcome) -> None:
    """A null result, or `check` false, counts as an answer that does not fit."""
    verify = state.verify
    assert verify is not None
    if outcome.error is not None:
        verify_failed(turn, state)
        return
    keep_result(turn, verify.into, action, outcome.value)
    known = turn.state.slots.get(state.slot)
    turn.asked_value = known.value if known else None
    good = outcome.value is not None and (
        verify.check is None or evaluate(turn, verify.check, state.place) is True
    )
    turn.asked_value = None
    if good:
        stop_waiting(turn)
        run(turn, state.next)
    else:
        forget(turn, state.slot)
        refuse_answer(turn, verify.invalid or state.invalid, known)
