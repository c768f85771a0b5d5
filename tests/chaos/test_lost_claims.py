"""The server loses its power with claims that are not on its disk: they were never made, all else is there.

Claims do not wait for the disk. Here the server's log writer sleeps, so that those after the last commit are
gone when it is back; it goes down twice in a row, the second time with claims that were made in between. Of
all who hold a claim of an arrival one commits it, once. `FLOWC_LONG` goes on twenty times as long.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

import psycopg
import pytest
from psycopg import sql

from runtime.stores.errors import StoreError
from runtime.stores.postgres import PostgresStore, arrivals
from runtime.stores.rows import Arrival, Claim
from tests.chaos.broken_postgres import AnyFence
from tests.chaos.scale import scale, seed
from tests.conftest import Need
from tests.stores.cluster import Cluster, NoServerError, own_cluster
from tests.stores.database import Place
from tests.stores.one_worker import turn

T = TypeVar("T")
ROUNDS = scale()
SEED = seed()
THREADS = tuple(f"t{number}" for number in range(8))
NOW = datetime(2026, 11, 23, tzinfo=UTC)
LEASE = timedelta(minutes=5)  # never over here
PAUSE_S = 0.02
UNLUCKY = 8  # rounds more, while the server has flushed every claim before it was killed
# The log is written when somebody waits for it. Without whole pages in it, which would fill it so that it is
# written all the same; here it is the server's processes that die, and no page is ever half on the disk.
SLEEPY = ("wal_writer_delay=10s", "autovacuum=off", "full_page_writes=off")


@pytest.fixture(scope="module")
def sleepy(need: Need) -> Iterator[Cluster]:
    try:
        with own_cluster(*SLEEPY) as cluster:
            yield cluster
    except NoServerError as error:
        need(str(error))


@pytest.fixture
def place(sleepy: Cluster) -> Iterator[Place]:
    place = Place(sleepy.url)
    place.make()
    yield place
    place.remove()


@dataclass(slots=True)
class Outage:
    """What some workers go through: each claims, and the power goes before the next one does.

    `lost`: how many claims were gone when the server was back.
    """

    cluster: Cluster
    place: Place
    make: Callable[[], PostgresStore]
    lost: int = 0
    problems: list[str] = field(default_factory=list)
    _given: set[int] = field(default_factory=set)  # fences
    _chance: random.Random = field(default_factory=lambda: random.Random(SEED))

    async def run(self, workers: int, rounds: int = 1) -> None:
        stores = [self.make() for _ in range(workers)]
        for store in stores:
            await store.open()
        await self._round(stores[:1], 1)
        number = 0
        while number < rounds or (self.lost == 0 and number < rounds + UNLUCKY):
            await self._round(stores, 2 + number)
            number += 1
        for store in stores:
            await store.close()

    async def _round(self, stores: list[PostgresStore], number: int) -> None:
        for thread in THREADS:
            arrival = Arrival(thread, "web", f"m{number}", NOW, b"hai")
            await _again(partial(stores[0].accept, arrival, NOW))
        held: list[tuple[PostgresStore, Claim]] = []
        free = set(THREADS)
        for store in stores:
            claims = await self._claim_all(store)
            if {claim.arrival.thread for claim in claims} != free:
                self.problems.append(f"of {free} could be claimed {claims}")
            held += [(store, claim) for claim in claims]
            if store is not stores[-1]:
                await asyncio.to_thread(self._lose_power)
                good = await asyncio.to_thread(self._fences)
                taken = {claim.fence for _, claim in held}
                free = {thread for thread in THREADS if good[thread] not in taken}
                self.lost += sum(claim.arrival.thread in free for claim in claims)
        await self._commit_all(held, number)

    async def _claim_all(self, store: PostgresStore) -> list[Claim]:
        claims: list[Claim] = []
        while (claim := await _again(partial(store.claim_turn, "w", NOW, LEASE))) is not None:
            if claim.fence in self._given:
                self.problems.append(f"fence {claim.fence} was given twice")
            self._given.add(claim.fence)
            claims.append(claim)
        return claims

    async def _commit_all(self, held: list[tuple[PostgresStore, Claim]], number: int) -> None:
        """Let all who ever claimed an arrival commit it, in any order, and again."""
        good = await asyncio.to_thread(self._fences)
        self._chance.shuffle(held)
        for store, claim in (*held, *held):
            thread = claim.arrival.thread
            kept = await _again(partial(store.commit_turn, claim, turn(claim, str(claim.fence)), NOW))
            if kept is not (good[thread] == claim.fence):
                self.problems.append(f"{thread}, fence {claim.fence} of {good[thread]}: {kept}")
        store, _ = held[0]
        for thread in THREADS:
            wanted = [f"m{one}" for one in range(1, number + 1)]
            state = await _again(partial(store.state, thread))
            past = await _again(partial(store.history, thread))
            outbox = await _again(partial(store.outbox, ("waiting",), 1_000))
            sent = [one.id for one in outbox if one.thread == thread]
            if json.loads(state or b"[]") != wanted or [one.turn for one in past] != [*range(1, number + 1)]:
                self.problems.append(f"{thread}: {state!r}, turns {[one.turn for one in past]}")
            if sent != [f"{thread}~{one}" for one in range(1, number + 1)]:
                self.problems.append(f"{thread} sends {sent}")

    def _lose_power(self) -> None:
        self.cluster.kill()
        self.cluster.start()

    def _fences(self) -> dict[str, int]:
        with psycopg.connect(self.place.url) as db:
            table = sql.Identifier(self.place.schema, "threads")
            return dict(db.execute(sql.SQL("SELECT thread, fence FROM {}").format(table)).fetchall())


async def _again(call: Callable[[], Awaitable[T]]) -> T:
    while True:
        try:
            return await call()
        except StoreError:  # the server was away, and each of the store's connections finds out
            await asyncio.sleep(PAUSE_S)


def test_claims_that_are_lost_with_the_power_change_nothing(sleepy: Cluster, place: Place) -> None:
    outage = Outage(sleepy, place, place.store)
    asyncio.run(outage.run(3, ROUNDS))
    assert outage.problems == []
    assert outage.lost > 0


def test_a_store_that_commits_a_lost_claim_is_caught(sleepy: Cluster, place: Place) -> None:
    outage = Outage(sleepy, place, lambda: AnyFence(json.dumps([place.url, place.schema])))
    asyncio.run(outage.run(2))
    assert any("sends" in problem or "turns" in problem for problem in outage.problems), outage.problems


def test_a_store_that_gives_a_lost_fence_again_is_caught(
    sleepy: Cluster, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "skip_fences", lambda _: None)
    outage = Outage(sleepy, place, place.store)
    asyncio.run(outage.run(3))
    assert any("twice" in problem for problem in outage.problems), outage.problems
