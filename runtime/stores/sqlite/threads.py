"""Two threads beside the event loop: one writes, many operations in one commit; one reads.

- A write's answer is given after its COMMIT, never before: what is answered is durable, as its `Flush` says.
- The log is one file, so whoever flushes it flushes what was committed before, too: what can wait for
  another's flush does, and is answered after it; `HOLD_S` later it has one of its own.
- Operations of one commit do not touch each other: each has a savepoint, and one that fails is undone alone.
- If the whole commit surely did not happen, each operation gets a transaction of its own; if that cannot be
  known, all of them are told so.
"""

from __future__ import annotations

import asyncio
import enum
import queue
import threading
import time
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import apsw

from runtime.stores.errors import OutcomeUnknown, StoreError, StoreUnavailable
from runtime.stores.limits import GROUP, HOLD_S, WAL_PAGES
from runtime.stores.sqlite.connection import Connection, is_certain, translate
from runtime.stores.sqlite.schema import check_version

T = TypeVar("T")
Work = Callable[[Connection], T]


class Flush(enum.Enum):
    """When what was done survives the machine's power; a killed process takes nothing that was answered."""

    NOW = "its commit flushes the disk"
    SOON = "it is answered after the next flush, whoever makes it"
    LATER = "it is answered before: what follows from it and is flushed stands behind it in the log"


@dataclass(slots=True)
class _Job:
    """`future` belongs to `loop`: it is only ever touched there."""

    work: Work[Any]  # jobs of all result types stand in one queue
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]  # as above
    flush: Flush = Flush.NOW
    done: Callable[[Any], object] | None = None  # as above
    result: Any = None  # as above
    error: Exception | None = None


