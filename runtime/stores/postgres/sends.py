"""Statements for those who send: claiming heads of lanes, and how sends ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from runtime.stores.keys import key, reason
from runtime.stores.limits import DROPS
from runtime.stores.postgres import arrivals, lanes
from runtime.stores.postgres.arrays import Ints, Texts
from runtime.stores.postgres.connection import Connection
from runtime.stores.postgres.threads import Kind
from runtime.stores.rows import Fate, Send, SendResult
from runtime.stores.times import from_micros, to_micros, to_ready

# A head that changed since the statement began is left for the next claim.
_CLAIM = """
WITH at_once AS (
  SELECT lane, head FROM lanes WHERE ready = 0 ORDER BY head LIMIT %s FOR UPDATE SKIP LOCKED
), due AS (
  SELECT lane, head FROM lanes WHERE ready > 0 AND ready <= %s
  ORDER BY ready, head LIMIT %s FOR UPDATE SKIP LOCKED
), picked AS MATERIALIZED (
  SELECT lane FROM (SELECT * FROM at_once UNION ALL SELECT * FROM due) AS free ORDER BY head LIMIT %s
), heads AS MATERIALIZED (
  SELECT p.lane, o.seq, o.worker IS NOT NULL OR o.unsure AS interrupted,
    o.seq IS NULL OR coalesce(o.epoch < t.epoch, false) OR coalesce(o.expires <= %s, false) AS stale
  FROM picked AS p
    LEFT JOIN LATERAL (
      SELECT seq, worker, unsure, epoch, expires, thread FROM outbox AS w
      WHERE w.lane = p.lane AND w.state = 'waiting' ORDER BY w.seq LIMIT 1
    ) AS o ON true
    LEFT JOIN threads AS t ON t.thread = o.thread
), taken AS (
  UPDATE outbox AS o SET worker = %s, ready = %s, fence = nextval('fences'), attempts = o.attempts + 1
  FROM heads AS h WHERE o.seq = h.seq AND o.state = 'waiting' AND NOT h.stale
  RETURNING o.lane, o.seq, o.id, o.thread, o.kind, o.payload, o.fence, o.attempts, o.created, h.interrupted,
    o.expires
), held AS (
  UPDATE lanes AS l SET head = t.seq, busy = t.seq, ready = %s FROM taken AS t WHERE l.lane = t.lane
)
SELECT h.lane, h.stale, t.* FROM heads AS h LEFT JOIN taken AS t ON t.lane = h.lane ORDER BY t.seq
"""

_MARK = """
WITH told AS (
  SELECT * FROM unnest(%s, %s, %s, %s, %s, %s, %s)
    WITH ORDINALITY AS t (id, fence, fate, retry, unsure, why, at, place)
), held AS MATERIALIZED (
  SELECT o.seq, o.thread, t.fate, t.retry, t.unsure, t.why, t.at, t.place,
    row_number() OVER (PARTITION BY o.thread, t.fate ORDER BY t.place) AS rank
  FROM told AS t JOIN outbox AS o ON o.id = t.id WHERE o.fence = t.fence AND o.worker IS NOT NULL
), numbered AS (
  UPDATE threads AS t SET sent = t.sent + m.many
  FROM (SELECT thread, count(*) AS many FROM held WHERE fate = 'sent' GROUP BY thread) AS m
  WHERE t.thread = m.thread RETURNING t.thread, t.sent - m.many AS before
)
UPDATE outbox AS o SET worker = NULL, why = h.why,
  unsure = o.unsure OR (h.fate = 'later' AND h.unsure = 1),
  state = CASE h.fate WHEN 'later' THEN 'waiting' ELSE h.fate END,
  ready = coalesce(h.retry, o.ready),
  ended = CASE h.fate WHEN 'later' THEN NULL ELSE h.at END,
  number = CASE h.fate WHEN 'sent' THEN n.before + h.rank ELSE 0 END
