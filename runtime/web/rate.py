"""Token buckets: how much one sender may send before others suffer."""

from __future__ import annotations

from collections import OrderedDict

from runtime import limits
from runtime.clock import Clock

KEPT = 10_000  # buckets in memory; the one unused longest goes first, and was full again by then
BURST = limits.CONTACT_BURST.value


class Buckets:
    """`per_minute` tokens flow into each bucket, up to `burst`."""

    def __init__(self, clock: Clock, per_minute: int, burst: int = BURST) -> None:
        self._clock = clock
        self._per_second = per_minute / 60
        self._burst = float(burst)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> int | None:
        """Take a token. None: there was one; otherwise the seconds until there is."""
        now = self._clock.monotonic()
        left, since = self._buckets.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._per_second)
        wait = None if left >= 1 else max(1, round((1 - left) / self._per_second))
        self._buckets[key] = (left - 1 if wait is None else left, now)
        if len(self._buckets) > KEPT:
            self._buckets.popitem(last=False)
        return wait
