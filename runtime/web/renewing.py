"""Another version of the bot in a server that goes on: asked for by a signal, refused when it does not fit.

Law: what is refused changes nothing. Conversations under way stay on the version they are on, or move as
`runtime.core.moving` says; no message waits for any of this.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from runtime.artifact import codec
from runtime.artifact.codec import ArtifactError
from runtime.artifact.model import Bot
from runtime.shell.host import Host
from runtime.stores.errors import StoreError

Read = Callable[[], bytes | None]  # the newest artifact; None: there is none, and whoever reads has said why
Say = Callable[[str], None]


class Renewing:
    """`ask` may be called at any time, also while an earlier asking is worked on: one more follows it."""

    def __init__(self, host: Host, read: Read, say: Say) -> None:
        self._host, self._read, self._say = host, read, say
        self._wanted = False
        self._task: asyncio.Task[None] | None = None

    def ask(self) -> None:
        self._wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        while self._wanted and not self._host.stopping.is_set():
            self._wanted = False
            try:
                await self._renew()
            except Exception as error:  # a bug in compiling must not end a server; the bot before goes on
                self._host.faults.record("renew", error)
                self._say("not renewed: internal error; the version before goes on")

    async def _renew(self) -> None:
        data = await asyncio.to_thread(self._read)
        newest = self._host.programs.newest.program
        if data is None:
            self._say(f"not renewed: the bot has errors; {newest.name[:19]} goes on")
            return
        if codec.name(data) == newest.name:
            self._say(f"nothing to renew: this is {newest.name[:19]}")
            return
        try:
            check_renewal(newest.artifact.bot, codec.load(data).bot)
            name = await self._host.renew(data)
        except (ArtifactError, NeedsRestart, StoreError) as error:
            self._say(f"not renewed: {error}; {newest.name[:19]} goes on")
            return
        bot = self._host.programs.newest.program.artifact.bot
        self._say(f"renewed: {bot.name} {bot.version} ({name[:19]})")


class NeedsRestart(Exception):
    """What the server was built with would have to be another."""


def check_renewal(before: Bot, bot: Bot) -> None:
    """Refuse what a running server cannot change to.

    Raises:
        NeedsRestart: another bot, or other channels, whose doors are opened when a server starts.
    """
    if bot.name != before.name:
        raise NeedsRestart(f"this is another bot, `{bot.name}`")
    if bot.channels != before.channels:
        raise NeedsRestart(f"its channels are {', '.join(bot.channels)} now, which needs a restart")
