"""The other side lies, the disk is full, a process is paused: what was promised holds all the same."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from runtime.web.app import create_app
from tests.chaos import echo_bot, worker
from tests.chaos.crowd import post, signed_message
from tests.chaos.hostile import ENOUGH, MODES, Hostile
from tests.chaos.receiver import Receiver
from tests.chaos.servers import Server, servers
from tests.stores.failing_disk import Disk, failing_disk
from tests.stores.kept import File

CONVERSATIONS, MESSAGES = 8, 4
PATIENCE_S = 180.0
LEASE_S = 3.0
GROWN_KIB = 48 * 1024  # an answer without end would take all there is


@pytest.fixture
def disk() -> Iterator[Disk]:
    with failing_disk() as disk:
        yield disk


def settings(kept: File, port: int, lease_s: float) -> dict[str, object]:
    return {
        "path": kept.where,
        "store": kept.sound,
        "lease_s": lease_s,
        "customers": port,
        "notes": port,
        "noting": False,
    }


def write(server: Server, conversation: str, number: int) -> float:
    """Have a message accepted and return how long that took, in seconds."""
    began = time.monotonic()
    assert post(server.port, conversation, f"{conversation}-{number}") == {"duplicate": False}
    return time.monotonic() - began


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < end, "nothing more happens"
        time.sleep(0.05)


def memory_kib(server: Server) -> int:
    status = Path(f"/proc/{server.pid}/status")
    if not status.exists():
        return 0
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS"))


def look(kept: File) -> tuple[int, int, int, int]:
    async def told() -> tuple[int, int, int, int]:
        store = kept.store()
        await store.open()
        counts = await store.counts()
        await store.close()
        return counts.arrivals, counts.sends, counts.dead, counts.unknown

    return asyncio.run(told())


def test_an_other_side_that_lies_gets_everything_in_order(tmp_path: Path) -> None:
    kept, hostile = File(tmp_path / "flowc.db"), Hostile()
    names = [f"c{number}" for number in range(CONVERSATIONS)]
    try:
        with servers(tmp_path, [settings(kept, hostile.port, 30.0)]) as (server,):
            before = memory_kib(server)
            acknowledged = [write(server, name, number) for number in range(MESSAGES) for name in names]
            until(lambda: look(kept)[:2] == (0, 0))
            grown = memory_kib(server) - before
            assert server.stop() == ""
    finally:
        hostile.close()
    print(f"acknowledged within {max(acknowledged) * 1000:.0f} ms, {grown} KiB more, {dict(hostile.modes)}")
    assert set(hostile.modes) == {"", *MODES}
    assert sum(many for mode, many in hostile.modes.items() if mode) == ENOUGH
    assert hostile.fallen == 0
    assert look(kept) == (0, 0, 0, 0)
    for name in names:
        came = [one for one in hostile.came if one.conversation == name]
        expected = [echo_bot.GREETING, *(f"{name}-{number}" for number in range(1, MESSAGES))]
        assert list(dict.fromkeys(one.text for one in came)) == expected
        assert len({one.id for one in came}) == MESSAGES
        for id_, times in Counter(one.id for one in came).items():  # again only where the answer was a lie
            assert times <= 1 + sum(one.mode != "" for one in came if one.id == id_), came
    assert grown < GROWN_KIB


def test_a_paused_server_neither_commits_nor_sends_what_another_took_over(tmp_path: Path) -> None:
    kept, receiver = File(tmp_path / "flowc.db"), Receiver(1, (0.3, 0.3))
    names = [f"c{number}" for number in range(20)]
    total = len(names) * 3
    try:
        with servers(tmp_path, [settings(kept, receiver.port, LEASE_S)] * 2) as (paused, other):
            for name in names:
                write(paused, name, 0)
            until(lambda: receiver.open >= 2)
            with kept.nobody_writes():  # paused within a transaction, it would keep the other one out as well
                os.kill(paused.pid, signal.SIGSTOP)
            under_way = Counter(kept.under_way())
            for number in (1, 2):
                for name in names:
                    write(other, name, number)
            until(lambda: len({one.id for one in receiver.deliveries}) == total and not any(look(kept)[:2]))
            os.kill(paused.pid, signal.SIGCONT)
            write(paused, "last", 0)
            until(lambda: receiver.answered("last") == 1 and not any(look(kept)[:2]))
            assert [paused.stop(), other.stop()] == ["", ""]
    finally:
        receiver.close()
    again = Counter(one.id for one in receiver.deliveries) - Counter(
        {one.id: 1 for one in receiver.deliveries}
    )
    assert under_way
    assert not again - under_way, again
    for name in names:
        came = list(dict.fromkeys(one.text for one in receiver.deliveries if one.conversation == name))
        assert came == [echo_bot.GREETING, f"{name}-1", f"{name}-2"]


def test_a_full_disk_is_told_and_nothing_taken_until_there_is_room(tmp_path: Path, disk: Disk) -> None:
    """The whole server in this process: its log finds no room, then it does again."""
    receiver = Receiver(1, (0.0, 0.0))
    found = worker.Settings(
        str(tmp_path / "flowc.db"), File.sound, 30.0, 1, receiver.port, receiver.port, False
    )

    async def told() -> None:
        config = worker.make_config(found)
        host = worker.make_host(found, config)
        transport = httpx.ASGITransport(create_app(host, config))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            await host.start()

            async def send(number: int) -> httpx.Response:
                body, headers = signed_message("c", f"c-{number}")
                return await client.post("/channels/json", content=body, headers=headers)

            assert (await send(0)).status_code == 200
            disk.full_writes = 1_000_000
            refused = [await send(number) for number in (1, 2, 3)]
            assert {one.status_code for one in refused} == {503}
            assert all(int(one.headers["retry-after"]) > 0 for one in refused)
            disk.full_writes = 0
            assert [(await send(number)).status_code for number in (1, 2, 3)] == [200] * 3
            async with asyncio.timeout(PATIENCE_S):
                while receiver.answered("c") < 4:
                    await asyncio.sleep(0.02)
            assert (await client.get("/readyz")).json()["internal_errors"] == 0
            await host.stop()

    try:
        asyncio.run(told())
    finally:
        receiver.close()
    came = list(dict.fromkeys(one.text for one in receiver.deliveries))
    assert came == [echo_bot.GREETING, "c-1", "c-2", "c-3"]
