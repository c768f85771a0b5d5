"""What a desk is: the place where people take conversations over. It translates and holds no policy.

Laws:
- Every effect of a handover reaches one desk, chosen by division, in the order the turns made them.
- A desk's request is the same bytes under the same id each time it is made; only its timestamp moves.
- What a desk says is read into the core's events; whether it fits the handover's state is the core's matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from runtime.core.effects import NotifyRole, RelayMessage, SendHandover, TellDesk
from runtime.signature import Post

DeskEffect = SendHandover | RelayMessage | TellDesk | NotifyRole
DEFAULT = "default"


class Desk(Protocol):
    """One desk."""

    def post(self, effect: DeskEffect, created: datetime, now: datetime) -> Post:
        """Return the request that tells the desk."""


@dataclass(frozen=True, slots=True)
class Desks:
    """Which desk serves which division."""

    by_name: Mapping[str, Desk] = field(default_factory=dict)
    of_division: Mapping[str, str] = field(default_factory=dict)

    def desk(self, division: str) -> Desk | None:
        """Return the division's desk, else the default one; None: handovers are only listed."""
        return self.by_name.get(self.of_division.get(division, DEFAULT))


def division_of(effect: DeskEffect) -> str:
    return effect.record.to if isinstance(effect, SendHandover) else effect.division


def handover_of(effect: DeskEffect) -> str:
    return effect.record.id if isinstance(effect, SendHandover) else effect.handover
