"""Durable turns on SQLite, beside the driver alone with the very same statements.

A turn: its arrival accepted, claimed, and committed with a state, an event, a message to send and a clock.
Each of the three is a transaction of its own, made durable with a flush. The statements are recorded from the
store's own functions, so the driver's loop runs exactly these, in one thread, with nothing in between.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import apsw

from benchmarks import bot
from benchmarks.goal import Figure
from benchmarks.talk import NOW, Talk
from runtime.core.codec import dump_event, dump_state
from runtime.stores.base import Arrival, Claim, Commit, OutboxRow, TimerRow
from runtime.stores.sqlite import SqliteStore, arrivals, turns
from runtime.stores.sqlite.connection import Connection, open_connection, use_wal
from runtime.stores.sqlite.schema import migrate

PART = 60  # per cent of the driver's turns
TURNS = 600
THREADS = 24  # customers who write at the same time
ROUNDS = 5
LEASE = timedelta(seconds=30)

Statement = tuple[str, Any]  # Any: the driver's bindings


class Turns:
    """The turns to be kept: the bytes of the measured bot's own."""

    def __init__(self) -> None:
        talk = Talk(bot.program())
        self.state = dump_state(talk.done.state)
        self.event = dump_event(talk.event, talk.env.facts)

    def arrival(self, number: int) -> Arrival:
        return Arrival(f"t{number % THREADS}", "web", f"e{number}", NOW, self.event)

    def commit(self, claim: Claim) -> Commit:
        thread, turn = claim.arrival.thread, claim.turn + 1
        return Commit(
            state=self.state,
            artifact="sha256:0",
            turn=turn,
            epoch=0,
            event=self.event,
            digest="0" * 64,
            trace=b"[]",
            outbox=(
                OutboxRow(f"m_{thread}_{turn}", f"{thread}/channel", "message", self.event, 0, NOW + LEASE),
            ),
            timers=(TimerRow("idle", NOW + LEASE, b"{}"),),
        )


def figures() -> Iterator[Figure]:
    kept = Turns()
    with tempfile.TemporaryDirectory() as folder:
        files = iter(Path(folder, f"{number}.db") for number in range(10_000))
        statements = record(kept, next(files))
        taken: dict[str, list[float]] = {"driver": [], "alone": [], "together": []}
        for _ in range(ROUNDS):
            taken["driver"].append(_timed(lambda: run_driver(statements, next(files))))
            taken["alone"].append(_timed(lambda: asyncio.run(run_store(kept, next(files), 1))))
            taken["together"].append(_timed(lambda: asyncio.run(run_store(kept, next(files), THREADS))))
    driver = taken["driver"]
    for name, what, goal in (
        ("alone", "one customer at a time", None),
        ("together", f"{THREADS} customers", PART),
    ):
        part = statistics.median(one / two for one, two in zip(driver, taken[name], strict=True)) * 100
        yield Figure(f"durable turns, {what}", TURNS / statistics.median(taken[name]), "/s")
        yield Figure(f"  of the driver's, {what}", part, "%", goal, least=True)
    yield Figure("durable turns, the driver alone", TURNS / statistics.median(driver), "/s")


def record(kept: Turns, path: Path) -> list[Statement]:
    """Return the statements of all turns, with their values, as the store's functions run them."""
    db = _open(path)
    found: list[Statement] = []

    def note(_cursor: apsw.Cursor, sql: str, bindings: Any) -> bool:
        found.append((sql, bindings))
        return True

    db.exec_trace = note
    for number in range(TURNS):
        _one_by_one(db, kept, number)
    db.close()
    return found


def _one_by_one(db: Connection, kept: Turns, number: int) -> None:
    in_transaction(db, lambda: arrivals.accept(db, kept.arrival(number), NOW))
    claim = in_transaction(db, lambda: arrivals.claim(db, "w", NOW, LEASE))
    assert claim is not None
    in_transaction(db, lambda: turns.commit(db, claim, kept.commit(claim), NOW))


def in_transaction(db: Connection, work: Callable[[], Any]) -> Any:  # Any: what the work returns
    db.execute("BEGIN IMMEDIATE")
    result = work()
    db.execute("COMMIT")
    return result


def run_driver(statements: Sequence[Statement], path: Path) -> None:
    db = _open(path)
    execute = db.execute
    for sql, bindings in statements:
        execute(sql, bindings).fetchall()
    db.close()


async def run_store(kept: Turns, path: Path, at_once: int) -> None:
    store = SqliteStore(path)
    await store.open()
    numbers = iter(range(TURNS))

    async def work() -> None:
        for number in numbers:
            assert await store.accept(kept.arrival(number), NOW)
            claim = await store.claim_turn("w", NOW, LEASE)
            assert claim is not None
            assert await store.commit_turn(claim, kept.commit(claim), NOW)

    await asyncio.gather(*(work() for _ in range(at_once)))
    await store.close()


def _open(path: Path) -> Connection:
    db = open_connection(path)
    use_wal(db)
    db.execute("BEGIN IMMEDIATE")
    migrate(db)
    db.execute("COMMIT")
    return db


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
