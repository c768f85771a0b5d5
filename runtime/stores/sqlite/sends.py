"""Statements for the outbox and its lanes: who may send what, in which order, and how it ended.

Where an index is named, SQLite would otherwise walk all that waits: it finds `outbox_state` in order already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from runtime.stores.keys import key, reason
from runtime.stores.limits import DROPS
from runtime.stores.rows import Fate, OutboxRow, Receipt, Send, SendResult
from runtime.stores.sqlite import arrivals
from runtime.stores.sqlite.connection import Connection
from runtime.stores.times import from_micros, to_micros, to_ready


@dataclass(slots=True)
class Taking:
    """Who sends what is at the head of its lane as soon as it is kept, and what that is."""

    worker: str
    until: int
    sends: list[Send] = field(default_factory=list)


def add(
    db: Connection, thread: str, row: OutboxRow, epoch: int, now: datetime, taking: Taking | None = None
) -> None:
    """Put a row at the end of its lane, once, or among what is sent. `epoch`: the thread's."""
    lane, micros = key(row.lane), to_micros(now)
    values = (
        key(row.id),
        thread,
        lane,
        key(row.kind),
        row.epoch,
        to_micros(row.expires),
        micros,
        row.payload,
    )
    may_go = (row.said or taking is not None) and not row.is_stale(epoch, now)
    goes = may_go and db.maybe("SELECT 1 FROM lanes WHERE lane = ?", (lane,)) is None
    if goes and row.said:
        db.execute(
            "INSERT INTO outbox (id, thread, lane, kind, epoch, expires, created, payload, fence, state,"
            " attempts, ended, number) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
            " (SELECT last FROM fences WHERE one = 1), 'sent', 1, ?7,"
            " (SELECT sent + 1 FROM threads WHERE thread = ?2)) ON CONFLICT (id) DO NOTHING",
            values,
        )
        if db.changes() == 1:
            db.execute("UPDATE threads SET sent = sent + 1 WHERE thread = ?", (thread,))
        return
    if goes and taking is not None:
        taken = db.maybe(
            "INSERT INTO outbox (id, thread, lane, kind, epoch, expires, created, payload, fence, worker,"
            " ready, attempts)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT last + 1 FROM fences WHERE one = 1), ?, ?, 1)"
            " ON CONFLICT (id) DO NOTHING"
            " RETURNING seq, id, thread, kind, payload, fence, attempts, created, expires",
            (*values, taking.worker, taking.until),
        )
        if taken is not None:
            seq, *columns = taken
            db.execute(
                "INSERT INTO lanes (lane, head, ready, busy) VALUES (?, ?, ?, ?)",
                (lane, seq, taking.until, seq),
            )
            taking.sends.append(_send(columns))
        return
    db.execute(
        "INSERT INTO outbox (id, thread, lane, kind, epoch, expires, created, payload, fence)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT last FROM fences WHERE one = 1))"
        " ON CONFLICT (id) DO NOTHING",
        values,
    )
    if db.changes() == 1:
        db.execute(
            "INSERT INTO lanes (lane, head, ready) VALUES (?, ?, 0) ON CONFLICT (lane) DO NOTHING",
            (lane, db.last_insert_rowid()),
        )


def claim(db: Connection, worker: str, now: datetime, lease: timedelta, limit: int) -> tuple[Send, ...]:
    """Take the heads of free lanes, the longest waiting first."""
    micros = to_micros(now)
    at_once = db.rows("SELECT head, lane FROM lanes WHERE ready = 0 ORDER BY head LIMIT ?", (limit,))
    due = db.rows(
        "SELECT head, lane FROM lanes WHERE ready > 0 AND ready <= ? ORDER BY ready LIMIT ?", (micros, limit)
    )
    free = sorted([*at_once, *due])[:limit]
    sends: list[Send] = []
    drops = DROPS
    for _, lane in free:
        head, dropped = _drop_stale(db, lane, micros, drops)
        drops -= dropped
        if head is not None:
            sends.append(_take(db, lane, head, worker, to_ready(now + lease)))
        if drops <= 0:
            break
    return tuple(sends)


