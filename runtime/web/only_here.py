"""Refuses whoever is not on this machine: for a bot whose secrets are made up.

Laws:
- Both ends of the connection are loopback addresses, and the name in `Host` is one: a proxy on this machine
  passes on another name or tells who came, so that it opens nothing.
- What cannot be told apart is refused.
"""

from __future__ import annotations

import ipaddress
import logging
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from runtime.config import is_loopback
from runtime.web.answers import answer

LOG = logging.getLogger("flowc")
WHY = "this bot's secrets are not set, so it is served to this machine only"


class OnlyHere:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_here(Request(scope)):
            LOG.warning("a request from outside was refused: %s", WHY)
            await answer({"error": WHY}, 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def is_here(request: Request) -> bool:
    """Whether a request was made on this machine, as far as the server can tell."""
    server, client = request.scope.get("server"), request.client
    came = client is None or not _is_address(client.host) or is_loopback(client.host)
    forwarded = any(name in request.headers for name in ("forwarded", "x-forwarded-for"))
    named = is_loopback(_name(request.headers.get("host", "")))
    return server is not None and is_loopback(server[0]) and came and named and not forwarded


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False  # a test's client has a name only
    return True
