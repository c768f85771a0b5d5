"""Time for the shell: the system's, or one that a test moves by hand. The pure packages never see a clock.

Laws:
- `now` is an aware UTC datetime; it may jump, as wall clocks do. `monotonic` never goes back.
- `wait` never sleeps longer than `LONGEST_SLEEP_S` at a time, so a jump of the wall clock is noticed.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

LONGEST_SLEEP_S = 1.0  # a sleep computed from a wall clock that jumps would freeze for the size of the jump


class Clock(Protocol):
    """What the shell asks of time."""

    def now(self) -> datetime:
        """Return the time, aware and in UTC."""

    def monotonic(self) -> float:
        """Return seconds since some time past; they never go back."""

    async def sleep(self, seconds: float) -> None:
        """Return when so much time has passed."""

    async def wait(self, event: asyncio.Event, until: datetime | None = None) -> None:
        """Return when the event is set (and clear it), `until` has come, or `LONGEST_SLEEP_S` has passed."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def wait(self, event: asyncio.Event, until: datetime | None = None) -> None:
        seconds = LONGEST_SLEEP_S
        if until is not None:
            seconds = min(seconds, max(0.0, (until - self.now()).total_seconds()))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(event.wait(), seconds)
        event.clear()


class ManualClock:
    """A clock that stands still until `advance` or `jump` moves it; sleepers wake when their time comes."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._monotonic = 0.0
        self._order = 0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        """Return the time, in UTC."""
        return self._now

    def monotonic(self) -> float:
        """Return the seconds that `advance` has let pass."""
        return self._monotonic

    def advance(self, by: timedelta) -> None:
        """Let time pass: both clocks move, sleepers wake."""
        self._now += by
        self._monotonic += by.total_seconds()
        while self._sleepers and self._sleepers[0][0] <= self._monotonic:
            _, _, sleeper = heapq.heappop(self._sleepers)
            if not sleeper.done():
                sleeper.set_result(None)

    def jump(self, to: datetime) -> None:
        """Set the wall clock, as an administrator would: no time passes."""
        self._now = to

    async def sleep(self, seconds: float) -> None:
        """Return when `advance` has let so much time pass."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        self._order += 1
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._monotonic + seconds, self._order, sleeper))
        await sleeper

    async def wait(self, event: asyncio.Event, until: datetime | None = None) -> None:
        """Return when the event is set (and clear it), or `advance` has brought `until`."""
        seconds = LONGEST_SLEEP_S
        if until is not None:
            seconds = min(seconds, max(0.0, (until - self._now).total_seconds()))
        waiters = [asyncio.ensure_future(event.wait()), asyncio.ensure_future(self.sleep(seconds))]
        try:
            await asyncio.wait(waiters, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiter in waiters:
                waiter.cancel()
        event.clear()