def take_again(db: Connection, rows: tuple[OutboxRow, ...], taking: Taking) -> None:
    """Give what was taken before, by a call whose answer got lost."""
    for row in rows:
        taken = db.maybe(
            "SELECT id, thread, kind, payload, fence, attempts, created, expires FROM outbox"
            " WHERE id = ? AND worker = ? AND attempts = 1",
            (key(row.id), taking.worker),
        )
        if taken is not None:
            taking.sends.append(_send(taken))


def is_wanted(db: Connection, send: Send, now: datetime) -> bool:
    """Say whether a claim of a row still stands, and the row is not stale."""
    found = db.maybe(
        "SELECT 1 FROM outbox AS o JOIN threads AS t USING (thread)"
        " WHERE o.id = ? AND o.fence = ? AND o.worker IS NOT NULL"
        " AND (o.epoch IS NULL OR o.epoch >= t.epoch) AND (o.expires IS NULL OR o.expires > ?)",
        (key(send.id), send.fence, to_micros(now)),
    )
    return found is not None


def mark(db: Connection, results: tuple[SendResult, ...], now: datetime) -> None:
    """Record how sends ended, each only while nobody else has claimed it."""
    for result in results:
        send = result.send
        held = db.maybe(
            "SELECT seq, thread, lane FROM outbox WHERE id = ? AND fence = ? AND worker IS NOT NULL",
            (key(send.id), send.fence),
        )
        if held is None:
            continue
        seq, thread, lane = held
        if result.fate is Fate.LATER:
            if result.retry_at is None:
                raise ValueError("a send that is tried later needs a time")
            db.execute(
                "UPDATE outbox SET worker = NULL, ready = ?, why = ?, unsure = max(unsure, ?) WHERE seq = ?",
                (to_ready(result.retry_at), reason(result.why), int(result.unsure), seq),
            )
        else:
            _end(db, seq, thread, result.fate, result.why, now)
        _free(db, lane, seq)
        if result.arrival is not None:
            arrivals.accept(db, result.arrival, now)


def settle(db: Connection, id_: str, fate: Fate, now: datetime) -> bool:
    """Do what a person says with a row that is dead, unknown, or waits while nobody sends it."""
    found = db.maybe(
        "SELECT seq, thread, lane, state FROM outbox WHERE id = ?"
        " AND (state IN ('dead', 'unknown') OR (state = 'waiting' AND worker IS NULL))",
        (key(id_),),
    )
    if found is None:
        return False
    seq, thread, lane, state = found
    if fate is Fate.LATER and state == "waiting":
        db.execute("UPDATE outbox SET ready = 0 WHERE seq = ?", (seq,))
        _free(db, lane, None)
    elif fate is Fate.LATER:
        db.execute(
            "UPDATE outbox SET state = 'waiting', ready = 0, attempts = 0, expires = NULL, ended = NULL"
            " WHERE seq = ?",
            (seq,),
        )
        db.execute(
            "INSERT INTO lanes (lane, head, ready) VALUES (?, ?, 0) ON CONFLICT DO NOTHING", (lane, seq)
        )
        _free(db, lane, None)
    elif fate in (Fate.DROPPED, Fate.SENT):
        _end(db, seq, thread, fate, "settled by a person", now)
        _free(db, lane, None)
    else:
        raise ValueError(f"a person cannot settle a send as {fate.value}")
    return True


def tell(db: Connection, id_: str, receipt: Receipt, why: str, now: datetime) -> bool:
    """Keep what a messenger tells of a row; whoever is sending it just now has nothing more to say."""
    found = db.maybe("SELECT seq, thread, lane, state, arrived FROM outbox WHERE id = ?", (key(id_),))
    if found is None:
        return False
    seq, thread, lane, state, arrived = found
    fate = Fate.DEAD if receipt is Receipt.FAILED else Fate.SENT
    news = arrived is None and receipt is Receipt.ARRIVED and state not in ("dead", "dropped")
    if news:
        db.execute("UPDATE outbox SET arrived = ? WHERE seq = ?", (to_micros(now), seq))
    if state in ("waiting", "unknown") or (state == "sent" and fate is Fate.DEAD and arrived is None):
        _end(db, seq, thread, fate, why, now)
        _free(db, lane, seq)
        return True
    return news


