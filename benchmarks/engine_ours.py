"""The turn of `benchmarks.engines` by this project's host, on either store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg

from benchmarks.engine_turn import Engine, artifact, texts
from runtime.channels.base import Incoming
from runtime.config import Config
from runtime.shell.following import TurnMade
from runtime.shell.host import Host
from runtime.stores.base import Store
from runtime.stores.postgres import PostgresStore
from runtime.stores.sqlite import SqliteStore
from runtime.web.assemble import build_host
from tests.stores.cluster import Cluster, own_cluster


class Ours:
    """All that a server does behind its door: the arrival, its turn, the words in the outbox.

    The words are those of a channel whose other side fetches them: keeping them is sending them.
    """

    def __init__(self, host: Host) -> None:
        self._host = host

    async def ask(self, message: Incoming) -> None:
        with self._host.followers.follow(message.thread) as notices:
            made = not await self._host.receive(message)
            while not made:
                notice = await notices.get()
                made = isinstance(notice, TurnMade) and notice.arrival == (message.source, message.id)

    async def state(self, thread: str) -> bytes | None:
        return await self._host.store.state(thread)

    async def answer(self, message: Incoming) -> list[str]:
        entries = await self._host.store.published(message.thread, 0, 1)
        return [text for entry in entries for text in texts(entry.payload)]


@asynccontextmanager
async def on_sqlite(folder: Path) -> AsyncIterator[Engine]:
    async with _hosted(SqliteStore(folder / "bot.db")) as engine:
        yield engine


@asynccontextmanager
async def on_postgres(folder: Path) -> AsyncIterator[Engine]:
    with own_cluster() as cluster:
        check_flushes(cluster)
        async with _hosted(PostgresStore(cluster.url)) as engine:
            yield engine


def check_flushes(cluster: Cluster) -> None:
    """A server that does not flush what it says it has kept is not measured."""
    with psycopg.connect(cluster.url) as db:
        for setting in ("fsync", "synchronous_commit"):
            assert db.execute(f"SHOW {setting}").fetchone() == ("on",), setting


@asynccontextmanager
async def _hosted(store: Store) -> AsyncIterator[Engine]:
    host = build_host(artifact(), Config(), store=store)
    await host.start()
    try:
        yield Ours(host)
        assert host.faults.total == 0, host.faults.places
    finally:
        await host.stop()
