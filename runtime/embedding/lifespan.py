"""ASGI's lifespan for a bot: alone, or around an application that has one of its own or none.

Laws:
- A bot runs before the application around it starts, and until that has ended.
- An application without a lifespan (it raises before it answers) is served all the same.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Protocol

from runtime.embedding.asgi import App, Event, Receive, Scope, Send


class Runs(Protocol):
    def start(self) -> Awaitable[None]: ...

    def stop(self) -> Awaitable[None]: ...


class Lifespan:
    """Serves the scope `lifespan`; `app` is the application around the bot."""

    def __init__(self, bot: Runs, app: App | None = None) -> None:
        self._bot, self._app = bot, app
        self._answered = False  # the application has said how its start went
        self._ended = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        startup = await receive()
        try:
            await self._bot.start()
        except Exception as error:  # the server tells its operator, and does not begin
            await send({"type": "lifespan.startup.failed", "message": f"{type(error).__name__}: {error}"})
            return
        try:
            if self._app is not None:
                await self._around(self._app, scope, startup, receive, send)
            if not self._answered:
                await send({"type": "lifespan.startup.complete"})
                await receive()
                await self._stop()
                await send({"type": "lifespan.shutdown.complete"})
        finally:
            await self._stop()

    async def _around(self, app: App, scope: Scope, startup: Event, receive: Receive, send: Send) -> None:
        first = [startup]

        async def receive_again() -> Event:
            return first.pop() if first else await receive()

        async def send_on(event: Event) -> None:
            self._answered = True
            if event["type"] != "lifespan.startup.complete":  # it has ended, well or not
                await self._stop()
            await send(event)

        try:
            await app(scope, receive_again, send_on)
        except Exception:
            if self._answered:
                raise

    async def _stop(self) -> None:
        if not self._ended:
            self._ended = True
            await self._bot.stop()
