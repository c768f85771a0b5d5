"""`goto`: on with a named step of the flow itself."""

from __future__ import annotations

from flowc.machine.at import At
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.Goto


def lower(step: tree.Goto, at: At) -> dict[str, model.State]:
    steps = at.flow.steps.steps if at.flow is not None else ()
    for target in steps:
        if target.step is not None and target.step.text == step.target.text:
            return {at.key: model.Jump(**at.common(), to=at.whole.positions[id(target)])}
    return {at.key: model.End(**at.common())}  # names has reported that there is no such step
