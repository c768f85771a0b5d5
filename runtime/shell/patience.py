"""Calling the store again when it says that nothing, or something unknown, happened: its laws allow it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from runtime.clock import Clock
from runtime.stores.errors import OutcomeUnknown, StoreBusy, StoreUnavailable

T = TypeVar("T")
PAUSES_S = (0.02, 0.1, 0.5, 1.0, 2.0)  # longer than any other writer holds the store; then somebody must look


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
