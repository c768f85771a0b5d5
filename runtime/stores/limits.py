"""Every bound of a store, with its unit and its reason."""

from __future__ import annotations

from datetime import timedelta

from runtime import limits

KEY_BYTES = limits.KEY.value
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
TURN_LINES = 4  # connections that commit turns: while one flushes the others fill the server's next flush
TURNS_TOGETHER = 16  # in one of their statements: 64 customers made 1.5 times the turns of one line with all
DROPS = 1_000  # stale rows dropped by one claim of sends; what is left is dropped by the next
REAPED = 1_000  # rows that one bite of the reaper takes, so that writers never wait long for it
EXPIRED = 200  # rows of each kind that one bite of the retention takes: records are read and written again
HOLD_S = 0.03  # that an accepted arrival waits for another's flush: within it 64 turns are kept, mostly
WAL_PAGES = 1_000  # of the write-ahead log before it is written back: SQLite's own default
WAL_BYTES = 64 * 1024 * 1024  # of the write-ahead log after a checkpoint; a burst may exceed it for a moment
CONNECT_WAIT_S = 3  # for a database server to answer at all: a person waits, and the next try is close
LOCK_WAIT_MS = 2_000  # for another's row: no transaction is open while a turn is made, so none lasts
STATEMENT_WAIT_MS = 5_000  # of one statement; then the server gives it up, and the caller may try again
ANSWER_WAIT_S = 7.0  # of one statement with its way there and back; by then the server has given it up itself
TRANSACTION_WAIT_MS = 10_000  # a transaction whose process has stopped holds its rows no longer
PEER_WAIT_MS = 10_000  # for a server whose machine is gone: without, the system waits a quarter of an hour
RECONNECT_S = (0.05, 2.0)  # first and longest pause between two tries to connect; each doubles
ENDING_WAIT_MS = 5_000  # for older processes' connections to end before their tables are changed
FENCES_LOST = 10_000  # a server that loses its power forgets at most 0.6 s of claims that were not flushed
CLAIM_SPREAD = timedelta(
    milliseconds=10
)  # claims asked for within it are one statement, at the earliest's time
