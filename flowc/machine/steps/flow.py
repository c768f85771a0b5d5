"""`flow`: runs another flow and comes back."""

from __future__ import annotations

from flowc.machine.arguments import assigned, into
from flowc.machine.at import At
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.RunFlow


def lower(step: tree.RunFlow, at: At) -> dict[str, model.State]:
    called = at.whole.bot.flows.get(step.flow.text)
    state = model.RunFlow(
        **at.common(),
        run=step.flow.text,
        arguments=assigned(step.with_, called.inputs if called is not None else {}, at.whole.values),
        into=into(step.into),
    )
    return {at.key: state}
