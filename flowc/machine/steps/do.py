"""`do`: a group of steps under one guard. It is a state also without a guard, so that its position exists."""

from __future__ import annotations

from flowc.machine.at import At
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.Do


def lower(step: tree.Do, at: At) -> dict[str, model.State]:
    to = at.whole.entry(step.block, at.following)
    if to is None:  # an empty group at the end: the flow ends, whatever the guard says
        return {at.key: model.End(**at.common())}
    return {at.key: model.Jump(**at.common(), to=to)}
