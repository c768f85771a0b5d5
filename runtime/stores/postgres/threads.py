"""Threads beside the event loop, each with a connection of its own; those of one role share what waits.

- Operations of one kind that wait together are one statement, which commits by itself: an answer is given
  after it, never before. If it surely did not happen, each of them is tried alone.
- Transactions that were in each other's way are done again here, a few times.
"""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from runtime.stores.errors import StoreUnavailable
from runtime.stores.limits import GROUP
from runtime.stores.postgres.connection import Connection, can_be_repeated
from runtime.stores.postgres.lines import Line, Server

T = TypeVar("T")
_TRIES = 4  # of transactions that were in each other's way


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """Operations that one statement can do together.

    `work` gets some of them and returns what each gives, in their order. `key` names what at most one of them
    may touch (None: it goes alone); those of one statement have the same `setting` and are `most` at most.
    """

    work: Callable[[Connection, Sequence[Any]], Sequence[Any]]  # Any: the kind's own operations and results
    key: Callable[[Any], Hashable | None]  # as above
    setting: Callable[[Any], Hashable] = lambda _: None
    most: int = GROUP


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


class DatabaseThreads:
    """Own some connections; `run` hands them operations from any event loop without blocking it.

    Several: while one flushes what it commits, the next commits what has come meanwhile.
    """

    def __init__(self, name: str, connect: Callable[[], Connection], many: int = 1) -> None:
        server = Server(connect)
        self._waiting: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._open = True
        self._called = False  # a thread that waited is on its way
        self._threads = [
            threading.Thread(target=self._loop, args=(Line(server),), name=f"{name}-{number}", daemon=True)
            for number in range(1, many + 1)
        ]
        for thread in self._threads:
            thread.start()

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
            self._call()
        return await future

    def close(self) -> None:
        """Finish what waits, then close the connections. Blocks."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    # ---- the threads --------------------------------------------------------------------------------------

    def _loop(self, line: Line) -> None:
        while jobs := self._next():
            _do(line, jobs)
            _answer(jobs)
        line.close()

    def _next(self) -> list[_Job]:
        """Take the job that waits longest, and those that can go with it. Empty: the store is closed."""
        with self._changed:
            while self._open and not self._waiting:
                self._changed.wait()
            self._called = False
            if not self._waiting:
                return []
            first = self._waiting.popleft()
            kind, taken = first.kind, [first]
            key = kind.key(first.operation)
            if key is not None:
                setting, keys, left = kind.setting(first.operation), {key}, deque[_Job]()
                while self._waiting and len(taken) < kind.most:
                    job = self._waiting.popleft()
                    key = kind.key(job.operation) if job.kind is kind else None
                    if key is None or key in keys or kind.setting(job.operation) != setting:
                        left.append(job)
                    else:
                        taken.append(job)
                        keys.add(key)
                self._waiting.extendleft(reversed(left))
            if self._waiting:
                self._call()
            return taken

    def _call(self) -> None:
        """Wake one thread, unless one is on its way: it takes all that has come until it is there."""
        if not self._called:
            self._called = True
            self._changed.notify()


def _do(line: Line, jobs: Sequence[_Job]) -> None:
    """Give every job its result or its error. Never raises."""
    kind, operations = jobs[0].kind, [job.operation for job in jobs]
    for left in reversed(range(_TRIES)):
        try:
            for job, result in zip(jobs, kind.work(line.db(), operations), strict=True):
                job.result, job.error = result, None
                if isinstance(result, Exception):
                    job.error = result
            return
        except Exception as error:  # the caller gets it
            if left and can_be_repeated(error):
                continue
            told, is_sure = line.told(error)
        if is_sure and len(jobs) > 1:
            for job in jobs:
                _do(line, (job,))
        else:
            for job in jobs:
                job.error = told
        return


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
