"""The real host on a store whose n-th call fails, for every n, in every way: the day ends as it should."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from runtime.channels.base import Incoming
from runtime.channels.json_channel import JsonChannel
from runtime.clock import ManualClock
from runtime.core.codec import load_effect, load_event
from runtime.core.effects import SendMessage
from runtime.core.events import CustomerWrote, Received
from runtime.shell.host import Host
from runtime.stores.errors import StoreError
from runtime.stores.sqlite import SqliteStore
from runtime.web.assemble import make_ready
from tests.chaos import echo_bot
from tests.stores.faulty import FaultyStore, Kind, Plan
from tests.stores.laws.setting import NOON
from tests.stores.memory_disk import memory_folder

T = TypeVar("T")
THREADS = ("json:a", "json:b")
MESSAGES = 3


class QuickClock(ManualClock):
    """Pauses take no time here, and move the clock as if they did."""

    async def sleep(self, seconds: float) -> None:
        self.advance(timedelta(seconds=max(seconds, 0.0)))
        await asyncio.sleep(0)


class Day:
    """Two customers and their messages, to the end of all that follows from them."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self.plan = plan
        self.noted: list[str] = []
        self._path = path
        self.clock = QuickClock(NOON)
        self.host = Host(
            FaultyStore(SqliteStore(path), plan),
            echo_bot.artifact(python=True),
            {"json": JsonChannel("web")},
            make_ready,
            callables={echo_bot.NOTES: self._note},
            clock=self.clock,
        )
        self.heard: dict[str, list[str]] = {}
        self.said: dict[str, list[str]] = {}

    async def _note(self, ucapan: str) -> dict[str, str]:
        self.noted.append(ucapan)
        return {}

    async def _again(self, call: Callable[[], Awaitable[T]]) -> T:
        """Do what a sender or a supervisor does: try again."""
        try:
            return await call()
        except StoreError:
            return await call()

    async def _live(self) -> None:
        host = self.host
        await self._again(host.open)
        for number in range(MESSAGES):
            for thread in THREADS:
                received = Received(text=f"{thread[-1]}{number}")
                incoming = Incoming(thread, "json", "web", f"{thread}-{number}", self.clock.now(), received)
                await self._again(partial(host.receive, incoming))
            await self._again(host.drain)
        for _ in range(10):  # each time to what is due next: leases of lost claims, retries
            due = await self._again(host.store.next_due)
            if due is None:
                break
            self.clock.jump(max(due, self.clock.now()))
            await self._again(host.drain)
        await self._again(host.stop)
        assert host.faults.total == 0

    async def _look(self) -> None:
        store = SqliteStore(self._path)
        await store.open()
        assert (await store.counts()).dead == 0
        for thread in THREADS:
            events = [load_event(past.event)[0] for past in await store.history(thread)]
            self.heard[thread] = [event.id for event in events if isinstance(event, CustomerWrote)]
            published = await store.published(thread, 0, 1_000)
            effects = [load_effect(entry.payload) for entry in published]
            # Texts, not ids: those of a message that waited behind an action come from the action's answer.
            self.said[thread] = [effect.text for effect in effects if isinstance(effect, SendMessage)]
        await store.close()

    def live(self) -> Day:
        asyncio.run(self._live())
        asyncio.run(self._look())
        return self


def live(plan: Plan) -> Day:
    with memory_folder() as folder:
        return Day(folder / "flowc.db", plan).live()


@pytest.fixture(scope="module")
def clean() -> Day:
    day = live(Plan())
    assert day.heard == {t: [f"json:{t}-{n}" for n in range(MESSAGES)] for t in THREADS}
    assert day.said == {t: [echo_bot.GREETING, f"{t[-1]}1", f"{t[-1]}2"] for t in THREADS}
    assert sorted(day.noted) == ["a1", "a2", "b1", "b2"]
    return day


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name.lower())
def test_one_failed_call_changes_nothing_in_the_end(kind: Kind, clean: Day) -> None:
    for fail in itertools.count(1):
        day = live(Plan(fail, kind))
        where = f"call {fail}, {day.plan.calls[fail - 1 : fail]}"
        assert day.heard == clean.heard, where
        assert day.said == clean.said, where
        assert set(day.noted) == set(clean.noted), where
        if len(day.plan.calls) < fail:  # this day had no call to fail: all have had their turn
            return
