"""Actions: asked for in one turn, answered as an event of another. Nothing is called from inside a turn."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.artifact.model import Assign
from runtime.core.effects import CallAction
from runtime.core.limits import ACTION_WAIT, SOURCES_WAIT
from runtime.core.scope import FeelScope
from runtime.core.state import PendingCall
from runtime.core.turn import Turn
from runtime.feel.values import Value


def inputs_of(turn: Turn, action: str, arguments: tuple[Assign, ...]) -> dict[str, Value]:
    """Return an action's inputs: what the call gives, then what the action gives itself."""
    scope = FeelScope(turn)
    declared = turn.program.artifact.actions[action]
    given = {one.slot: turn.program.value(one.value, scope) for one in declared.arguments}
    given.update({one.slot: turn.program.value(one.value, scope) for one in arguments})
    return {name: given.get(name) for name in declared.inputs}


def call(turn: Turn, action: str, inputs: Mapping[str, Value], purpose: str, state: str | None) -> None:
    """Ask for an action and wait for its answer, no longer than the limit."""
    effect = CallAction(turn.new_id("a"), action, inputs, turn.program.artifact.actions[action].timeout)
    turn.effects.append(effect)
    pending = PendingCall(effect.id, action, purpose, state, turn.now)
    turn.change(calls=(*turn.state.calls, pending))
    wait = SOURCES_WAIT if purpose == "source" else ACTION_WAIT
    turn.set_timer("action", turn.now + wait)
    turn.trace("call", action=action, id=effect.id)


def call_sources(turn: Turn) -> bool:
    """Ask for what a beginning conversation knows from elsewhere. False: there is nothing to ask."""
    for action in turn.program.source_actions:
        call(turn, action, inputs_of(turn, action, ()), "source", None)
    return bool(turn.program.source_actions)


def finish_call(turn: Turn, id_: str) -> PendingCall | None:
    """Take a pending call off the list. None: it is not waited for any more."""
    for pending in turn.state.calls:
        if pending.id == id_:
            turn.change(calls=tuple(one for one in turn.state.calls if one.id != id_))
            if not turn.state.calls:
                turn.clear_timer("action")
            return pending
    return None
