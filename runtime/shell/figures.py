"""Figures of the queues, read before a turn and stored with its event: who waits, who serves, for how long.

They are read at most once a second for all turns together; a handover that changes here makes them stale.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from statistics import median

from runtime.artifact import records
from runtime.core.env import Facts
from runtime.core.program import Program
from runtime.core.state import State
from runtime.routing.assigning import ANY_TOPIC, Agent, Waiter, seats
from runtime.routing.estimate import QueueFigures
from runtime.shell.staff import Staff
from runtime.stores.base import Store
from runtime.stores.rows import HandoverRow

FRESH = timedelta(seconds=1)  # handovers that other processes change are seen after this
WAITS_FRESH = timedelta(minutes=1)  # thirty days of waits do not change faster
WAITS_OF = timedelta(days=30)  # the sample that an announced wait may come from (LANGUAGE section 11)
SAMPLE = 500  # waits of a division: ranges of more are no narrower
TALKS = 2_000  # conversations that typical times are taken from
ROWS = 1_000  # open handovers looked at; with more, a queue is over every limit anyway
WAITING = ("queued",)
SERVED = ("with_agent", "escalated")
HELD = ("assigned", *SERVED)


class Figures:
    """Without `staff` nobody told who works here: then no wait is ever announced, and nobody is assigned."""

    def __init__(self, store: Store, staff: Staff | None) -> None:
        self.staff = staff
        self._store = store
        self._rows: tuple[HandoverRow, ...] = ()
        self._agents: tuple[Agent, ...] = ()
        self._read: datetime | None = None
        self._reading = asyncio.Lock()
        self._changes = 0
        self._waits: dict[str, tuple[datetime, tuple[float, ...]]] = {}
        self._talks: tuple[datetime, Mapping[str, Mapping[str, float]]] | None = None

    def forget(self) -> None:
        """A handover or an agent changed: read again for the next turn."""
        self._changes += 1
        self._read = None

    async def facts(self, program: Program, state: State | None, now: datetime) -> Facts:
        """Return the facts for one turn."""
        staff = self.staff
        if staff is None:
            return Facts(now)
        async with self._reading:
            if self._read is None or not timedelta(0) <= now - self._read < FRESH:
                await self._look(staff, now)
        queues = {name: await self._figures(name, program, state, now) for name in program.artifact.divisions}
        agents = staff.given(self._agents)
        if any(division.assign == "fastest" for division in program.artifact.divisions.values()):
            agents = await self._with_talks(agents, now)
        waiting = tuple(waiter_of(row) for row in self._rows if row.waiter is not None) if agents else ()
        return Facts(now, queues, agents, waiting)

    async def _look(self, staff: Staff, now: datetime) -> None:
        changes = self._changes
        self._rows = await self._store.handovers((*WAITING, *HELD), ROWS)
        told = await self._store.agents()
        self._agents = staff.now(told, tuple(row for row in self._rows if row.state in HELD))
        self._read = now if changes == self._changes else None  # what changed meanwhile may be missing

    def rows(self) -> tuple[HandoverRow, ...]:
        """Return the open handovers as they were read last."""
        return self._rows

    async def _figures(
        self, division: str, program: Program, state: State | None, now: datetime
    ) -> QueueFigures:
        mine = state.handover.id if state is not None and state.handover is not None else None
        waiting = [row for row in self._rows if row.division == division and row.state in WAITING]
        own = next((row for row in waiting if row.id == mine), None)
        others = [row for row in waiting if row.id != mine]
        ahead = [row for row in others if own is None or _since(row) < _since(own)]
        team = program.artifact.divisions[division]
        online = [agent for agent in self._agents if agent.online and division in agent.divisions]
        return QueueFigures(
            agents=len(online),
            busy=sum(1 for row in self._rows if row.division == division and row.state in SERVED),
            waiting=len(others),
            ahead=len(ahead),
            recent_waits_s=await self._recent(division, now),
            capacity=min((seats(agent, team) for agent in online), default=1),
        )

    async def _recent(self, division: str, now: datetime) -> tuple[float, ...]:
        known = self._waits.get(division)
        if known is None or not timedelta(0) <= now - known[0] < WAITS_FRESH:
            waits = await self._store.waits(division, now - WAITS_OF, SAMPLE)
            known = self._waits[division] = (now, waits)
        return known[1]

    async def _with_talks(self, agents: tuple[Agent, ...], now: datetime) -> tuple[Agent, ...]:
        known = self._talks
        if known is None or not timedelta(0) <= now - known[0] < WAITS_FRESH:
            seconds: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
            for talk in await self._store.talks(now - WAITS_OF, TALKS):
                for topic in {talk.topic or ANY_TOPIC, ANY_TOPIC}:
                    seconds[talk.agent][topic].append(talk.seconds)
            typical = {
                agent: {topic: median(each) for topic, each in by.items()} for agent, by in seconds.items()
            }
            known = self._talks = (now, typical)
        return tuple(replace(agent, talks_s=known[1].get(agent.id, {})) for agent in agents)


def _since(row: HandoverRow) -> tuple[datetime, str]:
    return (row.queued or row.created, row.id)


def waiter_bytes(waiter: Waiter) -> bytes:
    """Return a place in a queue as the store keeps it."""
    return records.dump(waiter).encode()


def waiter_of(row: HandoverRow) -> Waiter:
    """Return a handover's place in its queue."""
    assert row.waiter is not None
    return _waiter(row.waiter)


@lru_cache(maxsize=4 * ROWS)  # the same rows are read every second
def _waiter(data: bytes) -> Waiter:
    return records.decode(Waiter, json.loads(data))
