"""Where a conversation can begin to run: the start flow, intents, rules, flows the runtime starts itself."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from flowc.machine import Machine
from flowc.names.flows import LEAVE_MESSAGE
from flowc.structure import tree


class Begins(enum.Enum):
    START = "start"
    INTENT = "intent"
    RULE = "rule"
    RESOLVED = "resolved"  # handover.after
    RETURNED = "returned"  # handover.on_return
    LEAVING = "leaving a message"
    SHARED = "shared block"  # of `defaults` or an action: used by any step


@dataclass(frozen=True, slots=True)
class Root:
    """`state` is run first because of `name` (an intent, a rule, a flow)."""

    state: str
    begins: Begins
    name: str


def roots(bot: tree.Bot, machine: Machine) -> tuple[Root, ...]:
    """Return all beginnings, the plainest first."""
    return tuple(root for root in _all(bot, machine))


def _all(bot: tree.Bot, machine: Machine) -> Iterator[Root]:
    yield from _flow(machine, bot.start, Begins.START)
    for name, flow in bot.flows.items():
        first = machine.entries[name]
        if first is not None:
            for intent in flow.start_on:
                yield Root(first, Begins.INTENT, intent.text)
    for rule in machine.rules:
        yield Root(rule.state, Begins.RULE, rule.name)
    if bot.handover is not None:
        yield from _flow(machine, bot.handover.after, Begins.RESOLVED)
        yield from _flow(machine, bot.handover.on_return, Begins.RETURNED)
    if machine.entries.get(LEAVE_MESSAGE) is not None:
        yield Root(machine.entries[LEAVE_MESSAGE] or "", Begins.LEAVING, LEAVE_MESSAGE)


def _flow(machine: Machine, flow: tree.Word | None, begins: Begins) -> Iterator[Root]:
    first = None if flow is None else machine.entries.get(flow.text)
    if flow is not None and first is not None:
        yield Root(first, begins, flow.text)
