"""The tables, in a schema of their own, and how older ones become these. A newer one is refused.

- A migration is never changed once released: the next one is added below it.
- A process that migrates ends the connections of all others before it commits. They come back, wait for it,
  and those of an older program are refused: nothing of it writes into tables it does not know.
- `ready` is when a row may be claimed: 0 at once, otherwise microseconds (a retry, or the end of a lease). At
  once is 0 and not the time it arrived, so that a clock set back hides nothing that is ready.
- A thread numbers its arrivals without a gap, while it is locked: `head` waits longest, `arrived` came last.
  What comes after the head is thus known from the thread's row alone, however many write at the same time.
- Locks are taken in one order: threads, then lanes, then rows of the outbox, each by their names.
"""

from __future__ import annotations

from psycopg import sql

from runtime.stores.errors import StoreBusy, StoreTooNew, StoreTooOld, StoreUnavailable
from runtime.stores.limits import ENDING_WAIT_MS
from runtime.stores.postgres.connection import Connection, application, store_errors

_FIRST = """
CREATE SEQUENCE accepted;   -- the order of all arrivals, across threads
CREATE SEQUENCE fences;     -- a fence is never used twice, not even after a thread was erased

CREATE TABLE artifacts (name text COLLATE "C" PRIMARY KEY, data bytea NOT NULL);

CREATE TABLE threads (
  thread text COLLATE "C" PRIMARY KEY,
  turn bigint NOT NULL DEFAULT 0,
  epoch bigint NOT NULL DEFAULT 0,
  fence bigint NOT NULL DEFAULT 0,
  committed bigint NOT NULL DEFAULT 0,  -- the fence of the last turn, which its state has too
  worker text,                          -- who holds the thread; NULL: nobody
  arrived bigint NOT NULL DEFAULT 0,    -- the number of the arrival that came last
  head bigint,                          -- the number of the one that waits longest; NULL: nothing waits
  again bigint NOT NULL DEFAULT 0,      -- how often another was put into the head's place
  attempts bigint NOT NULL DEFAULT 0,   -- claims of the head
  why text NOT NULL DEFAULT '',         -- what was wrong with the last attempt
  since bigint,                         -- the head's place among all arrivals
  ready bigint,                         -- NULL: nothing waits
  fired bigint NOT NULL DEFAULT 0,      -- timers so far: makes their arrivals' ids
  sent bigint NOT NULL DEFAULT 0        -- sends so far: numbers them
) WITH (fillfactor = 70);
CREATE INDEX threads_ready ON threads (ready, since) WHERE ready IS NOT NULL;

-- Apart from threads: a claim would otherwise write the whole state again.
CREATE TABLE states (
  thread text COLLATE "C" PRIMARY KEY,
  fence bigint NOT NULL,
  artifact text NOT NULL,
  state bytea NOT NULL,
  at bigint NOT NULL,                   -- of the last turn
  words boolean NOT NULL DEFAULT true   -- false: nothing that was written is left in it
) WITH (fillfactor = 70);
CREATE INDEX states_at ON states (words, at);

-- Which ids were accepted. `done`: when the arrival was consumed; NULL while it waits or is quarantined.
CREATE TABLE seen (
  thread text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  done bigint,
  PRIMARY KEY (thread, source, id)
);
CREATE INDEX seen_done ON seen (done) WHERE done IS NOT NULL;

CREATE TABLE arrivals (
  thread text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  again bigint NOT NULL DEFAULT 0,
  since bigint NOT NULL,
  source text NOT NULL,
  id text NOT NULL,
  at bigint NOT NULL,
  received bigint NOT NULL,
  payload bytea NOT NULL,
  PRIMARY KEY (thread, number)
);

CREATE TABLE quarantine (
  thread text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  received bigint NOT NULL,
  attempts bigint NOT NULL,
  why text NOT NULL,
  payload bytea NOT NULL,
  PRIMARY KEY (thread, source, id)
);
CREATE INDEX quarantine_received ON quarantine (received);

CREATE TABLE turns (
  thread text COLLATE "C" NOT NULL,
  fence bigint NOT NULL,
  turn bigint NOT NULL,
  at bigint NOT NULL,
  artifact text NOT NULL,
  digest text NOT NULL,
  event bytea NOT NULL,
  trace bytea NOT NULL,
  PRIMARY KEY (thread, fence)
);
CREATE INDEX turns_at ON turns (at);

CREATE TABLE timers (
  thread text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  due bigint NOT NULL,
  payload bytea NOT NULL,
  PRIMARY KEY (thread, name)
);
CREATE INDEX timers_due ON timers (due);

CREATE TABLE outbox (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  thread text COLLATE "C" NOT NULL,
  lane text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  epoch bigint,
  expires bigint,
  created bigint NOT NULL,
  state text COLLATE "C" NOT NULL DEFAULT 'waiting',
  worker text,                          -- who is sending it; NULL: nobody
  unsure boolean NOT NULL DEFAULT false, -- an attempt may have arrived, and nobody knows
  ready bigint NOT NULL DEFAULT 0,
  fence bigint NOT NULL DEFAULT 0,
  attempts bigint NOT NULL DEFAULT 0,
  ended bigint,                         -- when it got its fate
  arrived bigint,                       -- when a messenger told that the customer has it; NULL: not told
  number bigint NOT NULL DEFAULT 0,     -- order of sending within the thread; 0: not sent
  why text NOT NULL DEFAULT '',
  payload bytea NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX outbox_lane ON outbox (lane, seq) WHERE state = 'waiting';
CREATE INDEX outbox_state ON outbox (state, seq);
CREATE INDEX outbox_thread ON outbox (thread, number);
CREATE INDEX outbox_ended ON outbox (ended) WHERE state IN ('sent', 'dropped');

-- One row for each lane in which something waits. `busy` is the row being sent, NULL: none.
CREATE TABLE lanes (
  lane text COLLATE "C" PRIMARY KEY,
  head bigint NOT NULL,
  ready bigint NOT NULL,
  busy bigint
) WITH (fillfactor = 70);
CREATE INDEX lanes_ready ON lanes (ready, head);

CREATE TABLE handovers (
  id text COLLATE "C" PRIMARY KEY,
  thread text COLLATE "C" NOT NULL,
  division text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  record bytea NOT NULL,
  created bigint NOT NULL,
  queued bigint,
  accepted bigint,
  ended bigint,
  agent text COLLATE "C",
  assigned text COLLATE "C",
  topic text,
  waiter bytea,
  masked boolean NOT NULL DEFAULT false
);
CREATE INDEX handovers_created ON handovers (created);
CREATE INDEX handovers_state ON handovers (state, created);
CREATE INDEX handovers_accepted ON handovers (division, accepted)
  WHERE accepted IS NOT NULL AND queued IS NOT NULL;
CREATE INDEX handovers_agent ON handovers (agent) WHERE agent IS NOT NULL AND ended IS NULL;
CREATE INDEX handovers_assigned ON handovers (assigned) WHERE assigned IS NOT NULL AND ended IS NULL;
CREATE INDEX handovers_talks ON handovers (ended) WHERE agent IS NOT NULL AND accepted IS NOT NULL;
CREATE INDEX handovers_thread ON handovers (thread);
CREATE INDEX handovers_ended ON handovers (ended) WHERE ended IS NOT NULL;

CREATE TABLE agents (
  id text COLLATE "C" PRIMARY KEY,
  online boolean,                       -- NULL: as the operator's file says
  misses bigint NOT NULL,               -- handovers in a row that were not answered
  assigned bigint,                      -- when something was given last
  ended bigint                          -- when a conversation ended last
);

CREATE TABLE addresses (
  address text COLLATE "C" PRIMARY KEY,
  thread text COLLATE "C" NOT NULL,
  own boolean NOT NULL                  -- true: nobody else will ever have it
);
CREATE INDEX addresses_thread ON addresses (thread, own);

-- Where a thread's customer is written to.
CREATE TABLE reached (thread text COLLATE "C" PRIMARY KEY, address text COLLATE "C" NOT NULL);
"""

