"""Which flow runs: starting, calling, interrupting, coming back, and rest when none is left."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.artifact.model import Ask, RunFlow
from runtime.core.asking import stop_waiting
from runtime.core.assigning import keep_outputs
from runtime.core.limits import CALL_DEPTH, INTERRUPTED_FLOWS
from runtime.core.scope import RULE
from runtime.core.slots import is_known
from runtime.core.speech import say
from runtime.core.state import Frame, Paused, Waiting
from runtime.core.turn import Question, Turn
from runtime.feel.values import Value


def push(turn: Turn, flow: str, called_by: str | None, local: Mapping[str, Value]) -> None:
    """Put a flow on top of those that run."""
    frame = Frame(flow, called_by, turn.state.counters.customer, local)
    turn.change(frames=(*turn.state.frames, frame))


def start_flow(turn: Turn, flow: str, local: Mapping[str, Value] | None = None) -> None:
    """Drop what runs and make this flow the only one."""
    stop_waiting(turn)
    turn.clear_timer("action")
    turn.change(frames=(), paused=(), calls=(), survey=None)
    push(turn, flow, None, local or {})


def enter_flow(turn: Turn, key: str, state: RunFlow, local: Mapping[str, Value]) -> str | None:
    """Begin the flow that a step, or a rule, runs: a rule's drops all others. Returns its first state."""
    flow = turn.program.artifact.flows[state.run]
    inputs = {**dict.fromkeys(flow.inputs), **local}
    if key in turn.program.rule_of_state:
        start_flow(turn, state.run, inputs)
    else:
        push(turn, state.run, key, inputs)
    return flow.first


def too_deep(turn: Turn) -> bool:
    """Whether no further flow may be called."""
    return len(turn.state.frames) >= CALL_DEPTH


def interrupt(turn: Turn, again: bool) -> None:
    """Put what runs aside, to come back to it (`again`), or drop it."""
    state = turn.state
    if again and state.frames:
        paused = (*state.paused, Paused(state.frames, state.waiting))
        if len(paused) > INTERRUPTED_FLOWS:
            turn.trace("interrupted_dropped", flow=paused[0].frames[0].flow)
            paused = paused[1:]
        turn.change(paused=paused)
    stop_waiting(turn)
    turn.change(frames=())


def go_on_with(turn: Turn, index: int, again: bool) -> str | None:
    """Come back to an interrupted flow out of its turn. Returns the state to run from, if any."""
    wanted = turn.state.paused[index]
    turn.change(paused=tuple(one for one in turn.state.paused if one is not wanted))
    interrupt(turn, again)
    turn.change(paused=(*turn.state.paused, wanted))
    return _resume(turn, quietly=False)


def end_flow(turn: Turn) -> str | None:
    """Leave the running flow. Returns where its caller goes on; None: the turn has nothing more to run."""
    while turn.state.frames:
        *rest, top = turn.state.frames
        turn.change(frames=tuple(rest))
        if top.called_by is not None:
            caller = turn.program.state(top.called_by)
            assert isinstance(caller, RunFlow)
            keep_outputs(turn, caller.into, top.flow)
            if caller.next is not None:
                return caller.next
        elif turn.state.paused:
            return _resume(turn, quietly=top.flow.startswith(RULE))
    stop_waiting(turn)
    return None


def _resume(turn: Turn, quietly: bool) -> str | None:
    """Come back to the flow that was interrupted last: its question again, unless it is answered by now."""
    *earlier, last = turn.state.paused
    turn.change(paused=tuple(earlier), frames=last.frames, waiting=None)
    if last.waiting is None:
        return end_flow(turn) if not last.frames else None
    lead = () if quietly else ("flow.resumed",)
    if _answered(turn, last.waiting):
        for name in lead:
            say(turn, name)
        return last.waiting.state
    turn.change(waiting=last.waiting)
    turn.question = Question(lead)
    return None


def _answered(turn: Turn, waiting: Waiting) -> bool:
    state = turn.program.artifact.states.get(waiting.state)
    return (
        isinstance(state, Ask) and not state.again and waiting.proposed is None and is_known(turn, state.slot)
    )
