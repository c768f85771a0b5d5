"""Clocks that jump, forward and back, under timers: each fires once, on one worker, and never early.

A script is a list of jumps and restarts made from a seed; two workers on one store see it, each with a clock
of its own that may disagree with the other's. Scale 20 plays 100 scripts of 1,000 timers, 1 a few of 250.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runtime.channels.web_chat import WebChat
from runtime.clock import ManualClock
from runtime.core.codec import load_effect, load_event
from runtime.core.effects import SendMessage
from runtime.core.events import TimerFired
from runtime.shell.host import Host
from runtime.stores.base import Store
from runtime.stores.rows import Claim, TimerRow
from runtime.stores.sqlite import SqliteStore
from runtime.web.assemble import make_ready
from tests.chaos.scale import scale, seed
from tests.runtime.shell.test_host import Scene
from tests.runtime.shell.test_versions import NEW, OLD
from tests.stores.laws.setting import LEASE, arrival, made

SCRIPTS, TIMERS = (4, 250) if scale() == 1 else (5 * scale(), 1_000)
FIRST = seed(0)
CONVERSATIONS = 12 if scale() == 1 else 40
JUMPS = 30
START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
END = datetime(2027, 6, 1, tzinfo=UTC)  # after every timer
# What clocks do: seconds back by a time server, hours by a wrong zone, a day, a dead battery, a leap day.
LEAPS = (
    timedelta(seconds=-2),
    timedelta(seconds=1),
    timedelta(minutes=7),
    timedelta(hours=1),
    timedelta(hours=-1),
    timedelta(days=1),
    timedelta(days=-1),
    timedelta(days=20),
    START - datetime(1970, 1, 1, tzinfo=UTC),
    datetime(1970, 1, 1, tzinfo=UTC) - START,
)


def moments(chance: random.Random) -> list[datetime]:
    """Return what a clock shows, one look after another; at last it is right, and late enough."""
    now, shown = START, list[datetime]()
    for _ in range(JUMPS):
        leap = chance.choice(LEAPS)
        if datetime(1970, 1, 1, tzinfo=UTC) <= now + leap <= END:
            now += leap
        shown.append(now)
    return [*shown, END]


class Fired:
    """What two workers found: how often each timer fired, and how many before any clock showed their time."""

    def __init__(self, due: dict[str, datetime]) -> None:
        self.due = due
        self.times: Counter[str] = Counter()
        self.early = 0
        self._count, self._latest = 0, START

    def fired(self, count: int, now: datetime) -> None:
        self._count, self._latest = self._count + count, max(self._latest, now)
        self.early = max(self.early, self._count - sum(due <= self._latest for due in self.due.values()))

    def made(self, claim: Claim) -> None:
        thread = claim.arrival.thread
        self.times[thread] += 1
        self.early += claim.arrival.at < self.due[thread]

    @property
    def sound(self) -> bool:
        return not self.early and self.times == Counter(dict.fromkeys(self.due, 1))


async def set_timers(store: Store, chance: random.Random, count: int) -> dict[str, datetime]:
    """Give each of so many threads a timer, due within four months."""
    due = {f"t{number}": START + timedelta(seconds=chance.randrange(10_000_000)) for number in range(count)}

    async def one(thread: str) -> None:
        await store.accept(arrival("m", thread), START)
        claim = await store.claim_turn("maker", START, LEASE)
        assert claim is not None
        timer = TimerRow("idle", due[claim.arrival.thread], b"ring")
        assert await store.commit_turn(claim, made(timers=(timer,)), START)

    await asyncio.gather(*map(one, due))
    return due


async def work(store: Store, worker: str, now: datetime, fired: Fired) -> None:
    """Do as a host does at one look at its clock: fire what is due, and make the turns."""
    while count := await store.fire_timers(now, 100):
        fired.fired(count, now)
    while (claim := await store.claim_turn(worker, now, LEASE)) is not None:
        # To a clock far ahead the other's lease is over at once: the fence decides whose turn it was.
        if await store.commit_turn(claim, made(2), now):
            fired.made(claim)


async def play(path: Path, seed: int) -> Fired:
    chance = random.Random(seed)
    stores = [SqliteStore(path), SqliteStore(path)]
    for store in stores:
        await store.open()
    fired = Fired(await set_timers(stores[0], chance, TIMERS))
    for one, other in zip(moments(chance), moments(chance), strict=True):
        await asyncio.gather(work(stores[0], "a", one, fired), work(stores[1], "b", other, fired))
        if chance.random() < 0.2:  # a restart: what was fired stays fired
            which = chance.randrange(2)
            await stores[which].close()
            stores[which] = SqliteStore(path)
            await stores[which].open()
    for store in stores:
        await store.close()
    return fired


@pytest.mark.parametrize("script", range(FIRST, FIRST + SCRIPTS))
def test_each_timer_fires_once_and_never_early(tmp_path: Path, script: int) -> None:
    fired = asyncio.run(play(tmp_path / "bot.db", script))
    assert fired.early == 0
    assert fired.sound, [thread for thread in fired.due if fired.times[thread] != 1][:5]


@pytest.mark.parametrize("fault", ["early", "twice"])
def test_a_store_that_fires_wrongly_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """Proof that the check can fail."""
    fire = SqliteStore.fire_timers

    async def early(self: SqliteStore, now: datetime, limit: int) -> int:
        return await fire(self, now + timedelta(days=5), limit)

    if fault == "early":
        monkeypatch.setattr(SqliteStore, "fire_timers", early)
    else:
        count = Fired.made
        monkeypatch.setattr(Fired, "made", lambda self, claim: (count(self, claim), count(self, claim)))
    assert not asyncio.run(play(tmp_path / "bot.db", 1)).sound


def test_hosts_under_jumps_restarts_and_a_new_version(tmp_path: Path) -> None:
    """Whoever is silent for three hours is told once that it is over, whatever the clocks do meanwhile."""

    async def scene() -> None:
        chance = random.Random(7)
        clocks = [ManualClock(START), ManualClock(START)]

        async def begin(which: int, artifact: bytes) -> Scene:
            host = Host(
                SqliteStore(tmp_path / "bot.db"),
                artifact,
                {"web": WebChat()},
                make_ready,
                clock=clocks[which],
            )
            await host.open()
            return Scene(host, clocks[which])

        hosts = [await begin(0, OLD), await begin(1, OLD)]
        for number in range(CONVERSATIONS):
            clocks[0].advance(timedelta(minutes=1))
            assert (await hosts[0].say("mau kirim", f"web:{number}"))[-1] == "Berapa banyak?"
        away = [timedelta(minutes=50), timedelta(minutes=-40), timedelta(hours=2), timedelta(hours=-1)]
        for number, leap in enumerate([*away, timedelta(hours=5), timedelta(hours=-3), timedelta(hours=9)]):
            for clock in clocks:
                clock.jump(clock.now() + leap + timedelta(seconds=chance.randrange(-30, 30)))
            await asyncio.gather(*(one.host.drain() for one in hosts))
            if number == 1:
                await hosts[0].host.renew(NEW)
            if number == 3:
                await hosts[1].host.stop()
                hosts[1] = await begin(1, NEW)
        said = await hosts[0].store.outbox(("sent", "dropped"), 10_000)  # past its time by a leap
        for number in range(CONVERSATIONS):
            thread = f"web:{number}"
            ends = [load_effect(one.payload) for one in said if one.thread == thread]
            texts = [one.text for one in ends if isinstance(one, SendMessage)]
            assert texts.count("Kami tutup dulu.") == 1, thread
            for turn in await hosts[0].store.history(thread):
                event, facts = load_event(turn.event)
                if isinstance(event, TimerFired):
                    assert facts is not None
                    assert facts.now >= event.at, "early"
        assert [one.host.faults.total for one in hosts] == [0, 0]
        for one in hosts:
            await one.host.stop()

    asyncio.run(scene())
