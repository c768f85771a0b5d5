"""What a turn commits, in one statement, and its past.

The thread's row is the guard: all else is done for the turns that still held it. A turn that gives something
to an agent, or tells of handovers, goes alone; the others that wait go together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from runtime.stores.errors import SeatTaken
from runtime.stores.keys import key
from runtime.stores.limits import TURNS_TOGETHER
from runtime.stores.postgres import agents, handovers
from runtime.stores.postgres.arrays import Blobs, Ints, Texts
from runtime.stores.postgres.arrivals import POP
from runtime.stores.postgres.connection import Connection
from runtime.stores.postgres.threads import Kind
from runtime.stores.rows import Claim, Commit, PastTurn
from runtime.stores.times import to_micros

# Rows of a turn name it by its `place` among those of the statement.
_HELD = f"""
WITH made AS (
  SELECT * FROM unnest(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    WITH ORDINALITY AS m (thread, fence, turn, epoch, at, artifact, state, event, digest, trace, source, id,
      said, place)
), held AS MATERIALIZED (
  UPDATE threads AS t SET turn = m.turn, epoch = m.epoch, committed = m.fence, sent = t.sent + m.said, {POP}
  FROM made AS m WHERE t.thread = m.thread AND t.fence = m.fence AND t.worker IS NOT NULL
  RETURNING m.*, coalesce(t.head - 1, t.arrived) AS number, t.sent - m.said AS sent_before
), consumed AS (
  DELETE FROM arrivals AS a USING held AS h WHERE a.thread = h.thread AND a.number = h.number
), known AS (
  UPDATE seen AS s SET done = h.at FROM held AS h
  WHERE s.thread = h.thread AND s.source = h.source AND s.id = h.id
), stated AS (
  INSERT INTO states AS s (thread, fence, artifact, state, at)
  SELECT thread, fence, artifact, state, at FROM held
  ON CONFLICT (thread) DO UPDATE SET fence = excluded.fence, artifact = excluded.artifact,
    state = excluded.state, at = excluded.at, words = true
), noted AS (
  INSERT INTO turns (thread, fence, turn, at, artifact, digest, event, trace)
  SELECT thread, fence, turn, at, artifact, digest, event, trace FROM held
)"""  # noqa: S608  all of it is ours
_SENT = """, rows AS (
  SELECT *, said > 0 AND NOT EXISTS (SELECT FROM lanes AS l WHERE l.lane = r.lane) AS at_once
  FROM unnest(%s, %s, %s, %s, %s, %s, %s, %s) AS r (place, id, lane, kind, epoch, expires, payload, said)
), put AS (
  INSERT INTO outbox
    (id, thread, lane, kind, epoch, expires, created, payload, state, attempts, ended, number)
  SELECT r.id, h.thread, r.lane, r.kind, r.epoch, r.expires, h.at, r.payload,
    CASE WHEN at_once THEN 'sent' ELSE 'waiting' END, CASE WHEN at_once THEN 1 ELSE 0 END,
    CASE WHEN at_once THEN h.at END, CASE WHEN at_once THEN h.sent_before + r.said ELSE 0 END
  FROM rows AS r JOIN held AS h USING (place)
  ON CONFLICT (id) DO NOTHING RETURNING seq, lane, state
), waiting AS (
  INSERT INTO lanes (lane, head, ready)
  SELECT lane, min(seq), 0 FROM put WHERE state = 'waiting' GROUP BY lane ORDER BY lane
  ON CONFLICT (lane) DO UPDATE SET lane = excluded.lane
)"""
_TIMED = """, gone AS (
  SELECT * FROM unnest(%s, %s) AS g (place, name)
), cleared AS (
  DELETE FROM timers AS t USING gone AS g JOIN held AS h USING (place)
  WHERE t.thread = h.thread AND t.name = g.name
), clocks AS (
  SELECT * FROM unnest(%s, %s, %s, %s) AS c (place, name, due, payload)
), wound AS (
  INSERT INTO timers (thread, name, due, payload)
  SELECT h.thread, c.name, c.due, c.payload FROM clocks AS c JOIN held AS h USING (place)
  ON CONFLICT (thread, name) DO UPDATE SET due = excluded.due, payload = excluded.payload
)"""
_PLACES = " SELECT place FROM held"
_COMMIT = _HELD + _SENT + _TIMED + _PLACES


@dataclass(frozen=True, slots=True)
class Committing:
    claim: Claim
    commit: Commit
    now: datetime

    @property
    def is_plain(self) -> bool:
        made = self.commit
        return not (made.handovers or made.agents or made.seat)


def commit(db: Connection, committing: Sequence[Committing]) -> list[bool | SeatTaken]:
    """Keep all of some turns of different threads: those whose fence is good, or which are kept already."""
    turns = sorted(committing, key=lambda one: key(one.claim.arrival.thread))
    if len(turns) == 1 and not turns[0].is_plain:
        return [_commit_whole(db, turns[0])]
    held = {turns[place - 1].claim.fence for (place,) in db.rows(_COMMIT, _values(turns))}
    return [one.claim.fence in held or _is_kept(db, one.claim) for one in committing]


COMMIT: Kind[bool] = Kind(
    commit, lambda one: key(one.claim.arrival.thread) if one.is_plain else None, most=TURNS_TOGETHER
)


def _commit_whole(db: Connection, one: Committing) -> bool | SeatTaken:
    made = one.commit
    with db.unit():
        held = db.maybe(
            "SELECT FROM threads WHERE thread = %s AND fence = %s AND worker IS NOT NULL FOR UPDATE",
            (key(one.claim.arrival.thread), one.claim.fence),
        )
        if held is not None:
            if made.seat is not None and not agents.has_room(db, made.seat):
                return SeatTaken("the agent holds as many as may be")
            db.rows(_COMMIT, _values((one,)))
            for handover in made.handovers:
                handovers.put(db, handover)
            for told in sorted(made.agents, key=lambda change: key(change.id)):
                agents.change(db, told)
            return True
    return _is_kept(db, one.claim)


def _is_kept(db: Connection, claim: Claim) -> bool:
    row = db.maybe(
        "SELECT FROM turns WHERE thread = %s AND fence = %s", (key(claim.arrival.thread), claim.fence)
    )
    return row is not None


def _values(turns: Sequence[Committing]) -> tuple[object, ...]:
    claims, made = [one.claim for one in turns], [one.commit for one in turns]
    rows = [(place, row) for place, one in enumerate(made, 1) for row in one.outbox]
    said = [number for one in turns for number in _said(one)]
    timers = [{key(timer.name): timer for timer in one.timers} for one in made]
    cleared = [
        (place, name)
        for place, one in enumerate(made, 1)
        for name in map(key, one.cleared)
        if name not in timers[place - 1]  # what is set again is replaced
    ]
    clocks = [
        (place, name, timer) for place, by_name in enumerate(timers, 1) for name, timer in by_name.items()
    ]
    return (
        Texts(key(claim.arrival.thread) for claim in claims),
        Ints(claim.fence for claim in claims),
        Ints(one.turn for one in made),
        Ints(one.epoch for one in made),
        Ints(to_micros(one.now) for one in turns),
        Texts(key(one.artifact) for one in made),
        Blobs(one.state for one in made),
        Blobs(one.event for one in made),
        Texts(one.digest for one in made),
        Blobs(one.trace for one in made),
        Texts(key(claim.arrival.source) for claim in claims),
        Texts(key(claim.arrival.id) for claim in claims),
        Ints(max(_said(one), default=0) for one in turns),
        Ints(place for place, _ in rows),
        Texts(key(row.id) for _, row in rows),
        Texts(key(row.lane) for _, row in rows),
        Texts(key(row.kind) for _, row in rows),
        Ints(row.epoch for _, row in rows),
        Ints(to_micros(row.expires) for _, row in rows),
        Blobs(row.payload for _, row in rows),
        Ints(said),
        Ints(place for place, _ in cleared),
        Texts(name for _, name in cleared),
        Ints(place for place, _, _ in clocks),
        Texts(name for _, name, _ in clocks),
        Ints(to_micros(timer.due) for _, _, timer in clocks),
        Blobs(timer.payload for _, _, timer in clocks),
    )


def _said(turn: Committing) -> list[int]:
    """Return for each row of a turn which one it is of those that are said at once; 0: none."""
    found: list[int] = []
    blocked: set[str] = set()  # lanes in which something of this very turn waits
    count = 0
    for row in turn.commit.outbox:
        at_once = row.said and row.lane not in blocked and not row.is_stale(turn.commit.epoch, turn.now)
        if at_once:
            count += 1
        else:
            blocked.add(row.lane)
        found.append(count if at_once else 0)
    return found


def state(db: Connection, thread: str) -> bytes | None:
    """Return a thread's state."""
    found = db.maybe("SELECT state FROM states WHERE thread = %s", (key(thread),))
    return None if found is None else found[0]


def history(db: Connection, thread: str) -> tuple[PastTurn, ...]:
    """Return a thread's turns, in the order they were committed."""
    rows = db.rows(
        "SELECT turn, artifact, event, digest, trace FROM turns WHERE thread = %s ORDER BY fence",
        (key(thread),),
    )
    return tuple(PastTurn(*row) for row in rows)


def put_artifact(db: Connection, name: str, data: bytes) -> None:
    """Keep an artifact; its name is its content, so the first one stays."""
    db.execute("INSERT INTO artifacts (name, data) VALUES (%s, %s) ON CONFLICT DO NOTHING", (key(name), data))


def artifact(db: Connection, name: str) -> bytes | None:
    """Return an artifact's bytes."""
    found = db.maybe("SELECT data FROM artifacts WHERE name = %s", (key(name),))
    return None if found is None else found[0]
