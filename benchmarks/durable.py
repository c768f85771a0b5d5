"""Durable turns on SQLite, beside the driver alone with the very same statements.

A turn: its arrival accepted and claimed, and committed with a state, an event, a message to send and a clock.
Each of the two is a transaction. The statements are recorded from the store's own functions, so the driver's
loop runs exactly these, in one thread, with nothing in between; under FULL it flushes each transaction, under
NORMAL neither flushes any. The store is asked as the host asks it: an arrival is claimed as it is accepted,
and has its answer when it is durable.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import apsw

from benchmarks import bot
from benchmarks.goal import Figure
from benchmarks.talk import NOW, Talk
from runtime.core.codec import dump_event, dump_state
from runtime.stores.rows import Arrival, Claim, Commit, OutboxRow, Taker, TimerRow
from runtime.stores.sqlite import SqliteStore, arrivals, turns
from runtime.stores.sqlite.connection import Connection, open_connection, use_wal
from runtime.stores.sqlite.schema import migrate
from runtime.stores.sqlite.threads import Flush, Work
from runtime.stores.times import to_ready

PART = 80  # per cent of the driver's turns
GAIN = 2.5  # of many customers beside one
TURNS = 600
THREADS = 64  # customers who write at the same time
ROUNDS = 5
LEASE = timedelta(seconds=30)

T = TypeVar("T")
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
        taken: dict[tuple[str, str], list[float]] = {}
        for _ in range(ROUNDS):
            for mode, make in STORES.items():
                runs: dict[str, Callable[[], object]] = {
                    "driver": partial(run_driver, statements, next(files), mode),
                    "alone": partial(_made, kept, make(next(files)), 1),
                    "together": partial(_made, kept, make(next(files)), THREADS),
                }
                for name, run in runs.items():
                    taken.setdefault((mode, name), []).append(_timed(run))
    for mode in STORES:
        driver, alone, together = (taken[mode, name] for name in ("driver", "alone", "together"))
        yield Figure(f"turns under {mode}, the driver alone", TURNS / statistics.median(driver), "/s")
        yield Figure("  the store, one customer at a time", TURNS / statistics.median(alone), "/s")
        yield Figure("    of the driver's", _times(driver, alone) * 100, "%")
        yield Figure(f"  the store, {THREADS} customers", TURNS / statistics.median(together), "/s")
        yield Figure("    of the driver's", _times(driver, together) * 100, "%", PART, least=True)
        gain = GAIN if mode == "FULL" else None
        yield Figure("    of one customer's", _times(alone, together), "×", gain, least=True)


def _times(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how often the other's time goes into this one, in the middle of all rounds."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


class NeverFlushed(SqliteStore):
    """Commits under NORMAL, whatever it is asked."""

    async def _write(
        self,
        work: Work[T],
        flush: Flush = Flush.NOW,
        queued: Callable[[], object] | None = None,
        done: Callable[[T], object] | None = None,
    ) -> T:
        return await super()._write(work, Flush.LATER, queued, done)


STORES: Mapping[str, Callable[[Path], SqliteStore]] = {"FULL": SqliteStore, "NORMAL": NeverFlushed}


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
    until = to_ready(NOW + LEASE)
    _, claim = in_transaction(db, lambda: arrivals.accept_and_take(db, kept.arrival(number), NOW, "w", until))
    in_transaction(db, lambda: turns.commit(db, claim, kept.commit(claim), NOW))


def in_transaction(db: Connection, work: Callable[[], Any]) -> Any:  # Any: what the work returns
    db.execute("BEGIN IMMEDIATE")
    result = work()
    db.execute("COMMIT")
    return result


def run_driver(statements: Sequence[Statement], path: Path, mode: str = "FULL") -> None:
    db = _open(path)
    db.pragma("synchronous", mode)
    execute = db.execute
    for sql, bindings in statements:
        execute(sql, bindings).fetchall()
    db.close()


async def run_store(kept: Turns, store: SqliteStore, at_once: int) -> None:
    await store.open()
    numbers = iter(range(TURNS))

    async def work() -> None:
        for number in numbers:
            taken: asyncio.Future[Claim] = asyncio.get_running_loop().create_future()
            taker = Taker("w", LEASE, taken.set_result)
            accepted = asyncio.create_task(store.accept(kept.arrival(number), NOW, taker=taker))
            claim = await taken
            assert await store.commit_turn(claim, kept.commit(claim), NOW)
            assert await accepted

    await asyncio.gather(*(work() for _ in range(at_once)))
    await store.close()


def _made(kept: Turns, store: SqliteStore, at_once: int) -> None:
    asyncio.run(run_store(kept, store, at_once))


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
