"""Calling the store again when it says that nothing, or something unknown, happened: its laws allow it.

Whoever waits at a door is told before he gives up by himself; work of our own waits longer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from runtime.clock import Clock
from runtime.stores.errors import OutcomeUnknown, StoreBusy, StoreUnavailable

T = TypeVar("T")
PAUSES_S = (0.02, 0.1, 0.5, 1.0, 2.0)  # longer than any other writer holds the store; then somebody must look
DOOR_WAIT_S = 8.0  # a statement without an answer is given up after 7


async def persist(clock: Clock, call: Callable[[], Awaitable[T]]) -> T:
    """Return what a store's method gives, called again while it is busy, gone, or unsure.

    Raises:
        StoreError: still, after all pauses; or at once where trying again cannot help.
    """
    for pause in PAUSES_S:
        try:
            return await call()
        except (StoreBusy, StoreUnavailable, OutcomeUnknown):
            await clock.sleep(pause)
    return await call()


async def persist_soon(clock: Clock, call: Callable[[], Awaitable[T]]) -> T:
    """As `persist`, for somebody who waits at a door: `DOOR_WAIT_S` on the machine's own clock at most.

    Raises:
        OutcomeUnknown: nothing was said until then; what was asked may still happen.
    """
    try:
        async with asyncio.timeout(DOOR_WAIT_S):
            return await persist(clock, call)
    except TimeoutError as error:
        raise OutcomeUnknown(f"the store said nothing for {DOOR_WAIT_S:g} s") from error
