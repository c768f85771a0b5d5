"""The shell behind its doors: signed requests in, requests over HTTP out, on any store.

A kill cancels all that the life has begun, wherever it is, and closes its connections. What a kill of the
whole process does is shown by `tests/chaos`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import httpx

from runtime import signature
from runtime.artifact.records import Json
from runtime.channels.json_channel import JsonChannel
from runtime.config import Channels, Config, DeskConfig
from runtime.config import JsonChannel as JsonConfig
from runtime.core.program import Program
from runtime.shell.host import Host
from runtime.shell.programs import Ready
from runtime.stores.base import Store
from runtime.understanding.result import Understood
from runtime.web import assemble
from runtime.web.app import create_app
from tests.hosts.bot import understood
from tests.hosts.host import Answer, Life
from tests.hosts.world import World

SECRET = signature.new_secret()
NEAR = ("loopback",)


_READY: dict[str, Ready] = {}  # by the program's name: every life of every host begins with it


def make_ready(program: Program) -> Ready:
    """Return a program ready to run, as the server makes it, with the bot's bug in it."""
    if program.name not in _READY:
        ready = assemble.make_ready(program)

        def understand(text: str, locale: str) -> Understood:
            return understood(text, lambda text: ready.understand(text, locale))

        _READY[program.name] = replace(ready, understand=understand)
    return _READY[program.name]


@dataclass(frozen=True, slots=True)
class Shell:
    """`store` gives another store object on the same data each time."""

    store: Callable[[], Store]

    async def begin(self, world: World, artifact: bytes) -> Life:
        others = frozenset(asyncio.all_tasks())
        pushed = f"{world.url}/messenger"
        config = Config(
            channels=Channels(json=JsonConfig((SECRET,), None, pushed, NEAR)),
            desks={"default": DeskConfig(f"{world.url}/desk", (SECRET,), allow=NEAR)},
        )
        channel = JsonChannel("web", (SECRET,), pushed, NEAR)
        host = Host(
            self.store(),
            artifact,
            {"json": channel},
            make_ready,
            desks=assemble.desks(config),
            clock=world.clock,
            chance=lambda: 1.0,  # every pause lasts its whole time
        )
        transport = httpx.ASGITransport(create_app(host, config))
        await host.open()
        return _Running(world, host, httpx.AsyncClient(transport=transport, base_url="http://bot"), others)


@dataclass(frozen=True, slots=True)
class _Running:
    world: World
    host: Host
    client: httpx.AsyncClient
    others: frozenset[asyncio.Task[object]]

    async def accept(self, message: Mapping[str, Json]) -> Answer:
        return await self._post("/channels/json", "w1", message)

    async def told(self, id_: str, event: Mapping[str, Json]) -> Answer:
        return await self._post("/desk/events", id_, event)

    async def _post(self, path: str, id_: str, data: Mapping[str, Json]) -> Answer:
        body = json.dumps(data).encode()
        signed = signature.sign(id_, int(self.world.clock.now().timestamp()), body, [SECRET]).mapping()
        headers = {"content-type": "application/json", **signed}
        answer = await self.client.post(path, content=body, headers=headers)
        if not answer.is_success:
            return Answer.REFUSED
        return Answer.DUPLICATE if answer.json()["duplicate"] else Answer.ACCEPTED

    async def work(self) -> None:
        await self.host.drain()

    async def swap(self, artifact: bytes) -> None:
        await self.host.renew(artifact)

    async def kill(self) -> None:
        begun = asyncio.all_tasks() - self.others - {asyncio.current_task()}
        for task in begun:
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)
        await self.client.aclose()
        await self.host.stop()  # nothing is left to stop: it closes what is open
