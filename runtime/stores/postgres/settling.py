"""Statements for what is told of a send later: by a person, or by a messenger."""

from __future__ import annotations

from datetime import datetime

from runtime.stores.keys import key, reason
from runtime.stores.postgres import lanes
from runtime.stores.postgres.connection import Connection, Row
from runtime.stores.rows import Fate, Receipt
from runtime.stores.times import to_micros


def settle(db: Connection, id_: str, fate: Fate, now: datetime) -> bool:
    """Do what a person says with a row that is dead, unknown, or waits while nobody sends it."""
    if fate not in (Fate.LATER, Fate.DROPPED, Fate.SENT):
        raise ValueError(f"a person cannot settle a send as {fate.value}")
    with db.unit():
        found = _locked(db, id_)
        if found is None:
            return False
        seq, thread, lane, state, worker, _ = found
        if not (state in ("dead", "unknown") or (state == "waiting" and worker is None)):
            return False
        if fate is not Fate.LATER:
            _end(db, seq, thread, fate, "settled by a person", now)
        elif state == "waiting":
            db.execute("UPDATE outbox SET ready = 0 WHERE seq = %s", (seq,))
        else:
            db.execute(
                "UPDATE outbox SET state = 'waiting', ready = 0, attempts = 0, expires = NULL, ended = NULL"
                " WHERE seq = %s",
                (seq,),
            )
            db.execute(
                "INSERT INTO lanes (lane, head, ready) VALUES (%s, %s, 0)"
                " ON CONFLICT (lane) DO UPDATE SET lane = excluded.lane",
                (lane, seq),
            )
        lanes.free(db, (lane,), ())
    return True


def tell(db: Connection, id_: str, receipt: Receipt, why: str, now: datetime) -> bool:
    """Keep what a messenger tells of a row; whoever is sending it just now has nothing more to say."""
    with db.unit():
        found = _locked(db, id_)
        if found is None:
            return False
        seq, thread, lane, state, _, arrived = found
        fate = Fate.DEAD if receipt is Receipt.FAILED else Fate.SENT
        news = arrived is None and receipt is Receipt.ARRIVED and state not in ("dead", "dropped")
        if news:
            db.execute("UPDATE outbox SET arrived = %s WHERE seq = %s", (to_micros(now), seq))
        if state in ("waiting", "unknown") or (state == "sent" and fate is Fate.DEAD and arrived is None):
            _end(db, seq, thread, fate, why, now)
            lanes.free(db, (lane,), (seq,))
            return True
    return bool(news)


def _locked(db: Connection, id_: str) -> Row | None:
    """Hold a row, its lane and its thread, and return what is known of it."""
    there = db.maybe("SELECT thread FROM outbox WHERE id = %s", (key(id_),))
    if there is None:
        return None
    lanes.lock(db, there, (key(id_),))
    return db.maybe(
        "SELECT seq, thread, lane, state, worker, arrived FROM outbox WHERE id = %s FOR UPDATE", (key(id_),)
    )


def _end(db: Connection, seq: int, thread: str, fate: Fate, why: str, now: datetime) -> None:
    """Give a row its fate. What is sent gets the thread's next number, so numbers rise in commit order."""
    number = 0
    if fate is Fate.SENT:
        (number,) = db.one("UPDATE threads SET sent = sent + 1 WHERE thread = %s RETURNING sent", (thread,))
    db.execute(
        "UPDATE outbox SET state = %s, worker = NULL, ended = %s, why = %s, number = %s WHERE seq = %s",
        (fate.value, to_micros(now), reason(why), number, seq),
    )