FROM held AS h LEFT JOIN numbered AS n ON n.thread = h.thread
WHERE o.seq = h.seq RETURNING h.place, o.lane, o.seq
"""


@dataclass(frozen=True, slots=True)
class Marking:
    results: tuple[SendResult, ...]
    now: datetime


def claim(db: Connection, worker: str, now: datetime, lease: timedelta, limit: int) -> tuple[Send, ...]:
    """Take the heads of free lanes, the longest waiting first.

    Where a head is stale its lane is tidied, in a unit of its own, and its next row claimed.
    """
    sends, stale = _take(db, worker, now, lease, limit)
    if stale and _drop(db, stale, now):
        more, _ = _take(db, worker, now, lease, limit - len(sends))
        sends += more
    return tuple(sends)


def is_wanted(db: Connection, send: Send, now: datetime) -> bool:
    """Say whether a claim of a row still stands, and the row is not stale."""
    found = db.maybe(
        "SELECT FROM outbox AS o JOIN threads AS t USING (thread)"
        " WHERE o.id = %s AND o.fence = %s AND o.worker IS NOT NULL"
        " AND (o.epoch IS NULL OR o.epoch >= t.epoch) AND (o.expires IS NULL OR o.expires > %s)",
        (key(send.id), send.fence, to_micros(now)),
    )
    return found is not None


def check(results: tuple[SendResult, ...]) -> None:
    """Raise for what cannot be meant, before anything is changed."""
    if any(result.fate is Fate.LATER and result.retry_at is None for result in results):
        raise ValueError("a send that is tried later needs a time")


def mark(db: Connection, marking: Sequence[Marking]) -> list[None]:
    """Record how sends ended, each only while nobody else has claimed it, and what arrives with it."""
    told = {
        (result.send.id, result.send.fence): (result, one.now) for one in marking for result in one.results
    }
    results = list(told.values())
    threads = {key(result.send.thread) for result, _ in results}
    threads |= {key(result.arrival.thread) for result, _ in results if result.arrival is not None}
    with db.unit():
        lanes.lock(db, threads, [key(result.send.id) for result, _ in results])
        ended = db.rows(
            _MARK,
            (
                Texts(key(result.send.id) for result, _ in results),
                Ints(result.send.fence for result, _ in results),
                Texts(result.fate.value for result, _ in results),
                Ints(
                    None
                    if result.fate is not Fate.LATER or result.retry_at is None
                    else to_ready(result.retry_at)
                    for result, _ in results
                ),
                Ints(int(result.unsure) for result, _ in results),
                Texts(reason(result.why) for result, _ in results),
                Ints(to_micros(now) for _, now in results),
            ),
        )
        lanes.free(db, {lane for _, lane, _ in ended}, [seq for _, _, seq in ended])
        answered = {
            (arrival.thread, arrival.source, arrival.id): arrivals.Accepting(arrival, now)
            for result, now in (results[place - 1] for place, _, _ in sorted(ended))
            if (arrival := result.arrival) is not None
        }
        if answered:
            arrivals.accept(db, list(answered.values()))
    return [None] * len(marking)


MARK: Kind[None] = Kind(mark, lambda one: object())  # a claim is marked by one worker only


def _take(
    db: Connection, worker: str, now: datetime, lease: timedelta, limit: int
) -> tuple[list[Send], list[str]]:
    """Return what was claimed, and the lanes whose heads are stale."""
    micros, until = to_micros(now), to_ready(now + lease)
    rows = db.rows(_CLAIM, (limit, micros, limit, limit, micros, key(worker), until, until))
    sends = [
        Send(
            id_,
            thread,
            kind,
            payload,
            fence,
            attempts,
            created=from_micros(created),
            interrupted=interrupted,
            expires=from_micros(expires),
        )
        for _, _, _, seq, id_, thread, kind, payload, fence, attempts, created, interrupted, expires in rows
        if seq is not None
    ]
    return sends, [lane for lane, stale, *_ in rows if stale]


def _drop(db: Connection, stale: list[str], now: datetime) -> bool:
    """Drop what is expired or of an old epoch in free lanes. False: others hold them just now."""
    micros = to_micros(now)
    with db.unit():
        held = db.rows(
            "SELECT lane, busy FROM lanes WHERE lane = ANY(%s) AND ready <= %s"
            " ORDER BY lane FOR UPDATE SKIP LOCKED",
            (Texts(sorted(stale)), micros),
        )
        free = [lane for lane, _ in held]
        db.execute(
            "UPDATE outbox AS o SET"
            " state = CASE WHEN o.worker IS NULL AND NOT o.unsure THEN 'dropped' ELSE 'unknown' END,"
            " worker = NULL, ended = %s, why = d.why FROM ("
            "  SELECT w.seq, CASE WHEN w.epoch < t.epoch THEN 'another owner' ELSE 'expired' END AS why"
            "  FROM outbox AS w JOIN threads AS t USING (thread)"
            "  WHERE w.lane = ANY(%s) AND w.state = 'waiting'"
            "  AND (w.epoch < t.epoch OR w.expires <= %s) ORDER BY w.lane, w.seq LIMIT %s) AS d"
            " WHERE o.seq = d.seq",
            (micros, Texts(free), micros, DROPS),
        )
        lanes.free(db, free, [busy for _, busy in held if busy is not None])
    return bool(held)
