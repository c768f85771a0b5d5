"""Statements for what a turn commits, and for its past."""

from __future__ import annotations

from datetime import datetime

from runtime.stores.keys import key
from runtime.stores.rows import Claim, Commit, PastTurn
from runtime.stores.sqlite import agents, arrivals, handovers, sends, timers
from runtime.stores.sqlite.connection import Connection
from runtime.stores.times import to_micros


def commit(
    db: Connection, claim: Claim, made: Commit, now: datetime, taking: sends.Taking | None = None
) -> bool:
    """Keep all of a turn, if the fence is still good or this very turn is kept already."""
    thread = key(claim.arrival.thread)
    if not arrivals.is_held(db, claim):
        kept = db.maybe("SELECT 1 FROM turns WHERE thread = ? AND fence = ?", (thread, claim.fence))
        if kept is not None and taking is not None:
            sends.take_again(db, made.outbox, taking)
        return kept is not None
    if made.seat is not None:
        agents.check_room(db, made.seat)
    arrivals.consume(db, claim, now)
    db.execute("UPDATE threads SET turn = ?, epoch = ? WHERE thread = ?", (made.turn, made.epoch, thread))
    db.execute(
        "INSERT INTO states (thread, artifact, state, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (thread) DO UPDATE SET artifact = excluded.artifact, state = excluded.state,"
        " at = excluded.at, words = 1",
        (thread, key(made.artifact), made.state, to_micros(now)),
    )
    db.execute(
        "INSERT INTO turns (thread, fence, turn, at, artifact, digest, event, trace)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            thread,
            claim.fence,
            made.turn,
            to_micros(now),
            key(made.artifact),
            made.digest,
            made.event,
            made.trace,
        ),
    )
    timers.change(db, thread, made.timers, made.cleared)
    for row in made.outbox:
        sends.add(db, thread, row, made.epoch, now, taking)
    for handover in made.handovers:
        handovers.put(db, handover)
    for told in made.agents:
        agents.change(db, told)
    return True


def state(db: Connection, thread: str) -> bytes | None:
    """Return a thread's state."""
    found = db.maybe("SELECT state FROM states WHERE thread = ?", (key(thread),))
    return None if found is None else found[0]


def history(db: Connection, thread: str) -> tuple[PastTurn, ...]:
    """Return a thread's turns, in the order they were committed."""
    rows = db.rows(
        "SELECT turn, artifact, event, digest, trace FROM turns WHERE thread = ? ORDER BY fence",
        (key(thread),),
    )
    return tuple(PastTurn(*row) for row in rows)


def put_artifact(db: Connection, name: str, data: bytes) -> None:
    """Keep an artifact; its name is its content, so the first one stays."""
    db.execute("INSERT INTO artifacts (name, data) VALUES (?, ?) ON CONFLICT DO NOTHING", (key(name), data))


def artifact(db: Connection, name: str) -> bytes | None:
    """Return an artifact's bytes."""
    found = db.maybe("SELECT data FROM artifacts WHERE name = ?", (key(name),))
    return None if found is None else found[0]
