"""`handover`: a human takes over; all flows are over."""

from __future__ import annotations

from flowc.machine.at import At
from flowc.machine.handovers import options
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.Handover


def lower(step: tree.Handover, at: At) -> dict[str, model.State]:
    return {at.key: model.Handover(**at.common(), handover=options(step.handover))}
