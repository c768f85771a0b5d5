"""Taking a conversation along when the bot's files change under it: only onto places that are still there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flowc.chat import words
from flowc.diagnostics.model import Text
from runtime.artifact.model import Artifact
from runtime.core.asking import HANDOVER, LEAVE
from runtime.core.state import Frame, State

RULE = "rule:"


def missing(state: State, old: Artifact, new: Artifact) -> tuple[Text, str] | None:
    """Return the first thing that the conversation stands on and the new bot lacks; None: it can go on."""
    for key in _positions(state):
        before, now = old.states.get(key), new.states.get(key)
        if now is None or (before is not None and before.kind != now.kind):
            return words.GONE_STATE, key
    for frame in _frames(state):
        if not frame.flow.startswith(RULE) and frame.flow in old.flows and frame.flow not in new.flows:
            return words.GONE_FLOW, frame.flow
    for division in _divisions(state):
        if division not in new.divisions:
            return words.GONE_DIVISION, division
    waiting = state.waiting
    if waiting is not None and waiting.state.startswith(HANDOVER):
        slot = waiting.state.removeprefix(HANDOVER)
        if slot not in new.slots:
            return words.GONE_STATE, waiting.state
    if any(call.action not in new.actions for call in state.calls):
        return words.GONE_STATE, next(call.action for call in state.calls if call.action not in new.actions)
    return None


def carry(state: State, old: Artifact, new: Artifact, name: str) -> State:
    """Return the state on the new bot; values of slots that are gone or have another type are dropped."""
    kept = {
        slot: known
        for slot, known in state.slots.items()
        if (slot not in old.slots and slot not in new.slots)  # the result of an action
        or (slot in new.slots and (slot not in old.slots or old.slots[slot].type == new.slots[slot].type))
    }
    locale = state.locale if state.locale in new.bot.locales else new.bot.locales[0]
    return replace(state, artifact=name, slots=kept, locale=locale)


def _frames(state: State) -> Iterator[Frame]:
    yield from state.frames
    for paused in state.paused:
        yield from paused.frames


def _positions(state: State) -> Iterator[str]:
    for waiting in (state.waiting, *(paused.waiting for paused in state.paused)):
        if waiting is not None and not waiting.state.startswith((HANDOVER, LEAVE)):
            yield waiting.state
    for frame in _frames(state):
        if frame.called_by is not None:
            yield frame.called_by
    if state.offer is not None:
        yield state.offer.state
    yield from (call.state for call in state.calls if call.state is not None)


def _divisions(state: State) -> Iterator[str]:
    if state.handover is not None and state.handover.division is not None:
        yield state.handover.division
