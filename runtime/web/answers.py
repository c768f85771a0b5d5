"""Answers of the server: JSON without internals, and the headers that every answer has."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from runtime.artifact.records import Json
from runtime.clean import Refused
from runtime.shell.faults import Faults
from runtime.shell.tally import Tally
from runtime.stores.errors import StoreError

HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_OWN = tuple((name.encode(), value.encode()) for name, value in HEADERS.items())
RETRY_S = 5  # until a store that is busy or full is worth asking again


def answer(data: Json, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse(data, status, headers)


def wait(status: int, why: str, seconds: int) -> Response:
    """Tell a sender to come back later."""
    return answer({"error": why}, status, {"retry-after": str(seconds)})


def refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return answer({"error": error.why}, error.status)


def no_route(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer({"error": str(error.detail).lower()}, error.status_code, error.headers)


class Guard:
    """Puts our headers on every answer; makes what nobody expected a counted 500 without a word of it."""

    def __init__(self, app: ASGIApp, faults: Faults, tally: Tally) -> None:
        self._app = app
        self._faults = faults
        self._tally = tally

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                if message["status"] >= 400:
                    self._tally.refused[message["status"]] += 1
                present = {name.lower() for name, _ in message["headers"]}
                own = [pair for pair in _OWN if pair[0] not in present]
                message["headers"] = [*message["headers"], *own]
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except ClientDisconnect:
            return
        except StoreError as error:
            self._faults.note("web", error)
            failure = wait(503, "the store is busy; nothing was changed", RETRY_S)
        except Exception as error:  # the last door: counted, logged without anybody's words
            self._faults.record("web", error)
            failure = answer({"error": "internal error"}, 500)
        else:
            return
        if not begun:
            await failure(scope, receive, send_with_headers)
