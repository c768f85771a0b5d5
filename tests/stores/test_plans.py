"""No statement of a working store walks through a table: what it costs does not grow with the backlog."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from runtime.routing.assigning import AgentChange
from runtime.stores.rows import Addresses, Claimed, Fate, Receipt, SendResult, TimerRow
from runtime.stores.sqlite import SqliteStore, schema
from tests.stores.laws.setting import (
    KEPT,
    LEASE,
    NOON,
    after,
    arrival,
    claimed,
    do_turn,
    handover,
    made,
    row,
    send_out,
    sends,
)

# Figures for people, asked for every few seconds, may count: that walks an index, not the rows.
COUNTED = "SELECT (SELECT count(*) FROM threads)"
# These stop at the first rows of an order that is there already.
FROM_THE_FRONT = (
    schema.HEADER,
    "SELECT received FROM arrivals ORDER BY seq LIMIT 1",
    "SELECT id, online, misses, assigned, ended FROM agents ORDER BY id",
    "SELECT id, thread, division, state, record, created, queued, accepted, ended, agent, assigned, topic,"
    " waiter FROM handovers ORDER BY created DESC LIMIT ?",
)


@pytest.fixture
def statements() -> Iterator[set[str]]:
    """Collect every statement that any connection runs."""
    seen: set[str] = set()

    def note(cursor: apsw.Cursor, sql: str, bindings: object) -> bool:
        seen.add(sql)
        return True

    def watch(db: apsw.Connection) -> None:
        db.exec_trace = note

    apsw.connection_hooks.append(watch)
    yield seen
    apsw.connection_hooks.remove(watch)


async def _use_everything(path: Path) -> None:
    store = SqliteStore(path)
    await store.open()
    await store.put_artifact("a", b"{}")
    await store.artifact("a")
    timers = (TimerRow("idle", after(1), b""),)
    await store.accept(arrival("m1"), NOON)
    outbox = (row("o1"), row("o2", "b", expires=NOON), row("o3", "c", epoch=0))
    await do_turn(store, made(outbox=outbox, timers=timers, cleared=("x",), handovers=(handover("h"),)))
    await store.fire_timers(after(2), 10)
    claim = await claimed(store)
    await store.release_turn(claim, after(3), "")
    await store.replace_arrival(await claimed(store, after(3)), arrival("m2"), "")
    await store.commit_turn(claim, made(), NOON)
    first, *_ = await sends(store)
    await store.is_wanted(first, NOON)
    await store.mark_sends((SendResult(first, Fate.LATER, after(4)),), NOON)
    (again,) = await sends(store, after(4))
    await store.mark_sends((SendResult(again, Fate.DEAD),), NOON)
    await store.settle_send("o1", Fate.LATER, NOON)
    await send_out(store, row("o4", "d"), id_="m9")
    await store.claim_sends("w1", after(60), LEASE, 10)
    await store.next_due()
    await store.published("t1", 0, 10)
    await store.outbox(("dead", "sent"), 10)
    await store.outbox_entry("o1")
    await store.settle_send("o2", Fate.LATER, NOON)
    await store.handover("h")
    await store.handovers((), 10)
    await store.handovers(("queued",), 10)
    await store.waits("cs", NOON, 10)
    await store.put_agent(AgentChange("ani", online=True))
    await store.agents()
    await store.talks(NOON, 10)
    await store.accept(arrival("m5"), NOON)
    agents = (AgentChange("ani", assigned=NOON),)
    await do_turn(store, replace(made(), seat=Claimed("ani", "h", 1), agents=agents), after(4))
    await store.history("t1")
    await store.state("t1")
    await store.threads("", 10)
    await store.counts()
    await store.reap(NOON + timedelta(days=60))
    await store.put_handover(replace(handover("old"), ended=NOON))
    for days in (11, 60):
        while await store.expire(KEPT, NOON + timedelta(days=days)):
            pass
    await store.tell_send("o4", Receipt.ARRIVED, "", NOON)
    await store.tell_send("o4", Receipt.FAILED, "", NOON)
    await store.thread_of(Addresses(lent="wa:62812"))
    await store.thread_of(Addresses("wa:ID.1", "wa:62812"))
    await store.readdress(Addresses("wa:ID.1", "wa:62812"), Addresses("wa:ID.2", "wa:62813"))
    await store.reached("t1")
    await store.known_at("wa:62813")
    await store.erase("t1")
    await store.close()


def test_no_statement_walks_through_a_table(tmp_path: Path, statements: set[str]) -> None:
    path = tmp_path / "flowc.db"
    asyncio.run(_use_everything(path))
    db = apsw.Connection(str(path))
    explained = 0
    for sql in sorted(statements):
        if sql.split()[0] not in {"SELECT", "INSERT", "UPDATE", "DELETE"} or sql.startswith(COUNTED):
            continue
        explained += 1
        bindings = (None,) if "?1" in sql else (None,) * sql.count("?")
        plan = [str(step[3]) for step in db.execute(f"EXPLAIN QUERY PLAN {sql}", bindings)]
        for step in plan:
            walks = step.startswith("SCAN") and "CONSTANT ROW" not in step and "subquery" not in step
            assert not walks or sql in FROM_THE_FRONT, f"{sql}\n{plan}"
            assert "TEMP B-TREE" not in step, f"{sql}\n{plan}"
    db.close()
    assert explained > 40


BACKLOG = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
INSERT INTO {table} SELECT {columns} FROM n
"""
TABLES = {
    "threads (thread, head, ready)": "'b' || i, i, iif(i > :rows / 2, 0, 9000000000000000)",
    "arrivals (seq, thread, source, id, at, received, payload)": "i, 'b' || i, 'web', 'm', 0, 0, x'00'",
    "timers (thread, name, due, payload)": "'b' || i, 'idle', i, x'00'",
    "outbox (seq, id, thread, lane, kind, created, payload)": (
        "i, 'o' || i, 'b' || i, 'l' || i, 'message', 0, x''"
    ),
    "lanes (lane, head, ready)": "'l' || i, i, iif(i > :rows / 2, 0, 9000000000000000)",
}