def _drop_stale(db: Connection, lane: str, micros: int, at_most: int) -> tuple[int | None, int]:
    """Drop what is expired or of an old epoch from the front of a lane.

    Returns the row now at its head, and how many went.
    """
    for dropped in range(at_most + 1):
        head = db.maybe(
            "SELECT o.seq, o.expires, o.epoch < t.epoch, o.worker IS NOT NULL OR o.unsure"
            " FROM outbox AS o INDEXED BY outbox_lane JOIN threads AS t USING (thread)"
            " WHERE o.lane = ? AND o.state = 'waiting' ORDER BY o.seq LIMIT 1",
            (lane,),
        )
        if head is None:
            db.execute("DELETE FROM lanes WHERE lane = ?", (lane,))
            return None, dropped
        seq, expires, is_old, is_unsure = head
        is_expired = expires is not None and expires <= micros
        if not (is_expired or is_old):
            return seq, dropped
        db.execute(
            "UPDATE outbox SET state = ?, worker = NULL, ended = ?, why = ? WHERE seq = ?",
            (
                (Fate.UNKNOWN if is_unsure else Fate.DROPPED).value,
                micros,
                "another owner" if is_old else "expired",
                seq,
            ),
        )
    _free(db, lane, None)
    return None, at_most


def _take(db: Connection, lane: str, seq: int, worker: str, until: int) -> Send:
    (interrupted,) = db.one("SELECT worker IS NOT NULL OR unsure FROM outbox WHERE seq = ?", (seq,))
    db.execute("UPDATE lanes SET head = ?, ready = ?, busy = ? WHERE lane = ?", (seq, until, seq, lane))
    columns = db.one(
        "UPDATE outbox SET worker = ?, ready = ?, fence = fence + 1, attempts = attempts + 1 WHERE seq = ?"
        " RETURNING id, thread, kind, payload, fence, attempts, created, expires",
        (key(worker), until, seq),
    )
    return _send(columns, bool(interrupted))


def _send(columns: Sequence[Any], interrupted: bool = False) -> Send:  # Any: of each its own
    id_, thread, kind, payload, fence, attempts, created, expires = columns
    return Send(
        id_,
        thread,
        kind,
        payload,
        fence,
        attempts,
        created=from_micros(created),
        interrupted=interrupted,
        expires=from_micros(expires),
    )


def _end(db: Connection, seq: int, thread: str, fate: Fate, why: str, now: datetime) -> None:
    """Give a row its fate. What is sent gets the thread's next number, so numbers rise in commit order."""
    number = 0
    if fate is Fate.SENT:
        (number,) = db.one("UPDATE threads SET sent = sent + 1 WHERE thread = ? RETURNING sent", (thread,))
    db.execute(
        "UPDATE outbox SET state = ?, worker = NULL, ended = ?, why = ?, number = ? WHERE seq = ?",
        (fate.value, to_micros(now), reason(why), number, seq),
    )


def _free(db: Connection, lane: str, done: int | None) -> None:
    """Let a lane's next row be claimed, unless another row of it is being sent. `done` is no longer sent."""
    row = db.maybe("SELECT busy FROM lanes WHERE lane = ?", (lane,))
    if row is None or row[0] not in (None, done):
        return
    head = db.maybe(
        "SELECT seq, ready FROM outbox INDEXED BY outbox_lane"
        " WHERE lane = ? AND state = 'waiting' ORDER BY seq LIMIT 1",
        (lane,),
    )
    if head is None:
        db.execute("DELETE FROM lanes WHERE lane = ?", (lane,))
    else:
        db.execute("UPDATE lanes SET head = ?, ready = ?, busy = NULL WHERE lane = ?", (*head, lane))
