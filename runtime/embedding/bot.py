"""A bot inside an ordinary program, without `async`: Flask, Django, a script, a queue's worker.

Laws:
- The bot runs in a thread of its own; any thread may call, also several at once.
- `stop` lets calls under way end, and refuses new ones.
- A thread does not come along when a process forks: start in the process that serves.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Coroutine, Mapping
from concurrent.futures import CancelledError, Future
from types import TracebackType
from typing import Any, Self, TypeVar

from runtime.artifact.records import Json
from runtime.clock import Clock
from runtime.core.record import Record
from runtime.desks.base import Desk
from runtime.embedding.async_bot import WITHIN_S, AsyncBot, BotError
from runtime.embedding.given import Given
from runtime.embedding.messages import Message
from runtime.shell.actions import Callable_
from runtime.shell.host import STOP_S
from runtime.stores.base import Store
from runtime.web.said import PAGE

T = TypeVar("T")


class Bot:
    """A compiled bot that runs beside your program, in a thread of its own.

    `with Bot("kopi.json") as bot: bot.write("sari", "halo")`. Arguments, methods and errors are those of
    `AsyncBot`; each call waits until it is done.

    A program that ends without `stop` loses nothing: what was taken is kept, and done at the next start.
    """

    def __init__(
        self,
        artifact: bytes | str | os.PathLike[str],
        config: Given = None,
        *,
        store: Store | str | os.PathLike[str] | None = None,
        callables: Mapping[str, Callable_] | None = None,
        desk: Desk | None = None,
        carries: str | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._bot = AsyncBot(
            artifact, config, store=store, callables=callables, desk=desk, carries=carries, clock=clock
        )
        self._lock = threading.Lock()  # between a call that comes and the word to stop
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._pid = 0  # of the process that started it
        self._calls: set[asyncio.Task[Any]] = set()  # Any: calls of all kinds

    @property
    def name(self) -> str:
        """The bot's name in its files."""
        return self._bot.name

    # ---- life ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to work, also on what an earlier run left.

        Raises:
            BotError: it runs already, or another bot keeps its data in the same place.
            StoreError: the store cannot be opened.
        """
        with self._lock:
            self._check_process()
            if self._thread is not None:
                raise BotError(f"{self.name} runs already")
            started: Future[None] = Future()
            self._pid, self._end = os.getpid(), asyncio.Event()
            # daemon: a program that ends without `stop` ends; what was taken is kept, and done next time
            self._thread = threading.Thread(
                target=lambda: asyncio.run(self._live(started)), name=f"bot-{self.name}", daemon=True
            )
            self._thread.start()
            try:
                started.result()
            except BaseException:
                self._thread.join()
                self._thread, self._pid = None, 0
                raise

    def stop(self) -> None:
        """End: calls and work under way may finish, for 8 s each; the rest is taken up at the next start.

        Called again, it does nothing.
        """
        with self._lock:
            if self._pid != os.getpid():  # never started, or not by this process: then it is not ours to stop
                return
            loop, thread, self._loop = self._loop, self._thread, None
            if loop is None or thread is None:  # another thread is stopping it
                return
            loop.call_soon_threadsafe(self._end.set)
        thread.join()
        with self._lock:
            self._thread, self._pid = None, 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def renew(self, artifact: bytes | str | os.PathLike[str]) -> str:
        """Run another version from now on; as `AsyncBot.renew`."""
        return self._call(self._bot.renew(artifact))

    # ---- customers and people -----------------------------------------------------------------------------

    def write(
        self,
        customer: str,
        text: str | None = None,
        *,
        choice: str | None = None,
        media: Mapping[str, str] | None = None,
        id: str | None = None,  # noqa: A002  the word of every channel
        profile: Mapping[str, str] | None = None,
        page: Mapping[str, str] | None = None,
        within_s: float = WITHIN_S,
    ) -> tuple[Message, ...]:
        """Take a customer's message, and return what was said to it; as `AsyncBot.write`."""
        return self._call(
            self._bot.write(
                customer,
                text,
                choice=choice,
                media=media,
                id=id,
                profile=profile,
                page=page,
                within_s=within_s,
            )
        )

    def messages(self, customer: str, after: int = 0, limit: int = PAGE) -> tuple[Message, ...]:
        """Return what was said to a customer beyond the message numbered `after`, oldest first."""
        return self._call(self._bot.messages(customer, after, limit))

    def erase(self, customer: str) -> bool:
        """Forget all of a customer, at once and for ever. False: nothing was there."""
        return self._call(self._bot.erase(customer))

    def handovers(self, *states: str, limit: int = 50) -> tuple[Record, ...]:
        """Return the records of handovers in these states (none: all), newest first."""
        return self._call(self._bot.handovers(*states, limit=limit))

    def handover(self, id: str) -> Record | None:  # noqa: A002  the record's own word
        """Return the record of a handover as it stands; None: there is no such handover."""
        return self._call(self._bot.handover(id))

    def desk_event(self, event: Mapping[str, Json], id: str | None = None) -> bool:  # noqa: A002
        """Take what the desk says; as `AsyncBot.desk_event`."""
        return self._call(self._bot.desk_event(event, id))

    # ---- how ----------------------------------------------------------------------------------------------

    def _call(self, work: Coroutine[Any, Any, T]) -> T:  # Any: what a coroutine may be sent
        counted = self._counted(work)
        try:
            with self._lock:
                future = asyncio.run_coroutine_threadsafe(counted, self._usable())
        except BotError:
            counted.close()
            work.close()
            raise
        try:
            return future.result()
        except CancelledError as error:
            raise BotError(f"{self.name} was stopped meanwhile") from error

    async def _counted(self, work: Coroutine[Any, Any, T]) -> T:  # as above
        task = asyncio.current_task()
        assert task is not None
        self._calls.add(task)
        try:
            return await work
        finally:
            self._calls.discard(task)

    def _usable(self) -> asyncio.AbstractEventLoop:
        self._check_process()
        if self._loop is None:
            raise BotError(f"{self.name} does not run: `with` it, or `bot.start()` first")
        if threading.current_thread() is self._thread:
            raise BotError("an async function of the bot's would wait for itself: make it an ordinary one")
        return self._loop

    def _check_process(self) -> None:
        if self._pid not in (0, os.getpid()):
            raise BotError(f"{self.name} was started before this process was forked off: make it in here")

    async def _live(self, started: Future[None]) -> None:
        try:
            await self._bot.start()
        except BaseException as error:  # handed to who called `start`
            started.set_exception(error)
            return
        self._loop = asyncio.get_running_loop()
        started.set_result(None)
        try:
            await self._end.wait()
            if self._calls:
                await asyncio.wait(self._calls, timeout=STOP_S)
        finally:
            await self._bot.stop()
