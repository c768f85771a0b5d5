"""Forget what no promise needs any longer: nothing that waits, is dead, unknown or quarantined."""

from __future__ import annotations

from datetime import datetime

from runtime.stores.limits import ENDED_FOR, REAPED, SEEN_FOR
from runtime.stores.sqlite.connection import Connection
from runtime.stores.times import to_micros


def reap(db: Connection, now: datetime) -> int:
    """Delete ids and ended sends that are old enough; a bounded bite. Returns how many rows went."""
    db.execute(
        "DELETE FROM seen WHERE (thread, source, id) IN"
        " (SELECT thread, source, id FROM seen WHERE done <= ? ORDER BY done LIMIT ?)",
        (to_micros(now - SEEN_FOR), REAPED),
    )
    ids = db.changes()
    db.execute(
        "DELETE FROM outbox WHERE seq IN"
        # It would rather read and sort all that was ever sent.
        " (SELECT seq FROM outbox INDEXED BY outbox_ended"
        "  WHERE ended <= ? AND state IN ('sent', 'dropped') ORDER BY ended LIMIT ?)",
        (to_micros(now - ENDED_FOR), REAPED),
    )
    return ids + db.changes()
