"""PostgreSQL stores that are broken on purpose, each in one of its promises, as `broken_sqlite` has them."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from runtime.stores.keys import key
from runtime.stores.postgres import PostgresStore, arrivals, turns
from runtime.stores.postgres.connection import Connection
from runtime.stores.rows import Arrival, Claim, Commit, Send, Taker
from runtime.stores.times import to_micros
from tests.chaos.broken_sqlite import PAUSE_S


class Broken(PostgresStore):
    """Made as the worker makes it, with what `Kept.where` says."""

    def __init__(self, where: str) -> None:
        url, schema = json.loads(where)
        super().__init__(url, schema=schema)


class OutboxLater(Broken):
    """Commits the state first and what is to be sent after it."""

    async def commit_turn(
        self, claim: Claim, commit: Commit, now: datetime, taker: Taker[tuple[Send, ...]] | None = None
    ) -> bool:
        if not await super().commit_turn(claim, replace(commit, outbox=()), now):
            return False
        await asyncio.sleep(PAUSE_S)
        await self._turns.run(partial(_add, claim=claim, commit=commit, now=now))
        return True


class ConsumedLater(Broken):
    """Commits the turn first and takes its arrival out after it."""

    async def commit_turn(
        self, claim: Claim, commit: Commit, now: datetime, taker: Taker[tuple[Send, ...]] | None = None
    ) -> bool:
        if not await self._turns.run(partial(_keep_arrival, claim=claim, commit=commit, now=now)):
            return False
        await asyncio.sleep(PAUSE_S)
        await self._turns.run(partial(_consume, claim=claim))
        return True


class StateLater(Broken):
    """Commits a turn on top of the state before it, and the state after it."""

    async def commit_turn(
        self, claim: Claim, commit: Commit, now: datetime, taker: Taker[tuple[Send, ...]] | None = None
    ) -> bool:
        if claim.state is None:
            return await super().commit_turn(claim, commit, now)
        if not await super().commit_turn(claim, replace(commit, state=claim.state), now):
            return False
        await asyncio.sleep(PAUSE_S)
        await self._turns.run(partial(_keep_state, thread=key(claim.arrival.thread), state=commit.state))
        return True


class ForgetsIds(Broken):
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


class AnyFence(Broken):
    """Commits whoever holds the thread."""

    async def commit_turn(
        self, claim: Claim, commit: Commit, now: datetime, taker: Taker[tuple[Send, ...]] | None = None
    ) -> bool:
        return await self._turns.run(partial(_commit_anyway, claim=claim, commit=commit, now=now))


class WithoutFence(AnyFence):
    """Lets others take a claimed thread at once, and commits whoever holds it."""

    async def claim_turn(self, worker: str, now: datetime, lease: timedelta) -> Claim | None:
        return await super().claim_turn(worker, now, timedelta())

    async def commit_turn(
        self, claim: Claim, commit: Commit, now: datetime, taker: Taker[tuple[Send, ...]] | None = None
    ) -> bool:
        await asyncio.sleep(PAUSE_S)
        return await super().commit_turn(claim, commit, now)


def _add(db: Connection, claim: Claim, commit: Commit, now: datetime) -> None:
    with db.unit():
        for row in commit.outbox:
            db.rows(
                "WITH put AS (INSERT INTO outbox (id, thread, lane, kind, epoch, expires, created, payload)"
                "  VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING seq, lane)"
                " INSERT INTO lanes (lane, head, ready) SELECT lane, seq, 0 FROM put"
                " ON CONFLICT (lane) DO UPDATE SET lane = excluded.lane RETURNING head",
                (
                    key(row.id),
                    key(claim.arrival.thread),
                    key(row.lane),
                    key(row.kind),
                    row.epoch,
                    to_micros(row.expires),
                    to_micros(now),
                    row.payload,
                ),
            )


def _keep_arrival(db: Connection, claim: Claim, commit: Commit, now: datetime) -> bool:
    thread = key(claim.arrival.thread)
    with db.unit():
        if not arrivals.hold(db, claim):
            return False
        held = db.one("SELECT worker, head, ready, since FROM threads WHERE thread = %s", (thread,))
        head = held[1]
        waiting = db.one("SELECT * FROM arrivals WHERE thread = %s AND number = %s", (thread, head))
        turns.commit(db, (turns.Committing(claim, commit, now),))
        places = ", ".join(["%s"] * len(waiting))
        db.execute(f"INSERT INTO arrivals VALUES ({places})", waiting)
        db.execute(
            "UPDATE threads SET worker = %s, head = %s, ready = %s, since = %s WHERE thread = %s",
            (*held, thread),
        )
    return True


def _consume(db: Connection, claim: Claim) -> None:
    thread = key(claim.arrival.thread)
    with db.unit():
        if arrivals.hold(db, claim):
            db.execute(
                "DELETE FROM arrivals AS a USING threads AS t"
                " WHERE t.thread = %s AND a.thread = t.thread AND a.number = t.head",
                (thread,),
            )
            db.execute(f"UPDATE threads AS t SET {arrivals.POP} WHERE thread = %s", (thread,))


def _keep_state(db: Connection, thread: str, state: bytes) -> None:
    db.execute("UPDATE states SET state = %s WHERE thread = %s", (state, thread))


def _commit_anyway(db: Connection, claim: Claim, commit: Commit, now: datetime) -> bool:
    (fence,) = db.one(
        "UPDATE threads SET fence = nextval('fences'), worker = 'anyone' WHERE thread = %s RETURNING fence",
        (key(claim.arrival.thread),),
    )
    outbox = tuple(replace(row, id=f"{row.id}_{fence}") for row in commit.outbox)
    made = turns.Committing(replace(claim, fence=fence), replace(commit, outbox=outbox), now)
    return turns.commit(db, (made,)) == [True]
