"""Statements for agents: presence and what was last told of them, and whether one has room."""

from __future__ import annotations

from datetime import datetime

from runtime.routing.assigning import AgentChange
from runtime.stores.errors import SeatTaken
from runtime.stores.keys import key
from runtime.stores.rows import AgentRow, Claimed, Talk
from runtime.stores.sqlite.connection import Connection
from runtime.stores.times import from_micros, to_micros


def change(db: Connection, made: AgentChange) -> None:
    """Keep what changed about an agent; the rest stays."""
    db.execute(
        "INSERT INTO agents (id, online, misses, assigned, ended) VALUES (?, ?, coalesce(?, 0), ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET online = coalesce(excluded.online, online),"
        " misses = coalesce(?, misses), assigned = coalesce(excluded.assigned, assigned),"
        " ended = coalesce(excluded.ended, ended)",
        (
            key(made.id),
            None if made.online is None else int(made.online),
            made.misses,
            to_micros(made.assigned),
            to_micros(made.ended),
            made.misses,
        ),
    )


def listed(db: Connection) -> tuple[AgentRow, ...]:
    """Return all agents of whom anything was told."""
    rows = db.rows("SELECT id, online, misses, assigned, ended FROM agents ORDER BY id")
    return tuple(
        AgentRow(
            id_, None if online is None else bool(online), misses, from_micros(assigned), from_micros(ended)
        )
        for id_, online, misses, assigned, ended in rows
    )


def check_room(db: Connection, seat: Claimed) -> None:
    """Raise `SeatTaken` if the agent holds, without this handover, as many as may be."""
    agent, own = key(seat.agent), key(seat.handover)
    (holds,) = db.one(
        "SELECT (SELECT count(*) FROM handovers WHERE agent = ? AND ended IS NULL AND id <> ?)"
        " + (SELECT count(*) FROM handovers WHERE assigned = ? AND ended IS NULL AND id <> ?)",
        (agent, own, agent, own),
    )
    if holds >= seat.capacity:
        raise SeatTaken(f"the agent holds {holds} already")


def talks(db: Connection, since: datetime, limit: int) -> tuple[Talk, ...]:
    """Return how long conversations with agents took, of those that ended last."""
    rows = db.rows(
        "SELECT agent, topic, (ended - accepted) / 1e6 FROM handovers WHERE agent IS NOT NULL"
        " AND ended >= ? AND accepted IS NOT NULL ORDER BY ended DESC LIMIT ?",
        (to_micros(since), limit),
    )
    return tuple(Talk(agent, topic, seconds) for agent, topic, seconds in rows)
