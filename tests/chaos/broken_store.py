"""Stores that are broken on purpose: what must be one transaction is two. The harness has to notice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import partial

from runtime.stores.base import Claim, Commit
from runtime.stores.keys import key
from runtime.stores.sqlite import SqliteStore, arrivals, sends, turns
from runtime.stores.sqlite.connection import Connection
from runtime.stores.sqlite.times import to_micros

PAUSE_S = 0.01  # between the two: a fast disk would otherwise need hundreds of kills to show it


class OutboxLater(SqliteStore):
    """Commits the state first and what is to be sent after it."""

    async def commit_turn(self, claim: Claim, commit: Commit, now: datetime) -> bool:
        if not await super().commit_turn(claim, replace(commit, outbox=()), now):
            return False
        await asyncio.sleep(PAUSE_S)
        await self._write(partial(_add, claim=claim, commit=commit, now=now))
        return True


class ConsumedLater(SqliteStore):
    """Commits the turn first and takes its arrival out after it."""

    async def commit_turn(self, claim: Claim, commit: Commit, now: datetime) -> bool:
        if not await self._write(partial(_keep_arrival, claim=claim, commit=commit, now=now)):
            return False
        await asyncio.sleep(PAUSE_S)
        await self._write(partial(arrivals.consume, claim=claim, now=now))
        return True


def _add(db: Connection, claim: Claim, commit: Commit, now: datetime) -> None:
    for row in commit.outbox:
        sends.add(db, key(claim.arrival.thread), row, now)


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
