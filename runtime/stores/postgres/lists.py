"""Statements for people, pollers and figures: they read, and change nothing."""

from __future__ import annotations

import heapq
from datetime import datetime

from runtime.stores.keys import key
from runtime.stores.postgres.connection import Connection
from runtime.stores.rows import Counts, OutboxEntry
from runtime.stores.times import from_micros

_SELECT = "SELECT seq, number, id, thread, kind, payload, state, attempts, created, ended, why FROM outbox"


def published(db: Connection, thread: str, after: int, limit: int) -> tuple[OutboxEntry, ...]:
    """Return a thread's sent messages beyond a number, in order."""
    rows = db.rows(
        _SELECT + " WHERE thread = %s AND number > %s AND state = 'sent' AND kind = 'message'"
        " ORDER BY number LIMIT %s",
        (key(thread), after, limit),
    )
    return tuple(_entry(*row[1:]) for row in rows)


def outbox(db: Connection, states: tuple[str, ...], limit: int) -> tuple[OutboxEntry, ...]:
    """Return outbox rows in these states, oldest first."""
    # One walk along the index for each state: together they would be sorted, however many there are.
    each = [
        db.rows(_SELECT + " WHERE state = %s ORDER BY seq LIMIT %s", (key(state), limit))
        for state in dict.fromkeys(states)
    ]
    merged = heapq.merge(*each, key=lambda row: row[0])
    return tuple(_entry(*row[1:]) for row, _ in zip(merged, range(limit), strict=False))


def outbox_entry(db: Connection, id_: str) -> OutboxEntry | None:
    """Return one outbox row."""
    row = db.maybe(_SELECT + " WHERE id = %s", (key(id_),))
    return None if row is None else _entry(*row[1:])


def threads(db: Connection, after: str, limit: int) -> tuple[str, ...]:
    """Return threads' names beyond one, in order."""
    rows = db.rows("SELECT thread FROM threads WHERE thread > %s ORDER BY thread LIMIT %s", (after, limit))
    return tuple(name for (name,) in rows)


def next_due(db: Connection) -> datetime | None:
    """Return when the next thing may be claimed or fired."""
    due: int | None
    (due,) = db.one(
        "SELECT least("
        " (SELECT min(ready) FROM threads), (SELECT min(ready) FROM lanes), (SELECT min(due) FROM timers))"
    )
    return from_micros(due)


def counts(db: Connection) -> Counts:
    """Return the store's load."""
    threads, arrivals, sends, timers, dead, unknown, quarantined, oldest, timer = db.one(
        "SELECT (SELECT count(*) FROM threads), (SELECT count(*) FROM arrivals),"
        " (SELECT count(*) FROM outbox WHERE state = 'waiting'), (SELECT count(*) FROM timers),"
        " (SELECT count(*) FROM outbox WHERE state = 'dead'),"
        " (SELECT count(*) FROM outbox WHERE state = 'unknown'), (SELECT count(*) FROM quarantine),"
        " (SELECT a.received FROM threads AS t JOIN arrivals AS a"
        "  ON a.thread = t.thread AND a.number = t.head ORDER BY t.since LIMIT 1),"
        " (SELECT min(due) FROM timers)"
    )
    return Counts(
        threads=threads,
        arrivals=arrivals,
        sends=sends,
        timers=timers,
        dead=dead,
        unknown=unknown,
        quarantined=quarantined,
        oldest_waiting=from_micros(oldest),
        next_timer=from_micros(timer),
    )


def _entry(
    number: int,
    id_: str,
    thread: str,
    kind: str,
    payload: bytes,
    state: str,
    attempts: int,
    created: int,
    ended: int | None,
    why: str,
) -> OutboxEntry:
    return OutboxEntry(
        seq=number,
        id=id_,
        thread=thread,
        kind=kind,
        payload=payload,
        state=state,
        attempts=attempts,
        created=from_micros(created),
        sent=from_micros(ended) if state == "sent" else None,
        why=why,
    )
