"""SQLite stores that are broken on purpose, each in one of its promises. The harnesses have to notice."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from runtime.stores.keys import key
from runtime.stores.rows import Arrival, Claim, Commit, Send, Taker
from runtime.stores.sqlite import SqliteStore, arrivals, sends, turns
from runtime.stores.sqlite.connection import Connection
from runtime.stores.times import to_micros

PAUSE_S = 0.01  # between the two: a fast disk would otherwise need hundreds of kills to show it
LEFT, LEFT_S = "json:c3", 8.0  # who is left to wait, and for how long


class OutboxLater(SqliteStore):
    """Commits the state first and what is to be sent after it."""

    async def commit_turn(
        self, claim: Claim, commit: Commit, now: datetime, taker: Taker[tuple[Send, ...]] | None = None
    ) -> bool:
        if not await super().commit_turn(claim, replace(commit, outbox=()), now):
            return False
        await asyncio.sleep(PAUSE_S)
        await self._write(partial(_add, claim=claim, commit=commit, now=now))
        return True


class ConsumedLater(SqliteStore):
    """Commits the turn first and takes its arrival out after it."""

    async def commit_turn(
        self, claim: Claim, commit: Commit, now: datetime, taker: Taker[tuple[Send, ...]] | None = None
    ) -> bool:
        if not await self._write(partial(_keep_arrival, claim=claim, commit=commit, now=now)):
            return False
        await asyncio.sleep(PAUSE_S)
        await self._write(partial(arrivals.consume, claim=claim, now=now))
        return True


class StateLater(SqliteStore):
    """Commits a turn on top of the state before it, and the state after it."""

    async def commit_turn(
        self, claim: Claim, commit: Commit, now: datetime, taker: Taker[tuple[Send, ...]] | None = None
    ) -> bool:
        if claim.state is None:
            return await super().commit_turn(claim, commit, now)
        if not await super().commit_turn(claim, replace(commit, state=claim.state), now):
            return False
        await asyncio.sleep(PAUSE_S)
        await self._write(partial(_keep_state, thread=key(claim.arrival.thread), state=commit.state))
        return True


class ForgetsIds(SqliteStore):
    """Takes what comes again for something new."""

    async def accept(
        self,
        arrival: Arrival,
        now: datetime,
        claimable: Callable[[], object] | None = None,
        taker: Taker[Claim] | None = None,
    ) -> bool:
        new_every_time = replace(arrival, id=f"{arrival.id}/{secrets.token_hex(4)}")
        return await super().accept(new_every_time, now, claimable)


class WithoutFence(SqliteStore):
    """Lets others take a claimed thread at once, and commits whoever holds it."""

    async def accept(
        self,
        arrival: Arrival,
        now: datetime,
        claimable: Callable[[], object] | None = None,
        taker: Taker[Claim] | None = None,
    ) -> bool:
        return await super().accept(arrival, now, claimable)

    async def claim_turn(self, worker: str, now: datetime, lease: timedelta) -> Claim | None:
        return await super().claim_turn(worker, now, timedelta())

    async def commit_turn(
        self, claim: Claim, commit: Commit, now: datetime, taker: Taker[tuple[Send, ...]] | None = None
    ) -> bool:
        await asyncio.sleep(PAUSE_S)
        return await self._write(partial(_commit_anyway, claim=claim, commit=commit, now=now))


class LeavesOne(SqliteStore):
    """Takes its time with one customer."""

    async def accept(
        self,
        arrival: Arrival,
        now: datetime,
        claimable: Callable[[], object] | None = None,
        taker: Taker[Claim] | None = None,
    ) -> bool:
        return await super().accept(arrival, now, claimable)

    async def claim_turn(self, worker: str, now: datetime, lease: timedelta) -> Claim | None:
        await self._write(_leave)
        return await super().claim_turn(worker, now, lease)


def _keep_state(db: Connection, thread: str, state: bytes) -> None:
    db.execute("UPDATE states SET state = ? WHERE thread = ?", (state, thread))


def _commit_anyway(db: Connection, claim: Claim, commit: Commit, now: datetime) -> bool:
    (fence,) = db.one(
        "UPDATE threads SET fence = fence + 1, worker = 'anyone' WHERE thread = ? RETURNING fence",
        (key(claim.arrival.thread),),
    )
    outbox = tuple(replace(row, id=f"{row.id}_{fence}") for row in commit.outbox)
    return turns.commit(db, replace(claim, fence=fence), replace(commit, outbox=outbox), now)


def _leave(db: Connection) -> None:
    db.execute(
        "UPDATE threads SET ready = (SELECT received FROM arrivals WHERE seq = head) + ?"
        " WHERE thread = ? AND ready = 0",
        (int(LEFT_S * 1e6), LEFT),
    )


def _add(db: Connection, claim: Claim, commit: Commit, now: datetime) -> None:
    for row in commit.outbox:
        sends.add(db, key(claim.arrival.thread), row, commit.epoch, now)


def _keep_arrival(db: Connection, claim: Claim, commit: Commit, now: datetime) -> bool:
    arrival, thread = claim.arrival, key(claim.arrival.thread)
    ready, worker = db.one("SELECT ready, worker FROM threads WHERE thread = ?", (thread,))
    if not turns.commit(db, claim, commit, now):
        return False
    db.execute(
        "INSERT INTO arrivals (seq, thread, source, id, at, received, payload) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            claim.arrival_seq,
            thread,
            arrival.source,
            arrival.id,
            to_micros(arrival.at),
            to_micros(now),
            arrival.payload,
        ),
    )
    db.execute(
        "UPDATE threads SET head = ?, ready = ?, worker = ? WHERE thread = ?",
        (claim.arrival_seq, ready, worker, thread),
    )
    return True
