"""A bot inside an asynchronous program: a library, and an ASGI application of its own.

Laws:
- What `write` and `desk_event` returned for is kept, and worked on until it is done, now or after the
  next start.
- One bot runs at a time in one object; after `stop` it may be started again.
- Nothing is answered over HTTP before `start`: words would be promised that nobody sends.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from functools import partial
from types import TracebackType
from typing import ClassVar, Self

from runtime.artifact import codec
from runtime.artifact.records import Json
from runtime.channels.json_channel import JsonChannel
from runtime.clean import Refused
from runtime.clock import Clock
from runtime.config import ConfigError, StoreConfig
from runtime.core.codec import load_record
from runtime.core.record import Record
from runtime.desks.base import Desk
from runtime.desks.webhook import Presence, read_event
from runtime.embedding.asgi import App, Receive, Scope, Send
from runtime.embedding.given import Given, artifact_of, check_fits, config_of, guarded
from runtime.embedding.leaving import Leaving
from runtime.embedding.lifespan import Lifespan
from runtime.embedding.messages import Message, message_of
from runtime.shell.actions import Callable_
from runtime.shell.host import Host
from runtime.stores.base import Store
from runtime.stores.sqlite import SqliteStore
from runtime.web.app import create_app
from runtime.web.assemble import build_host, open_to
from runtime.web.desk_door import named
from runtime.web.load import Load
from runtime.web.said import PAGE, Newest, ready

CHANNEL = "python"  # begins the names of the threads that `write` makes
WITHIN_S = 20.0  # `write` waits so long for the answer: an action takes 15 s at most, a burst a second
LOOK_S = 2.0  # words made by another process are seen after this


class BotError(RuntimeError):
    """A bot is used in a way that cannot work; the text says what to do."""


class AsyncBot:
    """A compiled bot that runs in your event loop.

    `async with AsyncBot("kopi.json") as bot: await bot.write("sari", "halo")`. It is an ASGI application too,
    with the chat page and all doors of `flowc serve`: see `mount`. Over HTTP it serves this machine only
    until every secret is set.

    Args:
        artifact: what `flowc build` wrote: a path, or the bytes.
        config: the installation: the path of a `flowc.toml`, or what stands in one as a mapping.
        store: where everything is kept: a path, or a `Store` of your own. Left out, it is `store.path` of the
            configuration, and without one the file `<name of the bot>.db`.
        callables: your functions by the names that the bot's files use (`python: skor_lead`). They get the
            action's inputs by name and return a mapping of its outputs, or None; `async` or not. The
            bot's own detector can be one of them.
        desk: a desk of your own, for all divisions that no desk in the configuration names.
        carries: which of the bot's channels `write` stands for; left out, the first one.
        clock: for tests, `ManualClock`.

    Raises:
        ArtifactError: there is no such artifact, or this runtime cannot run it.
        ConfigError: the configuration cannot be used, does not fit the bot, or names public addresses while a
            secret is missing.
    """

    _all: ClassVar[set[AsyncBot]] = set()  # those that run in this process

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
        self._artifact = artifact_of(artifact)
        self._config, self._only_here = guarded(config_of(config))
        if config is None:
            self._config = replace(self._config, store=StoreConfig(""))
        self._given_store = SqliteStore(os.fspath(store)) if isinstance(store, str | os.PathLike) else store
        self._callables, self._desk, self._clock = dict(callables or {}), desk, clock
        self._carries = carries
        self._started = self._used = False
        self._leaving = Leaving()
        check_fits(codec.load(self._artifact), self._config, self._callables, desk)
        self._build()

    @property
    def name(self) -> str:
        """The bot's name in its files."""
        return self._host.programs.newest.program.artifact.bot.name

    # ---- life ---------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Begin to work, also on what an earlier run left.

        Raises:
            BotError: it runs already, or another bot keeps its data in the same place.
            StoreError: the store cannot be opened.
        """
        if self._started:
            raise BotError(f"{self.name} runs already")
        if self._used:
            self._build()
        for other in self._all:
            if self._place is not None and self._place == other._place and other.name != self.name:
                raise BotError(
                    f"{self.name} and {other.name} keep their data in the same place, {self._place[0]}: "
                    "give each its own (store=, store.path or store.schema)"
                )
        self._used = True
        try:
            await self._host.start()
        except BaseException:
            await self._store.close()
            raise
        self._started = True
        self._all.add(self)

    async def stop(self) -> None:
        """End: what is under way may finish, for 8 s; what does not is taken up at the next start."""
        if not self._started:
            return
        self._leaving.forget()
        try:
            await self._host.stop()
        finally:
            self._started = False
            self._all.discard(self)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def renew(self, artifact: bytes | str | os.PathLike[str]) -> str:
        """Run another version from now on, without a pause, and return its content address.

        Raises:
            ArtifactError: there is none, or this runtime cannot run it; nothing has changed.
            ConfigError: it calls a function that is not given; nothing has changed.
        """
        host, data = self._running(), artifact_of(artifact)
        check_fits(codec.load(data), self._config, self._callables, self._desk)
        name = await host.renew(data)
        self._artifact = data
        return name

    # ---- customers ----------------------------------------------------------------------------------------

    async def write(
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
        """Take a customer's message, and return what was said to it, as soon as it is complete.

        What is said later (an agent's words, a reminder) is found by `messages` and `follow`. While a human
        has the conversation, the words go to the desk and nothing comes back.

        Args:
            customer: who it is, in your own words: up to 128 characters.
            text: what they wrote.
            choice: instead of a text, the `id` of the button that they tapped.
            media: instead of a text, or with it: `{"kind": "image", "url": "https://…"}`.
            id: of the message: a second one with the same id is the same message, and answers nothing.
            profile: what is known of the customer: `name phone email username locale`.
            page: facts of where they are, which the bot's files read as `page.query`.
            within_s: seconds to wait at most; 0 returns at once, when the message is kept.

        Raises:
            Refused: the message has another shape, or too much is waiting.
        """
        host, channel = self._running(), self._channel
        known = dict(profile or {})
        data: dict[str, Json] = {
            "conversation": customer,
            "id": id or secrets.token_hex(16),
            "at": host.clock.now().isoformat(),
            "locale": known.pop("locale", None),
            "from": known,
            "vars": dict(page or {}),
            "text": text,
            "choice": {"id": choice} if choice is not None else None,
            "media": dict(media) if media is not None else None,
        }
        given = {key: item for key, item in data.items() if item is not None}
        incoming = channel.read(given, host.clock.now())
        if await self._load.full():
            raise Refused(503, "too much is waiting here: try again later")
        with host.followers.follow(incoming.thread) as notices:
            begun = host.clock.now()
            new = await host.receive(incoming)
            if not new or within_s <= 0:
                return ()
            look = partial(self._newest.since, incoming.thread, begun)
            ids = await ready(notices, (incoming.source, incoming.id), look, within_s)
            found = await self._newest.find(incoming.thread, ids) if ids else []
        return tuple(map(message_of, found))

    async def messages(self, customer: str, after: int = 0, limit: int = PAGE) -> tuple[Message, ...]:
        """Return what was said to a customer beyond the message numbered `after`, oldest first."""
        thread = self._channel.thread(customer)
        return tuple(map(message_of, await self._running().store.published(thread, after, limit)))

    async def follow(self, customer: str, after: int = 0) -> AsyncIterator[Message]:
        """Yield what was said to a customer beyond `after`, and then what is said, until the bot stops."""
        host, thread = self._running(), self._channel.thread(customer)
        with host.followers.follow(thread) as notices:
            while not host.stopping.is_set():
                for message in await self.messages(customer, after):
                    after = message.seq
                    yield message
                ending = asyncio.ensure_future(host.stopping.wait())
                notice = asyncio.ensure_future(notices.get())
                try:
                    await asyncio.wait((ending, notice), timeout=LOOK_S, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    ending.cancel()
                    notice.cancel()

    async def erase(self, customer: str) -> bool:
        """Forget all of a customer, at once and for ever. False: nothing was there."""
        return await self._running().erase(self._channel.thread(customer))

    # ---- people -------------------------------------------------------------------------------------------

    async def handovers(self, *states: str, limit: int = 50) -> tuple[Record, ...]:
        """Return the records of handovers in these states (none: all), newest first.

        States: `collecting queued assigned with_agent escalated left_message closed`.
        """
        rows = await self._running().store.handovers(states, limit)
        return tuple(load_record(row.record) for row in rows)

    async def handover(self, id: str) -> Record | None:  # noqa: A002  the record's own word
        """Return the record of a handover as it stands; None: there is no such handover."""
        row = await self._running().store.handover(id)
        return load_record(row.record) if row is not None else None

    async def desk_event(self, event: Mapping[str, Json], id: str | None = None) -> bool:  # noqa: A002
        """Take what the desk says, in the form that `POST /desk/events` has.

        `{"type": "accepted", "handover": record.id, "agent": {"name": "Ani"}}`; then `message`, `resolved`
        and so on (docs/operations.md). A second event with the same `id` is the same event.

        Returns:
            False: it was told before, or the handover has ended: recorded, and nothing changes.

        Raises:
            Refused: another form, or no such handover or agent.
        """
        host = self._running()
        id_ = id or secrets.token_hex(16)
        read = read_event(dict(event), id_, host.clock.now())
        if isinstance(read, Presence):
            people = named(self._config, read.agent)
            if not people:
                raise Refused(404, f"no such agent: [staff] has no `{read.agent}`")
            for person in people:
                await host.presence(person, read.online)
            return True
        row = await host.store.handover(read.handover)
        if row is None:
            raise Refused(404, f"no such handover: {read.handover}")
        new = await host.tell(row.thread, "desk", id_, read)
        return new and row.ended is None

    # ---- ASGI ---------------------------------------------------------------------------------------------

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the chat page and all doors below the path where the bot is mounted."""
        if scope["type"] == "lifespan":
            await Lifespan(self)(scope, receive, send)
            return
        if not self._started:
            raise BotError(
                f"{self.name} does not run: a mounted application is never started by the one around it. "
                'Write `app = mount(app, "/path", bot)`, or `async with bot:` in your own lifespan'
            )
        self._leaving.notice(self._host.stopping)
        await self._app(scope, receive, send)

    # ---- how ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Make what lives from one start to the next stop."""
        bot = codec.load(self._artifact).bot
        carries = self._carries or bot.channels[0]
        if carries not in bot.channels:
            raise ConfigError(f"carries: the bot has {', '.join(bot.channels)}, not `{carries}`")
        self._channel = JsonChannel(carries, name=CHANNEL)
        kept = self._config.store
        self._store = self._given_store or open_to(replace(kept, path=kept.path or f"{bot.name}.db"))
        self._host = build_host(
            self._artifact,
            self._config,
            store=self._store,
            clock=self._clock,
            callables=self._callables,
            desk=self._desk,
            channel=self._channel,
        )
        bounds = self._config.limits
        self._load = Load(self._store, self._host.clock, bounds.queue, bounds.per_second)
        self._newest = Newest(self._store)
        self._app: App = create_app(self._host, self._config, only_here=self._only_here)

    @property
    def _place(self) -> tuple[str, str] | None:
        """Where the data is, in words and whole; None: only the program around us knows."""
        if isinstance(self._store, SqliteStore):
            return str(self._store.path), ""
        kept = self._config.store
        if self._given_store is not None or kept.url is None:
            return None
        return f"the schema {kept.schema}", kept.url  # the address may hold a password: never shown

    def _running(self) -> Host:
        if not self._started:
            raise BotError(f"{self.name} does not run: `async with` it, or `await bot.start()` first")
        return self._host
