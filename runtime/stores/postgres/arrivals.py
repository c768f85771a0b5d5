"""Statements for arrivals and for who works on them.

A statement sees the tables as they were when it began, but a row that it had to wait for as it is now. What
must fit together is therefore either in one row, or compared with it: see `_CLAIM`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from runtime.stores.keys import key, reason
from runtime.stores.limits import CLAIM_SPREAD, FENCES_LOST
from runtime.stores.postgres.arrays import Blobs, Ints, Texts
from runtime.stores.postgres.connection import Connection
from runtime.stores.postgres.threads import Kind
from runtime.stores.rows import Arrival, Claim
from runtime.stores.times import from_micros, to_micros, to_ready

_ACCEPT = """
WITH new AS (
  SELECT * FROM unnest(%s, %s, %s, %s, %s, %s)
    WITH ORDINALITY AS n (thread, source, id, at, received, payload, place)
), fresh AS (
  INSERT INTO seen (thread, source, id) SELECT thread, source, id FROM new ORDER BY thread, source, id
  ON CONFLICT DO NOTHING RETURNING thread, source, id
), counted AS MATERIALIZED (
  SELECT placed.*, count(*) OVER (PARTITION BY thread) AS many,
    row_number() OVER (PARTITION BY thread ORDER BY place) AS rank
  FROM (
    SELECT ordered.*, nextval('accepted') AS since
    FROM (SELECT new.* FROM fresh JOIN new USING (thread, source, id) ORDER BY place) AS ordered
  ) AS placed
), lengthened AS (
  INSERT INTO threads AS t (thread, arrived, head, since, ready)
  SELECT thread, count(*), 1, min(since), 0 FROM counted GROUP BY thread ORDER BY thread
  ON CONFLICT (thread) DO UPDATE SET
    arrived = t.arrived + excluded.arrived,
    head = coalesce(t.head, t.arrived + 1),
    since = CASE WHEN t.head IS NULL THEN excluded.since ELSE t.since END,
    ready = coalesce(t.ready, 0)
  RETURNING thread, arrived
), kept AS (
  INSERT INTO arrivals (thread, number, since, source, id, at, received, payload)
  SELECT c.thread, l.arrived - c.many + c.rank, c.since, c.source, c.id, c.at, c.received, c.payload
  FROM counted AS c JOIN lengthened AS l USING (thread)
)
SELECT place FROM counted
"""

# The state and the arrival are read as they were when the statement began. A thread that changed since then
# is left for the next claim: its row names another turn, or another arrival, than those that are seen.
_CLAIM = """
WITH at_once AS (
  SELECT thread, head, again, since FROM threads WHERE ready = 0
  ORDER BY since LIMIT %s FOR UPDATE SKIP LOCKED
), due AS (
  SELECT thread, head, again, since FROM threads WHERE ready > 0 AND ready <= %s
  ORDER BY ready, since LIMIT %s FOR UPDATE SKIP LOCKED
), picked AS MATERIALIZED (
  SELECT * FROM (SELECT * FROM at_once UNION ALL SELECT * FROM due) AS free ORDER BY since LIMIT %s
)
UPDATE threads AS t
SET fence = nextval('fences'), worker = %s, ready = %s, attempts = t.attempts + 1
FROM picked AS p
  JOIN arrivals AS a ON a.thread = p.thread AND a.number = p.head AND a.again = p.again
  LEFT JOIN states AS s ON s.thread = p.thread
WHERE t.thread = p.thread AND t.committed = coalesce(s.fence, 0)
RETURNING t.thread, a.source, a.id, a.at, a.payload, a.since, s.state, s.artifact, t.turn, t.fence, t.attempts
"""

# The next arrival may have come after the statement began: its place among all is then about here.
POP = """
  worker = NULL, attempts = 0, again = 0, why = '',
  head = CASE WHEN t.arrived > t.head THEN t.head + 1 END,
  ready = CASE WHEN t.arrived > t.head THEN 0 END,
  since = CASE WHEN t.arrived > t.head THEN coalesce(
    (SELECT a.since FROM arrivals AS a WHERE a.thread = t.thread AND a.number = t.head + 1),
    nextval('accepted')) END
