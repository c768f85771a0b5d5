"""The whole server around the small bot, in memory: real application, real core, real store, manual clock."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from runtime import signature
from runtime.channels.base import Channel
from runtime.channels.json_channel import JsonChannel
from runtime.channels.web_chat import WebChat
from runtime.clock import ManualClock
from runtime.config import Channels, Config, DeskConfig, Server
from runtime.config import JsonChannel as JsonConfig
from runtime.routing.assigning import Agent
from runtime.shell.host import Host
from runtime.shell.staff import Staff
from runtime.stores.sqlite import SqliteStore
from runtime.web.app import create_app
from runtime.web.assemble import desks, staff, whatsapp
from tests.runtime.shell import bot

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TOKEN = "an-operator-token-of-tests"
JSON_SECRET = "whsec_" + base64.b64encode(b"j" * 32).decode()
DESK_SECRET = "whsec_" + base64.b64encode(b"d" * 32).decode()
ORIGIN = {"origin": "http://127.0.0.1:8000"}
CONFIG = Config(
    server=Server(operator_token=TOKEN),
    channels=Channels(json=JsonConfig((JSON_SECRET,))),
    desks={"default": DeskConfig("http://127.0.0.1:1/webhook", (DESK_SECRET,), allow=("loopback",))},
)
PUBLIC = replace(
    CONFIG, server=Server("0.0.0.0", operator_token=TOKEN, public_urls=("http://127.0.0.1:8000",))
)


@dataclass(slots=True)
class Site:
    host: Host
    clock: ManualClock
    client: httpx.AsyncClient
    app: ASGIApp

    def signed(self, body: bytes, secret: str = JSON_SECRET, id_: str = "w1") -> dict[str, str]:
        headers = signature.sign(id_, int(self.clock.now().timestamp()), body, [secret])
        return {"content-type": "application/json", **headers.mapping()}

    async def send(self, **changes: Any) -> httpx.Response:  # Any: JSON
        """Send a message through the JSON channel and let everything happen."""
        data = {"conversation": "sari", "id": "m1", "at": START.isoformat(), "text": "hai", **changes}
        body = json.dumps({key: item for key, item in data.items() if item is not None}).encode()
        return await self.post("/channels/json", body, self.signed(body))

    async def desk(self, id_: str = "d1", **data: Any) -> httpx.Response:  # Any: JSON
        body = json.dumps(data).encode()
        return await self.post("/desk/events", body, self.signed(body, DESK_SECRET, id_))

    async def post(self, path: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        """Post while the host works, as it does in a running server."""
        asking = asyncio.ensure_future(self.client.post(path, content=body, headers=headers))
        while not asking.done():
            await asyncio.wait([asking], timeout=0.005)
            await self.host.drain()
        await self.host.drain()  # what was taken in after the last look
        return asking.result()

    async def begin_chat(self) -> None:
        """Get a session; the client keeps its cookie."""
        answer = await self.client.post("/chat/session", headers=ORIGIN)
        assert answer.status_code == 200, answer.text

    async def write(self, text: str, id_: str = "page-0001", **more: Any) -> httpx.Response:  # Any: JSON
        headers = {**ORIGIN, "content-type": "application/json"}
        return await self.post(
            "/chat/messages", json.dumps({"id": id_, "text": text, **more}).encode(), headers
        )


Play = Callable[[Site], Coroutine[Any, Any, None]]  # Any: what a coroutine may be sent


@asynccontextmanager
async def served(path: Path, config: Config) -> AsyncIterator[Site]:
    clock = ManualClock(START)
    channel = config.channels.json
    channels: dict[str, Channel] = {
        "web": WebChat(),
        "json": JsonChannel("whatsapp", channel.secrets, channel.push_url, channel.allow),
    }
    if config.channels.whatsapp is not None:
        channels["whatsapp"] = whatsapp(config.channels.whatsapp, bot.artifact().bot)
    host = Host(
        SqliteStore(path / "bot.db"),
        bot.data(),
        channels,
        bot.make_ready,
        desks=desks(config),
        callables={"hitung": lambda nomor: {"status": f"nomor {nomor}"}},
        staff=staff(config) or Staff((Agent("ani", "Ani", ("cs",)),)),
        clock=clock,
        chance=lambda: 1.0,  # every pause lasts its whole time
    )
    app = create_app(host, config)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        await host.open()
        try:
            yield Site(host, clock, client, app)
        finally:
            await host.stop()


def play(path: Path, act: Play, config: Config = CONFIG) -> None:
    async def scene() -> None:
        async with served(path, config) as site:
            await act(site)

    asyncio.run(scene())
