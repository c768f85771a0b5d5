"""What laws are told with: one host in its world, and short words for what happens to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from tests.hosts.bot import artifact
from tests.hosts.host import Answer, Engine, Life, Make
from tests.hosts.world import Delivery, Side, World, new_world

Law = Callable[[Make], Awaitable[None]]
"""A law is told with engines that it makes itself, each on data of its own."""

LEASE = timedelta(seconds=31)  # after it, what a killed life had begun may be begun again
PATIENCE_S = 5.0  # real seconds until a delivery that must come has come


class Scene:
    """`life` is the one that runs now. A message gets a new id, unless one is given."""

    def __init__(self, engine: Engine, world: World, life: Life) -> None:
        self.world, self.life = world, life
        self._engine, self._version, self._ids = engine, 1, 0

    # ---- what comes in ----

    async def write(self, contact: str, text: str, id_: str | None = None) -> Answer:
        self._ids += 1
        at = self.world.clock.now().isoformat()
        message = {"conversation": contact, "id": id_ or f"m{self._ids}", "at": at, "text": text}
        return await self.life.accept(message)

    async def say(self, contact: str, *texts: str) -> None:
        """Write, and let everything be done about it, one text after another."""
        for text in texts:
            assert await self.write(contact, text) is Answer.ACCEPTED
            await self.life.work()

    async def agent(self, type_: str, handover: str, id_: str | None = None, **more: str) -> Answer:
        """Let the desk say something, and let everything be done about it."""
        self._ids += 1
        event = {"type": type_, "handover": handover, "agent": {"name": "Ani"}, **more}
        answer = await self.life.told(id_ or f"d{self._ids}", event)
        await self.life.work()
        return answer

    # ---- what happens ----

    async def wait(self, by: timedelta) -> None:
        """Let time pass, and let everything be done that is due then."""
        self.world.clock.advance(by)
        await self.life.work()

    async def settle(self) -> None:
        """Let six minutes pass: what was begun or is to be tried again has had its time."""
        for by in (LEASE, LEASE, timedelta(minutes=5)):
            await self.wait(by)

    async def kill(self) -> None:
        """Kill this life and begin another one, which does nothing yet."""
        await self.life.kill()
        self.life = await self._engine.begin(self.world, artifact(self._version))

    async def another(self) -> Life:
        """Begin another life beside this one, on what both keep; whoever asked for it kills it."""
        return await self._engine.begin(self.world, artifact(self._version))

    async def swap(self, version: int) -> None:
        self._version = version
        await self.life.swap(artifact(version))

    async def kill_after(self, steps: int = 0, seconds: float = 0.0) -> None:
        """Let the host work for so many steps of the event loop, or for so long, and kill it."""
        working = asyncio.ensure_future(self.life.work())
        for _ in range(steps):
            await asyncio.sleep(0)
        await asyncio.sleep(seconds)
        await self._kill(working)

    async def kill_at_delivery(self, number: int, side: Side) -> None:
        """Let the host work until a side has read the `number`-th delivery without an answer, and kill it."""
        last, side.takes = len(side.tried) + number, number - 1
        working = asyncio.ensure_future(self.life.work())
        async with asyncio.timeout(PATIENCE_S):
            while len(side.tried) < last:
                await asyncio.sleep(0.001)
        side.takes = None
        await self._kill(working)

    async def _kill(self, working: asyncio.Future[None]) -> None:
        await self.life.kill()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        self.life = await self._engine.begin(self.world, artifact(self._version))

    # ---- what came out ----

    def heard(self, contact: str) -> list[str]:
        """Return what a customer has read, question marks and all; a repeat of an id is not shown twice."""
        return [one.text for one in firsts(self.world.messenger.taken) if one.about == contact]

    def echoes(self, contact: str) -> list[str]:
        """Return what the bot said back to a customer."""
        return [text for text in self.heard(contact) if text.startswith("v")]

    async def handover(self, contact: str) -> str:
        """Let a customer ask for a person; return the handover's id, as the desk knows it."""
        before = {one.about for one in self.world.desk.taken}
        await self.say(contact, "halo", "mau bicara dengan orang")
        (id_,) = {one.about for one in self.world.desk.taken} - before
        return id_


def firsts(deliveries: list[Delivery]) -> list[Delivery]:
    """Return what a side has that drops repeats by their id, as it must. A repeat has the same words."""
    found: dict[str, Delivery] = {}
    for one in deliveries:
        assert found.setdefault(one.id, one) == one, "an id comes again with other words"
    return list(found.values())


@asynccontextmanager
async def scene(make: Make) -> AsyncIterator[Scene]:
    """Begin a host on data of its own, in a world of its own."""
    async with new_world() as world:
        engine = make()
        told = Scene(engine, world, await engine.begin(world, artifact()))
        try:
            yield told
        finally:
            await told.life.kill()
