"""Statements for arrivals and for who works on them."""

from __future__ import annotations

from datetime import datetime, timedelta

from runtime.stores.keys import key, reason
from runtime.stores.rows import Arrival, Claim
from runtime.stores.sqlite.connection import Connection
from runtime.stores.times import from_micros, to_micros, to_ready


def accept(db: Connection, arrival: Arrival, now: datetime) -> bool:
    """Keep an arrival at the end of its thread, once."""
    return _keep(db, arrival, now) is not None


def accept_and_take(
    db: Connection, arrival: Arrival, now: datetime, worker: str, until: int
) -> tuple[bool, Claim | None]:
    """Keep an arrival and claim it, if it is all that is to be done for its thread."""
    kept = _keep(db, arrival, now)
    if kept is None:
        return False, None
    seq, is_next = kept
    return True, _take(db, key(arrival.thread), seq, worker, until) if is_next else None


def _keep(db: Connection, arrival: Arrival, now: datetime) -> tuple[int, bool] | None:
    """Return the arrival's number, and whether nobody works on its thread and nothing waits before it."""
    thread = key(arrival.thread)
    if not _see(db, thread, arrival):
        return None
    db.execute(
        "INSERT INTO threads (thread, fence) VALUES (?, (SELECT last FROM fences WHERE one = 1))"
        " ON CONFLICT DO NOTHING",
        (thread,),
    )
    db.execute(
        "INSERT INTO arrivals (thread, source, id, at, received, payload) VALUES (?, ?, ?, ?, ?, ?)",
        (
            thread,
            key(arrival.source),
            key(arrival.id),
            to_micros(arrival.at),
            to_micros(now),
            arrival.payload,
        ),
    )
    seq = db.last_insert_rowid()
    db.execute("UPDATE threads SET head = ?, ready = 0 WHERE thread = ? AND head IS NULL", (seq, thread))
    return seq, db.changes() == 1


def claim(db: Connection, worker: str, now: datetime, lease: timedelta) -> Claim | None:
    """Take the free thread whose head has waited longest."""
    at_once = db.maybe("SELECT head, thread FROM threads WHERE ready = 0 ORDER BY head LIMIT 1")
    due = db.maybe(
        "SELECT head, thread FROM threads WHERE ready > 0 AND ready <= ? ORDER BY ready LIMIT 1",
        (to_micros(now),),
    )
    heads = [found for found in (at_once, due) if found is not None]
    if not heads:
        return None
    head, thread = min(heads)
    return _take(db, thread, head, key(worker), to_ready(now + lease))


def _take(db: Connection, thread: str, head: int, worker: str, until: int) -> Claim:
    turn, fence = db.one(
        "UPDATE threads SET fence = fence + 1, worker = ?, ready = ? WHERE thread = ? RETURNING turn, fence",
        (worker, until, thread),
    )
    source, id_, at, payload, attempts = db.one(
        "UPDATE arrivals SET attempts = attempts + 1 WHERE seq = ?"
        " RETURNING source, id, at, payload, attempts",
        (head,),
    )
    artifact, state = db.maybe("SELECT artifact, state FROM states WHERE thread = ?", (thread,)) or (
        None,
        None,
    )
    return Claim(
        arrival=Arrival(thread, source, id_, from_micros(at), payload),
        arrival_seq=head,
        state=state,
        artifact=artifact,
        turn=turn,
        fence=fence,
        attempts=attempts,
    )


def is_held(db: Connection, claim: Claim) -> bool:
    """Say whether nobody has taken the thread since, and it was not given back."""
    held = db.maybe(
        "SELECT 1 FROM threads WHERE thread = ? AND fence = ? AND worker IS NOT NULL",
        (key(claim.arrival.thread), claim.fence),
    )
    return held is not None


def consume(db: Connection, claim: Claim, now: datetime) -> None:
    """Take the claimed arrival out; its id stays known. The thread is free again."""
    arrival, thread = claim.arrival, key(claim.arrival.thread)
    db.execute("DELETE FROM arrivals WHERE seq = ?", (claim.arrival_seq,))
    db.execute(
        "UPDATE seen SET done = ? WHERE thread = ? AND source = ? AND id = ?",
        (to_micros(now), thread, key(arrival.source), key(arrival.id)),
    )
    _free(db, thread)


def release(db: Connection, claim: Claim, retry_at: datetime, why: str) -> None:
    """Give the thread back, to be claimed at `retry_at`."""
    if is_held(db, claim):
        db.execute("UPDATE arrivals SET why = ? WHERE seq = ?", (reason(why), claim.arrival_seq))
        db.execute(
            "UPDATE threads SET worker = NULL, ready = ? WHERE thread = ?",
            (to_ready(retry_at), key(claim.arrival.thread)),
        )


def replace(db: Connection, claim: Claim, arrival: Arrival, why: str) -> None:
    """Move the claimed arrival to the quarantine, and another one into its place."""
    if not is_held(db, claim):
        return
    thread, seq = key(claim.arrival.thread), claim.arrival_seq
    db.execute(
        "INSERT INTO quarantine (thread, source, id, at, received, attempts, why, payload)"
        " SELECT thread, source, id, at, received, attempts, ?, payload FROM arrivals WHERE seq = ?",
        (reason(why), seq),
    )
    if _see(db, thread, arrival):
        db.execute(
            "UPDATE arrivals SET source = ?, id = ?, at = ?, attempts = 0, why = '', payload = ?"
            " WHERE seq = ?",
            (key(arrival.source), key(arrival.id), to_micros(arrival.at), arrival.payload, seq),
        )
    else:
        db.execute("DELETE FROM arrivals WHERE seq = ?", (seq,))
    _free(db, thread)


def _see(db: Connection, thread: str, arrival: Arrival) -> bool:
    """Remember an id. False: it was known."""
    db.execute(
        "INSERT INTO seen (thread, source, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (thread, key(arrival.source), key(arrival.id)),
    )
    return db.changes() == 1


def _free(db: Connection, thread: str) -> None:
    db.execute(
        "UPDATE threads SET worker = NULL, head = next, ready = iif(next IS NULL, NULL, 0)"
        " FROM (SELECT min(seq) AS next FROM arrivals WHERE thread = ?1) WHERE thread = ?1",
        (thread,),
    )
