"""Statements for timers."""

from __future__ import annotations

from datetime import datetime

from runtime.stores.keys import key
from runtime.stores.rows import Arrival, TimerRow
from runtime.stores.sqlite import arrivals
from runtime.stores.sqlite.connection import Connection
from runtime.stores.times import to_micros


def change(db: Connection, thread: str, timers: tuple[TimerRow, ...], cleared: tuple[str, ...]) -> None:
    """Clear timers of a thread, then set others."""
    for name in cleared:
        db.execute("DELETE FROM timers WHERE thread = ? AND name = ?", (thread, key(name)))
    for timer in timers:
        db.execute(
            "INSERT INTO timers (thread, name, due, payload) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (thread, name) DO UPDATE SET due = excluded.due, payload = excluded.payload",
            (thread, key(timer.name), to_micros(timer.due), timer.payload),
        )


def fire(db: Connection, now: datetime, limit: int) -> int:
    """Turn due timers into arrivals.

    Their ids count the thread's timers, so that a thread which is played again has the same ones.
    """
    due = db.rows(
        "SELECT thread, name, payload FROM timers WHERE due <= ? ORDER BY due, thread, name LIMIT ?",
        (to_micros(now), limit),
    )
    for thread, name, payload in due:
        db.execute("DELETE FROM timers WHERE thread = ? AND name = ?", (thread, name))
        (number,) = db.one("UPDATE threads SET fired = fired + 1 WHERE thread = ? RETURNING fired", (thread,))
        arrivals.accept(db, Arrival(thread, "timer", f"{number}:{name}", now, payload), now)
    return len(due)
