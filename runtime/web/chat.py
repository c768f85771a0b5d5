"""The chat page's door: a session in a cookie, messages in, a stream of words out.

Laws:
- Every request must be for an address of ours, every POST also from a page of ours: another site's page can
  neither write nor read, even where a name of its own leads here.
- The session's token is only ever in its cookie; scripts cannot read it.
- A token that says nothing to us counts as a new chat of its address: making tokens up opens no more of them.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Sequence
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from runtime import limits
from runtime.artifact.records import Json
from runtime.channels.web_chat import WebChat
from runtime.clean import Refused
from runtime.config import Config, is_private
from runtime.core.codec import load_record, load_state
from runtime.core.state import State
from runtime.desks.webhook import record_json
from runtime.shell.following import Notice
from runtime.shell.host import Host
from runtime.web.answers import answer, wait
from runtime.web.asking import body_of, json_of, number_of
from runtime.web.load import Load
from runtime.web.rate import Buckets
from runtime.web.said import PAGE, said

COOKIE = "flowc_chat"
TOKEN_BYTES = 16  # 128 random bits: nobody guesses another's chat
SESSION_S = 30 * 24 * 3600  # a conversation may be reopened for days; a month later it is a new customer
NEW_PER_MINUTE = limits.NEW_CHATS.value
STREAMS = limits.STREAMS.value
STREAM_S = 600.0  # a stream ends after this; the page asks again from where it was
LOOK_S = 2.0  # words made by another process are seen after this
MET = 10_000  # sessions in memory that need not be looked for in the store
BEAT_S = 15.0  # a line through a quiet stream, so that nothing between takes it for dead


class Chat:
    def __init__(self, host: Host, config: Config, channel: WebChat, load: Load) -> None:
        self._host, self._config, self._channel, self._load = host, config, channel, load
        self._messages = Buckets(host.clock, config.channels.web.per_minute)
        self._sessions = Buckets(host.clock, NEW_PER_MINUTE)
        self._met: OrderedDict[str, None] = OrderedDict()
        self._streams: Counter[str] = Counter()
        self._public = frozenset(map(_origin, config.server.public_urls))
        chosen = config.channels.web.show_handover
        self._show_handover = is_private(config.server) if chosen is None else chosen

    def routes(self) -> Sequence[Route]:
        return (
            Route("/chat/session", self.session, methods=["POST"]),
            Route("/chat/messages", self.write, methods=["POST"]),
            Route("/chat/history", self.history, methods=["GET"]),
            Route("/chat/stream", self.stream, methods=["GET"]),
        )

    async def session(self, request: Request) -> Response:
        """Begin a session, or go on with the one in the cookie."""
        self._ours(request, writes=True)
        bot = self._host.programs.newest.program.artifact.bot
        data = {
            "title": self._config.channels.web.title or bot.name.replace("-", " ").title(),
            "locales": list(bot.locales),
            "handover": self._show_handover,
        }
        if self._thread(request) is not None:
            return answer(data)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        if (late := await self._crowded(request, self._channel.thread(token) or "")) is not None:
            return late
        response = answer(data)
        response.set_cookie(
            COOKIE,
            token,
            max_age=SESSION_S,
            path=f"{request.scope.get('root_path', '')}/chat",
            secure=request.headers.get("origin", "").startswith("https://"),
            httponly=True,
            samesite="strict",
        )
        return response

    async def write(self, request: Request) -> Response:
        self._ours(request, writes=True)
        thread = self._required(request)
        if (late := await self._crowded(request, thread)) is not None:
            return late
        seconds = self._messages.take(thread)
        if seconds is not None:
            return wait(429, "too many messages", seconds)
        seconds = self._load.take(self._channel.name)
        if seconds is not None:
            return wait(429, "too many messages on this page", seconds)
        body = await body_of(request, self._config.limits.body_bytes)
        incoming = self._channel.read(json_of(request, body), thread, self._host.clock.now())
        if await self._load.full():
            return wait(503, "too much is waiting here", self._load.RETRY_S)
        new = await self._host.receive(incoming)
        return answer({"accepted": True, "duplicate": not new}, 202)

    async def history(self, request: Request) -> Response:
        """What was said by both sides, oldest first; the customer's lines from the thread's state."""
        self._ours(request)
        thread = self._required(request)
        after, entries = 0, list[Json]()
        while page := await said(self._host.store, thread, after):
            after = page[-1]["seq"]
            entries = [*entries, *page][-PAGE:]
        state = await self._state(thread)
        own = [
            {"author": "customer", "at": line.at.isoformat(), "text": line.text}
            for line in (state.transcript if state else ())
            if line.who == "customer"
        ]
        lines = sorted([*entries, *own], key=lambda line: (line["at"], line["author"] != "customer"))
        return answer({"lines": lines, "after": after, "status": _status(state)})

    async def stream(self, request: Request) -> Response:
        """Server-sent events: `message`, `status` and, where it may be shown, `handover`."""
        self._ours(request)
        thread = self._required(request)
        last = request.headers.get("last-event-id", "")
        after = number_of(request, "after", 0, 2**62)
        if last.isascii() and last.isdigit() and len(last) < 19:
            after = max(after, int(last))
        if (late := await self._crowded(request, thread)) is not None:
            return late
        if self._streams[thread] >= STREAMS:
            return wait(429, "too many open pages", 5)
        return StreamingResponse(
            self._events(thread, after),
            media_type="text/event-stream",
            headers={"x-accel-buffering": "no"},  # a proxy that collects would hold the words back
        )

    async def _events(self, thread: str, after: int) -> AsyncIterator[str]:
        self._streams[thread] += 1
        try:
            with self._host.followers.follow(thread) as notices:
                begun = beaten = asyncio.get_running_loop().time()
                status, record, handover = "", b"", None
                yield "retry: 1000\n\n"
                while not self._host.stopping.is_set():
                    for line in await said(self._host.store, thread, after):
                        after = line["seq"]
                        yield _event("message", line, after)
                    state = await self._state(thread)
                    now_status = json.dumps(_status(state))
                    if now_status != status:
                        status = now_status
                        yield _event("status", _status(state))
                    if state is not None and state.handover is not None:
                        handover = state.handover.id  # also shown once it has ended
                    shown = await self._record(handover) if self._show_handover else None
                    if shown is not None and shown != record:
                        record = shown
                        yield _event("handover", record_json(load_record(record)))
                    now = asyncio.get_running_loop().time()
                    if now - begun > STREAM_S:
                        return
                    if now - beaten > BEAT_S:
                        beaten = now
                        yield ": still here\n\n"
                    await self._anything(notices)
        finally:
            self._streams[thread] -= 1
            if self._streams[thread] <= 0:
                del self._streams[thread]

    async def _anything(self, notices: asyncio.Queue[Notice]) -> None:
        """Wait for a notice, the end of the server, or the time to look again."""
        waiting = [
            asyncio.ensure_future(notices.get()),
            asyncio.ensure_future(self._host.stopping.wait()),
        ]
        try:
            await asyncio.wait(waiting, timeout=LOOK_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waiting:
                one.cancel()
        while not notices.empty():
            with contextlib.suppress(asyncio.QueueEmpty):
                notices.get_nowait()

    async def _state(self, thread: str) -> State | None:
        data = await self._host.store.state(thread)
        return load_state(data) if data is not None else None

    async def _record(self, handover: str | None) -> bytes | None:
        row = await self._host.store.handover(handover) if handover is not None else None
        return row.record if row is not None else None

    # ---- who may ------------------------------------------------------------------------------------------

    async def _crowded(self, request: Request, thread: str) -> Response | None:
        """Return a refusal where a chat is new and its address has too many of them; None: it may go on."""
        if thread not in self._met and await self._host.store.state(thread) is None:
            seconds = self._sessions.take(request.client.host if request.client else "")
            if seconds is not None:
                return wait(429, "too many new chats from this address", seconds)
        self._met[thread] = None
        self._met.move_to_end(thread)
        if len(self._met) > MET:
            self._met.popitem(last=False)
        return None

    def _ours(self, request: Request, writes: bool = False) -> None:
        origins = self._public | local_origins(request.scope.get("server"))
        if request.headers.get("host", "") not in {urlsplit(origin).netloc for origin in origins}:
            raise Refused(421, "this server has another name; its own are in `public_urls`")
        if writes and request.headers.get("origin") not in origins:
            raise Refused(403, "only this server's own page may write here")

    def _thread(self, request: Request) -> str | None:
        return self._channel.thread(request.cookies.get(COOKIE))

    def _required(self, request: Request) -> str:
        thread = self._thread(request)
        if thread is None:
            raise Refused(401, "begin a session first")
        return thread


def local_origins(server: tuple[str, int | None] | None) -> frozenset[str]:
    """Return the addresses under which a browser on this machine sees a server at a port."""
    port = server[1] if server is not None else None
    if port is None:  # a Unix socket: browsers come through a proxy, which has a public address
        return frozenset()
    names = ("127.0.0.1", "localhost", "[::1]")
    bare = [f"http://{name}" for name in names] if port == 80 else []
    return frozenset([*bare, *(f"http://{name}:{port}" for name in names)])


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


_OWNERS = {
    "queued": "queue",
    "assigned": "queue",
    "with_agent": "agent",
    "escalated": "agent",
    "left_message": "left",
}


def _status(state: State | None) -> Json:
    """Return who has the conversation, for the page's header."""
    handover = state.handover if state is not None else None
    if state is None or handover is None:
        return {"owner": "bot", "working": bool(state and state.calls)}
    owner = _OWNERS.get(handover.phase, "bot")
    return {"owner": owner, "agent": handover.agent, "working": bool(state.calls)}


def _event(name: str, data: Json, id_: int | None = None) -> str:
    head = f"id: {id_}\n" if id_ is not None else ""
    return f"{head}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
