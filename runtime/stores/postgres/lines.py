"""A line to the server: a connection that is opened again when it is lost.

Lines that share a `Server` share what one of them learns: while the server cannot be reached every operation
is refused at once, and tries to connect back off. When one line is lost, each of the others asks whether its
server is still there before it is next used: so what happened to all of them is told to one caller, not to
one for each line.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

import psycopg

from runtime.stores.errors import OutcomeUnknown, StoreError, StoreUnavailable
from runtime.stores.limits import RECONNECT_S
from runtime.stores.postgres.connection import Connection, NoAnswerError, is_certain, translate


class Server:
    """`lost`: how often a line was, so far."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self.lost = 0
        self._connect = connect
        self._guard = threading.Lock()
        self._wait_s, self._retry_at = 0.0, 0.0
        self._refused: StoreError = StoreUnavailable("not connected")  # why the last try to connect failed

    def connected(self) -> Connection:
        """Return a new connection.

        Raises:
            StoreError: it cannot be had, or could not a moment ago.
        """
        with self._guard:
            if time.monotonic() < self._retry_at:
                raise type(self._refused)(str(self._refused))
        try:
            db = self._connect()
        except StoreError as refused:
            self.refuse(refused)
            raise
        with self._guard:
            self._wait_s = 0.0
        return db

    def refuse(self, refused: StoreError) -> None:
        """Tell everybody this for a moment, a longer one each time, without trying to connect."""
        first, longest = RECONNECT_S
        with self._guard:
            self._refused = refused
            self._wait_s = min(max(first, 2 * self._wait_s), longest)
            self._retry_at = time.monotonic() + self._wait_s * random.uniform(0.5, 1)  # noqa: S311

    def note_loss(self, error: psycopg.Error) -> None:
        """A line is lost. Who waited behind it for a server that says nothing has waited long enough."""
        with self._guard:
            self.lost += 1
        if isinstance(error, NoAnswerError):
            self.refuse(StoreUnavailable("the server does not answer"))


class Line:
    """Used by one thread at a time."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._db: Connection | None = None
        self._lost = 0  # how many had been when it was last known to be good

    def db(self) -> Connection:
        """Return the connection, a new one where it was lost.

        Raises:
            StoreError: there is none to be had.
        """
        lost = self._server.lost
        if self._db is not None and self._lost != lost and not self._db.answers():
            self.close()
        self._lost = lost
        if self._db is None:
            self._db = self._server.connected()
        return self._db

    def told(self, error: Exception) -> tuple[Exception, bool]:
        """Return what the caller is told of an error, and whether nothing has changed for sure."""
        if not isinstance(error, psycopg.Error):
            return error, True
        db = self._db
        is_sure = is_certain(error, db is not None and db.is_usable)
        told = translate(error)
        if not is_sure:
            said = f"the connection was lost: {type(error).__name__}"
            is_sure = db is None or not db.committing
            told = StoreUnavailable(said) if is_sure else OutcomeUnknown(said)
        told.__cause__ = error
        if db is not None and isinstance(told, StoreUnavailable | OutcomeUnknown):
            self.close()
            self._server.note_loss(error)
        return told, is_sure

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None
