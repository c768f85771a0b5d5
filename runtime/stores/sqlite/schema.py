"""The tables, and how older ones become these. A file written by a newer program is refused, never touched.

- A migration is never changed once released: the next one is added below it.
- `ready` is when a row may be claimed: 0 at once, otherwise microseconds (a retry, or the end of a lease). At
  once is 0 and not the time it arrived, so that a clock set back hides nothing that is ready.
- `threads.head` and `lanes.head` are the oldest row waiting there; with `ready` they find the next claim by
  index.
"""

from __future__ import annotations

from runtime.stores.errors import StoreTooNew, StoreTooOld, StoreUnavailable
from runtime.stores.sqlite.connection import Connection

APPLICATION = 0x666C6F77  # "flow" in the file's header: no other program's file is taken for ours

_FIRST = """
CREATE TABLE artifacts (name TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;

CREATE TABLE threads (
  thread TEXT PRIMARY KEY,
  turn INTEGER NOT NULL DEFAULT 0,
  epoch INTEGER NOT NULL DEFAULT 0,
  fence INTEGER NOT NULL DEFAULT 0,
  worker TEXT,                          -- who holds the thread; NULL: nobody
  head INTEGER,
  ready INTEGER,                        -- NULL: nothing waits
  fired INTEGER NOT NULL DEFAULT 0,     -- timers so far: makes their arrivals' ids
  sent INTEGER NOT NULL DEFAULT 0       -- sends so far: numbers them
) STRICT, WITHOUT ROWID;
CREATE INDEX threads_ready ON threads (ready, head) WHERE ready IS NOT NULL;

-- Apart from threads: a claim would otherwise write the whole state again.
CREATE TABLE states (
  thread TEXT PRIMARY KEY REFERENCES threads,
  artifact TEXT NOT NULL,
  state BLOB NOT NULL
) STRICT;

-- Which ids were accepted. `done`: when the arrival was consumed; NULL while it waits or is quarantined.
CREATE TABLE seen (
  thread TEXT NOT NULL,
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  done INTEGER,
  PRIMARY KEY (thread, source, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_done ON seen (done) WHERE done IS NOT NULL;

CREATE TABLE arrivals (
  seq INTEGER PRIMARY KEY,
  thread TEXT NOT NULL REFERENCES threads,
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  received INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  why TEXT NOT NULL DEFAULT '',
  payload BLOB NOT NULL
) STRICT;
CREATE INDEX arrivals_thread ON arrivals (thread, seq);

CREATE TABLE quarantine (
  thread TEXT NOT NULL REFERENCES threads,
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  received INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  why TEXT NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (thread, source, id)
) STRICT;

CREATE TABLE turns (
  thread TEXT NOT NULL REFERENCES threads,
  fence INTEGER NOT NULL,
  turn INTEGER NOT NULL,
  at INTEGER NOT NULL,
  artifact TEXT NOT NULL,
  digest TEXT NOT NULL,
  event BLOB NOT NULL,
  trace BLOB NOT NULL,
  PRIMARY KEY (thread, fence)
) STRICT;

CREATE TABLE timers (
  thread TEXT NOT NULL REFERENCES threads,
  name TEXT NOT NULL,
  due INTEGER NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (thread, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_due ON timers (due);

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  thread TEXT NOT NULL REFERENCES threads,
  lane TEXT NOT NULL,
  kind TEXT NOT NULL,
  epoch INTEGER,
  expires INTEGER,
  created INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  worker TEXT,                          -- who is sending it; NULL: nobody
  ready INTEGER NOT NULL DEFAULT 0,
  fence INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  ended INTEGER,                        -- when it got its fate
  number INTEGER NOT NULL DEFAULT 0,    -- order of sending within the thread; 0: not sent
  why TEXT NOT NULL DEFAULT '',
  payload BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_lane ON outbox (lane, seq) WHERE state = 'waiting';
CREATE INDEX outbox_state ON outbox (state, seq);
CREATE INDEX outbox_published ON outbox (thread, number) WHERE state = 'sent' AND kind = 'message';
CREATE INDEX outbox_ended ON outbox (ended) WHERE state IN ('sent', 'dropped');

-- One row for each lane in which something waits. `busy` is the row being sent, NULL: none.
CREATE TABLE lanes (
  lane TEXT PRIMARY KEY,
  head INTEGER NOT NULL,
  ready INTEGER NOT NULL,
  busy INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX lanes_ready ON lanes (ready, head);

CREATE TABLE handovers (
  id TEXT PRIMARY KEY,
  thread TEXT NOT NULL,
  division TEXT NOT NULL,
  state TEXT NOT NULL,
  created INTEGER NOT NULL,
  queued INTEGER,
  accepted INTEGER,
  ended INTEGER,
  record BLOB NOT NULL
) STRICT;
CREATE INDEX handovers_created ON handovers (created);
CREATE INDEX handovers_state ON handovers (state, created);
CREATE INDEX handovers_accepted ON handovers (division, accepted)
  WHERE accepted IS NOT NULL AND queued IS NOT NULL;
"""

