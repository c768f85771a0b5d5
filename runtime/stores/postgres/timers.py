"""Statements for timers that fire."""

from __future__ import annotations

from datetime import datetime

from runtime.stores.postgres import arrivals
from runtime.stores.postgres.arrays import Texts
from runtime.stores.postgres.connection import Connection
from runtime.stores.rows import Arrival
from runtime.stores.times import to_micros


def fire(db: Connection, now: datetime, limit: int) -> int:
    """Turn due timers into arrivals. A thread that somebody else is writing to is left for the next call.

    Their ids count the thread's timers, so that a thread which is played again has the same ones.
    """
    micros = to_micros(now)
    if db.maybe("SELECT FROM timers WHERE due <= %s ORDER BY due LIMIT 1", (micros,)) is None:
        return 0
    with db.unit():
        ours = db.rows(
            "SELECT m.thread, m.name, t.fired FROM timers AS m JOIN threads AS t ON t.thread = m.thread"
            " WHERE m.due <= %s ORDER BY m.due, m.thread, m.name LIMIT %s FOR UPDATE OF t SKIP LOCKED",
            (micros, limit),
        )
        fired: dict[str, int] = {thread: count for thread, _, count in ours}
        rang = db.rows(
            "WITH ours AS (SELECT * FROM unnest(%s, %s) WITH ORDINALITY AS o (thread, name, place)),"
            " rang AS (DELETE FROM timers AS t USING ours AS o"
            "  WHERE t.thread = o.thread AND t.name = o.name AND t.due <= %s"
            "  RETURNING o.place, t.thread, t.name, t.payload)"
            " SELECT thread, name, payload FROM rang ORDER BY place",
            (Texts(thread for thread, _, _ in ours), Texts(name for _, name, _ in ours), micros),
        )
        fresh = []
        for thread, name, payload in rang:
            fired[thread] += 1
            made = Arrival(thread, "timer", f"{fired[thread]}:{name}", now, payload)
            fresh.append(arrivals.Accepting(made, now))
        if fresh:
            arrivals.accept(db, fresh)
        for thread in {one.arrival.thread for one in fresh}:
            db.execute("UPDATE threads SET fired = %s WHERE thread = %s", (fired[thread], thread))
    return len(rang)
