"""The suite that every host passes: promises P1 to P7 as laws, told from outside.

A host's test calls `hold(law, make)` for every law of `LAWS`; `make` gives an engine that has kept nothing.
"""

from __future__ import annotations

import asyncio

from tests.hosts.host import Make
from tests.hosts.laws import deliveries, messages, people, time
from tests.hosts.scene import Law

MODULES = (messages, deliveries, time, people)
LAWS: tuple[Law, ...] = tuple(law for module in MODULES for law in module.LAWS)


def name_of(law: Law) -> str:
    return str(getattr(law, "__name__", law))


def hold(law: Law, make: Make) -> None:
    """Tell a law with engines of this make."""

    async def told() -> None:
        await law(make)

    asyncio.run(told())
