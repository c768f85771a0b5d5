"""Threads beside the event loop, each with a connection of its own, which it opens again when it is lost.

- Operations of one kind that wait together are one statement, which commits by itself: an answer is given
  after it, never before. If it surely did not happen, each of them is tried alone.
- While the server cannot be reached every operation is refused at once; tries to connect back off.
- Transactions that were in each other's way are done again here, a few times.
"""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import psycopg

from runtime.stores.errors import OutcomeUnknown, StoreError, StoreUnavailable
from runtime.stores.limits import GROUP, RECONNECT_S
from runtime.stores.postgres.connection import Connection, can_be_repeated, is_certain, translate

T = TypeVar("T")
_TRIES = 4  # of transactions that were in each other's way


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """Operations that one statement can do together.

    `work` gets some of them and returns what each gives, in their order. `key` names what at most one of them
    may touch (None: it goes alone); those of one statement have the same `setting`.
    """

    work: Callable[[Connection, Sequence[Any]], Sequence[Any]]  # Any: the kind's own operations and results
    key: Callable[[Any], Hashable | None]  # as above
    setting: Callable[[Any], Hashable] = lambda _: None


@dataclass(slots=True)
class _Job:
    """`future` belongs to `loop`: it is only ever touched there."""

    kind: Kind[Any]
    operation: Any  # of its kind
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None


def _alone(db: Connection, works: Sequence[Callable[[Connection], T]]) -> Sequence[T]:
    return [work(db) for work in works]


ALONE: Kind[Any] = Kind(_alone, lambda _: None)


class DatabaseThread:
    """Owns a connection; `run` hands it operations from any event loop without blocking it."""

    def __init__(self, name: str, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._db: Connection | None = None
        self._wait_s, self._retry_at = 0.0, 0.0
        self._refused: StoreError = StoreUnavailable("not connected")  # why the last try to connect failed
        self._waiting: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._open = True
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` returns, once it is done and durable.

        Cancelling does not undo it: the caller no longer waits, the work may be done all the same.
        """
        result: T = await self.do(ALONE, work)
        return result

    async def do(self, kind: Kind[T], operation: Any) -> T:  # Any: one of the kind's operations
        """As `run`, for an operation that may be done together with others."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._changed:
            if not self._open:
                raise StoreUnavailable("the store is closed")
            self._waiting.append(_Job(kind, operation, loop, future))
            self._changed.notify()
        return await future

    def close(self) -> None:
        """Finish what waits, then close the connection. Blocks."""
        with self._changed:
            self._open = False
            self._changed.notify()
        self._thread.join()

    # ---- the thread ---------------------------------------------------------------------------------------

    def _loop(self) -> None:
        while jobs := self._next():
            self._do(jobs)
            _answer(jobs)
        if self._db is not None:
            self._db.close()

    def _next(self) -> list[_Job]:
        """Take the job that waits longest, and those that can go with it. Empty: the store is closed."""
        with self._changed:
            while self._open and not self._waiting:
                self._changed.wait()
            if not self._waiting:
                return []
            first = self._waiting.popleft()
            kind, taken = first.kind, [first]
            key = kind.key(first.operation)
            if key is not None:
                setting, keys, left = kind.setting(first.operation), {key}, deque[_Job]()
                while self._waiting and len(taken) < GROUP:
                    job = self._waiting.popleft()
                    key = kind.key(job.operation) if job.kind is kind else None
                    if key is None or key in keys or kind.setting(job.operation) != setting:
                        left.append(job)
                    else:
                        taken.append(job)
                        keys.add(key)
                self._waiting.extendleft(reversed(left))
            return taken

    def _do(self, jobs: Sequence[_Job]) -> None:
        """Give every job its result or its error. Never raises."""
        kind, operations = jobs[0].kind, [job.operation for job in jobs]
        for left in reversed(range(_TRIES)):
            try:
                for job, result in zip(jobs, kind.work(self._connection(), operations), strict=True):
                    job.result, job.error = result, None
                    if isinstance(result, Exception):
                        job.error = result
                return
            except Exception as error:  # the caller gets it
                if left and can_be_repeated(error):
                    continue
                told, is_sure = self._told(error)
            if is_sure and len(jobs) > 1:
                for job in jobs:
                    self._do((job,))
            else:
                for job in jobs:
                    job.error = told
            return

    def _told(self, error: Exception) -> tuple[Exception, bool]:
        """Return what the caller is told, and whether nothing has changed for sure."""
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
            db.close()
            self._db = None
        return told, is_sure

    def _connection(self) -> Connection:
        if self._db is None:
            if time.monotonic() < self._retry_at:
                raise type(self._refused)(str(self._refused))
            try:
                self._db = self._connect()
            except StoreError as refused:
                self._refused = refused
                first, longest = RECONNECT_S
                self._wait_s = min(max(first, 2 * self._wait_s), longest)
                self._retry_at = time.monotonic() + self._wait_s * random.uniform(0.5, 1)  # noqa: S311
                raise
            self._wait_s = 0.0
        return self._db


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
