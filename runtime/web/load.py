"""Whether there is room for more: who comes too fast or too late is told so before anything is stored.

`full` counts what waits, whoever it is from; `take` counts what one channel takes in, so that a flood of new
customers on one leaves room for the others.
"""

from __future__ import annotations

from runtime.clock import Clock
from runtime.stores.base import Store
from runtime.web.rate import Buckets

FRESH_S = 1.0  # counting is not free; a second's arrivals more do no harm


class Load:
    RETRY_S = 5  # what senders are asked to wait

    def __init__(self, store: Store, clock: Clock, most: int, per_second: int) -> None:
        self._store, self._clock, self._most = store, clock, most
        self._accounts = Buckets(clock, per_second * 60, per_second)
        self._read: float | None = None
        self._waiting = 0

    def take(self, account: str) -> int | None:
        """Take a message of a channel in. None: there is room; otherwise the seconds until there is."""
        return self._accounts.take(account)

    async def full(self) -> bool:
        now = self._clock.monotonic()
        if self._read is None or now - self._read >= FRESH_S:
            self._read = now
            self._waiting = (await self._store.counts()).arrivals
        return self._waiting >= self._most
