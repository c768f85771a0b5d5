"""Every outside fact of a turn, passed in and stored with the event: that is what makes replay true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from runtime.routing.assigning import Agent, Waiter
from runtime.routing.estimate import QueueFigures


class Render(Protocol):
    """Fill a template in. Pure: the same arguments give the same text.

    Raises `RenderError` for a faulty one.
    """

    def __call__(self, text: str, variables: Mapping[str, object], locale: str) -> str: ...


class RenderError(Exception):
    """A template could not be filled in: a missing variable, too much output."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is read from outside for one turn; recorded with the event.

    `queues` holds the figures of every division; one without figures is not watched by anyone we know of.
    `agents` are those whom we give handovers to; a division without any has a desk that does it, or a mere
    number of people. `waiting` are all who wait for one of them.
    """

    now: datetime
    queues: Mapping[str, QueueFigures] = field(default_factory=dict)
    agents: tuple[Agent, ...] = ()
    waiting: tuple[Waiter, ...] = ()


@dataclass(frozen=True, slots=True)
class Env:
    facts: Facts
    render: Render
