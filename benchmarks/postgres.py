"""Turns on PostgreSQL, beside the turn that everybody writes first.

That one is a transaction of six statements: BEGIN, SELECT … FOR UPDATE, UPDATE, two INSERTs, COMMIT, on eight
connections of the same driver, for which customers queue. The store's turn is its two calls, `claim_turn` and
`commit_turn`, on eight connections at most; it also keeps what the plain one does not: ids, attempts, fences,
timers, lanes. Both with as many customers at a time as connections, and with eight times as many.

Workers are processes. Their CPU seconds are their own and, where the server is on this machine, those of the
sessions that worked for them.
"""

from __future__ import annotations

import asyncio
import os
import queue
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg

from benchmarks.durable import Turns
from benchmarks.goal import Figure
from benchmarks.talk import NOW
from runtime.stores.postgres import PostgresStore
from runtime.stores.postgres.connection import application
from runtime.stores.rows import Arrival
from tests.stores.database import Place, database

CONNECTIONS = 8
CROWD = 64
CUSTOMERS = (CONNECTIONS, CROWD)  # at a time
THREADS = 200  # conversations
TURNS = 2_000
ROUNDS = 5
FASTER = 1.8
DEARER = 1.15
MORE = 1.8
ACTION_S = 0.02  # that a turn waits for another system's answer, between its claim and its commit
LEASE = timedelta(seconds=30)
_ROOT = Path(__file__).parents[1]
_PLAIN = """
CREATE TABLE plain_state (thread text PRIMARY KEY, version bigint NOT NULL, state bytea NOT NULL);
CREATE TABLE plain_event
  (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, thread text NOT NULL, event bytea NOT NULL);
CREATE TABLE plain_outbox
  (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, thread text NOT NULL, payload bytea NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of all turns: on the clock, and of the CPU, ours and the server's sessions'."""

    clock_s: float
    cpu_s: float

    @property
    def rate(self) -> float:
        return TURNS / self.clock_s


def figures() -> Iterator[Figure]:
    kept = Turns()
    with database() as url:
        place = Place(url)
        place.make()
        try:
            rounds = [
                [(plain(place, kept, many), asyncio.run(on_store(place, kept, many))) for many in CUSTOMERS]
                for _ in range(ROUNDS)
            ]
            for many, pairs in zip(CUSTOMERS, zip(*rounds, strict=True), strict=True):
                title = f"turns on PostgreSQL, {many} customers"
                yield Figure(f"{title}, six statements", _median(p.rate for p, _ in pairs), "/s")
                yield Figure("  the store", _median(s.rate for _, s in pairs), "/s")
                times = [s.rate / p.rate for p, s in pairs]
                goal = FASTER if many == CROWD else None
                spread = f"{min(times):.2f} to {max(times):.2f}"
                yield Figure("  of the plain turn's", _median(times), "×", goal, least=True, beside=spread)
                cheaper = _median(p.cpu_s / s.cpu_s for p, s in pairs)
                yield Figure("  CPU time of the plain turn, of the store's", cheaper, "×")
            one, two = (min(_workers(place, kept, many).cpu_s / TURNS for _ in range(3)) for many in (1, 2))
            yield Figure("CPU time of a turn, one worker", one * 1e6, "us")
            yield Figure("  two workers, of one's", two / one, "×", DEARER)
            waiting = [[_workers(place, kept, many, ACTION_S).rate for many in (1, 2)] for _ in range(3)]
            yield Figure("turns that wait 20 ms, one worker", _median(alone for alone, _ in waiting), "/s")
            gain = _median(both / alone for alone, both in waiting)
            yield Figure("  two workers, of one's", gain, "×", MORE, least=True)
        finally:
            place.remove()


