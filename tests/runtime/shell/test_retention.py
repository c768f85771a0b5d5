"""What a bot's `retention` promises, looked for byte by byte in the files on the disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from runtime.artifact import codec
from runtime.channels.base import Incoming
from runtime.channels.web_chat import WebChat
from runtime.clock import ManualClock
from runtime.core.codec import load_record, load_state
from runtime.core.events import AgentResolved, Received
from runtime.core.masking import HIDDEN
from runtime.shell.host import ATTEMPTS, REAP_EVERY, Host
from runtime.stores.sqlite import SqliteStore
from runtime.web.assemble import make_ready
from tests.conversations.bots import bot, compiled
from tests.runtime.web.served import CONFIG, served

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NAME, PHONE, CARD, WORDS = "zulkarnain", "081298765432", "4111111111111234", "kucing oranye"
SAID = ["mau daftar", NAME, PHONE, f"{WORDS} saya hilang, kartu {CARD}", "bicara dengan agen", "halo?"]


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Host]:
    host = Host(
        SqliteStore(path / "bot.db"),
        codec.dump(compiled(bot("detektor"))),
        {"web": WebChat()},
        make_ready,
        clock=ManualClock(START),
    )
    await host.open()
    try:
        yield host
    finally:
        await host.stop()


async def write(host: Host, *texts: str, thread: str = "web:a") -> None:
    for text in texts:
        at = host.clock.now()
        await host.receive(Incoming(thread, "web", "web", f"{at}-{text}", at, Received("text", text)))
        await host.drain()


async def pass_time(host: Host, span: timedelta) -> None:
    assert isinstance(host.clock, ManualClock)
    host.clock.advance(span)
    await host.drain()
    host.clock.advance(REAP_EVERY)
    await host.drain()


def on_disk(path: Path) -> str:
    """Return what the database's files hold, the log included, as text."""
    files = [one for one in path.iterdir() if one.name.startswith("bot.db")]
    assert files
    return b"".join(one.read_bytes() for one in files).decode("utf-8", "replace")


def found(path: Path, *words: str) -> list[str]:
    text = on_disk(path)
    return [word for word in words if word in text]


def test_words_leave_the_disk_when_their_time_is_over(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened(tmp_path) as host:
            await write(host, *SAID)
            await write(host, "batal")
            await pass_time(host, 2 * DAY)  # idle: the conversation closes
            assert found(tmp_path, NAME, CARD, WORDS) == [NAME, CARD, WORDS]
            await pass_time(host, 30 * DAY)
            assert found(tmp_path, NAME, PHONE, PHONE[1:], CARD, WORDS) == []
            assert await host.store.history("web:a") == ()
            state = load_state(await host.store.state("web:a") or b"")
            assert (state.open, state.transcript, dict(state.slots)) == (False, (), {})
            (row,) = await host.store.handovers((), 10)
            record = load_record(row.record)
            assert record.transcript == ()
            assert {fact.shown for fact in record.slots if fact.name in ("nama", "telepon")} == {HIDDEN}
            assert record.to == "cs"
            await write(host, "halo")  # who comes back begins anew
            assert host.faults.total == 0

    asyncio.run(scene())


def test_a_handover_that_is_open_keeps_what_an_agent_needs(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened(tmp_path) as host:
            await write(host, *SAID)
            (before,) = await host.store.handovers((), 10)
            await pass_time(host, 32 * DAY)
            (after,) = await host.store.handovers((), 10)
            assert before.ended is None
            if after.ended is None:
                assert NAME in after.record.decode()
            assert host.faults.total == 0

    asyncio.run(scene())


def test_everything_goes_when_the_customer_stays_away(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened(tmp_path) as host:
            await write(host, *SAID)
            await write(host, "batal")
            await pass_time(host, 2 * DAY)
            await pass_time(host, 367 * DAY)
            assert found(tmp_path, "web:a", NAME, PHONE, CARD, WORDS) == []
            counts = await host.store.counts()
            assert (counts.threads, counts.timers, counts.dead, counts.quarantined) == (0, 0, 0, 0)
            assert await host.store.handovers((), 10) == ()

    asyncio.run(scene())


def test_erasing_leaves_nothing_of_one_customer_and_all_of_another(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened(tmp_path) as host:
            await write(host, *SAID)
            await write(host, "mau daftar", "Rahmawati", thread="web:b")
            assert await host.erase("web:a") is True
            assert found(tmp_path, "web:a", NAME, PHONE, CARD, WORDS) == []
            assert found(tmp_path, "Rahmawati") == ["Rahmawati"]
            assert await host.erase("web:a") is False
            await write(host, "lagi", thread="web:b")
            assert host.faults.total == 0

    asyncio.run(scene())


POISON, TRIGGER, RELAYED = "jatuh kanariracun", "tolong kanaripemicu", "kanarititipan"
CANARIES = ["kanariracun", "kanaripemicu", "kanarititipan"]


def test_words_leave_every_table(tmp_path: Path) -> None:
    """Messages set aside, letters that nobody took, what waited behind them, free pages: all of it."""

    async def scene() -> None:
        async with served(tmp_path, CONFIG) as site:  # whose desk is never there
            host = site.host
            await write(host, POISON)
            for _ in range(ATTEMPTS):
                await pass_time(host, timedelta(seconds=20))
            await write(host, TRIGGER, thread="web:b")
            await write(host, RELAYED, thread="web:b")
            for _ in range(20):  # until the desk's record is given up
                await pass_time(host, timedelta(hours=5))
            counts = await host.store.counts()
            assert counts.quarantined == 1
            assert counts.dead > 0
            assert found(tmp_path, *CANARIES) == CANARIES
            for row in await host.store.handovers((), 10):
                ended = AgentResolved(f"end:{row.id}", host.clock.now(), row.id)
                await host.tell(row.thread, "desk", ended.id, ended)
            for _ in range(10):  # the last timers fire; from then on it is quiet
                await pass_time(host, 3 * DAY)
            assert found(tmp_path, *CANARIES) == CANARIES
            await pass_time(host, 91 * DAY)
            counts = await host.store.counts()
            assert (counts.quarantined, counts.dead, counts.unknown) == (0, 0, 0)
            assert found(tmp_path, *CANARIES) == []

    asyncio.run(scene())


def test_a_quiet_server_forgets_too(tmp_path: Path) -> None:
    """Nothing arrives and no timer is set: upkeep alone wakes the host."""

    async def scene() -> None:
        async with opened(tmp_path) as host:
            assert await host._until() == START + REAP_EVERY

    asyncio.run(scene())