class DatabaseThread(ABC):
    """Owns a connection; `run` hands it work from any event loop without blocking it."""

    def __init__(self, name: str, db: Connection) -> None:
        self._db = db
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()  # nothing may be queued behind the word to stop
        self._open = True
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)
        self._thread.start()

    async def run(
        self,
        work: Work[T],
        flush: Flush = Flush.NOW,
        queued: Callable[[], object] | None = None,
        done: Callable[[T], object] | None = None,
    ) -> T:
        """Return what `work` returns, once it is done (and, for a writer, flushed as wanted).

        `queued` is called as soon as all that is asked for from then on finds it done; `done` with what
        `work` returned, as soon as it is committed, flushed or not.

        Cancelling does not undo it: the caller no longer waits, the work may be done all the same.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._lock:
            if not self._open:
                raise StoreUnavailable("the store is closed")
            self._queue.put(_Job(work, loop, future, flush, done))
        if queued is not None:
            queued()
        return await future

    def close(self) -> None:
        """Finish what is queued, then close the connection. Blocks."""
        with self._lock:
            if self._open:
                self._open = False
                self._queue.put(None)
        self._thread.join()

    def _loop(self) -> None:
        running = True
        while running:
            jobs: list[_Job] = []
            try:
                while len(jobs) < GROUP:
                    job = self._queue.get_nowait() if jobs else self._queue.get(timeout=self._patience())
                    if job is None:
                        running = False
                        break
                    jobs.append(job)
            except queue.Empty:
                pass
            if jobs:
                _answer(self._do(jobs))
            else:
                _answer(self._finish())
        _answer(self._finish())
        self._db.close()

    def _patience(self) -> float | None:
        """Return how many seconds to wait for work before `_finish` is called; None: for ever."""
        return None

    def _finish(self) -> Sequence[_Job]:
        """Do what is due without new work, or at the end, and return the jobs that it answers."""
        return ()

    @abstractmethod
    def _do(self, jobs: Sequence[_Job]) -> Sequence[_Job]:
        """Do the jobs and return those that have their result or their error now. Never raises."""


class ReaderThread(DatabaseThread):
    """Each work sees one moment of the data."""

    def _do(self, jobs: Sequence[_Job]) -> Sequence[_Job]:
        for job in jobs:
            try:
                self._db.execute("BEGIN")
                try:
                    job.result = job.work(self._db)
                finally:
                    self._db.execute("ROLLBACK")
            except Exception as error:  # the caller gets it
                job.error = _told(error)
        return jobs


class WriterThread(DatabaseThread):
    """Commits what is queued together."""

    def __init__(self, name: str, db: Connection) -> None:
        self._flushes = True  # the mode of the next commit, as connections are opened
        self._written = False  # whether the last commit wrote anything: one that did not has flushed nothing
        self._held: list[_Job] = []  # committed, not flushed, not answered
        self._until = 0.0  # when those have waited long enough, on the monotonic clock
        db.set_wal_hook(self._wrote)
        super().__init__(name, db)

    def _patience(self) -> float | None:
        return max(0.0, self._until - time.monotonic()) if self._held else None

    def _do(self, jobs: Sequence[_Job]) -> Sequence[_Job]:
        answered: list[_Job] = []
        if not self._commit(jobs, answered):
            for job in jobs:
                self._commit((job,), answered)
        if self._held and time.monotonic() >= self._until:
            answered += self._finish()
        return answered

    def _finish(self) -> Sequence[_Job]:
        held = self._held
        if not held:
            return ()
        flush = _Job(write_something, held[0].loop, held[0].future)
        self._committed((flush,))
        if flush.error is not None:
            self._fail(held, OutcomeUnknown(f"while flushing: {flush.error}"))
        self._held = []
        return held

    def _commit(self, jobs: Sequence[_Job], answered: list[_Job]) -> bool:
        """Do the jobs in one transaction. False: it was rolled back, and each may be tried alone.

        Adds to `answered` those that have their answer, among them others that waited for this flush.
        """
        if not self._committed(jobs):
            return False
        held: list[_Job] = []
        durable = self._flushes and self._written
        if durable or (self._held and self._held[0].error is not None):
            answered += self._held
            self._held = []
        for job in jobs:
            if job.error is None and job.flush is Flush.SOON and not durable:
                if not self._held:
                    self._until = time.monotonic() + HOLD_S
                self._held.append(job)
                held.append(job)
            else:
                answered.append(job)
        _answer([job for job in held if job.done is not None], _tell)
        return True

    def _committed(self, jobs: Sequence[_Job]) -> bool:
        db = self._db
        self._written = False
        for job in jobs:
            job.error = None
        try:
            self._mode(any(job.flush is Flush.NOW for job in jobs))
            db.execute("BEGIN IMMEDIATE")
            check_version(db)
        except Exception as error:  # every caller gets it
            self._fail(jobs, error)
            return True
        if len(jobs) == 1:  # alone, the transaction is its savepoint
            try:
                jobs[0].result = jobs[0].work(db)
            except Exception as error:  # the caller gets it
                self._fail(jobs, error)
                return True
        else:
            try:
                for job in jobs:
                    self._do_one(job)
            except _RolledBackError as rolled_back:
                self._fail(jobs, rolled_back.cause)
                return False
        try:
            db.execute("COMMIT")
        except Exception as error:  # as above
            certain = is_certain(error)
            told = error if certain else OutcomeUnknown(f"while committing: {error}")
            self._fail(jobs, told)
            if not certain:  # nor does anybody know what of the log before it is on the disk
                self._fail(self._held, told)
            return len(jobs) == 1 or not certain
        return True

    def _wrote(self, db: apsw.Connection, name: str, pages: int) -> int:
        """Hear of a commit that wrote to the log, of so many pages now; write it back when it is long.

        That this fails is no word about the commit, which has happened: the next one writes back.
        """
        self._written = True
        if pages >= WAL_PAGES:
            with suppress(apsw.Error, OSError):
                db.wal_checkpoint(name)
        return apsw.SQLITE_OK

    def _mode(self, wanted: bool) -> None:
        """Let the next commit flush the disk, or not; SQLite takes this while it reads the statement."""
        if wanted != self._flushes:
            mode = "FULL" if wanted else "NORMAL"
            self._db.execute(f"PRAGMA synchronous = {mode}", can_cache=False)
            self._flushes = wanted

    def _do_one(self, job: _Job) -> None:
        db = self._db
        db.execute("SAVEPOINT one")
        try:
            job.result = job.work(db)
        except Exception as error:  # the caller gets it; the others go on
            if not db.in_transaction:  # a full disk, for one, makes SQLite roll all of it back
                raise _RolledBackError(error) from error
            job.error = _told(error)
            db.execute("ROLLBACK TO one")
        db.execute("RELEASE one")

    def _fail(self, jobs: Sequence[_Job], error: Exception) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        for job in jobs:
            job.error = _told(error)


def write_something(db: Connection) -> None:
    """Make a commit that writes: setting the version does, also to what it is."""
    (version,) = db.one("PRAGMA user_version")
    db.execute(f"PRAGMA user_version = {version}")


class _RolledBackError(Exception):
    """SQLite ended the transaction by itself."""

    def __init__(self, cause: Exception) -> None:
        self.cause = cause


def _told(error: Exception) -> Exception:
    """Return what the caller is told: the store's word for the driver's error; a fault of ours as it is."""
    if isinstance(error, apsw.Error):
        told: StoreError = translate(error)
        told.__cause__ = error
        return told
    return error


def _tell(jobs: list[_Job]) -> None:
    """Say that jobs are committed, once."""
    for job in jobs:
        done, job.done = job.done, None
        if done is not None and job.error is None:
            done(job.result)


def _settle(jobs: list[_Job]) -> None:
    _tell(jobs)
    for job in jobs:
        if job.future.done():  # cancelled
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)


def _answer(jobs: Sequence[_Job], settle: Callable[[list[_Job]], None] = _settle) -> None:
    """Settle the futures, with one wake-up for each event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = defaultdict(list)
    for job in jobs:
        by_loop[job.loop].append(job)
    for loop, answered in by_loop.items():
        try:
            loop.call_soon_threadsafe(settle, answered)
        except RuntimeError:  # that loop is closed: nobody waits any more
            continue
