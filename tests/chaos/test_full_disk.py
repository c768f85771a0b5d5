"""PostgreSQL's disk is full while customers write: senders are told, nothing that was taken is lost."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import psycopg
import pytest
from psycopg import sql

from runtime.stores.errors import StoreFull
from runtime.stores.rows import Arrival
from runtime.web.app import create_app
from tests.chaos import echo_bot, worker
from tests.chaos.crowd import signed_message
from tests.chaos.receiver import Receiver
from tests.chaos.small_disk import NoDiskError, SmallDisk, small_disk
from tests.conftest import Need
from tests.stores.cluster import Cluster, account
from tests.stores.database import Place
from tests.stores.kept import Database

MEBIBYTES = 16
LEASE_S = 2.0  # what found no room is taken up again so soon after there is some
PATIENCE_S = 30.0
MOST = 2_000  # messages until the pages that the tables already have are full; each takes some hundred bytes

LARGE = Arrival("json:d", "web", "m1", datetime(2026, 11, 23, tzinfo=UTC), os.urandom(200_000))


@pytest.fixture
def disk(need: Need) -> Iterator[SmallDisk]:
    try:
        with small_disk(MEBIBYTES, account()) as disk:
            yield disk
    except NoDiskError as error:
        need(str(error))


@pytest.fixture
def on_it(cluster: Cluster, disk: SmallDisk) -> Iterator[Place]:
    """A place whose tables are on the small disk; the server's log is not, or it would stop altogether."""
    with psycopg.connect(cluster.url, autocommit=True) as db:
        db.execute(sql.SQL("CREATE TABLESPACE small LOCATION {}").format(str(disk.data)))
    place = Place(f"{cluster.url} options='-c default_tablespace=small'")
    place.make()
    yield place
    place.remove()
    with psycopg.connect(cluster.url, autocommit=True) as db:
        db.execute("DROP TABLESPACE small")


def test_a_full_disk_is_told_and_nothing_is_lost(on_it: Place, disk: SmallDisk) -> None:
    receiver = Receiver(1, (0.0, 0.0))
    kept = Database(on_it)
    found = worker.Settings(kept.where, kept.sound, LEASE_S, 1, receiver.port, receiver.port, False)

    async def told() -> int:
        config = worker.make_config(found)
        host = worker.make_host(found, config)
        transport = httpx.ASGITransport(create_app(host, config))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", timeout=60) as client:
            await host.start()

            async def send(number: int) -> httpx.Response:
                body, headers = signed_message("c", f"c-{number}")
                return await client.post("/channels/json", content=body, headers=headers)

            async def settled(messages: int) -> None:
                async with asyncio.timeout(PATIENCE_S):
                    while receiver.answered("c") < messages or (await host.store.counts()).arrivals:
                        await asyncio.sleep(0.05)

            assert (await send(0)).status_code == 200
            await settled(1)
            disk.fill()
            taken = 1
            while (answer := await send(taken)).status_code == 200:
                taken += 1
                assert taken < MOST, "the disk is not full"
            assert answer.status_code == 503
            assert int(answer.headers["retry-after"]) > 0
            with pytest.raises(StoreFull):
                await host.store.accept(LARGE, host.clock.now())
            print(f"full after {taken} messages")
            assert (await client.get("/healthz")).status_code == 200
            disk.empty()
            for number in (taken, taken + 1):
                assert (await send(number)).status_code == 200
            await settled(taken + 2)
            ready = await client.get("/readyz")
            assert (ready.status_code, ready.json()["internal_errors"]) == (200, 0)
            await host.stop()
        return taken + 2

    try:
        messages = asyncio.run(told())
    finally:
        receiver.close()
    came = list(dict.fromkeys(one.text for one in receiver.deliveries))
    assert came == [echo_bot.GREETING, *(f"c-{number}" for number in range(1, messages))]
