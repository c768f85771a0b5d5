"""Whether there is room for more: a bounded queue says no before it stores, not after."""

from __future__ import annotations

from runtime.clock import Clock
from runtime.stores.base import Store

FRESH_S = 1.0  # counting is not free; a second's arrivals more do no harm


class Load:
    RETRY_S = 5  # what senders are asked to wait

    def __init__(self, store: Store, clock: Clock, most: int) -> None:
        self._store, self._clock, self._most = store, clock, most
        self._read: float | None = None
        self._waiting = 0

    async def full(self) -> bool:
        now = self._clock.monotonic()
        if self._read is None or now - self._read >= FRESH_S:
            self._read = now
            self._waiting = (await self._store.counts()).arrivals
        return self._waiting >= self._most
