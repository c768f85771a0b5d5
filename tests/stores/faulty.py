"""A store that fails on purpose: the n-th call, in one of the five ways in which a database fails.

Every method of the protocol goes through here; a test compares the two by introspection, so a new method
cannot be forgotten.
"""

from __future__ import annotations

import enum
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from runtime.routing.assigning import AgentChange
from runtime.stores.base import Store
from runtime.stores.errors import OutcomeUnknown, StoreBusy, StoreFull, StoreUnavailable
from runtime.stores.rows import (
    Addresses,
    AgentRow,
    Arrival,
    Claim,
    Commit,
    Counts,
    Fate,
    HandoverRow,
    Kept,
    OutboxEntry,
    PastTurn,
    Receipt,
    Send,
    SendResult,
    Taker,
    Talk,
)

T = TypeVar("T")


class Kind(enum.Enum):
    """How a call fails. Only `DONE` does the work, and it says so no more than `TIMEOUT` does."""

    TIMEOUT = "timeout"
    DONE = "done, but reported as failed"
    BUSY = "busy"
    FULL = "full"
    DISCONNECT = "disconnect"


@dataclass(slots=True)
class Plan:
    """Which call fails, counted from 1, and how. `calls` are the names of those made so far."""

    fail: int = 0
    kind: Kind = Kind.TIMEOUT
    calls: list[str] = field(default_factory=list)


