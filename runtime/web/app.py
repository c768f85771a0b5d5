"""The server's routes in one place: the chat page, the channels' and desks' doors, the operator's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.channels.json_channel import JsonChannel
from runtime.channels.web_chat import WebChat
from runtime.channels.whatsapp.channel import WhatsApp
from runtime.clean import Refused
from runtime.config import Config
from runtime.shell.host import Host
from runtime.web import openapi
from runtime.web.answers import Guard, no_route, refused
from runtime.web.chat import Chat
from runtime.web.desk_door import DeskDoor
from runtime.web.json_door import JsonDoor
from runtime.web.load import Load
from runtime.web.only_here import OnlyHere
from runtime.web.operator import Operator
from runtime.web.whatsapp_door import WhatsAppDoor

STATIC = Path(__file__).parent / "static"
PAGES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/chat/chat.js": ("chat.js", "text/javascript; charset=utf-8"),
    "/chat/card.js": ("card.js", "text/javascript; charset=utf-8"),
    "/chat/words.js": ("words.js", "text/javascript; charset=utf-8"),
    "/chat/chat.css": ("chat.css", "text/css; charset=utf-8"),
    "/chat/icon.svg": ("icon.svg", "image/svg+xml"),
}


def create_app(host: Host, config: Config, *, only_here: bool = False) -> Starlette:
    """Return the server's application; it starts the host and stops it.

    `only_here`: whoever is not on this machine is refused, whatever the program around it listens on.
    """
    load = Load(host.store, host.clock, config.limits.queue, config.limits.per_second)
    routes: list[Route] = []
    web, json_channel = host.channels.get("web"), host.channels.get("json")
    if isinstance(web, WebChat):
        routes += Chat(host, config, web, load).routes()
    if isinstance(json_channel, JsonChannel):
        routes += JsonDoor(host, config, json_channel, load).routes()
    whatsapp = host.channels.get("whatsapp")
    if isinstance(whatsapp, WhatsApp) and config.channels.whatsapp is not None:
        routes += WhatsAppDoor(host, config.channels.whatsapp, whatsapp, load).routes()
    routes += DeskDoor(host, config).routes()
    routes += Operator(host, config).routes()
    routes.append(openapi.route(routes))
    routes += [Route(path, _page(*page), methods=["GET"]) for path, page in PAGES.items()]

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await host.start()
        try:
            yield
        finally:
            await host.stop()

    return Starlette(
        routes=routes,
        middleware=[
            Middleware(Guard, faults=host.faults, tally=host.tally),
            *([Middleware(OnlyHere)] if only_here else []),
        ],
        exception_handlers={Refused: refused, HTTPException: no_route},
        lifespan=lifespan,
    )


def _page(name: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    async def page(request: Request) -> Response:
        return Response(_file(name), media_type=kind, headers={"cache-control": "no-cache"})

    return page


@cache
def _file(name: str) -> bytes:
    return (STATIC / name).read_bytes()
