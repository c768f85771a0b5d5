"""Lanes: what is locked before anything in one changes, and which of its rows is the next."""

from __future__ import annotations

from collections.abc import Collection

from runtime.stores.postgres.arrays import Ints, Texts
from runtime.stores.postgres.connection import Connection


def lock(db: Connection, threads: Collection[str], sends: Collection[str]) -> None:
    """Hold some threads, and the lanes of some sends, until the unit ends: always in this order."""
    db.rows(
        "SELECT FROM threads WHERE thread = ANY(%s) ORDER BY thread FOR UPDATE", (Texts(sorted(threads)),)
    )
    db.rows(
        "SELECT FROM lanes WHERE lane IN (SELECT lane FROM outbox WHERE id = ANY(%s))"
        " ORDER BY lane FOR UPDATE",
        (Texts(sends),),
    )


def free(db: Connection, lanes: Collection[str], done: Collection[int]) -> None:
    """Let the next row of locked lanes be claimed, unless another one than those `done` is being sent."""
    values = (Texts(lanes), Ints(done))
    db.execute(
        "DELETE FROM lanes AS l WHERE lane = ANY(%s) AND (busy IS NULL OR busy = ANY(%s))"
        " AND NOT EXISTS (SELECT FROM outbox AS o WHERE o.lane = l.lane AND o.state = 'waiting')",
        values,
    )
    db.execute(
        "UPDATE lanes AS l SET head = n.seq, ready = n.ready, busy = NULL"
        " FROM unnest(%s) AS f (lane) CROSS JOIN LATERAL (SELECT seq, ready FROM outbox AS o"
        "  WHERE o.lane = f.lane AND o.state = 'waiting' ORDER BY o.seq LIMIT 1) AS n"
        " WHERE l.lane = f.lane AND (l.busy IS NULL OR l.busy = ANY(%s))",
        values,
    )
