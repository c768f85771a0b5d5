"""Two threads beside the event loop: one writes, many operations in one commit; one reads.

- A write's answer is given after its COMMIT, never before: what is answered is durable.
- Operations of one commit do not touch each other: each has a savepoint, and one that fails is undone alone.
- If the whole commit surely did not happen, each operation gets a transaction of its own; if that cannot be
  known, all of them are told so.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import apsw

from runtime.stores.base import OutcomeUnknown, StoreError, StoreUnavailable
from runtime.stores.limits import GROUP
from runtime.stores.sqlite.connection import Connection, is_certain, translate
from runtime.stores.sqlite.schema import check_version

T = TypeVar("T")
Work = Callable[[Connection], T]


@dataclass(slots=True)
class _Job:
    """`future` belongs to `loop`: it is only ever touched there."""

    work: Work[Any]  # jobs of all result types stand in one queue
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]  # as above
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

    async def run(self, work: Work[T]) -> T:
        """Return what `work` returns, once it is done (and, for a writer, durable).

        Cancelling does not undo it: the caller no longer waits, the work may be done all the same.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._lock:
            if not self._open:
                raise StoreUnavailable("the store is closed")
            self._queue.put(_Job(work, loop, future))
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
            jobs = [job] if (job := self._queue.get()) is not None else []
            running = bool(jobs)
            while running and len(jobs) < GROUP:
                try:
                    job = self._queue.get_nowait()
                except queue.Empty:
                    break
                if job is None:
                    running = False
                else:
                    jobs.append(job)
            if jobs:
                self._do(jobs)
                _answer(jobs)
        self._db.close()

    @abstractmethod
    def _do(self, jobs: Sequence[_Job]) -> None:
        """Give every job its result or its error. Never raises."""


class ReaderThread(DatabaseThread):
    """Each work sees one moment of the data."""

    def _do(self, jobs: Sequence[_Job]) -> None:
        for job in jobs:
            try:
                self._db.execute("BEGIN")
                try:
                    job.result = job.work(self._db)
                finally:
                    self._db.execute("ROLLBACK")
            except Exception as error:  # the caller gets it
                job.error = _told(error)


class WriterThread(DatabaseThread):
    """Commits what is queued together."""

    def _do(self, jobs: Sequence[_Job]) -> None:
        if not self._commit(jobs):
            for job in jobs:
                self._commit((job,))

    def _commit(self, jobs: Sequence[_Job]) -> bool:
        """Do the jobs in one transaction. False: it was rolled back, and each may be tried alone."""
        db = self._db
        for job in jobs:
            job.error = None
        try:
            db.execute("BEGIN IMMEDIATE")
            check_version(db)
        except Exception as error:  # every caller gets it
            self._fail(jobs, error)
            return True
        try:
            for job in jobs:
                self._do_one(job)
        except _RolledBackError as rolled_back:
            self._fail(jobs, rolled_back.cause)
            return len(jobs) == 1
        try:
            db.execute("COMMIT")
        except Exception as error:  # as above
            certain = is_certain(error)
            self._fail(jobs, error if certain else OutcomeUnknown(f"while committing: {error}"))
            return len(jobs) == 1 or not certain
        return True

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


def _answer(jobs: Sequence[_Job]) -> None:
    """Settle the futures, with one wake-up for each event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Job]] = defaultdict(list)
    for job in jobs:
        by_loop[job.loop].append(job)
    for loop, answered in by_loop.items():
        try:
            loop.call_soon_threadsafe(_settle, answered)
        except RuntimeError:  # that loop is closed: nobody waits any more
            continue


def _settle(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.future.done():  # cancelled
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)
