"""The suite that every store passes: each promise of `runtime.stores.base` as a law over two stores.

A store's test file calls `hold(law, make)` for every law of `LAWS`; `make` gives another store object on the
same data each time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from runtime.stores.base import Store
from tests.stores.laws import addresses, agents, arrivals, receipts, retention, sends, turns, upkeep
from tests.stores.laws.setting import Law

MODULES = (arrivals, turns, sends, receipts, upkeep, agents, addresses, retention)
LAWS: tuple[Law, ...] = tuple(law for module in MODULES for law in module.LAWS)


def name_of(law: Law) -> str:
    return str(law.__name__)


def hold(law: Law, make: Callable[[], Store]) -> None:
    """Open two stores on the data, tell them the law, close them."""

    async def told() -> None:
        one, other = make(), make()
        await one.open()
        await other.open()
        try:
            await law(one, other)
        finally:
            await one.close()
            await other.close()

    asyncio.run(told())
