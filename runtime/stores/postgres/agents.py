"""Statements for agents: presence and what was last told of them, and whether one has room."""

from __future__ import annotations

from datetime import datetime

from runtime.routing.assigning import AgentChange
from runtime.stores.keys import key
from runtime.stores.postgres.connection import Connection
from runtime.stores.rows import AgentRow, Claimed, Talk
from runtime.stores.times import from_micros, to_micros


def change(db: Connection, made: AgentChange) -> None:
    """Keep what changed about an agent; the rest stays."""
    db.execute(
        "INSERT INTO agents AS a (id, online, misses, assigned, ended)"
        " VALUES (%s, %s, coalesce(%s, 0), %s, %s)"
        " ON CONFLICT (id) DO UPDATE SET online = coalesce(excluded.online, a.online),"
        " misses = coalesce(%s, a.misses), assigned = coalesce(excluded.assigned, a.assigned),"
        " ended = coalesce(excluded.ended, a.ended)",
        (
            key(made.id),
            made.online,
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
        AgentRow(id_, online, misses, from_micros(assigned), from_micros(ended))
        for id_, online, misses, assigned, ended in rows
    )


def has_room(db: Connection, seat: Claimed) -> bool:
    """Say whether the agent holds, without this handover, less than may be; nobody else is given to him.

    To be asked in the unit that gives it: until it ends, all others wait who ask for this agent.
    """
    agent, own = key(seat.agent), key(seat.handover)
    db.rows(
        "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' agent ' || %s, 0))", (agent,)
    )
    (holds,) = db.one(
        "SELECT (SELECT count(*) FROM handovers WHERE agent = %s AND ended IS NULL AND id <> %s)"
        " + (SELECT count(*) FROM handovers WHERE assigned = %s AND ended IS NULL AND id <> %s)",
        (agent, own, agent, own),
    )
    return bool(holds < seat.capacity)


def talks(db: Connection, since: datetime, limit: int) -> tuple[Talk, ...]:
    """Return how long conversations with agents took, of those that ended last."""
    rows = db.rows(
        "SELECT agent, topic, (ended - accepted) / 1e6::float8 FROM handovers WHERE agent IS NOT NULL"
        " AND ended >= %s AND accepted IS NOT NULL ORDER BY ended DESC LIMIT %s",
        (to_micros(since), limit),
    )
    return tuple(Talk(agent, topic, seconds) for agent, topic, seconds in rows)
