"""`call`: runs an action; what it gives goes where `into` says."""

from __future__ import annotations

from flowc.machine.arguments import assigned, into
from flowc.machine.at import At
from flowc.machine.questions import on_error
from flowc.structure import tree
from runtime.artifact import model

STEP = tree.Call


def lower(step: tree.Call, at: At) -> dict[str, model.State]:
    action = at.whole.bot.actions.get(step.action.text)
    state = model.CallAction(
        **at.common(),
        action=step.action.text,
        arguments=assigned(step.with_, action.inputs if action is not None else {}, at.whole.values),
        into=into(step.into),
        on_error=on_error(at, step.on_error, step.action.text),
    )
    return {at.key: state}
