"""Forget what customers wrote when its time is over, and all of one thread when a person asks for it.

Nothing that still waits to be worked on or sent is touched by time alone. What goes by time goes in units of
one table each: each takes what is old enough, and nobody waits for all of them. Rows that somebody else holds
are left for the next bite.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from runtime.stores.keys import key
from runtime.stores.limits import EXPIRED
from runtime.stores.postgres.arrays import Texts
from runtime.stores.postgres.connection import Connection
from runtime.stores.rows import Kept
from runtime.stores.times import to_micros

_TABLES = (
    "turns", "timers", "quarantine", "arrivals", "outbox", "states", "seen", "handovers", "addresses",
    "reached", "threads",
)  # fmt: skip
_QUIET = (
    "SELECT thread FROM states AS s WHERE NOT words AND at <= %s"
    " AND NOT EXISTS (SELECT FROM arrivals AS a WHERE a.thread = s.thread)"
    " AND NOT EXISTS (SELECT FROM handovers AS h WHERE h.thread = s.thread AND h.ended IS NULL)"
    " AND NOT EXISTS (SELECT FROM outbox AS o WHERE o.thread = s.thread AND o.state = 'waiting')"
)


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
    with db.unit():
        name = key(thread)
        db.rows("SELECT FROM threads WHERE thread = %s FOR UPDATE", (name,))
        return _erase(db, (name,)) > 0


def _before(now: datetime, span: timedelta) -> int:
    return to_micros(now) - span // timedelta(microseconds=1)


def _turns(db: Connection, before: int) -> int:
    return db.execute(
        "DELETE FROM turns AS t USING (SELECT thread, fence FROM turns"
        "  WHERE at <= %s ORDER BY at LIMIT %s FOR UPDATE SKIP LOCKED) AS old"
        " WHERE t.thread = old.thread AND t.fence = old.fence",
        (before, EXPIRED),
    )


def _sends(db: Connection, before: int) -> int:
    """Ended sends, and those that a person should have looked at."""
    ended = db.execute(
        "DELETE FROM outbox AS o USING (SELECT seq FROM outbox"
        "  WHERE ended <= %s AND state IN ('sent', 'dropped')"
        "  ORDER BY ended LIMIT %s FOR UPDATE SKIP LOCKED) AS old WHERE o.seq = old.seq",
        (before, EXPIRED),
    )
    return ended + db.execute(
        "DELETE FROM outbox AS o USING (SELECT seq FROM outbox"
        "  WHERE state IN ('dead', 'unknown') AND created <= %s LIMIT %s FOR UPDATE SKIP LOCKED) AS old"
        " WHERE o.seq = old.seq",
        (before, EXPIRED),
    )


def _quarantined(db: Connection, before: int) -> int:
    """Set-aside arrivals. Their ids are forgotten like those of others, from now on."""
    return len(
        db.rows(
            "WITH old AS (SELECT thread, source, id FROM quarantine"
            "  WHERE received <= %s LIMIT %s FOR UPDATE SKIP LOCKED),"
            " gone AS (DELETE FROM quarantine AS q USING old AS o"
            "  WHERE q.thread = o.thread AND q.source = o.source AND q.id = o.id"
            "  RETURNING q.thread, q.source, q.id, q.received),"
            " known AS (UPDATE seen AS s SET done = g.received FROM gone AS g"
            "  WHERE s.thread = g.thread AND s.source = g.source AND s.id = g.id AND s.done IS NULL)"
            " SELECT FROM gone",
            (before, EXPIRED),
        )
    )


def _states(db: Connection, kept: Kept, before: int) -> int:
    """Threads that have been quiet for so long: their state without words."""
    with db.unit():
        rows = db.rows(
            "SELECT thread, state FROM states WHERE words AND at <= %s LIMIT %s FOR UPDATE SKIP LOCKED",
            (before, EXPIRED),
        )
        for thread, state in rows:
            db.execute(
                "UPDATE states SET state = %s, words = false WHERE thread = %s",
                (kept.without_words(state), thread),
            )
    return len(rows)


def _handovers(db: Connection, kept: Kept, words: int, before: int) -> int:
    with db.unit():
        gone = db.execute(
            "DELETE FROM handovers AS h USING (SELECT id FROM handovers"
            "  WHERE ended <= %s LIMIT %s FOR UPDATE SKIP LOCKED) AS old WHERE h.id = old.id",
            (before, EXPIRED),
        )
        rows = db.rows(
            "SELECT id, record FROM handovers WHERE NOT masked AND ended <= %s LIMIT %s"
            " FOR UPDATE SKIP LOCKED",
            (words, EXPIRED),
        )
        for id_, record in rows:
            db.execute(
                "UPDATE handovers SET record = %s, masked = true WHERE id = %s", (kept.masked(record), id_)
            )
    return gone + len(rows)


def _threads(db: Connection, before: int) -> int:
    """Customers who have not come back for so long, with nothing that is still to be done for them."""
    found = db.rows(_QUIET + " LIMIT %s", (before, EXPIRED))
    if not found:
        return 0
    with db.unit():
        held = db.rows(
            "SELECT thread FROM threads WHERE thread = ANY(%s) ORDER BY thread FOR UPDATE SKIP LOCKED",
            (Texts(sorted(thread for (thread,) in found)),),
        )
        # Somebody may have come back while they were looked for.
        quiet = db.rows(_QUIET + " AND thread = ANY(%s)", (before, Texts(thread for (thread,) in held)))
        threads = [thread for (thread,) in quiet]
        _erase(db, threads, keep="handovers")  # they have a time of their own
    return len(threads)


def _erase(db: Connection, threads: Sequence[str], keep: str = "") -> int:
    """Delete all of some threads, which are locked. Returns how many rows went."""
    lanes = db.rows(
        "SELECT lane FROM lanes WHERE lane IN"
        " (SELECT lane FROM outbox WHERE thread = ANY(%s) AND state = 'waiting') ORDER BY lane FOR UPDATE",
        (Texts(threads),),
    )
    db.execute("DELETE FROM lanes WHERE lane = ANY(%s)", (Texts(lane for (lane,) in lanes),))
    return sum(
        db.execute(f"DELETE FROM {table} WHERE thread = ANY(%s)", (Texts(threads),))  # noqa: S608  a name of ours
        for table in _TABLES
        if table != keep
    )
