"""`set`: assigns slots, all right sides first."""

from __future__ import annotations

from flowc.machine.arguments import assigned
from flowc.machine.at import At
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.Set


def lower(step: tree.Set, at: At) -> dict[str, model.State]:
    types = {name: slot.type for name, slot in at.whole.bot.slots.items()}
    if at.flow is not None:
        types.update(at.flow.inputs)
    return {at.key: model.Set(**at.common(), assign=assigned(step.assign, types, at.whole.values))}
