"""Statements for customers' addresses: which thread is theirs, and where it is written to now.

A lent address that comes with an own one nobody knows belongs to a newcomer, if the one who had it is known
by another own address: what was said before is not shown to him.
"""

from __future__ import annotations

from runtime.stores.keys import key
from runtime.stores.rows import Addresses
from runtime.stores.sqlite.connection import Connection


def thread_of(db: Connection, met: Addresses) -> str:
    """Return the thread of the customer at these addresses, and keep where both lead."""
    thread = _leads(db, met.own)
    if thread is None and met.lent is not None:
        found = _leads(db, met.lent)
        if found is not None and (met.own is None or not _has_own(db, found)):
            thread = found
    if thread is None:
        name = met.own or met.lent
        if name is None:
            raise ValueError("a customer has at least one address")
        thread = key(name)
    _keep(db, thread, met)
    if met.lent is not None or reached(db, thread) is None:
        _reach(db, thread, met)
    return thread


def move(db: Connection, before: Addresses, after: Addresses) -> bool:
    """Let a thread be found under new addresses; its number may be somebody else's from now on."""
    thread = _leads(db, before.own) or _leads(db, before.lent)
    if thread is None or _leads(db, after.own) not in (None, thread):
        return False
    if before.lent is not None and after.lent != before.lent:
        db.execute("DELETE FROM addresses WHERE address = ? AND thread = ?", (key(before.lent), thread))
    _keep(db, thread, after)
    _reach(db, thread, after)
    return True


def reached(db: Connection, thread: str) -> str | None:
    """Return where a thread's customer is written to."""
    row = db.maybe("SELECT address FROM reached WHERE thread = ?", (key(thread),))
    return None if row is None else row[0]


def known_at(db: Connection, address: str) -> str | None:
    """Return the thread that an address leads to."""
    return _leads(db, address)


def _leads(db: Connection, address: str | None) -> str | None:
    if address is None:
        return None
    row = db.maybe("SELECT thread FROM addresses WHERE address = ?", (key(address),))
    return None if row is None else row[0]


def _has_own(db: Connection, thread: str) -> bool:
    return db.maybe("SELECT 1 FROM addresses WHERE thread = ? AND own = 1 LIMIT 1", (thread,)) is not None


def _keep(db: Connection, thread: str, at: Addresses) -> None:
    for address, own in ((at.own, 1), (at.lent, 0)):
        if address is not None and _leads(db, address) != thread:
            db.execute(
                "INSERT INTO addresses (address, thread, own) VALUES (?, ?, ?)"
                " ON CONFLICT (address) DO UPDATE SET thread = excluded.thread",
                (key(address), thread, own),
            )


def _reach(db: Connection, thread: str, at: Addresses) -> None:
    """A phone number is preferred: sending to an own address is not open to everybody yet."""
    address = at.lent or at.own
    if address is not None and reached(db, thread) != address:
        db.execute(
            "INSERT INTO reached (thread, address) VALUES (?, ?)"
            " ON CONFLICT (thread) DO UPDATE SET address = excluded.address",
            (thread, address),
        )
