"""`end`: ends the flow, or the conversation."""

from __future__ import annotations

from flowc.machine.at import At
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.End


def lower(step: tree.End, at: At) -> dict[str, model.State]:
    conversation = step.what is not None and step.what.text == "conversation"
    return {at.key: model.End(**at.common(), conversation=conversation)}
