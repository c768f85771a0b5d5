"""Actions: asked for in one turn, answered as an event of another. Nothing is called from inside a turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from runtime.artifact.model import Assign, Place
from runtime.core.effects import CallAction
from runtime.core.history import note_action
from runtime.core.holding import remember_heard
from runtime.core.limits import ACTION_WAIT, SOURCES_WAIT
from runtime.core.scope import FeelScope, trace_faults
from runtime.core.state import PendingCall
from runtime.core.turn import Turn
from runtime.feel.faults import Fault
from runtime.feel.values import Value


def ask_for(
    turn: Turn,
    action: str,
    arguments: tuple[Assign, ...],
    purpose: str,
    state: str | None,
    place: Place | None,
) -> bool:
    """Ask for an action and wait for its answer, no longer than the limit.

    False: an input could not be worked out, which counts as an action that failed as `broken`.
    """
    inputs = _inputs(turn, action, arguments, place)
    if inputs is None:
        action_failed(turn, action, "broken", purpose, 0)
        return False
    effect = CallAction(turn.new_id("a"), action, inputs, turn.program.artifact.actions[action].timeout)
    turn.effects.append(effect)
    pending = PendingCall(effect.id, action, purpose, state, turn.now)
    turn.change(calls=(*turn.state.calls, pending))
    if purpose != "source":
        remember_heard(turn)
    wait = SOURCES_WAIT if purpose == "source" else ACTION_WAIT
    turn.set_timer("action", turn.now + wait)
    turn.trace("call", place, action=action, id=effect.id)
    return True


def _inputs(
    turn: Turn, action: str, arguments: tuple[Assign, ...], place: Place | None
) -> Mapping[str, Value] | None:
    """Return an action's inputs: what the call gives, then what the action gives itself."""
    scope, faults = FeelScope(turn), list[Fault]()
    declared = turn.program.artifact.actions[action]
    given: dict[str, Value] = {}
    for slot, value in {one.slot: one.value for one in (*declared.arguments, *arguments)}.items():
        before = len(faults)
        given[slot] = turn.program.value(value, scope, faults)
        if given[slot] is None and len(faults) > before:
            trace_faults(turn, faults, place)
            return None
    return {name: given.get(name) for name in declared.inputs}


def action_failed(turn: Turn, action: str, error: str, purpose: str, attempts: int = 1) -> None:
    """Record how an action failed, and remember it for `on_error`. A source that fails just gives nothing."""
    turn.trace("action_failed", action=action, error=error, attempts=attempts)
    if purpose != "source":
        turn.change(error={"kind": error, "action": action})
        running = turn.state.shortcut
        if running is not None:
            turn.change(shortcut=replace(running, failed=(*running.failed, f"{action}: {error}")))
        note_action(turn, action, error, found=False)


def call_sources(turn: Turn) -> None:
    """Ask for what a beginning conversation knows from elsewhere."""
    for action in turn.program.source_actions:
        ask_for(turn, action, (), "source", None, turn.program.artifact.actions[action].place)


def finish_call(turn: Turn, id_: str) -> PendingCall | None:
    """Take a pending call off the list. None: it is not waited for any more."""
    for pending in turn.state.calls:
        if pending.id == id_:
            turn.change(calls=tuple(one for one in turn.state.calls if one.id != id_))
            if not turn.state.calls:
                turn.clear_timer("action")
            return pending
    return None
