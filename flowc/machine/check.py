"""What lowering itself cannot accept: a name that stands twice in a flow, more states than can be proved."""

from __future__ import annotations

from flowc.diagnostics.sink import Sink
from flowc.machine.problems import StepNameTwice, TooManyStates
from flowc.names.walk import steps_of
from flowc.source.span import Span
from flowc.structure import tree
from runtime import limits

MAX_STATES = limits.STATES.value


def check_names(bot: tree.Bot, sink: Sink) -> None:
    """Report step names that stand twice in one flow: `goto` and tests could mean either."""
    for flow in bot.flows.values():
        first: dict[str, Span] = {}
        for step in steps_of(flow.steps):
            if step.step is None:
                continue
            if step.step.text in first:
                sink.add(StepNameTwice(step.step.span, step.step.text, flow.name.text, first[step.step.text]))
            else:
                first[step.step.text] = step.step.span


def check_size(name: Span, states: int, sink: Sink) -> None:
    """Report, at the bot's name, more states than can be proved."""
    if states > MAX_STATES:
        sink.add(TooManyStates(name, states, MAX_STATES))