_AGENTS = """
ALTER TABLE handovers ADD COLUMN agent TEXT;
ALTER TABLE handovers ADD COLUMN assigned TEXT;
ALTER TABLE handovers ADD COLUMN topic TEXT;
ALTER TABLE handovers ADD COLUMN waiter BLOB;
CREATE INDEX handovers_agent ON handovers (agent) WHERE agent IS NOT NULL AND ended IS NULL;
CREATE INDEX handovers_assigned ON handovers (assigned) WHERE assigned IS NOT NULL AND ended IS NULL;
CREATE INDEX handovers_talks ON handovers (ended) WHERE agent IS NOT NULL AND accepted IS NOT NULL;

CREATE TABLE agents (
  id TEXT PRIMARY KEY,
  online INTEGER,                       -- NULL: as the operator's file says
  misses INTEGER NOT NULL,              -- handovers in a row that were not answered
  assigned INTEGER,                     -- when something was given last
  ended INTEGER                         -- when a conversation ended last
) STRICT, WITHOUT ROWID;
"""

# What retention needs: how old a state is, whether it and a record still hold words, and ways to find them.
_RETENTION = """
ALTER TABLE states ADD COLUMN at INTEGER NOT NULL DEFAULT 0;     -- of the last turn
ALTER TABLE states ADD COLUMN words INTEGER NOT NULL DEFAULT 1;  -- 0: nothing that was written is left in it
UPDATE states SET at = coalesce((SELECT max(at) FROM turns WHERE turns.thread = states.thread), 0);
ALTER TABLE handovers ADD COLUMN masked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX states_at ON states (words, at);
CREATE INDEX turns_at ON turns (at);
CREATE INDEX quarantine_received ON quarantine (received);
CREATE INDEX outbox_thread ON outbox (thread);
CREATE INDEX handovers_thread ON handovers (thread);
CREATE INDEX handovers_ended ON handovers (ended) WHERE ended IS NOT NULL;
"""

_MESSENGERS = """
-- When a messenger told that the customer has it; NULL: not told.
ALTER TABLE outbox ADD COLUMN arrived INTEGER;

CREATE TABLE addresses (
  address TEXT PRIMARY KEY,
  thread TEXT NOT NULL,
  own INTEGER NOT NULL                  -- 1: nobody else will ever have it
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_thread ON addresses (thread, own);

-- Where a thread's customer is written to.
CREATE TABLE reached (thread TEXT PRIMARY KEY, address TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

_UNSURE = """
-- 1: an attempt may have arrived, and nobody knows.
ALTER TABLE outbox ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;
"""

_FENCES = """
-- The highest fence of all that was erased: who comes back begins beyond it, so that none is ever used twice.
CREATE TABLE fences (one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL) STRICT;
INSERT INTO fences VALUES (1, 0);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _AGENTS, _RETENTION, _MESSENGERS, _UNSURE, _FENCES)
VERSION = len(MIGRATIONS)

# One statement, so one moment: a file that another process is just making is still empty, or ours.
HEADER = """
SELECT user_version, application_id, EXISTS (SELECT 1 FROM sqlite_schema)
FROM pragma_user_version, pragma_application_id
"""


def check_version(db: Connection) -> None:
    """Raise if another program has migrated the file since we opened it."""
    (found,) = db.one("PRAGMA user_version")
    if found != VERSION:
        raise StoreTooNew(f"the file is now of version {found}, this program writes version {VERSION}")


def check_ours(db: Connection, known: int = VERSION) -> None:
    """Raise for a file of another program or of a newer version, without writing to it."""
    found, application, has_tables = db.one(HEADER)
    if application != APPLICATION and (application or found or has_tables):
        raise StoreUnavailable("the file is a database of another program")
    if found > known:
        raise StoreTooNew(f"the file is of version {found}, this program knows up to {known}")


def check_current(db: Connection) -> None:
    """Raise for a file that would have to be migrated, or made."""
    found = db.pragma("user_version")
    if found == 0:
        raise StoreUnavailable("there is no store in the file")
    if found < VERSION:
        raise StoreTooOld(f"the file is of version {found}, this program writes version {VERSION}")


def migrate(db: Connection, steps: tuple[str, ...] = MIGRATIONS) -> None:
    """Bring the file to the version of `steps`, in the transaction that is open.

    Raises `StoreTooNew` for a newer file and `StoreUnavailable` for one that is not ours.
    """
    check_ours(db, len(steps))
    found = db.pragma("user_version")
    for step in steps[found:]:
        db.execute(step)
    if found < len(steps):
        db.pragma("application_id", APPLICATION)
        db.pragma("user_version", len(steps))