def _steps(path: Path, rows: int) -> dict[str, int]:
    """Return how many instructions SQLite runs for each kind of claim, with so many rows waiting."""
    counted: dict[str, int] = {}
    doing = ""

    def count(event: dict[str, object]) -> None:
        status = event["stmt_status"]
        assert isinstance(status, dict)
        counted[doing] = counted.get(doing, 0) + int(status["SQLITE_STMTSTATUS_VM_STEP"])

    def watch(db: apsw.Connection) -> None:
        db.trace_v2(apsw.SQLITE_TRACE_PROFILE, count)

    async def claim_all() -> None:
        nonlocal doing
        store = SqliteStore(path)
        await store.open()
        db = apsw.Connection(str(path))
        for table, columns in TABLES.items():
            db.execute(BACKLOG.format(table=table, columns=columns), {"rows": rows})
        db.close()
        doing = "claim_turn"
        claim = await claimed(store)
        doing = "commit_turn"
        await store.commit_turn(claim, made(), NOON)
        doing = "claim_sends"
        (send,) = await sends(store, limit=1)
        doing = "mark_sends"
        await store.mark_sends((SendResult(send, Fate.SENT),), NOON)
        doing = "fire_timers"
        await store.fire_timers(NOON, 1)
        doing = "accept"
        await store.accept(arrival("m1", "new"), NOON)
        doing = "next_due"
        await store.next_due()
        doing = "close"
        await store.close()

    apsw.connection_hooks.append(watch)
    try:
        asyncio.run(claim_all())
    finally:
        apsw.connection_hooks.remove(watch)
    return {name: steps for name, steps in counted.items() if name and name != "close"}


def test_a_claim_costs_the_same_whatever_waits(tmp_path: Path) -> None:
    few, many = _steps(tmp_path / "few.db", 10), _steps(tmp_path / "many.db", 100_000)
    assert set(few) == set(many)
    assert len(few) == 7
    for name, steps in many.items():
        assert steps <= few[name] + 20, name
