"""What a desk is: the place where people take conversations over. It translates and holds no policy.

Laws:
- Every effect of a handover reaches one desk, chosen by division, in the order the turns made them.
- A desk's request is the same bytes under the same id each time it is made; only its timestamp moves.
- What a desk says is read into the core's events; whether it fits the handover's state is the core's matter.
- A desk may be told again what it knows already, under the same `id`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from runtime.core.effects import NotifyRole, RelayMessage, SendHandover, TellDesk
from runtime.signature import Post

DeskEffect = SendHandover | RelayMessage | TellDesk | NotifyRole
DEFAULT = "default"


class WebDesk(Protocol):
    """A desk behind an address."""

    def post(self, effect: DeskEffect, created: datetime, now: datetime) -> Post:
        """Return the request that tells the desk."""


@runtime_checkable
class Desk(Protocol):
    """A desk of your own, in the same program: where people take conversations over.

    What it says back goes to `Bot.desk_event`.
    """

    def tell(self, told: DeskEffect) -> Awaitable[None] | None:
        """Take what happened to a handover; returning means that it is kept.

        Called at least once for each `told.id`, in order within a conversation. Whatever it raises, or more
        than 10 s, counts as not told: it is tried again for three days, then the chain of the division goes
        on. May be `async`; one that is not runs in a thread of its own.
        """


@dataclass(frozen=True, slots=True)
class Desks:
    """Which desk serves which division."""

    by_name: Mapping[str, WebDesk | Desk] = field(default_factory=dict)
    of_division: Mapping[str, str] = field(default_factory=dict)

    def desk(self, division: str) -> WebDesk | Desk | None:
        """Return the division's desk, else the default one; None: handovers are only listed."""
        return self.by_name.get(self.of_division.get(division, DEFAULT))


def division_of(effect: DeskEffect) -> str:
    return effect.record.to if isinstance(effect, SendHandover) else effect.division


def handover_of(effect: DeskEffect) -> str:
    return effect.record.id if isinstance(effect, SendHandover) else effect.handover