"""


@dataclass(frozen=True, slots=True)
class Accepting:
    arrival: Arrival
    now: datetime


@dataclass(frozen=True, slots=True)
class Claiming:
    worker: str
    now: datetime
    lease: timedelta


def accept(db: Connection, accepting: Sequence[Accepting]) -> list[bool]:
    """Keep arrivals at the ends of their threads, each once; all of them are different."""
    arrivals = [one.arrival for one in accepting]
    rows = db.rows(
        _ACCEPT,
        (
            Texts(key(one.thread) for one in arrivals),
            Texts(key(one.source) for one in arrivals),
            Texts(key(one.id) for one in arrivals),
            Ints(to_micros(one.at) for one in arrivals),
            Ints(to_micros(one.now) for one in accepting),
            Blobs(one.payload for one in arrivals),
        ),
    )
    fresh = {place for (place,) in rows}
    return [place in fresh for place in range(1, len(accepting) + 1)]


def claim(db: Connection, claiming: Sequence[Claiming]) -> list[Claim | None]:
    """Take the free threads whose heads have waited longest, one for each worker's place."""
    now = min(one.now for one in claiming)
    many, (worker, lease) = len(claiming), (claiming[0].worker, claiming[0].lease)
    rows = db.rows(_CLAIM, (many, to_micros(now), many, many, key(worker), to_ready(now + lease)))
    claims = [
        Claim(
            arrival=Arrival(thread, source, id_, from_micros(at), payload),
            arrival_seq=since,
            state=state,
            artifact=artifact,
            turn=turn,
            fence=fence,
            attempts=attempts,
        )
        for thread, source, id_, at, payload, since, state, artifact, turn, fence, attempts in rows
    ]
    claims.sort(key=lambda one: one.arrival_seq)
    return [*claims, *[None] * (many - len(claims))]


ACCEPT: Kind[bool] = Kind(
    accept, lambda one: (key(one.arrival.thread), key(one.arrival.source), key(one.arrival.id))
)
CLAIM: Kind[Claim | None] = Kind(
    claim,
    lambda one: object(),  # none is in another's way
    lambda one: (one.worker, one.lease, to_micros(one.now) // (CLAIM_SPREAD // timedelta(microseconds=1))),
)


def skip_fences(db: Connection) -> None:
    """Leave out as many fences as the server may have given and forgotten."""
    db.rows("SELECT max(nextval('fences')) FROM generate_series(1, %s)", (FENCES_LOST,))


def hold(db: Connection, claim: Claim) -> bool:
    """Lock the claim's thread, in the unit at hand. False: another has taken it, or it was given back."""
    held = db.maybe(
        "SELECT FROM threads WHERE thread = %s AND fence = %s AND worker IS NOT NULL FOR UPDATE",
        (key(claim.arrival.thread), claim.fence),
    )
    return held is not None


def release(db: Connection, claim: Claim, retry_at: datetime, why: str) -> None:
    """Give the thread back, to be claimed at `retry_at`."""
    db.execute(
        "UPDATE threads SET worker = NULL, ready = %s, why = %s"
        " WHERE thread = %s AND fence = %s AND worker IS NOT NULL",
        (to_ready(retry_at), reason(why), key(claim.arrival.thread), claim.fence),
    )


def replace(db: Connection, claim: Claim, arrival: Arrival, why: str) -> None:
    """Move the claimed arrival to the quarantine, and another one into its place."""
    with db.unit():
        if not hold(db, claim):
            return
        thread = key(claim.arrival.thread)
        (head,) = db.one(
            "INSERT INTO quarantine (thread, source, id, at, received, attempts, why, payload)"
            " SELECT thread, source, id, at, received, t.attempts, %s, payload"
            " FROM threads AS t JOIN arrivals AS a USING (thread) WHERE t.thread = %s AND a.number = t.head"
            " RETURNING (SELECT head FROM threads AS t WHERE t.thread = quarantine.thread)",
            (reason(why), thread),
        )
        source, id_ = key(arrival.source), key(arrival.id)
        fresh = db.execute(
            "INSERT INTO seen (thread, source, id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            (thread, source, id_),
        )
        if fresh:
            db.execute(
                "UPDATE arrivals SET again = again + 1, source = %s, id = %s, at = %s, payload = %s"
                " WHERE thread = %s AND number = %s",
                (source, id_, to_micros(arrival.at), arrival.payload, thread, head),
            )
            db.execute(
                "UPDATE threads SET worker = NULL, ready = 0, attempts = 0, why = '', again = again + 1"
                " WHERE thread = %s",
                (thread,),
            )
        else:
            db.execute(f"UPDATE threads AS t SET {POP} WHERE thread = %s", (thread,))  # noqa: S608  ours
            db.execute("DELETE FROM arrivals WHERE thread = %s AND number = %s", (thread, head))
