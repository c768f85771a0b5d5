"""P5 on a clock that runs by itself: a timer of a working host fires at its time, and less than 2 s after it.

What the machine kept the process from doing is downtime: a task that only sleeps finds out how long that was.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from runtime.artifact import codec
from runtime.artifact.model import Ask
from runtime.channels.base import Incoming
from runtime.channels.web_chat import WebChat
from runtime.core.events import Received
from runtime.shell.host import Host
from runtime.stores.base import Store
from runtime.stores.sqlite import SqliteStore
from runtime.web.assemble import make_ready
from tests.chaos.scale import scale, seed
from tests.hosts.bot import artifact as echo
from tests.stores.kept import Kept

LATE_S = 2.0  # P5
AFTER_S = 1.0  # the bot's time-out
CUSTOMERS = 40 * scale()
WITHIN_S = 1.5  # all begin within, so that timers become due while others are set
PATIENCE_S = 30.0  # then those that have not fired never will


def impatient() -> bytes:
    """Return the bot, silent for no longer than `AFTER_S`."""
    bot = codec.load(echo())
    after = timedelta(seconds=AFTER_S)
    states = {
        name: replace(state, timeout=replace(state.timeout, after=after))
        if isinstance(state, Ask) and state.timeout is not None
        else state
        for name, state in bot.states.items()
    }
    return codec.dump(replace(bot, states=states))


@dataclass(slots=True)
class Stall:
    longest_s: float = 0.0


@asynccontextmanager
async def stalls(pause_s: float = 0.01) -> AsyncIterator[Stall]:
    """Measure for how long nothing could be done in this process."""
    found = Stall()
    loop = asyncio.get_running_loop()

    async def look() -> None:
        while True:
            begun = loop.time()
            await asyncio.sleep(pause_s)
            found.longest_s = max(found.longest_s, loop.time() - begun - pause_s)

    looking = asyncio.create_task(look())
    yield found
    looking.cancel()


async def late(store: Store, chance: random.Random) -> tuple[list[float], float]:
    """Return by how many seconds each customer's timer was late, and the longest stall."""
    host = Host(store, impatient(), {"web": WebChat()}, make_ready)
    await host.start()

    async def silent(number: int) -> float:
        thread = f"web:{number}"
        await asyncio.sleep(chance.random() * WITHIN_S)
        begun = host.clock.now()
        await host.receive(Incoming(thread, "web", "web", "m1", begun, Received("text", "halo")))
        async with asyncio.timeout(PATIENCE_S):
            while len(said := await store.published(thread, 0, 10)) < 2:
                await asyncio.sleep(0.05)
        return (said[-1].created - begun).total_seconds() - AFTER_S

    try:
        async with stalls() as stall:
            found = await asyncio.gather(*map(silent, range(CUSTOMERS)))
    finally:
        await host.stop()
    return found, stall.longest_s


def test_a_timer_is_never_early_and_hardly_late(kept: Kept) -> None:
    found, stall_s = asyncio.run(late(kept.store(), random.Random(seed(8))))
    print(f"late by at most {max(found):.3f} s, stalled for at most {stall_s:.3f} s")
    assert min(found) >= 0
    assert max(found) < LATE_S + stall_s


def test_a_store_that_tells_of_timers_too_late_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fire_timers = SqliteStore.fire_timers

    async def later(store: SqliteStore, now: datetime, limit: int) -> int:
        return await fire_timers(store, now - timedelta(seconds=LATE_S), limit)

    monkeypatch.setattr(SqliteStore, "fire_timers", later)
    found, _ = asyncio.run(late(SqliteStore(tmp_path / "bot.db"), random.Random(seed(8))))
    assert min(found) >= LATE_S
