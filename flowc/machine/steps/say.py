"""`say`: sends messages, in order."""

from __future__ import annotations

from flowc.machine.at import At
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.Say


def lower(step: tree.Say, at: At) -> dict[str, model.State]:
    names = tuple(at.whole.names.of(use) for use in step.messages)
    return {at.key: model.Say(**at.common(), messages=names)}
