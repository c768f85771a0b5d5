"""Whatever call of a store fails, and however: nothing is lost, nothing happens twice, all is in order."""

from __future__ import annotations

import asyncio
import inspect
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runtime.stores.base import Store
from runtime.stores.errors import OutcomeUnknown, StoreError
from runtime.stores.rows import Arrival
from runtime.stores.sqlite import SqliteStore, threads
from tests.chaos.scale import scale
from tests.stores.database import Place
from tests.stores.faulty import FaultyStore, Kind, Plan
from tests.stores.laws.setting import NOON, look
from tests.stores.memory_disk import memory_folder
from tests.stores.small_bot import Loop

THREADS = ("t1", "t2")


@pytest.fixture(autouse=True, scope="module")
def _no_waiting_for_a_flush() -> Iterator[None]:
    """Let arrivals be flushed at once: here nobody else flushes, and each would wait in each of many days."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threads, "HOLD_S", 0.0)
        yield


def protocol() -> set[str]:
    return {name for name, _ in inspect.getmembers(Store, inspect.iscoroutinefunction)}


def test_every_method_of_the_protocol_can_fail() -> None:
    assert {name for name in vars(FaultyStore) if not name.startswith("_")} == protocol()


@pytest.mark.parametrize("name", sorted(protocol()))
def test_a_wrapped_method_fails_before_it_does_anything(name: str, tmp_path: Path) -> None:
    async def told() -> None:
        store = FaultyStore(SqliteStore(tmp_path / "never.db"), Plan(1, Kind.TIMEOUT))
        method = getattr(store, name)
        arguments = [None] * len(inspect.signature(method).parameters)
        with pytest.raises(OutcomeUnknown):
            await method(*arguments)

    asyncio.run(told())
    assert not (tmp_path / "never.db").exists()


class Day:
    """One small day of two customers, on a store whose n-th call fails. Holds all there is to compare."""

    def __init__(self, make: Callable[[], Store], plan: Plan) -> None:
        self.plan = plan
        self._make = make
        self.loop = Loop(FaultyStore(make(), plan))
        self.left: tuple[object, ...] = ()

    async def _live(self) -> None:
        loop = self.loop
        await loop.again(loop.store.open)
        try:
            for number, thread in itertools.product(range(1, 4), THREADS):
                await loop.receive(Arrival(thread, "web", f"m{number}", NOON, b"hai"))
                await loop.receive(Arrival(thread, "web", f"m{number}", NOON, b"hai"))
                await loop.work()
            await loop.drain()
        finally:
            await loop.again(loop.store.close)
        store = self._make()
        await store.open()
        self.left = (
            [await store.state(thread) for thread in THREADS],
            [[past.digest for past in await store.history(thread)] for thread in THREADS],
            sorted((entry.id, entry.payload) for entry in await store.outbox(("sent",), 1_000)),
            await store.counts(),
        )
        await store.close()

    def live(self) -> Day:
        asyncio.run(self._live())
        return self

    def words(self, thread: str) -> list[str]:
        """Return the ids of a customer's messages as they were delivered."""
        return [id_ for id_, _ in self.loop.delivered if id_.startswith(f"{thread}~") and id_[-1] != "a"]


def on_sqlite(plan: Plan) -> Day:
    with memory_folder() as folder:
        return Day(lambda: SqliteStore(folder / "flowc.db"), plan).live()


@pytest.fixture(scope="module")
def clean() -> Day:
    day = on_sqlite(Plan())
    assert len(day.loop.delivered) == len(set(day.loop.delivered)) == 12
    return day


def ends_alike(day: Day, clean: Day) -> None:
    where = f"call {day.plan.fail}, {day.plan.calls[day.plan.fail - 1 : day.plan.fail]}"
    assert day.left == clean.left, where
    assert sorted(day.loop.delivered) == sorted(clean.loop.delivered), where
    for thread in THREADS:
        assert day.words(thread) == [f"{thread}~{number}" for number in range(1, 6)], where


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name.lower())
def test_one_failed_call_changes_nothing_in_the_end(kind: Kind, clean: Day) -> None:
    for fail in itertools.count(1):
        day = on_sqlite(Plan(fail, kind))
        ends_alike(day, clean)
        if len(day.plan.calls) < fail:  # this day had no call to fail: all have had their turn
            return


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name.lower())
def test_one_failed_call_changes_nothing_on_postgresql(kind: Kind, clean: Day, postgres: Place) -> None:
    calls = clean.plan.calls
    firsts = sorted({calls.index(name) + 1 for name in calls})  # of each method; every call of a long run
    each = range(1, len(calls) + 1) if scale() > 1 else firsts
    for fail in each:
        postgres.empty()
        ends_alike(Day(postgres.store, Plan(fail, kind)).live(), clean)


def test_a_store_that_fails_is_noticed(tmp_path: Path) -> None:
    async def told() -> None:
        store = FaultyStore(SqliteStore(tmp_path / "flowc.db"), Plan(2, Kind.FULL))
        await store.open()
        with pytest.raises(StoreError):
            await store.accept(Arrival("t1", "web", "m1", NOON, b""), NOON)
        assert await store.accept(Arrival("t1", "web", "m1", NOON, b""), NOON)
        assert (await look(store))[0] != ()
        await store.close()

    asyncio.run(told())
