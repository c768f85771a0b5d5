"""The turn of `benchmarks.engines` as a DBOS workflow on PostgreSQL, its id that of the message.

A turn is one step: a transaction of its own that reads the conversation's row for update, and writes its
state with the id and the answer of the message that made it. A step that is made again after a crash finds
its id there. The library's own transactions (`SQLAlchemyDatasource`) do the same with more statements: they
made 0.6 times as many turns, so that the leaner way stands for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from queue import LifoQueue
from typing import Any

import psycopg

from benchmarks.engine_ours import check_flushes
from benchmarks.engine_turn import Bot, Engine, texts
from runtime.artifact import records
from runtime.channels.base import Incoming
from tests.stores.cluster import own_cluster

CONNECTIONS = 20  # to the conversations; the library has as many of its own, by its default
THREADS = 80  # more than customers: a workflow that is called has one as long as it runs
POLLING_S = 0.01  # of the queue; the default of a second is longer than a customer waits
REPEATED_S = 3.0  # without word from a workflow: it may have been made before
END_S = 30
QUEUE = "turns"
_TABLE = "CREATE TABLE conversation (thread text PRIMARY KEY, state bytea, message text, answer bytea)"
_READ = "SELECT state, message, answer FROM conversation WHERE thread = %s FOR UPDATE"
_WRITE = (
    "INSERT INTO conversation VALUES (%s, %s, %s, %s) ON CONFLICT (thread)"
    " DO UPDATE SET (state, message, answer) = (excluded.state, excluded.message, excluded.answer)"
)


class Conversations:
    """The conversations' own table, and the connections to it."""

    def __init__(self, url: str) -> None:
        self._bot = Bot()
        self._free: LifoQueue[psycopg.Connection] = LifoQueue()
        for _ in range(CONNECTIONS):
            self._free.put(psycopg.connect(url, autocommit=True, prepare_threshold=0))
        with self._connection() as db:
            db.execute(_TABLE)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection]:
        db = self._free.get()
        try:
            yield db
        finally:
            self._free.put(db)

    def turn(self, thread: str, id_: str, message: str) -> bytes:
        """Make a message's turn and keep it, once; return its answer."""
        with self._connection() as db, db.transaction():
            row = db.execute(_READ, (thread,)).fetchone()
            if row is not None and row[1] == id_:
                return bytes(row[2])
            state, answer = self._bot.turn(None if row is None else row[0], message)
            db.execute(_WRITE, (thread, state, id_, answer))
        return answer

    def state(self, thread: str) -> bytes | None:
        with self._connection() as db:
            row = db.execute(_READ, (thread,)).fetchone()
        return None if row is None else bytes(row[0])

    def close(self) -> None:
        while not self._free.empty():
            self._free.get().close()


class Dbos:
    """`queued`: through a queue that runs one workflow of a conversation at a time, as they came.

    Otherwise a workflow is called as a function: the row's lock keeps two of a conversation apart, and
    nothing keeps a burst in order.
    """

    def __init__(self, dbos: Any, kept: Conversations, queued: bool) -> None:  # Any: not always installed
        self._dbos, self._kept, self._queued = dbos, kept, queued
        self._waiting: dict[str, asyncio.Event] = {}

        def turn(thread: str, id_: str, message: str) -> bytes:
            return kept.turn(thread, id_, message)

        step = dbos.DBOS.step()(turn)

        def workflow(thread: str, id_: str, message: str) -> bytes:
            answer: bytes = step(thread, id_, message)
            if (made := self._waiting.pop(id_, None)) is not None:  # asking the database would cost more
                self._loop.call_soon_threadsafe(made.set)
            return answer

        self._workflow = dbos.DBOS.workflow()(workflow)

    async def open(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(THREADS))
        if self._queued:
            register = self._dbos.DBOS.register_queue_async
            await register(QUEUE, partition_concurrency=1, polling_interval_sec=POLLING_S)

    async def ask(self, message: Incoming) -> None:
        given = (message.thread, message.id, records.dump(message))
        with self._dbos.SetWorkflowID(message.id):
            if not self._queued:
                await asyncio.to_thread(self._workflow, *given)
                return
            made = self._waiting[message.id] = asyncio.Event()
            with self._dbos.SetEnqueueOptions(queue_partition_key=message.thread):
                handle = await self._dbos.DBOS.enqueue_workflow_async(QUEUE, self._workflow, *given)
        try:
            await asyncio.wait_for(made.wait(), REPEATED_S)
        except TimeoutError:
            await handle.get_result()

    async def state(self, thread: str) -> bytes | None:
        return await asyncio.to_thread(self._kept.state, thread)

    async def answer(self, message: Incoming) -> list[str]:
        handle = await self._dbos.DBOS.retrieve_workflow_async(message.id)
        return texts(await handle.get_result())


@asynccontextmanager
async def _launched(queued: bool, folder: Path) -> AsyncIterator[Engine]:
    dbos: Any = import_module("dbos")  # Any: not always installed
    with own_cluster() as cluster:
        check_flushes(cluster)
        url = f"postgresql://tester@127.0.0.1:{cluster.port}/postgres"
        kept = Conversations(url)
        dbos.DBOS(config={"name": "engines", "system_database_url": url, "log_level": "WARNING"})
        engine = Dbos(dbos, kept, queued)
        dbos.DBOS.launch()
        try:
            await engine.open()
            yield engine
        finally:
            dbos.DBOS.destroy(workflow_completion_timeout_sec=END_S)  # what we were told of has yet to end
            kept.close()


called = partial(_launched, False)
queued = partial(_launched, True)
