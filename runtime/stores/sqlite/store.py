"""The store in one SQLite file, for one machine and any number of its processes.

Every method is one unit of work for the writer's or the reader's thread; the laws are in
`runtime.stores.base`, the choices in `docs/decisions/0003-store-and-driver.md`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from runtime.routing.assigning import AgentChange
from runtime.stores.errors import StoreUnavailable
from runtime.stores.keys import key
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
from runtime.stores.sqlite import (
    agents,
    aliases,
    arrivals,
    expiry,
    handovers,
    lists,
    reaper,
    sends,
    timers,
    turns,
)
from runtime.stores.sqlite.connection import Connection, empty_wal, open_connection, store_errors, use_wal
from runtime.stores.sqlite.schema import check_current, check_ours, migrate
from runtime.stores.sqlite.threads import Flush, ReaderThread, Work, WriterThread, write_something
from runtime.stores.times import to_ready

T = TypeVar("T")


class SqliteStore:
    """A `Store` in the file at `path`, on a local disk. Beyond `max_bytes` the file is full.

    Without `migrates`, a file that is not of this program's version is refused and left as it is.
    """

    def __init__(self, path: Path | str, *, max_bytes: int | None = None, migrates: bool = True) -> None:
        self.path = Path(path).absolute()  # so that no name is special to SQLite, such as `:memory:`
        self._max_bytes = max_bytes
        self._migrates = migrates
        self._writer: WriterThread | None = None
        self._reader: ReaderThread | None = None
        self._unclean = False  # the write-ahead log may hold what was deleted

    async def open(self) -> None:
        if self._writer is None:
            await asyncio.to_thread(self._open)

    async def close(self) -> None:
        writer, reader, self._writer, self._reader = self._writer, self._reader, None, None
        for thread in (reader, writer):
            if thread is not None:
                await asyncio.to_thread(thread.close)

    async def put_artifact(self, name: str, data: bytes) -> None:
        await self._write(partial(turns.put_artifact, name=name, data=data))

    async def artifact(self, name: str) -> bytes | None:
        return await self._read(partial(turns.artifact, name=name))

    async def accept(
        self,
        arrival: Arrival,
        now: datetime,
        claimable: Callable[[], object] | None = None,
        taker: Taker[Claim] | None = None,
    ) -> bool:
        if taker is None:
            work = partial(arrivals.accept, arrival=arrival, now=now)
            return await self._write(work, Flush.SOON, queued=claimable)
        take = taker.take

        def tell(kept: tuple[bool, Claim | None]) -> None:
            _, claim = kept
            if claim is not None:
                take(claim)
            elif claimable is not None:
                claimable()

        new, _ = await self._write(
            partial(
                arrivals.accept_and_take,
                arrival=arrival,
                now=now,
                worker=key(taker.worker),
                until=to_ready(now + taker.lease),
            ),
            Flush.SOON,
            done=tell,
        )
        return new

    async def claim_turn(self, worker: str, now: datetime, lease: timedelta) -> Claim | None:
        # A claim that is lost with the machine's power was a dead worker's; all that is committed under it
        # stands behind it in the log, and its flush flushes both.
        claim = partial(arrivals.claim, worker=worker, now=now, lease=lease)
        return await self._write(claim, Flush.LATER)

    async def commit_turn(
        self,
        claim: Claim,
        commit: Commit,
        now: datetime,
        taker: Taker[tuple[Send, ...]] | None = None,
    ) -> bool:
        if taker is None:
            return await self._write(partial(turns.commit, claim=claim, made=commit, now=now))
        worker, until = key(taker.worker), to_ready(now + taker.lease)

        def work(db: Connection) -> tuple[bool, tuple[Send, ...]]:
            taking = sends.Taking(worker, until)
            return turns.commit(db, claim, commit, now, taking), tuple(taking.sends)

        kept, taken = await self._write(work)
        if taken:
            taker.take(taken)
        return kept

    async def release_turn(self, claim: Claim, retry_at: datetime, why: str) -> None:
        await self._write(partial(arrivals.release, claim=claim, retry_at=retry_at, why=why))

    async def replace_arrival(self, claim: Claim, arrival: Arrival, why: str) -> None:
        await self._write(partial(arrivals.replace, claim=claim, arrival=arrival, why=why))

    async def fire_timers(self, now: datetime, limit: int) -> int:
        # As a claim: a timer that fires again after a power cut has led to nothing that was kept.
        return await self._write(partial(timers.fire, now=now, limit=limit), Flush.LATER)

    async def claim_sends(self, worker: str, now: datetime, lease: timedelta, limit: int) -> tuple[Send, ...]:
        # Most find nothing, and must not make others' commits flush. What is sent is flushed as begun before:
        # what must not be sent twice relies on it.
        claim = partial(sends.claim, worker=worker, now=now, lease=lease, limit=limit)
        taken = await self._write(claim, Flush.LATER)
        if taken:
            await self._write(write_something)
        return taken

    async def is_wanted(self, send: Send, now: datetime) -> bool:
        return await self._read(partial(sends.is_wanted, send=send, now=now))

    async def mark_sends(self, results: tuple[SendResult, ...], now: datetime) -> None:
        await self._write(partial(sends.mark, results=results, now=now), Flush.SOON)

    async def next_due(self) -> datetime | None:
        return await self._read(lists.next_due)

    async def published(self, thread: str, after: int, limit: int) -> tuple[OutboxEntry, ...]:
        return await self._read(partial(lists.published, thread=thread, after=after, limit=limit))

    async def outbox(self, states: tuple[str, ...], limit: int) -> tuple[OutboxEntry, ...]:
        return await self._read(partial(lists.outbox, states=states, limit=limit))

    async def outbox_entry(self, id_: str) -> OutboxEntry | None:
        return await self._read(partial(lists.outbox_entry, id_=id_))

    async def settle_send(self, id_: str, fate: Fate, now: datetime) -> bool:
        return await self._write(partial(sends.settle, id_=id_, fate=fate, now=now))

    async def tell_send(self, id_: str, receipt: Receipt, why: str, now: datetime) -> bool:
        return await self._write(partial(sends.tell, id_=id_, receipt=receipt, why=why, now=now), Flush.SOON)

    async def thread_of(self, addresses: Addresses) -> str:
        # A thread that is lost with the machine's power had nothing: what it is asked for stands behind it.
        return await self._write(partial(aliases.thread_of, met=addresses), Flush.LATER)

    async def readdress(self, before: Addresses, after: Addresses) -> bool:
        return await self._write(partial(aliases.move, before=before, after=after))

    async def known_at(self, address: str) -> str | None:
        return await self._read(partial(aliases.known_at, address=address))

    async def reached(self, thread: str) -> str | None:
        return await self._read(partial(aliases.reached, thread=thread))

    async def put_handover(self, row: HandoverRow) -> None:
        await self._write(partial(handovers.put, row=row))

    async def handover(self, id_: str) -> HandoverRow | None:
        return await self._read(partial(handovers.one, id_=id_))

    async def handovers(self, states: tuple[str, ...], limit: int) -> tuple[HandoverRow, ...]:
        return await self._read(partial(handovers.listed, states=states, limit=limit))

    async def waits(self, division: str, since: datetime, limit: int) -> tuple[float, ...]:
        return await self._read(partial(handovers.waits, division=division, since=since, limit=limit))

    async def put_agent(self, change: AgentChange) -> None:
        await self._write(partial(agents.change, made=change))

    async def agents(self) -> tuple[AgentRow, ...]:
        return await self._read(agents.listed)

    async def talks(self, since: datetime, limit: int) -> tuple[Talk, ...]:
        return await self._read(partial(agents.talks, since=since, limit=limit))

    async def history(self, thread: str) -> tuple[PastTurn, ...]:
        return await self._read(partial(turns.history, thread=thread))

    async def state(self, thread: str) -> bytes | None:
        return await self._read(partial(turns.state, thread=thread))

    async def threads(self, after: str, limit: int) -> tuple[str, ...]:
        return await self._read(partial(lists.threads, after=after, limit=limit))

    async def counts(self) -> Counts:
        return await self._read(lists.counts)

    async def reap(self, now: datetime) -> int:
        took = await self._write(partial(reaper.reap, now=now))
        if took:
            self._unclean = True  # ended sends hold words, too
        return took

    async def expire(self, kept: Kept, now: datetime) -> int:
        took = await self._write(partial(expiry.expire, kept=kept, now=now))
        if took:
            self._unclean = True
        elif self._unclean:
            await self._wipe()
        return took

    async def erase(self, thread: str) -> bool:
        found = await self._write(partial(expiry.erase, thread=thread))
        await self._wipe()
        return found

    async def _wipe(self) -> None:
        """Empty the write-ahead log: it holds what was deleted until it is written over."""
        self._unclean = True
        await asyncio.to_thread(empty_wal, self.path)
        self._unclean = False

    def _open(self) -> None:
        db = open_connection(self.path, max_bytes=self._max_bytes)
        try:
            with store_errors():
                check_ours(db)
                if not self._migrates:
                    check_current(db)
                use_wal(db)
                db.execute("BEGIN IMMEDIATE")
                migrate(db)
                db.execute("COMMIT")
            reading = open_connection(self.path, read_only=True)
        except BaseException:
            db.close()
            raise
        self._writer = WriterThread("store-writer", db)
        self._reader = ReaderThread("store-reader", reading)

    async def _write(
        self,
        work: Work[T],
        flush: Flush = Flush.NOW,
        queued: Callable[[], object] | None = None,
        done: Callable[[T], object] | None = None,
    ) -> T:
        if self._writer is None:
            raise StoreUnavailable("the store is not open")
        return await self._writer.run(work, flush, queued, done)

    async def _read(self, work: Work[T]) -> T:
        if self._reader is None:
            raise StoreUnavailable("the store is not open")
        return await self._reader.run(work)
