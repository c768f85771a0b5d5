"""Giving slots values by a step: `set`, and `into` of calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from runtime.artifact.model import Into
from runtime.core.slots import keep
from runtime.core.state import Known
from runtime.core.turn import Turn
from runtime.feel.values import Value

LOCALE = "conversation.locale"  # the one name of a namespace that can be set


def assign(turn: Turn, slot: str, known: Known) -> None:
    """Set a slot, an input of the running flow, or the language that is spoken."""
    frames = turn.state.frames
    if slot == LOCALE:
        if known.value in turn.program.artifact.bot.locales:
            turn.change(locale=known.value, sure_language=known.value)
    elif frames and slot in frames[-1].locals:
        local = replace(frames[-1], locals={**frames[-1].locals, slot: known.value})
        turn.change(frames=(*frames[:-1], local))
    else:
        keep(turn, slot, known)


def keep_result(turn: Turn, into: Into, action: str, outputs: Mapping[str, Value] | None) -> None:
    """Keep an action's result where `into` says."""
    if into.name is not None:
        result = dict(outputs) if outputs is not None else None
        turn.change(slots={**turn.state.slots, into.name: Known(result, "action", turn.now, origin=action)})
    for slot, output in into.slots.items():
        value = (outputs or {}).get(output)
        assign(turn, slot, Known(value, "action", turn.now, origin=f"{action}.{output}"))


def keep_outputs(turn: Turn, into: Into, flow: str) -> None:
    """Keep what a called flow hands back; each value keeps its own origin."""
    slots = turn.state.slots
    if into.name is not None:
        names = turn.program.artifact.flows[flow].outputs
        result = {name: slots[name].value if name in slots else None for name in names}
        turn.change(slots={**slots, into.name: Known(result, "set", turn.now, origin=flow)})
    for slot, output in into.slots.items():
        assign(turn, slot, slots.get(output) or Known(None, "set", turn.now, origin=flow))
