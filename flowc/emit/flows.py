"""Flows as the artifact has them: where they begin, what starts them, what goes in and out."""

from __future__ import annotations

from flowc.emit.types import lower_types
from flowc.machine import Machine
from flowc.machine.at import place
from flowc.machine.values import Values
from flowc.structure import tree
from runtime.artifact import model


def flows(bot: tree.Bot, machine: Machine, values: Values) -> dict[str, model.Flow]:
    locales = tuple(word.text for word in bot.locales)
    return {
        name: model.Flow(
            first=machine.entries[name],
            start_on=tuple(word.text for word in flow.start_on),
            inputs=lower_types(flow.inputs, locales, values),
            outputs=tuple(word.text for word in flow.outputs),
            if_interrupted="resume" if flow.if_interrupted is None else flow.if_interrupted.text,
            excepted_rules=tuple(word.text for word in flow.except_rules),
            excepted_because=None if flow.except_reason is None else flow.except_reason.text,
            place=place(flow.name.span),
        )
        for name, flow in bot.flows.items()
    }
