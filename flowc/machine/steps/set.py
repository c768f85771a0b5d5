"""`set`: assigns slots, all right sides first."""

from __future__ import annotations

from flowc.machine.arguments import assigned
from flowc.machine.at import At
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.Set


def lower(step: tree.Set, at: At) -> dict[str, model.State]:
    slots, inputs = at.whole.bot.slots, at.flow.inputs if at.flow is not None else {}
    names = {argument.name.text for argument in step.assign}
    types = {name: slots[name].type for name in names if name in slots} | {
        name: inputs[name] for name in names if name in inputs
    }
    return {at.key: model.Set(**at.common(), assign=assigned(step.assign, types, at.whole.values))}