def plain(place: Place, kept: Turns, customers: int) -> Taken:
    """Return what all turns took, as six statements each, on the connection that is free first."""
    connections = [_connection(place) for _ in range(CONNECTIONS)]
    connections[0].execute(_PLAIN, prepare=False)
    for number in range(THREADS):
        row = (f"t{number}", kept.state)
        connections[0].execute("INSERT INTO plain_state VALUES (%s, 0, %s)", row)

    free = queue.SimpleQueue[psycopg.Connection]()
    for db in connections:
        free.put(db)

    def work(first: int) -> None:
        for number in range(first, TURNS, customers):
            thread = f"t{number % THREADS}"
            db = free.get()
            db.execute("BEGIN")
            state = "SELECT version, state FROM plain_state WHERE thread = %s FOR UPDATE"
            row = db.execute(state, (thread,)).fetchone()
            assert row is not None
            change = "UPDATE plain_state SET version = %s, state = %s WHERE thread = %s"
            db.execute(change, (row[0] + 1, kept.state, thread))
            db.execute("INSERT INTO plain_event (thread, event) VALUES (%s, %s)", (thread, kept.event))
            db.execute("INSERT INTO plain_outbox (thread, payload) VALUES (%s, %s)", (thread, kept.event))
            db.execute("COMMIT")
            free.put(db)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(customers)]
    sessions, cpu, began = _cpu(place), time.process_time(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    clock = time.perf_counter() - began
    taken = Taken(clock, time.process_time() - cpu + _cpu(place) - sessions)
    connections[0].execute("DROP TABLE plain_state, plain_event, plain_outbox")
    for db in connections:
        db.close()
    return taken


async def on_store(place: Place, kept: Turns, customers: int) -> Taken:
    """Return what all turns took, as two calls each."""
    await _fill(place, kept)
    store = place.store()
    await store.open()
    sessions, cpu, began = _cpu(place), time.process_time(), time.perf_counter()
    await work(store, kept, customers)
    clock = time.perf_counter() - began
    taken = Taken(clock, time.process_time() - cpu + _cpu(place) - sessions)
    assert len(_sessions(place)) <= CONNECTIONS
    await store.close()
    return taken


async def work(store: PostgresStore, kept: Turns, customers: int, wait_s: float = 0) -> None:
    """Make turns of all that waits, for some customers at a time, each after a wait."""

    async def customer() -> None:
        while (claim := await store.claim_turn("w", NOW, LEASE)) is not None:
            if wait_s:
                await asyncio.sleep(wait_s)
            assert await store.commit_turn(claim, kept.commit(claim), NOW)

    await asyncio.gather(*(customer() for _ in range(customers)))


async def _fill(place: Place, kept: Turns) -> None:
    place.empty()
    store = place.store()
    await store.open()
    arrivals = [Arrival(f"t{n % THREADS}", "web", f"e{n}", NOW, kept.event) for n in range(TURNS)]
    assert all(await asyncio.gather(*[store.accept(arrival, NOW) for arrival in arrivals]))
    await store.close()


def _connection(place: Place) -> psycopg.Connection:
    db = psycopg.connect(place.url, autocommit=True, prepare_threshold=0)
    db.execute(f"SET search_path = {place.schema}")
    db.execute(f"SET application_name = '{application(place.schema)}'")
    return db


def _workers(place: Place, kept: Turns, many: int, wait_s: float = 0) -> Taken:
    """Return what all turns took, shared by some worker processes."""
    asyncio.run(_fill(place, kept))
    command = [sys.executable, "-m", "benchmarks.postgres", place.url, place.schema, str(wait_s)]
    processes = [
        subprocess.Popen(  # noqa: S603  ours
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(many)
    ]
    for process in processes:
        _heard(process)  # it is ready
    before, began = _cpu(place), time.perf_counter()
    for process in processes:
        _say(process)
    spent = sum(float(_heard(process)) for process in processes)
    clock, after = time.perf_counter() - began, _cpu(place)
    for process in processes:
        _say(process)
        process.communicate()
    return Taken(clock, spent + after - before)


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


def _cpu(place: Place) -> float:
    """Return the CPU seconds so far of the server's processes that work for the store, if they are here."""
    found = 0.0
    for pid in _sessions(place):
        stat = Path(f"/proc/{pid}/stat")
        if stat.exists():
            fields = stat.read_text().rpartition(")")[2].split()
            found += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return found


def _sessions(place: Place) -> list[int]:
    """Return the ids of the server's processes that work for the store, or for the plain turn."""
    with psycopg.connect(place.url) as db:
        rows = db.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = %s", (application(place.schema),)
        ).fetchall()
    return [pid for (pid,) in rows]


def _say(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def _heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


async def _worker(url: str, schema: str, wait_s: str) -> None:
    """One worker process: says that it is ready, works when told so, says what that took, ends when told."""
    kept, store = Turns(), PostgresStore(url, schema=schema)
    await store.open()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    began = time.process_time()
    await work(store, kept, CONNECTIONS, float(wait_s))
    print(time.process_time() - began, flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await store.close()


if __name__ == "__main__":
    asyncio.run(_worker(*sys.argv[1:]))
