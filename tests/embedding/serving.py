"""An ASGI application as a server runs it: its lifespan, and requests from where a test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from runtime.embedding.asgi import App, Event

BASE = "http://127.0.0.1:8000"
ORIGIN = {"origin": BASE}


class StartFailed(Exception):
    """The application does not start; the text is what it told the server."""


@asynccontextmanager
async def serving(
    app: App, *, base: str = BASE, client: tuple[str, int] = ("127.0.0.1", 1), root_path: str = ""
) -> AsyncIterator[httpx.AsyncClient]:
    said: asyncio.Queue[Event] = asyncio.Queue()
    told: asyncio.Queue[Event] = asyncio.Queue()
    said.put_nowait({"type": "lifespan.startup"})
    scope: dict[str, Any] = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}  # Any: ASGI's own
    running = asyncio.ensure_future(app(scope, said.get, told.put))
    event = await asyncio.wait_for(told.get(), 20)
    if event["type"] != "lifespan.startup.complete":
        await asyncio.gather(running, return_exceptions=True)
        raise StartFailed(event.get("message", ""))
    transport = httpx.ASGITransport(app, client=client, root_path=root_path)
    async with httpx.AsyncClient(transport=transport, base_url=base) as browser:
        yield browser
    said.put_nowait({"type": "lifespan.shutdown"})
    assert (await asyncio.wait_for(told.get(), 20))["type"] == "lifespan.shutdown.complete"
    await running
