"""A database that takes what it is asked and says nothing more: nobody waits for it for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from runtime.channels.json_channel import JsonChannel
from runtime.config import Config, Server
from runtime.shell import patience
from runtime.shell.host import Host
from runtime.stores.postgres.connection import Driver
from runtime.stores.rows import Arrival, Claim, OutboxEntry, Taker
from runtime.stores.sqlite import SqliteStore
from runtime.web import operator
from runtime.web.app import create_app
from runtime.web.assemble import make_ready
from tests.chaos import echo_bot
from tests.chaos.cutting_proxy import CuttingProxy, through
from tests.chaos.database_load import Load, opened
from tests.chaos.scale import scale, seed
from tests.stores.cluster import Cluster
from tests.stores.database import Place

TIMES = scale()
SEED = seed()
THREADS = 12
SOON_S = 15.0  # with the bound of half a second here: its tries, each with one to connect
TOKEN = "an-operator-token-of-tests"
OPERATOR = {"authorization": f"Bearer {TOKEN}"}
CONFIG = Config(server=Server(operator_token=TOKEN))


def message(id_: str) -> dict[str, str]:
    return {"conversation": "sari", "id": id_, "at": datetime.now(UTC).isoformat(), "text": "halo"}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Driver, "answer_wait_s", 0.5)


@pytest.mark.usefixtures("impatient")
def test_a_server_that_stands_still_again_and_again_loses_nothing(cluster: Cluster, place: Place) -> None:
    async def main() -> None:
        with CuttingProxy(cluster.port, SEED) as proxy:
            stores = await opened(*(place.store(through(proxy, cluster)) for _ in range(2)))
            load = Load(stores, THREADS)

            async def disturb() -> None:
                for _ in range(2 * TIMES):
                    await asyncio.sleep(0.5)
                    proxy.moving.clear()
                    await asyncio.sleep(1)
                    proxy.moving.set()
                await asyncio.sleep(0.5)

            await load.run(disturb)
            for store in stores:
                await store.close()
        assert load.problems == []
        assert load.failures["OutcomeUnknown"] > 0, load.failures

    asyncio.run(main())


@pytest.mark.usefixtures("impatient")
def test_while_the_database_stands_still_the_server_says_so_and_goes_on(
    cluster: Cluster, place: Place
) -> None:
    async def main() -> None:
        with CuttingProxy(cluster.port, SEED) as proxy:
            host = Host(
                place.store(through(proxy, cluster)),
                echo_bot.artifact(notes=False),
                {"json": JsonChannel("web")},
                make_ready,
            )
            await host.start()
            transport = httpx.ASGITransport(create_app(host, CONFIG))
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
                assert (await client.get("/readyz")).status_code == 200
                proxy.moving.clear()
                async with asyncio.timeout(SOON_S):
                    red = await client.get("/readyz")
                    taken = await client.post("/channels/json", json=message("m1"), headers=OPERATOR)
                assert (red.status_code, red.json()["ready"], taken.status_code) == (503, False, 503)
                assert (await client.get("/healthz")).status_code == 200
                proxy.moving.set()
                async with asyncio.timeout(SOON_S):
                    while (await client.get("/readyz")).status_code != 200:
                        await asyncio.sleep(0.1)
                    taken = await client.post("/channels/json", json=message("m1"), headers=OPERATOR)
                    assert taken.status_code == 200
                    while not await host.store.state("json:sari"):
                        await asyncio.sleep(0.05)
            await host.stop()

    asyncio.run(main())


class Silent(SqliteStore):
    """Takes what it is asked and gives no answer, until it speaks again."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.speaks = asyncio.Event()

    async def accept(
        self,
        arrival: Arrival,
        now: datetime,
        claimable: Callable[[], object] | None = None,
        taker: Taker[Claim] | None = None,
    ) -> bool:
        await self.speaks.wait()
        return await super().accept(arrival, now, claimable, taker)

    async def outbox(self, states: tuple[str, ...], limit: int) -> tuple[OutboxEntry, ...]:
        await self.speaks.wait()
        return await super().outbox(states, limit)


def test_no_door_waits_for_a_store_that_never_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait_for(seconds: float) -> None:
        monkeypatch.setattr(patience, "DOOR_WAIT_S", seconds)
        monkeypatch.setattr(operator, "READY_WAIT_S", seconds)

    async def main() -> None:
        wait_for(0.1)
        store = Silent(tmp_path / "flowc.db")
        host = Host(store, echo_bot.artifact(notes=False), {"json": JsonChannel("web")}, make_ready)
        await host.start()
        transport = httpx.ASGITransport(create_app(host, CONFIG))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            async with asyncio.timeout(SOON_S):
                red = await client.get("/readyz")
                taken = await client.post("/channels/json", json=message("m1"), headers=OPERATOR)
            assert (red.status_code, red.json()["ready"], taken.status_code) == (503, False, 503)
            store.speaks.set()
            wait_for(SOON_S)
            assert (await client.get("/readyz")).status_code == 200
            for _ in range(2):
                taken = await client.post("/channels/json", json=message("m1"), headers=OPERATOR)
                assert taken.status_code == 200
            while not (past := await store.history("json:sari")):
                await asyncio.sleep(0.05)
            assert len(past) == 1
        await host.stop()

    asyncio.run(main())