class FaultyStore:
    """Passes each call on to a store, and fails one according to plan."""

    def __init__(self, store: Store, plan: Plan) -> None:
        self._store = store
        self._plan = plan

    async def _call(self, name: str, work: Callable[[], Awaitable[T]]) -> T:
        plan = self._plan
        plan.calls.append(name)
        if len(plan.calls) != plan.fail:
            return await work()
        match plan.kind:
            case Kind.TIMEOUT:
                raise OutcomeUnknown("no answer in time")
            case Kind.DONE:
                await work()
                raise OutcomeUnknown("the answer got lost")
            case Kind.BUSY:
                raise StoreBusy("too many writers")
            case Kind.FULL:
                raise StoreFull("no room")
            case Kind.DISCONNECT:
                raise StoreUnavailable("connection refused")

    def _heard(self, taker: Taker[T] | None) -> Taker[T] | None:
        """Return a taker that hears nothing where the answer of this call gets lost."""
        is_lost = len(self._plan.calls) + 1 == self._plan.fail
        return replace(taker, take=lambda taken: None) if taker is not None and is_lost else taker

    async def open(self) -> None:
        await self._call("open", self._store.open)

    async def close(self) -> None:
        await self._call("close", self._store.close)

    async def put_artifact(self, name: str, data: bytes) -> None:
        await self._call("put_artifact", lambda: self._store.put_artifact(name, data))

    async def artifact(self, name: str) -> bytes | None:
        return await self._call("artifact", lambda: self._store.artifact(name))

    async def accept(
        self,
        arrival: Arrival,
        now: datetime,
        claimable: Callable[[], object] | None = None,
        taker: Taker[Claim] | None = None,
    ) -> bool:
        heard = self._heard(taker)
        return await self._call("accept", lambda: self._store.accept(arrival, now, claimable, heard))

    async def claim_turn(self, worker: str, now: datetime, lease: timedelta) -> Claim | None:
        return await self._call("claim_turn", lambda: self._store.claim_turn(worker, now, lease))

    async def commit_turn(
        self,
        claim: Claim,
        commit: Commit,
        now: datetime,
        taker: Taker[tuple[Send, ...]] | None = None,
    ) -> bool:
        heard = self._heard(taker)
        return await self._call("commit_turn", lambda: self._store.commit_turn(claim, commit, now, heard))

    async def release_turn(self, claim: Claim, retry_at: datetime, why: str) -> None:
        await self._call("release_turn", lambda: self._store.release_turn(claim, retry_at, why))

    async def replace_arrival(self, claim: Claim, arrival: Arrival, why: str) -> None:
        await self._call("replace_arrival", lambda: self._store.replace_arrival(claim, arrival, why))

    async def fire_timers(self, now: datetime, limit: int) -> int:
        return await self._call("fire_timers", lambda: self._store.fire_timers(now, limit))

    async def claim_sends(self, worker: str, now: datetime, lease: timedelta, limit: int) -> tuple[Send, ...]:
        return await self._call("claim_sends", lambda: self._store.claim_sends(worker, now, lease, limit))

    async def is_wanted(self, send: Send, now: datetime) -> bool:
        return await self._call("is_wanted", lambda: self._store.is_wanted(send, now))

    async def mark_sends(self, results: tuple[SendResult, ...], now: datetime) -> None:
        await self._call("mark_sends", lambda: self._store.mark_sends(results, now))

    async def next_due(self) -> datetime | None:
        return await self._call("next_due", self._store.next_due)

    async def published(self, thread: str, after: int, limit: int) -> tuple[OutboxEntry, ...]:
        return await self._call("published", lambda: self._store.published(thread, after, limit))

    async def outbox(self, states: tuple[str, ...], limit: int) -> tuple[OutboxEntry, ...]:
        return await self._call("outbox", lambda: self._store.outbox(states, limit))

    async def outbox_entry(self, id_: str) -> OutboxEntry | None:
        return await self._call("outbox_entry", lambda: self._store.outbox_entry(id_))

    async def settle_send(self, id_: str, fate: Fate, now: datetime) -> bool:
        return await self._call("settle_send", lambda: self._store.settle_send(id_, fate, now))

    async def tell_send(self, id_: str, receipt: Receipt, why: str, now: datetime) -> bool:
        return await self._call("tell_send", lambda: self._store.tell_send(id_, receipt, why, now))

    async def thread_of(self, addresses: Addresses) -> str:
        return await self._call("thread_of", lambda: self._store.thread_of(addresses))

    async def readdress(self, before: Addresses, after: Addresses) -> bool:
        return await self._call("readdress", lambda: self._store.readdress(before, after))

    async def known_at(self, address: str) -> str | None:
        return await self._call("known_at", lambda: self._store.known_at(address))

    async def reached(self, thread: str) -> str | None:
        return await self._call("reached", lambda: self._store.reached(thread))

    async def put_handover(self, row: HandoverRow) -> None:
        await self._call("put_handover", lambda: self._store.put_handover(row))

    async def handover(self, id_: str) -> HandoverRow | None:
        return await self._call("handover", lambda: self._store.handover(id_))

    async def handovers(self, states: tuple[str, ...], limit: int) -> tuple[HandoverRow, ...]:
        return await self._call("handovers", lambda: self._store.handovers(states, limit))

    async def waits(self, division: str, since: datetime, limit: int) -> tuple[float, ...]:
        return await self._call("waits", lambda: self._store.waits(division, since, limit))

    async def put_agent(self, change: AgentChange) -> None:
        await self._call("put_agent", lambda: self._store.put_agent(change))

    async def agents(self) -> tuple[AgentRow, ...]:
        return await self._call("agents", self._store.agents)

    async def talks(self, since: datetime, limit: int) -> tuple[Talk, ...]:
        return await self._call("talks", lambda: self._store.talks(since, limit))

    async def history(self, thread: str) -> tuple[PastTurn, ...]:
        return await self._call("history", lambda: self._store.history(thread))

    async def state(self, thread: str) -> bytes | None:
        return await self._call("state", lambda: self._store.state(thread))

    async def threads(self, after: str, limit: int) -> tuple[str, ...]:
        return await self._call("threads", lambda: self._store.threads(after, limit))

    async def counts(self) -> Counts:
        return await self._call("counts", self._store.counts)

    async def reap(self, now: datetime) -> int:
        return await self._call("reap", lambda: self._store.reap(now))

    async def expire(self, kept: Kept, now: datetime) -> int:
        return await self._call("expire", lambda: self._store.expire(kept, now))

    async def erase(self, thread: str) -> bool:
        return await self._call("erase", lambda: self._store.erase(thread))
