"""Customers and workers on a PostgreSQL store while its server is disturbed, and the comparison afterwards.

Everybody keeps to the store's protocol: what failed is called again with the same arguments, and what a lost
claim took comes back when its lease ends.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TypeVar

from runtime.stores.base import Store
from runtime.stores.errors import OutcomeUnknown, StoreError
from runtime.stores.postgres import PostgresStore
from runtime.stores.rows import Arrival, Fate, Send, SendResult
from tests.stores.one_worker import turn

T = TypeVar("T")
LEASE = timedelta(seconds=2)  # longer than a turn here, short enough that lost claims are soon taken up
PAUSE_S = 0.02
PATIENCE_S = 60.0  # for all to be done once nobody disturbs any more


def now() -> datetime:
    return datetime.now(UTC)


async def opened(*stores: PostgresStore) -> tuple[PostgresStore, ...]:
    for store in stores:
        await store.open()
    return stores


@dataclass(slots=True)
class Load:
    """`stores` are as many processes would have. `failures` counts the store's errors by their kind.

    `written`: how many messages of each thread were accepted. `unsure`: how often nobody knew whether a
    message was, or a turn was kept; then it was told again.
    """

    stores: Sequence[Store]
    threads: int
    written: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    unsure: Counter[str] = field(default_factory=Counter)
    delivered: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _quiet: bool = False  # nobody disturbs any more
    _stop: bool = False

    async def run(self, disturb: Callable[[], Awaitable[None]]) -> None:
        """Write and work until `disturb` has ended and all is done, then compare."""
        workers = [
            asyncio.create_task(self._work(store, f"{name}{n}"))
            for n, store in enumerate(self.stores)
            for name in "ab"
        ]
        customers = [asyncio.create_task(self._write(thread)) for thread in range(self.threads)]
        await disturb()
        self._quiet = True
        await asyncio.gather(*customers)
        await self._drain()
        self._stop = True
        await asyncio.gather(*workers)
        await self._compare()

    async def _again(self, call: Callable[[], Awaitable[T]], what: str = "") -> T:
        while True:
            try:
                return await call()
            except StoreError as error:
                self.failures[type(error).__name__] += 1
                self.unsure[what] += isinstance(error, OutcomeUnknown)
                await asyncio.sleep(PAUSE_S)

    async def _write(self, thread: int) -> None:
        store = self.stores[thread % len(self.stores)]
        name = f"t{thread}"
        while not self._quiet:
            arrival = Arrival(name, "web", f"m{self.written[name]}", now(), b"hai")
            await self._again(partial(store.accept, arrival, now()), "message")
            self.written[name] += 1
            await asyncio.sleep(PAUSE_S)

    async def _work(self, store: Store, name: str) -> None:
        while not self._stop:
            try:
                claim = await store.claim_turn(name, now(), LEASE)
                sends = await store.claim_sends(name, now(), LEASE, 10)
            except StoreError as error:
                self.failures[type(error).__name__] += 1
                await asyncio.sleep(PAUSE_S)
                continue
            if claim is not None:
                await self._again(partial(store.commit_turn, claim, turn(claim, name), now()), "turn")
            if sends:
                await self._deliver(store, sends)
            if claim is None and not sends:
                await asyncio.sleep(PAUSE_S)

    async def _deliver(self, store: Store, sends: tuple[Send, ...]) -> None:
        self.delivered.extend(send.id for send in sends)
        results = tuple(SendResult(send, Fate.SENT) for send in sends)
        await self._again(lambda: store.mark_sends(results, now()))

    async def _drain(self) -> None:
        until = asyncio.get_running_loop().time() + PATIENCE_S
        while True:
            counts = await self._again(self.stores[0].counts)
            if not (counts.arrivals or counts.sends):
                return
            if asyncio.get_running_loop().time() > until:
                self.problems.append(f"{counts.arrivals} arrivals and {counts.sends} sends were never done")
                return
            await asyncio.sleep(PAUSE_S)

    async def _compare(self) -> None:
        store = self.stores[0]
        for thread, messages in self.written.items():
            wanted = [f"m{number}" for number in range(messages)]
            state = await self._again(partial(store.state, thread))
            if json.loads(state or b"[]") != wanted:
                self.problems.append(f"{thread}: {state!r}")
            past = await self._again(partial(store.history, thread))
            if [one.turn for one in past] != list(range(1, messages + 1)):
                self.problems.append(f"{thread} has turns {[one.turn for one in past]}")
            words = [f"{thread}~{number}" for number in range(1, messages + 1)]
            if list(dict.fromkeys(id_ for id_ in self.delivered if id_.startswith(f"{thread}~"))) != words:
                self.problems.append(f"{thread}: its words came in another order")
            sent = await self._again(partial(store.published, thread, 0, 10_000))
            if [entry.seq for entry in sent] != list(range(1, messages + 1)):
                self.problems.append(f"{thread} has numbers {[entry.seq for entry in sent]}")
