"""Statements for handovers as lists and figures need them."""

from __future__ import annotations

import heapq
from datetime import datetime

from runtime.stores.keys import key
from runtime.stores.rows import HandoverRow
from runtime.stores.sqlite.connection import Connection
from runtime.stores.times import from_micros, to_micros

_PUT = (
    "INSERT OR REPLACE INTO handovers"
    " (id, thread, division, state, record, created, queued, accepted, ended, agent, assigned, topic, waiter)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SELECT = (
    "SELECT id, thread, division, state, record, created, queued, accepted, ended,"
    " agent, assigned, topic, waiter FROM handovers"
)


def put(db: Connection, row: HandoverRow) -> None:
    """Insert a handover, or replace the one of its id."""
    db.execute(
        _PUT,
        (
            key(row.id),
            key(row.thread),
            key(row.division),
            key(row.state),
            row.record,
            to_micros(row.created),
            to_micros(row.queued),
            to_micros(row.accepted),
            to_micros(row.ended),
            *(None if text is None else key(text) for text in (row.agent, row.assigned, row.topic)),
            row.waiter,
        ),
    )


def one(db: Connection, id_: str) -> HandoverRow | None:
    """Return a handover."""
    found = db.maybe(_SELECT + " WHERE id = ?", (key(id_),))
    return None if found is None else _row(*found)


def listed(db: Connection, states: tuple[str, ...], limit: int) -> tuple[HandoverRow, ...]:
    """Return handovers in these states (empty: all), newest first."""
    if not states:
        every = db.rows(_SELECT + " ORDER BY created DESC LIMIT ?", (limit,))
        return tuple(_row(*found) for found in every)
    # One walk along the index for each state: together they would be sorted, however many there are.
    each = [
        [
            _row(*found)
            for found in db.rows(
                _SELECT + " WHERE state = ? ORDER BY created DESC LIMIT ?",
                (key(state), limit),
            )
        ]
        for state in dict.fromkeys(states)
    ]
    merged = heapq.merge(*each, key=lambda row: row.created, reverse=True)
    return tuple(row for row, _ in zip(merged, range(limit), strict=False))


def waits(db: Connection, division: str, since: datetime, limit: int) -> tuple[float, ...]:
    """Return seconds from queued to accepted, of the handovers accepted last."""
    rows = db.rows(
        "SELECT (accepted - queued) / 1e6 FROM handovers WHERE division = ? AND accepted >= ?"
        " AND queued IS NOT NULL ORDER BY accepted DESC LIMIT ?",
        (key(division), to_micros(since), limit),
    )
    return tuple(seconds for (seconds,) in rows)


def _row(
    id_: str,
    thread: str,
    division: str,
    state: str,
    record: bytes,
    created: int,
    queued: int | None,
    accepted: int | None,
    ended: int | None,
    agent: str | None,
    assigned: str | None,
    topic: str | None,
    waiter: bytes | None,
) -> HandoverRow:
    return HandoverRow(
        id=id_,
        thread=thread,
        division=division,
        state=state,
        record=record,
        created=from_micros(created),
        queued=from_micros(queued),
        accepted=from_micros(accepted),
        ended=from_micros(ended),
        agent=agent,
        assigned=assigned,
        topic=topic,
        waiter=waiter,
    )
