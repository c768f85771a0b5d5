"""What a bot's own detector is asked, and when it is not asked at all."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.artifact.model import Ask, Slot
from runtime.core.asking import HANDOVER, LEAVE
from runtime.core.masking import masks_of
from runtime.core.program import Program
from runtime.core.state import State
from runtime.feel.values import Value
from runtime.understanding.result import Understood

RECENT = 5  # texts before the message: what it answers to


def question_for(program: Program, state: State, text: str, built: Understood) -> Mapping[str, Value] | None:
    """Return the inputs of the detector's action, with everything personal hidden.

    None: there is no detector, or the message answers a question for something personal.
    """
    own = program.artifact.understanding.detector
    if own is None:
        return None
    slots = program.artifact.slots
    waits = state.waiting.state if state.waiting is not None else ""
    awaiting = _slot(program, waits)
    if waits == f"{LEAVE}contact" or (awaiting is not None and _is_personal(slots, awaiting)):
        return None
    masks = masks_of(slots, (state,), (built,))
    said = [line.text for line in state.transcript if line.who == "customer"]
    inputs: dict[str, Value] = {
        "text": masks.text(text),
        "locale": state.locale,
        "channel": state.channel,
        "awaiting": awaiting,
        "recent": tuple(masks.text(one) for one in said[-RECENT:]),
    }
    wanted = program.artifact.actions[own.call].inputs
    return {name: value for name, value in inputs.items() if name in wanted}


def _slot(program: Program, waits: str) -> str | None:
    """Return the slot that is asked for, if the question is for one."""
    if waits.startswith(HANDOVER):
        return waits.removeprefix(HANDOVER)
    state = program.artifact.states.get(waits)
    return state.slot if isinstance(state, Ask) else None


def _is_personal(slots: Mapping[str, Slot], name: str) -> bool:
    """A slot that the bot no longer has counts as personal."""
    return name not in slots or slots[name].pii
