"""Forget what no promise needs any longer: nothing that waits, is dead, unknown or quarantined."""

from __future__ import annotations

from datetime import datetime

from runtime.stores.limits import ENDED_FOR, REAPED, SEEN_FOR
from runtime.stores.postgres.connection import Connection
from runtime.stores.times import to_micros


def reap(db: Connection, now: datetime) -> int:
    """Delete ids and ended sends that are old enough; a bounded bite. Returns how many rows went.

    What another process is forgetting just now is left to it.
    """
    ids = db.execute(
        "DELETE FROM seen AS s USING (SELECT thread, source, id FROM seen"
        "  WHERE done <= %s ORDER BY done LIMIT %s FOR UPDATE SKIP LOCKED) AS old"
        " WHERE s.thread = old.thread AND s.source = old.source AND s.id = old.id",
        (to_micros(now - SEEN_FOR), REAPED),
    )
    sends = db.execute(
        "DELETE FROM outbox AS o USING (SELECT seq FROM outbox"
        "  WHERE ended <= %s AND state IN ('sent', 'dropped')"
        "  ORDER BY ended LIMIT %s FOR UPDATE SKIP LOCKED) AS old WHERE o.seq = old.seq",
        (to_micros(now - ENDED_FOR), REAPED),
    )
    return ids + sends
