"""Running a flow's states until one waits, hands over or ends (LANGUAGE section 8, step 13)."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from runtime.artifact.model import (
    Ask,
    Branch,
    CallAction,
    Choose,
    End,
    Handover,
    HandoverOptions,
    Jump,
    Offer,
    RunFlow,
    Say,
    Set,
    State,
    Switch,
)
from runtime.core.asking import wait_at
from runtime.core.assigning import assign
from runtime.core.calling import ask_for
from runtime.core.flows import end_flow, enter_flow, too_deep
from runtime.core.handing import begin_handover
from runtime.core.handing_on import hand_on
from runtime.core.holding import thaw
from runtime.core.joining import JOIN
from runtime.core.limits import STEPS
from runtime.core.offering import make_offer
from runtime.core.program import Program
from runtime.core.record import Trigger
from runtime.core.scope import FeelScope, evaluate, holds
from runtime.core.slots import is_known, topic_of
from runtime.core.speech import say, say_step
from runtime.core.state import Known, Waiting
from runtime.core.surveying import end_survey
from runtime.core.turn import Question, Turn

_Next = tuple[bool, str | None]  # whether the turn waits now, and else where to go


def run(turn: Turn, key: str | None) -> None:
    """Run from a state (None: the flow has come to its end) until something waits or nothing is left."""
    while True:
        if key is None:
            key = end_flow(turn)
            if key is None:
                if turn.state.survey is not None and not turn.state.frames:
                    end_survey(turn)
                    close(turn)
                return
        turn.steps += 1
        if turn.steps > STEPS:
            too_many(turn)
            return
        state = turn.program.state(key)
        if state.guard is not None and evaluate(turn, state.guard, state.place) is not True:
            turn.trace("step_left_out", state.place, state=key)
            key = state.next
            continue
        turn.trace("step", state.place, state=key)
        waits, key = _enter(turn, key, state)
        if turn.faulted:
            turn.faulted = False
            if turn.state.handover is not None:
                return  # a human comes already
            key = after_fault(turn)
            if key is None:
                return
            continue
        if waits:
            return


def _enter(turn: Turn, key: str, state: State) -> _Next:
    """Do one state."""
    match state:
        case Say():
            for name in state.messages:
                say_step(turn, name)
            return False, state.next
        case Set():
            scope = FeelScope(turn)
            values = [(one.slot, evaluate(turn, one.value, state.place, scope)) for one in state.assign]
            origin = f"{state.place.file}:{state.place.line}"
            for slot, value in values:
                assign(turn, slot, Known(value, "set", turn.now, origin=origin))
            return False, state.next
        case Switch():
            scope = FeelScope(turn)
            value = evaluate(turn, state.on, state.place, scope)
            for case in state.cases:
                if holds(turn, case.test, value, scope, state.place):
                    return False, case.then
            return False, state.next
        case Jump():
            return False, state.to
        case Ask():
            return _ask(turn, key, state)
        case Choose():
            wait_at(turn, key)
            turn.question = Question()
            return True, None
        case CallAction():
            if ask_for(turn, state.action, state.arguments, "step", key, state.place):
                return True, None
            return False, state.next if state.on_error.go_on else state.on_error.then
        case RunFlow():
            return _call_flow(turn, key, state)
        case Offer():
            make_offer(turn, key, state, evidence=())
            return True, None
        case Handover() if turn.as_agent:
            hand_on(turn, state.handover, f"{state.place.file}:{state.place.line}")
            return True, None
        case Handover():
            trigger = Trigger("step", key, turn.now, (), state.place.file, state.place.line)
            begin_handover(turn, state.handover, trigger)
            return True, None
        case End():
            if state.conversation:
                close(turn)
                return True, None
            return False, None
    assert_never(state)


def _ask(turn: Turn, key: str, state: Ask) -> _Next:
    """Ask for a slot, unless its value is known; it is looked up, and a list confirmed, all the same."""
    if not is_known(turn, state.slot) or state.again:
        wait_at(turn, key)
        turn.question = Question()
        return True, None
    known, verify = turn.state.slots[state.slot], state.verify
    if state.confirm_from is not None and _just_answered(turn, state):
        turn.change(waiting=Waiting(key, turn.state.serial, turn.now, proposed=known))
        turn.question = Question()
        return True, None
    if verify is None:
        return False, state.next
    wait_at(turn, key)
    if ask_for(turn, verify.action, verify.arguments, "verify", key, state.place):
        return True, None
    turn.change(waiting=None)
    return False, state.next if verify.on_error.go_on else verify.on_error.then


def confirmed_slots(program: Program, last: Ask) -> tuple[str, ...]:
    """Return the slots that a `confirm` is about: its own, or all of the list that it ends."""
    slots, key = [last.slot], last.confirm_from
    while key is not None:
        state = program.state(key)
        if state is last or not isinstance(state, Ask):
            break
        slots.append(state.slot)
        key = state.next
    return tuple(slots)


def _just_answered(turn: Turn, last: Ask) -> bool:
    """Whether this very message answered one of a list's questions: then the whole is to be confirmed."""
    if turn.heard is None:
        return False
    known = (turn.state.slots.get(slot) for slot in confirmed_slots(turn.program, last))
    return any(one is not None and one.origin == turn.heard.id for one in known)


def _call_flow(turn: Turn, key: str, state: RunFlow) -> _Next:
    if too_deep(turn):
        too_many(turn)
        return True, None
    scope = FeelScope(turn)
    local = {one.slot: evaluate(turn, one.value, state.place, scope) for one in state.arguments}
    return False, enter_flow(turn, key, state, local)


def close(turn: Turn) -> None:
    """Close the conversation; the next message begins another, and so does one that waited behind an action.

    A message left keeps it open till answered.
    """
    turn.clear_timers("timeout", "remind", "offer", "action")
    turn.change(frames=(), paused=(), waiting=None, offer=None, calls=(), survey=None)
    turn.question = None
    if turn.state.handover is not None:
        return
    turn.unheard.extend(thaw(one.event) for one in turn.state.held)
    turn.change(held=())
    for name in sorted(turn.state.timers):
        if name != JOIN:  # what the customer is writing begins another conversation
            turn.clear_timer(name)
    turn.trace("closed")
    facts, counters = turn.state.customer, turn.state.counters
    turn.change(
        open=False,
        closed_at=turn.now,
        customer=replace(
            facts,
            last_topic=topic_of(turn) or facts.last_topic,
            last_outcome=facts.last_outcome if counters.handovers else "bot",
        ),
    )


def take(turn: Turn, branch: Branch, go_on: str | None) -> None:
    """Run a side block, or go on where `continue` was written."""
    run(turn, go_on if branch.go_on else branch.then)


def after_fault(turn: Turn) -> str | None:
    """Where a turn goes on that could not be rendered: `defaults.on_error` once, then to a human."""
    branch = turn.program.artifact.defaults.on_error
    if any(trace.what == "fault_handled" for trace in turn.traces) or branch.then is None:
        to_human(turn, "fault")
        return None
    turn.trace("fault_handled")
    return branch.then


def too_many(turn: Turn) -> None:
    """More steps than any flow needs: our own limit ends it, a human goes on."""
    turn.trace("step_limit", steps=turn.steps)
    say(turn, "fault")
    to_human(turn, "step_limit")


def to_human(turn: Turn, why: str) -> None:
    """Our own failure: hand over at once, asking nothing."""
    options = HandoverOptions(priority="high", needs=())
    begin_handover(turn, options, Trigger("fault", why, turn.now))
