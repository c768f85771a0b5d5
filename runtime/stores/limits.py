"""Every bound of a store, with its unit and its reason."""

from __future__ import annotations

from datetime import timedelta

KEY_BYTES = (
    256  # of an id or a name, in UTF-8; a longer one is kept as its SHA-256, so that an index stays small
)
WHY_CHARS = 1_000  # of a reason that is kept beside a row: a person reads it in a list
SEEN_FOR = timedelta(
    days=8
)  # an arrival's id after it was worked on: WhatsApp repeats for 7 days, and a day more
ENDED_FOR = timedelta(
    days=30
)  # outbox rows that were sent or dropped: a pulling channel may have been away that long
BUSY_WAIT_MS = (
    5_000  # for another process's write; four saturating writers were measured to wait 2.9 to 4.0 s
)
GROUP = 64  # operations in one transaction: 8 gave 3.3 times the turns of one at a time, 64 gave 4.6 times
DROPS = 1_000  # stale rows dropped by one claim of sends; what is left is dropped by the next
REAPED = 1_000  # rows that one bite of the reaper takes, so that writers never wait long for it
EXPIRED = 200  # rows of each kind that one bite of the retention takes: records are read and written again
WAL_BYTES = 64 * 1024 * 1024  # of the write-ahead log after a checkpoint; a burst may exceed it for a moment
