"""Forget what customers wrote when its time is over, and all of one thread when a person asks for it.

Nothing that still waits to be worked on or sent is touched by time alone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from runtime.stores.keys import key
from runtime.stores.limits import EXPIRED
from runtime.stores.rows import Kept
from runtime.stores.sqlite.connection import Connection
from runtime.stores.times import to_micros

_TABLES = (
    "turns", "timers", "quarantine", "arrivals", "outbox", "states", "seen", "handovers", "addresses",
    "reached", "threads",
)  # fmt: skip


def expire(db: Connection, kept: Kept, now: datetime) -> int:
    """Delete or thin out what is older than its time; a bounded bite. Returns how many rows it took."""
    words = _before(now, kept.transcript)
    return (
        _turns(db, words)
        + _sends(db, words)
        + _quarantined(db, words)
        + _states(db, kept, words)
        + _handovers(db, kept, words, _before(now, kept.handover))
        + _threads(db, _before(now, kept.customer))
    )


def erase(db: Connection, thread: str) -> bool:
    """Delete all of a thread, what waits included. False: nothing of it was there."""
    return _erase(db, key(thread))


def _before(now: datetime, span: timedelta) -> int:
    return to_micros(now) - span // timedelta(microseconds=1)


def _turns(db: Connection, before: int) -> int:
    db.execute(
        "DELETE FROM turns WHERE (thread, fence) IN"
        " (SELECT thread, fence FROM turns WHERE at <= ? ORDER BY at LIMIT ?)",
        (before, EXPIRED),
    )
    return db.changes()


def _sends(db: Connection, before: int) -> int:
    """Ended sends, and those that a person should have looked at."""
    db.execute(
        "DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox INDEXED BY outbox_ended"
        "  WHERE ended <= ? AND state IN ('sent', 'dropped') ORDER BY ended LIMIT ?)",
        (before, EXPIRED),
    )
    ended = db.changes()
    db.execute(
        "DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox INDEXED BY outbox_state"
        "  WHERE state IN ('dead', 'unknown') AND created <= ? LIMIT ?)",
        (before, EXPIRED),
    )
    return ended + db.changes()


def _quarantined(db: Connection, before: int) -> int:
    """Set-aside arrivals. Their ids are forgotten like those of others, from now on."""
    rows = db.rows(
        "SELECT thread, source, id, received FROM quarantine INDEXED BY quarantine_received"
        " WHERE received <= ? LIMIT ?",
        (before, EXPIRED),
    )
    for thread, source, id_, received in rows:
        db.execute("DELETE FROM quarantine WHERE thread = ? AND source = ? AND id = ?", (thread, source, id_))
        db.execute(
            "UPDATE seen SET done = ? WHERE thread = ? AND source = ? AND id = ? AND done IS NULL",
            (received, thread, source, id_),
        )
    return len(rows)


def _states(db: Connection, kept: Kept, before: int) -> int:
    """Threads that have been quiet for so long: their state without words."""
    rows = db.rows("SELECT thread, state FROM states WHERE words = 1 AND at <= ? LIMIT ?", (before, EXPIRED))
    for thread, state in rows:
        db.execute(
            "UPDATE states SET state = ?, words = 0 WHERE thread = ?", (kept.without_words(state), thread)
        )
    return len(rows)


def _handovers(db: Connection, kept: Kept, words: int, before: int) -> int:
    db.execute(
        "DELETE FROM handovers WHERE id IN (SELECT id FROM handovers WHERE ended <= ? LIMIT ?)",
        (before, EXPIRED),
    )
    gone = db.changes()
    rows = db.rows(
        "SELECT id, record FROM handovers WHERE masked = 0 AND ended <= ? LIMIT ?", (words, EXPIRED)
    )
    for id_, record in rows:
        db.execute("UPDATE handovers SET record = ?, masked = 1 WHERE id = ?", (kept.masked(record), id_))
    return gone + len(rows)


def _threads(db: Connection, before: int) -> int:
    """Customers who have not come back for so long, with nothing that is still to be done for them."""
    rows = db.rows(
        "SELECT thread FROM states WHERE words = 0 AND at <= ?"
        " AND NOT EXISTS (SELECT 1 FROM arrivals WHERE arrivals.thread = states.thread)"
        " AND NOT EXISTS (SELECT 1 FROM handovers WHERE handovers.thread = states.thread AND ended IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.thread = states.thread AND state = 'waiting')"
        " LIMIT ?",
        (before, EXPIRED),
    )
    for (thread,) in rows:
        _erase(db, thread, keep="handovers")  # they have a time of their own
    return len(rows)


def _erase(db: Connection, thread: str, keep: str = "") -> bool:
    _keep_fences(db, thread)
    db.execute(
        "DELETE FROM lanes WHERE lane IN (SELECT lane FROM outbox WHERE thread = ? AND state = 'waiting')",
        (thread,),
    )
    gone = 0
    for table in _TABLES:
        if table != keep:
            db.execute(f"DELETE FROM {table} WHERE thread = ?", (thread,))  # noqa: S608  a name of ours
            gone += db.changes()
    return gone > 0


def _keep_fences(db: Connection, thread: str) -> None:
    """Whoever holds something of the thread just now must hold nothing of what comes under its name later."""
    db.execute(
        "UPDATE fences SET last = max(last, coalesce((SELECT fence FROM threads WHERE thread = ?1), 0),"
        " coalesce((SELECT max(fence) FROM outbox WHERE thread = ?1), 0)) WHERE one = 1",
        (thread,),
    )
