"""The clocks: a manual one moves only by hand, and a jump of the wall clock never freezes a waiter."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from runtime.clock import ManualClock, SystemClock

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def test_sleepers_wake_in_the_order_of_their_times() -> None:
    async def scene() -> list[str]:
        clock, woken = ManualClock(START), list[str]()

        async def sleep(name: str, seconds: float) -> None:
            await clock.sleep(seconds)
            woken.append(name)

        tasks = [
            asyncio.create_task(sleep(name, seconds)) for name, seconds in (("b", 2), ("a", 1), ("c", 9))
        ]
        await asyncio.sleep(0)
        clock.advance(timedelta(seconds=2))
        await asyncio.gather(*tasks[:2])
        tasks[2].cancel()
        return woken

    assert asyncio.run(scene()) == ["a", "b"]


def test_advancing_moves_both_clocks_and_jumping_only_one() -> None:
    clock = ManualClock(START)
    clock.advance(timedelta(minutes=1))
    assert (clock.now(), clock.monotonic()) == (START + timedelta(minutes=1), 60.0)
    clock.jump(START - timedelta(days=1))
    assert (clock.now(), clock.monotonic()) == (START - timedelta(days=1), 60.0)


def test_a_waiter_returns_when_told_and_clears_the_event() -> None:
    async def scene(clock: ManualClock | SystemClock) -> bool:
        event = asyncio.Event()
        waiting = asyncio.create_task(clock.wait(event))
        await asyncio.sleep(0)
        event.set()
        await waiting
        return event.is_set()

    assert asyncio.run(scene(ManualClock(START))) is False
    assert asyncio.run(scene(SystemClock())) is False


def test_a_waiter_looks_again_within_a_second_whatever_the_time_to_wait_for() -> None:
    async def scene() -> None:
        clock = ManualClock(START)
        waiting = asyncio.create_task(clock.wait(asyncio.Event(), START + timedelta(days=1)))
        await asyncio.sleep(0)
        clock.jump(START - timedelta(days=3))
        for _ in range(3):
            await asyncio.sleep(0)
        assert not waiting.done()
        clock.advance(timedelta(seconds=1))
        await waiting

    asyncio.run(scene())
