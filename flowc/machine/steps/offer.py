"""`offer`: asks whether a human should take over. Without a yes: `on_decline`, then the next step."""

from __future__ import annotations

from datetime import timedelta

from flowc.machine.at import At
from flowc.machine.handovers import options
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.Offer
TIMEOUT = timedelta(minutes=10)  # no answer for so long counts as declined (LANGUAGE section 6)


def lower(step: tree.Offer, at: At) -> dict[str, model.State]:
    declined = at.following if step.on_decline is None else at.whole.entry(step.on_decline, at.following)
    state = model.Offer(
        **at.common(),
        message=at.whole.names.of(step.message),
        handover=options(step.handover),
        on_decline=model.Branch(then=declined),
        timeout=TIMEOUT if step.timeout is None else step.timeout.value,
    )
    return {at.key: state}
