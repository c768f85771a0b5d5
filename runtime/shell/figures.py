"""Figures of the queues, read before a turn and stored with its event: who waits, who serves, for how long.

They are read at most once a second for all turns together; a handover that changes here makes them stale.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from runtime.core.env import Facts
from runtime.core.program import Program
from runtime.core.state import State
from runtime.routing.estimate import QueueFigures
from runtime.stores.base import HandoverRow, Store

FRESH = timedelta(seconds=1)  # handovers that other processes change are seen after this
WAITS_FRESH = timedelta(minutes=1)  # thirty days of waits do not change faster
WAITS_OF = timedelta(days=30)  # the sample that an announced wait may come from (LANGUAGE section 11)
SAMPLE = 500  # waits of a division: ranges of more are no narrower
ROWS = 1_000  # open handovers looked at; with more, a queue is over every limit anyway
WAITING = ("queued",)
HELD = ("with_agent",)


@dataclass(frozen=True, slots=True)
class Staff:
    """The agents of a division who are online, and how many conversations each takes."""

    agents: int
    capacity: int


StaffOf = Callable[[str], Staff | None]


class Figures:
    """`staff_of` returns None where nobody told who works there: then no wait is ever announced."""

    def __init__(self, store: Store, staff_of: StaffOf) -> None:
        self._store = store
        self._staff_of = staff_of
        self._rows: tuple[HandoverRow, ...] = ()
        self._read: datetime | None = None
        self._waits: dict[str, tuple[datetime, tuple[float, ...]]] = {}

    def forget(self) -> None:
        """A handover changed: read again for the next turn."""
        self._read = None

    async def facts(self, program: Program, state: State | None, now: datetime) -> Facts:
        """Return the facts for one turn."""
        if self._read is None or not timedelta(0) <= now - self._read < FRESH:
            self._read = now
            self._rows = await self._store.handovers((*WAITING, *HELD), ROWS)
        queues = {}
        for division in program.artifact.divisions:
            staff = self._staff_of(division)
            if staff is not None:
                queues[division] = await self._figures(division, staff, state, now)
        return Facts(now, queues)

    async def _figures(self, division: str, staff: Staff, state: State | None, now: datetime) -> QueueFigures:
        mine = state.handover.id if state is not None and state.handover is not None else None
        waiting = [row for row in self._rows if row.division == division and row.state in WAITING]
        own = next((row for row in waiting if row.id == mine), None)
        others = [row for row in waiting if row.id != mine]
        ahead = [row for row in others if own is None or _since(row) < _since(own)]
        return QueueFigures(
            agents=staff.agents,
            busy=sum(1 for row in self._rows if row.division == division and row.state in HELD),
            waiting=len(others),
            ahead=len(ahead),
            recent_waits_s=await self._recent(division, now),
            capacity=staff.capacity,
        )

    async def _recent(self, division: str, now: datetime) -> tuple[float, ...]:
        known = self._waits.get(division)
        if known is None or not timedelta(0) <= now - known[0] < WAITS_FRESH:
            waits = await self._store.waits(division, now - WAITS_OF, SAMPLE)
            known = self._waits[division] = (now, waits)
        return known[1]


def _since(row: HandoverRow) -> tuple[datetime, str]:
    return (row.queued or row.created, row.id)
