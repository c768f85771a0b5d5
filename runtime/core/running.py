"""Running a flow's states until one waits, hands over or ends (LANGUAGE section 8, step 13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from runtime.artifact.model import (
    Ask,
    Branch,
    CallAction,
    Choose,
    End,
    Handover,
    HandoverOptions,
    Into,
    Jump,
    Offer,
    RunFlow,
    Say,
    Set,
    State,
    Switch,
)
from runtime.core.asking import stop_waiting, wait_at
from runtime.core.calling import call, inputs_of
from runtime.core.handing import begin_handover
from runtime.core.limits import CALL_DEPTH, INTERRUPTED_FLOWS, STEPS
from runtime.core.offering import make_offer
from runtime.core.record import Trigger
from runtime.core.scope import FeelScope
from runtime.core.slots import is_known, keep
from runtime.core.speech import say
from runtime.core.state import Frame, Known, Paused
from runtime.core.turn import Question, Turn
from runtime.feel.values import Value

RULE = "rule:"


def run(turn: Turn, key: str | None) -> None:
    """Run from a state (None: the flow has come to its end) until something waits or nothing is left."""
    while True:
        if key is None:
            key = _end_flow(turn)
            if key is None:
                return
        turn.steps += 1
        if turn.steps > STEPS:
            _too_many(turn)
            return
        state = turn.program.state(key)
        if state.guard is not None and turn.program.value(state.guard, FeelScope(turn)) is not True:
            turn.trace("step_left_out", state.place, state=key)
            key = state.next
            continue
        turn.trace("step", state.place, state=key)
        waits, key = _enter(turn, key, state)
        if turn.faulted:
            turn.faulted = False
            key = _after_fault(turn)
            if key is None:
                return
            continue
        if waits:
            return


def _enter(turn: Turn, key: str, state: State) -> tuple[bool, str | None]:
    """Do one state. Returns whether the turn waits now, and else where to go."""
    scope = FeelScope(turn)
    match state:
        case Say():
            for name in state.messages:
                say(turn, name)
            return False, state.next
        case Set():
            values = [(one.slot, turn.program.value(one.value, scope)) for one in state.assign]
            for slot, value in values:
                assign(
                    turn, slot, Known(value, "set", turn.now, origin=f"{state.place.file}:{state.place.line}")
                )
            return False, state.next
        case Switch():
            value = turn.program.value(state.on, scope)
            for case in state.cases:
                if turn.program.holds(case.test, value, scope):
                    return False, case.then
            return False, state.next
        case Jump():
            return False, state.to
        case Ask():
            if is_known(turn, state.slot) and not state.again:
                return False, state.next
            wait_at(turn, key)
            turn.question = Question()
            return True, None
        case Choose():
            wait_at(turn, key)
            turn.question = Question()
            return True, None
        case CallAction():
            call(turn, state.action, inputs_of(turn, state.action, state.arguments), "step", key)
            return True, None
        case RunFlow():
            return _call_flow(turn, key, state)
        case Offer():
            make_offer(turn, key, state, evidence=())
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


def assign(turn: Turn, slot: str, known: Known) -> None:
    """Set a slot, or an input of the running flow."""
    frames = turn.state.frames
    if frames and slot in frames[-1].locals:
        top = frames[-1]
        local = Frame(top.flow, top.called_by, top.since, {**top.locals, slot: known.value})
        turn.change(frames=(*frames[:-1], local))
    else:
        keep(turn, slot, known)


def put_into(turn: Turn, into: Into, action: str, outputs: Mapping[str, Value] | None) -> None:
    """Keep an action's or a flow's result where `into` says."""
    if into.name is not None:
        result = dict(outputs) if outputs is not None else None
        turn.change(slots={**turn.state.slots, into.name: Known(result, "action", turn.now, origin=action)})
    for slot, output in into.slots.items():
        keep(turn, slot, Known((outputs or {}).get(output), "action", turn.now, origin=f"{action}.{output}"))


def _call_flow(turn: Turn, key: str, state: RunFlow) -> tuple[bool, str | None]:
    if len(turn.state.frames) >= CALL_DEPTH:
        turn.trace("step_limit", state.place, flow=state.run)
        _too_many(turn)
        return True, None
    flow = turn.program.artifact.flows[state.run]
    scope = FeelScope(turn)
    local: dict[str, Value] = dict.fromkeys(flow.inputs)
    local.update({one.slot: turn.program.value(one.value, scope) for one in state.arguments})
    if key.startswith(RULE):
        start_flow(turn, state.run, local)
        return False, flow.first
    push(turn, state.run, key, local)
    return False, flow.first


def push(turn: Turn, flow: str, called_by: str | None, local: Mapping[str, Value]) -> None:
    frame = Frame(flow, called_by, turn.state.counters.customer, local)
    turn.change(frames=(*turn.state.frames, frame))


def start_flow(turn: Turn, flow: str, local: Mapping[str, Value] | None = None) -> None:
    """Drop what runs and make this flow the only one."""
    stop_waiting(turn)
    turn.clear_timer("idle")
    turn.change(frames=(), paused=(), calls=())
    push(turn, flow, None, local or {})


def interrupt(turn: Turn, flow: str, again: bool) -> None:
    """Put what runs aside (`again`: to come back to it) and begin another flow."""
    state = turn.state
    if again and state.frames:
        paused = (*state.paused, Paused(state.frames, state.waiting))
        if len(paused) > INTERRUPTED_FLOWS:
            turn.trace("interrupted_dropped", flow=paused[0].frames[0].flow)
            paused = paused[1:]
        turn.change(paused=paused)
    stop_waiting(turn)
    turn.clear_timer("idle")
    turn.change(frames=(), calls=())
    push(turn, flow, None, {})


def _end_flow(turn: Turn) -> str | None:
    """Leave the running flow. Returns where its caller goes on; None: the turn has nothing more to run."""
    state = turn.state
    if state.frames:
        top, rest = state.frames[-1], state.frames[:-1]
        turn.change(frames=rest)
        if top.called_by is not None:
            caller = turn.program.state(top.called_by)
            assert isinstance(caller, RunFlow)
            outputs = {
                name: known.value if (known := turn.state.slots.get(name)) else None
                for name in turn.program.artifact.flows[top.flow].outputs
            }
            put_into(turn, caller.into, top.flow, outputs)
            return caller.next if caller.next is not None else _end_flow(turn)
        if state.paused:
            _resume(turn, quietly=top.flow.startswith(RULE))
            return None
    if not turn.state.frames:
        rest_idle(turn)
    return None


def _resume(turn: Turn, quietly: bool) -> None:
    *earlier, last = turn.state.paused
    turn.change(paused=tuple(earlier), frames=last.frames, waiting=last.waiting)
    if last.waiting is not None:
        turn.question = Question(() if quietly else ("flow.resumed",))
    elif not last.frames:
        rest_idle(turn)


def rest_idle(turn: Turn) -> None:
    """Nothing is asked; after a while of silence the conversation closes by itself."""
    stop_waiting(turn)
    if turn.state.handover is None:
        turn.set_timer("idle", turn.now + turn.program.artifact.defaults.idle_after)


def close(turn: Turn) -> None:
    """Close the conversation; the next message begins another."""
    for name in sorted(turn.state.timers):
        turn.clear_timer(name)
    turn.trace("closed")
    turn.change(frames=(), paused=(), waiting=None, offer=None, calls=(), open=False, closed_at=turn.now)


def take(turn: Turn, branch: Branch, go_on: str | None) -> None:
    """Run a side block, or go on where `continue` was written."""
    run(turn, go_on if branch.go_on else branch.then)


def _after_fault(turn: Turn) -> str | None:
    """Where a turn goes on that could not be rendered: `defaults.on_error` once, then to a human."""
    branch = turn.program.artifact.defaults.on_error
    if any(trace.what == "fault_handled" for trace in turn.traces) or branch.then is None:
        to_human(turn, "fault")
        return None
    turn.trace("fault_handled")
    return branch.then


def _too_many(turn: Turn) -> None:
    turn.trace("step_limit", steps=turn.steps)
    say(turn, "fault")
    to_human(turn, "step_limit")


def to_human(turn: Turn, why: str) -> None:
    """Our own failure: hand over at once, asking nothing."""
    options = HandoverOptions(priority="high", needs=())
    begin_handover(turn, options, Trigger("fault", why, turn.now))
