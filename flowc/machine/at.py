"""One step being lowered: where it stands, what follows it, and the bot around it.

Positions are given before anything is lowered, so an edge can name a state that does not exist yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from flowc.diagnostics.sink import Sink
from flowc.machine.messages import MessageNames
from flowc.machine.values import Values
from flowc.names.walk import Home
from flowc.source.span import Span, shown
from flowc.structure import tree
from runtime.artifact import model
from runtime.artifact.tree import Expr


class Common(TypedDict):
    """What every state has."""

    flow: str
    place: model.Place
    guard: Expr | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Fallbacks:
    """What holds where a step says nothing: the bot's `defaults`, and actions' `on_error`, lowered once."""

    timeout: model.Timeout | None = None
    timeout_do: model.Branch | None = None
    retries: int | None = None
    on_invalid: model.Branch | None = None
    on_error: model.Branch | None = None
    action_errors: Mapping[str, model.Branch] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Whole:
    """The bot around a step. `positions` maps the identity of each step to its state's key."""

    bot: tree.Bot
    values: Values
    names: MessageNames
    positions: Mapping[int, str]
    sink: Sink
    fallbacks: Fallbacks = field(default_factory=Fallbacks)

    def entry(self, block: tree.Block, following: str | None) -> str | None:
        """Return the first state of a block, or `following` where it has no steps."""
        return self.positions[id(block.steps[0])] if block.steps else following

    def side(self, block: tree.Block) -> model.Branch:
        """Return the way into a block that ends the flow when it runs out."""
        return model.Branch(then=None if block.go_on else self.entry(block, None), go_on=block.go_on)

    def timeout(self, timeout: tree.Timeout, do: model.Branch) -> model.Timeout:
        return model.Timeout(
            after=timeout.after.value,
            then=do.then,
            remind=tuple(model.Reminder(one.after.value, self.names.of(one.say)) for one in timeout.remind),
            go_on=do.go_on,
        )


@dataclass(frozen=True, slots=True)
class At:
    """`home` is the flow or other block of the step; `following` the state after it (None: the end)."""

    whole: Whole
    home: Home
    key: str
    step: tree.Step
    following: str | None

    @property
    def flow(self) -> tree.Flow | None:
        return self.home.flow

    def common(self) -> Common:
        when = self.step.when
        return Common(
            flow=self.home.name,
            place=place(self.step.span),
            guard=None if when is None else self.whole.values.expr(when),
            next=self.following,
        )


def place(span: Span) -> model.Place:
    """Return where a span starts, as the artifact tells it."""
    return model.Place(span.file, *shown(span))
