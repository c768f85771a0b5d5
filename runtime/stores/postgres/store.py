"""The store in a PostgreSQL database, for any number of machines.

Every method is one unit of work for one of a few threads, each with a connection; the laws are in
`runtime.stores.base`, the choices in `docs/decisions/0022-postgresql.md`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from runtime.routing.assigning import AgentChange
from runtime.stores.errors import StoreUnavailable
from runtime.stores.limits import TURN_LINES
from runtime.stores.postgres import (
    agents,
    aliases,
    arrivals,
    expiry,
    handovers,
    lists,
    reaper,
    sends,
    settling,
    timers,
    turns,
)
from runtime.stores.postgres.connection import Connection, address, answer_before_flush, connect
from runtime.stores.postgres.schema import check_version, migrate
from runtime.stores.postgres.threads import DatabaseThreads
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

# How many connections each has; none waits for another. Arrivals have one: two would number those of a thread
# in another order than they were asked for.
_ROLES = {"inbox": 1, "claims": 1, "turns": TURN_LINES, "outbox": 1, "reading": 1, "upkeep": 1}

# A claim stands before its turn in the server's log: where the turn is kept, so is the claim. What the
# server may lose with its power are the last claims alone, and their fences are not given out again: whoever
# connects begins far beyond them.
_UNFLUSHED = ("claims",)


class PostgresStore:
    """A `Store` in the database at `url`, in a schema of its own, which is made where there is none.

    `url` is what libpq takes: `postgresql://name@host/database`, or `host=… dbname=…`. The connections are
    nine at most. Without `migrates`, tables that are not of this program's version are refused and left as
    they are.
    """

    def __init__(self, url: str, *, schema: str = "flowc", migrates: bool = True) -> None:
        self.schema = schema
        self._url = url
        self._migrates = migrates
        self._threads: Mapping[str, DatabaseThreads] = {}

    async def open(self) -> None:
        if not self._threads:
            await asyncio.to_thread(self._open)

    async def close(self) -> None:
        threads, self._threads = self._threads, {}
        await asyncio.gather(*(asyncio.to_thread(thread.close) for thread in threads.values()))

    async def put_artifact(self, name: str, data: bytes) -> None:
        await self._upkeep.run(partial(turns.put_artifact, name=name, data=data))

    async def artifact(self, name: str) -> bytes | None:
        return await self._reading.run(partial(turns.artifact, name=name))

    async def accept(
        self,
        arrival: Arrival,
        now: datetime,
        claimable: Callable[[], object] | None = None,
        taker: Taker[Claim] | None = None,
    ) -> bool:
        new = await self._inbox.do(arrivals.ACCEPT, arrivals.Accepting(arrival, now))
        if claimable is not None:
            claimable()
        return new

    async def claim_turn(self, worker: str, now: datetime, lease: timedelta) -> Claim | None:
        return await self._claims.do(arrivals.CLAIM, arrivals.Claiming(worker, now, lease))

    async def commit_turn(
        self,
        claim: Claim,
        commit: Commit,
        now: datetime,
        taker: Taker[tuple[Send, ...]] | None = None,
    ) -> bool:
        return await self._turns.do(turns.COMMIT, turns.Committing(claim, commit, now))

    async def release_turn(self, claim: Claim, retry_at: datetime, why: str) -> None:
        await self._turns.run(partial(arrivals.release, claim=claim, retry_at=retry_at, why=why))

    async def replace_arrival(self, claim: Claim, arrival: Arrival, why: str) -> None:
        await self._turns.run(partial(arrivals.replace, claim=claim, arrival=arrival, why=why))

    async def fire_timers(self, now: datetime, limit: int) -> int:
        return await self._inbox.run(partial(timers.fire, now=now, limit=limit))

    async def claim_sends(self, worker: str, now: datetime, lease: timedelta, limit: int) -> tuple[Send, ...]:
        return await self._outbox.run(partial(sends.claim, worker=worker, now=now, lease=lease, limit=limit))

    async def is_wanted(self, send: Send, now: datetime) -> bool:
        return await self._reading.run(partial(sends.is_wanted, send=send, now=now))

    async def mark_sends(self, results: tuple[SendResult, ...], now: datetime) -> None:
        sends.check(results)
        await self._outbox.do(sends.MARK, sends.Marking(results, now))

    async def next_due(self) -> datetime | None:
        return await self._reading.run(lists.next_due)

    async def published(self, thread: str, after: int, limit: int) -> tuple[OutboxEntry, ...]:
        return await self._reading.run(partial(lists.published, thread=thread, after=after, limit=limit))

    async def outbox(self, states: tuple[str, ...], limit: int) -> tuple[OutboxEntry, ...]:
        return await self._reading.run(partial(lists.outbox, states=states, limit=limit))

    async def outbox_entry(self, id_: str) -> OutboxEntry | None:
        return await self._reading.run(partial(lists.outbox_entry, id_=id_))

    async def settle_send(self, id_: str, fate: Fate, now: datetime) -> bool:
        return await self._outbox.run(partial(settling.settle, id_=id_, fate=fate, now=now))

    async def tell_send(self, id_: str, receipt: Receipt, why: str, now: datetime) -> bool:
        return await self._outbox.run(partial(settling.tell, id_=id_, receipt=receipt, why=why, now=now))

    async def thread_of(self, addresses: Addresses) -> str:
        return await self._inbox.run(partial(aliases.thread_of, met=addresses))

    async def readdress(self, before: Addresses, after: Addresses) -> bool:
        return await self._inbox.run(partial(aliases.move, before=before, after=after))

    async def known_at(self, address: str) -> str | None:
        return await self._reading.run(partial(aliases.known_at, address=address))

    async def reached(self, thread: str) -> str | None:
        return await self._reading.run(partial(aliases.reached, thread=thread))

    async def put_handover(self, row: HandoverRow) -> None:
        await self._upkeep.run(partial(handovers.put, row=row))

    async def handover(self, id_: str) -> HandoverRow | None:
        return await self._reading.run(partial(handovers.one, id_=id_))

    async def handovers(self, states: tuple[str, ...], limit: int) -> tuple[HandoverRow, ...]:
        return await self._reading.run(partial(handovers.listed, states=states, limit=limit))

    async def waits(self, division: str, since: datetime, limit: int) -> tuple[float, ...]:
        return await self._reading.run(partial(handovers.waits, division=division, since=since, limit=limit))

    async def put_agent(self, change: AgentChange) -> None:
        await self._upkeep.run(partial(agents.change, made=change))

    async def agents(self) -> tuple[AgentRow, ...]:
        return await self._reading.run(agents.listed)

    async def talks(self, since: datetime, limit: int) -> tuple[Talk, ...]:
        return await self._reading.run(partial(agents.talks, since=since, limit=limit))

    async def history(self, thread: str) -> tuple[PastTurn, ...]:
        return await self._reading.run(partial(turns.history, thread=thread))

    async def state(self, thread: str) -> bytes | None:
        return await self._reading.run(partial(turns.state, thread=thread))

    async def threads(self, after: str, limit: int) -> tuple[str, ...]:
        return await self._reading.run(partial(lists.threads, after=after, limit=limit))

    async def counts(self) -> Counts:
        return await self._reading.run(lists.counts)

    async def reap(self, now: datetime) -> int:
        return await self._upkeep.run(partial(reaper.reap, now=now))

    async def expire(self, kept: Kept, now: datetime) -> int:
        return await self._upkeep.run(partial(expiry.expire, kept=kept, now=now))

    async def erase(self, thread: str) -> bool:
        return await self._upkeep.run(partial(expiry.erase, thread=thread))

    # ---- threads ------------------------------------------------------------------------------------------

    @property
    def _inbox(self) -> DatabaseThreads:
        return self._thread("inbox")

    @property
    def _claims(self) -> DatabaseThreads:
        return self._thread("claims")

    @property
    def _turns(self) -> DatabaseThreads:
        return self._thread("turns")

    @property
    def _outbox(self) -> DatabaseThreads:
        return self._thread("outbox")

    @property
    def _reading(self) -> DatabaseThreads:
        return self._thread("reading")

    @property
    def _upkeep(self) -> DatabaseThreads:
        return self._thread("upkeep")

    def _thread(self, role: str) -> DatabaseThreads:
        try:
            return self._threads[role]
        except KeyError:
            raise StoreUnavailable("the store is not open") from None

    def _open(self) -> None:
        url = address(self._url)
        db = connect(url, self.schema)
        try:
            if self._migrates:
                migrate(db, self.schema)
            else:
                check_version(db, self.schema)
        finally:
            db.close()

        def ready(flushed: bool) -> Connection:
            db = connect(url, self.schema)
            try:
                check_version(db, self.schema)
                if not flushed:
                    arrivals.skip_fences(db)  # flushed: those left out stay so when the power goes again
                    answer_before_flush(db)
            except BaseException:
                db.close()
                raise
            return db

        self._threads = {
            role: DatabaseThreads(f"store-{role}", partial(ready, role not in _UNFLUSHED), lines)
            for role, lines in _ROLES.items()
        }