MIGRATIONS: tuple[str, ...] = (_FIRST,)
VERSION = len(MIGRATIONS)


def check_version(db: Connection, schema: str) -> None:
    """Raise if the tables are not those of this program; waits while another process makes them so.

    Raises:
        StoreTooNew: a newer program has taken over.
        StoreTooOld: they are older.
        StoreUnavailable: there are none.
    """
    with store_errors(), db.unit():
        db.rows("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", (application(schema),))
        found = _version(db, schema)
    if found > VERSION:
        raise StoreTooNew(f"the tables are of version {found}, this program writes version {VERSION}")
    if found == 0:
        raise StoreUnavailable(f"there is no store in the schema {schema}")
    if found < VERSION:
        raise StoreTooOld(f"the tables are of version {found}, this program writes version {VERSION}")


def migrate(db: Connection, schema: str, steps: tuple[str, ...] = MIGRATIONS) -> None:
    """Bring the schema to the version of `steps`, making it where there is none.

    Raises:
        StoreTooNew: it is newer.
        StoreUnavailable: it belongs to another program, or may not be changed.
    """
    db.wait_for_ever()
    with store_errors(), db.unit():
        db.driver.execute("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0")
        db.rows("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (application(schema),))
        found = _version(db, schema)
        if found > len(steps):
            raise StoreTooNew(f"the tables are of version {found}, this program knows up to {len(steps)}")
        if found == len(steps):
            return
        if found == 0:
            _make(db, schema)
        else:
            _end_others(db, schema)
        for step in steps[found:]:
            db.driver.execute(step.encode())
        db.execute("UPDATE flowc SET version = %s", (len(steps),))


def _version(db: Connection, schema: str) -> int:
    """Return the version of the tables; 0 where there are none."""
    (there,) = db.one("SELECT to_regclass(quote_ident(%s) || '.flowc') IS NOT NULL", (schema,))
    return int(db.one("SELECT version FROM flowc")[0]) if there else 0


def _make(db: Connection, schema: str) -> None:
    (there,) = db.one("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = %s)", (schema,))
    if not there:
        db.driver.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    (strange,) = db.one(
        "SELECT EXISTS (SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE n.nspname = %s)",
        (schema,),
    )
    if strange:
        raise StoreUnavailable(f"the schema {schema} is another program's: name another with store.schema")
    db.driver.execute("CREATE TABLE flowc (version bigint NOT NULL); INSERT INTO flowc VALUES (0)")


def _end_others(db: Connection, schema: str) -> None:
    """End the connections of programs that know the tables as they were."""
    rows = db.rows(
        "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity"
        " WHERE application_name = %s AND datname = current_database() AND pid <> pg_backend_pid()",
        (ENDING_WAIT_MS, application(schema)),
    )
    if not all(ended for (ended,) in rows):
        raise StoreBusy("another process keeps using the older tables: stop it first")
