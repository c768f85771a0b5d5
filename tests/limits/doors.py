"""Probes of the doors: the whole server in memory, asked as senders and operators ask it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from starlette.types import Message

from runtime import limits
from runtime.channels.whatsapp.signed import HEADER, sign
from runtime.clock import ManualClock
from runtime.config import WhatsAppChannel
from runtime.stores.base import Store
from runtime.stores.rows import Counts
from runtime.web.load import Load
from tests.limits.probing import Probe, Try
from tests.runtime.web.served import CONFIG, ORIGIN, START, TOKEN, Site, served

SECRET = "an-app-secret"
DOORS = replace(
    CONFIG,
    channels=replace(
        CONFIG.channels, whatsapp=WhatsAppChannel("1", token="t", app_secrets=(SECRET,), verify_token="v")
    ),
)
CHUNK = 64 * 1024
Act = Callable[[Site, int], Awaitable[int]]


def status(act: Act, *beyond: int) -> Try:
    """Return the probe of a door that answers one of `beyond` beyond its limit, and no such thing within."""

    def held_back(count: int, folder: Path) -> bool:
        async def scene() -> bool:
            async with served(folder, DOORS) as site:
                found = await act(site, count)
                assert site.host.faults.total == 0
                assert found < 500 or found in beyond
                return found in beyond

        return asyncio.run(scene())

    return held_back


async def stream(count: int) -> AsyncIterator[bytes]:
    """Yield a body that nobody has signed, piece by piece: too much of it is refused unread."""
    for begin in range(0, count, CHUNK):
        yield b" " * min(CHUNK, count - begin)


async def post_json(site: Site, body: bytes) -> int:
    answer = await site.client.post("/channels/json", content=body, headers=site.signed(body))
    return answer.status_code


async def post_whatsapp(site: Site, body: bytes) -> int:
    headers = {"content-type": "application/json", HEADER: sign(body, SECRET)}
    return (await site.client.post("/channels/whatsapp", content=body, headers=headers)).status_code


async def body(site: Site, count: int) -> int:
    if count > 2 * limits.BODY.value:
        return (await site.client.post("/channels/json", content=stream(count))).status_code
    return await post_json(site, b"{}".ljust(count))


async def whatsapp_body(site: Site, count: int) -> int:
    if count > 2 * limits.WHATSAPP_BODY.value:
        return (await site.client.post("/channels/whatsapp", content=stream(count))).status_code
    return await post_whatsapp(site, b"{}".ljust(count))


async def depth(site: Site, count: int) -> int:
    return await post_json(site, b"[" * count + b"]" * count)


async def members(site: Site, count: int) -> int:
    return await post_json(site, b"[0" + b",0" * count + b"]")


async def whatsapp_members(site: Site, count: int) -> int:
    return await post_whatsapp(site, b"[0" + b",0" * count + b"]")


async def number(site: Site, count: int) -> int:
    return await post_json(site, b"[" + b"1" * count + b"]")


async def rows(site: Site, count: int) -> int:
    headers = {"authorization": f"Bearer {TOKEN}"}
    return (await site.client.get(f"/handovers?limit={count}", headers=headers)).status_code


async def write(site: Site, number: int) -> int:
    content = json.dumps({"id": f"message-{number}", "text": "hai"})
    headers = {**ORIGIN, "content-type": "application/json"}
    return (await site.client.post("/chat/messages", content=content, headers=headers)).status_code


async def many(site: Site, count: int, one: Act) -> int:
    """Do it `count` times, and return the last answer."""
    found = 0
    for number in range(count):
        found = await one(site, number)
    return found


async def burst(site: Site, count: int) -> int:
    await site.begin_chat()
    return await many(site, count, write)


async def web_rate(site: Site, count: int) -> int:
    """What comes in within a minute after somebody has used up what may come at once."""
    await site.begin_chat()
    await many(site, limits.CONTACT_BURST.value, write)
    site.clock.advance(timedelta(minutes=1))
    return await many(site, count, lambda site, number: write(site, 1_000 + number))


async def json_rate(site: Site, count: int) -> int:
    async def say(site: Site, number: int) -> int:
        data = {"conversation": "sari", "id": f"m{number}", "at": START.isoformat(), "text": "hai"}
        raw = json.dumps(data).encode()
        answer = site.client.post("/channels/json", content=raw, headers=site.signed(raw))
        asking = asyncio.ensure_future(answer)
        while not asking.done():
            await asyncio.wait([asking], timeout=0.002)
            await site.host.drain()
        return asking.result().status_code

    await many(site, limits.CONTACT_BURST.value, say)
    site.clock.advance(timedelta(minutes=1))
    return await many(site, count, lambda site, number: say(site, 1_000 + number))


async def new_chats(site: Site, count: int) -> int:
    async def begin(site: Site, number: int) -> int:
        site.client.cookies.clear()
        return (await site.client.post("/chat/session", headers=ORIGIN)).status_code

    await many(site, limits.CONTACT_BURST.value, begin)
    site.clock.advance(timedelta(minutes=1))
    return await many(site, count, begin)


async def streams(site: Site, count: int) -> int:
    """Open so many pages of one chat, which stay open; what the last of them is told."""
    await site.begin_chat()
    path = "/chat/stream"
    cookie = "; ".join(f"{name}={value}" for name, value in site.client.cookies.items())
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"",
        "headers": [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie.encode())],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000),
    }  # fmt: skip
    open_: list[asyncio.Future[None]] = []
    for _ in range(count):
        begun: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def send(message: Message, begun: asyncio.Future[int] = begun) -> None:
            if not begun.done() and (message["type"] == "http.response.body" or message["status"] != 200):
                begun.set_result(message.get("status", 200))

        async def receive() -> Message:
            await asyncio.Event().wait()  # the page says nothing more
            raise AssertionError

        open_.append(asyncio.ensure_future(site.app(dict(scope), receive, send)))
        found = await begun
    site.host.stopping.set()  # which ends them all
    await asyncio.gather(*open_)
    return found


def queue(count: int, _: Path) -> bool:
    """A store with so many arrivals: a million of them would take minutes to make."""

    class Waiting:
        async def counts(self) -> Counts:
            return Counts(0, count - 1, 0, 0, 0, 0, 0, None, None)

    store: Store = Waiting()  # type: ignore[assignment]  # what of a store is asked here
    load = Load(store, ManualClock(START), limits.QUEUE.value, limits.ACCOUNT_RATE.value)
    return asyncio.run(load.full())


def account(count: int, _: Path) -> bool:
    store: Store = object()  # type: ignore[assignment]  # is not asked
    load = Load(store, ManualClock(START), limits.QUEUE.value, limits.ACCOUNT_RATE.value)
    return [load.take("json") for _ in range(count)][-1] is not None


PROBES = (
    Probe(limits.BODY, status(body, 413)),
    Probe(limits.WHATSAPP_BODY, status(whatsapp_body, 413)),
    Probe(limits.JSON_DEPTH, status(depth, 400)),
    # A hundred times as many are too large a body, before anybody counts them.
    Probe(limits.JSON_MEMBERS, status(members, 400, 413)),
    Probe(limits.WHATSAPP_MEMBERS, status(whatsapp_members, 400, 413)),
    Probe(limits.JSON_NUMBER, status(number, 400)),
    Probe(limits.STREAMS, status(streams, 429)),
    Probe(limits.ROWS, status(rows, 422)),
    Probe(limits.CONTACT_BURST, status(burst, 429)),
    Probe(limits.WEB_RATE, status(web_rate, 429)),
    Probe(limits.JSON_RATE, status(json_rate, 429)),
    Probe(limits.NEW_CHATS, status(new_chats, 429)),
    Probe(limits.QUEUE, queue),
    Probe(limits.ACCOUNT_RATE, account),
)
