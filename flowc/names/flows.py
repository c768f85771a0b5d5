"""Checks flows as wholes: where a bot starts, what starts a flow, and what it hands back."""

from __future__ import annotations

from flowc.names.look import Look
from flowc.names.problems.flows import IntentStartsTwo, MessageLeftNowhere
from flowc.structure import tree

LEAVE_MESSAGE = "leave_message"  # a flow of this name takes the built-in questions' place


def check(look: Look) -> None:
    look.message(look.bot.welcome)
    look.known("flow", look.bot.start, look.bot.flows)
    if look.bot.handover is not None:
        for key, name in (("after", look.bot.handover.after), ("on_return", look.bot.handover.on_return)):
            if name is not None and look.known("flow", name, look.bot.flows) and name.text == LEAVE_MESSAGE:
                look.report(MessageLeftNowhere(name.span, key))
    started: dict[str, tuple[tree.Flow, tree.Word]] = {}
    for flow in look.bot.flows.values():
        for output in flow.outputs:
            look.known("slot", output, {*look.symbols.slots, *flow.inputs, *look.symbols.results})
        for intent in flow.start_on:
            if not look.known("intent", intent, look.symbols.intents):
                continue
            first, at = started.setdefault(intent.text, (flow, intent))
            if first is not flow:
                look.report(
                    IntentStartsTwo(intent.span, intent.text, flow.name.text, first.name.text, at.span)
                )
