"""A whole message at the server's door, beside an echo on the same server.

The message: signature, dedupe, understanding, rules, routing table, answer, commits, the answer in the reply;
the bot is that of `benchmarks.bot`; after `LENGTH` messages a customer begins another conversation. The echo
reads the same body and flushes as often, by a writer's thread of the same kind. Both are asked without a
network, the same way.

The promised parts are of CPU time. A round of the echo is over before anybody else gets the processor: on a
busy machine its wall clock is that of an idle one, and that of the messages is not.

Flushes are counted where SQLite asks for them, in a file layer of our own above the system's.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import re
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import apsw
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from benchmarks import bot
from benchmarks.goal import Figure
from runtime import config, signature
from runtime.artifact import codec
from runtime.shell.following import WordsSaid
from runtime.shell.host import Host
from runtime.stores.sqlite.connection import Connection, open_connection, use_wal
from runtime.stores.sqlite.schema import migrate
from runtime.stores.sqlite.threads import WriterThread
from runtime.web.app import create_app
from runtime.web.assemble import build_host
from runtime.web.collecting import collecting_seldom

PART, PART_IN_MEMORY = 45, 30  # per cent of the echo's messages
LONE_FLUSHES, SHARED_FLUSHES = 2, 1 / 8
COMMITS = 1  # of an echo: a message's arrival and its turn, which says the words, share a flush
TOGETHER = 64
LENGTH = 12
MESSAGES = 320  # of a round
PUSHED = 50
WAIT_S = 20.0  # for a message to be taken: longer than any takes
ROUNDS = 3
SECRET = signature.PREFIX + base64.b64encode(b"b" * 32).decode()
_MEMORY = "/dev/shm"  # noqa: S108  # where the system keeps files in memory

Say = Callable[[int], Awaitable[None]]


class _Flushes(apsw.VFS):
    """Counts what is flushed: `count` goes on as long as this is the file layer."""

    def __init__(self) -> None:
        self.below, self.count = apsw.vfs_names()[0], 0
        super().__init__("counting", self.below, makedefault=True)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return _CountedFile(self, name, flags)


class _CountedFile(apsw.VFSFile):
    def __init__(self, vfs: _Flushes, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__(vfs.below, name, flags)
        self._vfs = vfs

    def xSync(self, flags: int) -> None:
        self._vfs.count += 1
        super().xSync(flags)


@contextmanager
def flushes() -> Iterator[_Flushes]:
    vfs = _Flushes()
    try:
        yield vfs
    finally:
        vfs.unregister()


@dataclass(slots=True)
class Rate:
    """Messages a second; seconds of the CPU, all threads, and flushes of a message."""

    per_s: float
    cpu_s: float
    flushed: float


async def ask(app: ASGIApp, path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """Post a body to an application and return what it answers; it must be 200."""
    given: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    said: list[Message] = []

    async def receive() -> Message:
        return given.pop() if given else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        said.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    await app(scope, receive, send)
    assert said[0]["status"] == 200, said
    return b"".join(message.get("body", b"") for message in said[1:])


def request(number: int, at_once: int) -> tuple[bytes, dict[str, str]]:
    """Return a signed message of one of so many customers; of each number there is one."""
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    data = {
        "conversation": f"{at_once}-{number % at_once}-{number // (at_once * LENGTH)}",
        "id": f"m{number}",
        "at": at,
        "text": bot.EXACT,
        "from": bot.PROFILE,
        "vars": {"kota": "kota 31", "perihal": "perihal 12"},
    }
    body = json.dumps(data).encode()
    signed = signature.sign(f"w{number}", int(time.time()), body, [SECRET])
    return body, {"content-type": "application/json", **signed.mapping()}


def host_of(data: bytes, path: Path, push_url: str | None = None) -> tuple[Host, ASGIApp]:
    """Return a server. With `push_url` the bot's words are taken there, as a messenger's are."""
    door = config.JsonChannel((SECRET,), "web", push_url, ("loopback",), per_minute=10_000_000)
    found = config.Config(
        server=config.Server(operator_token="-" * 32),
        channels=config.Channels(json=door),
        store=config.StoreConfig(path=str(path)),
        limits=config.Limits(per_second=1_000_000),
    )
    host = build_host(data, found)
    return host, create_app(host, found)


class Echo:
    """An application that says back what it gets, after so many commits."""

    def __init__(self, path: Path | None, commits: int = 0) -> None:
        self._commits = commits
        self._writer: WriterThread | None = None
        if path is not None:
            db = open_connection(path)
            use_wal(db)
            migrate(db)
            db.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, body BLOB)")
            self._writer = WriterThread("echo", db)
        self.app = Starlette(routes=[Route("/echo", self.echo, methods=["POST"])])

    async def echo(self, request: Request) -> Response:
        body = await request.body()
        for _ in range(self._commits):
            assert self._writer is not None
            await self._writer.run(lambda db: _keep(db, body))
        return JSONResponse(json.loads(body))

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()


def _keep(db: Connection, body: bytes) -> None:
    db.execute("INSERT INTO said (body) VALUES (?)", (body,))


async def rate(app: ASGIApp, path: str, at_once: int, numbers: Iterator[int], vfs: _Flushes | None) -> Rate:
    """Have so many customers write at the same time, one message after the other each."""
    made = [request(next(numbers), at_once) for _ in range(MESSAGES)]
    todo, counted = iter(made), vfs.count if vfs else 0

    async def customer() -> None:
        for body, headers in todo:
            await ask(app, path, body, headers)

    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(customer() for _ in range(at_once)))
    took, spent = time.perf_counter() - began, time.process_time() - cpu
    return Rate(MESSAGES / took, spent / MESSAGES, ((vfs.count if vfs else 0) - counted) / MESSAGES)


async def compared(data: bytes, folder: Path, vfs: _Flushes, commits: int) -> dict[str, list[Rate]]:
    """Return, for each way, its rates of all rounds; they take turns."""
    host, app = host_of(data, folder / "bot.db")
    echo, plain = Echo(folder / "echo.db", commits), Echo(None)
    numbers = itertools.count()
    await host.start()
    ways: dict[str, tuple[ASGIApp, str, int]] = {
        "lone": (app, "/channels/json", 1),
        "together": (app, "/channels/json", TOGETHER),
        "echo lone": (echo.app, "/echo", 1),
        "echo": (echo.app, "/echo", TOGETHER),
        "plain": (plain.app, "/echo", TOGETHER),
    }
    found: dict[str, list[Rate]] = {name: [] for name in ways}
    for number in range(ROUNDS + 1):  # the first begins the conversations and warms up
        for name, (one, path, at_once) in ways.items():
            taken = await rate(one, path, at_once, numbers, vfs)
            if number:
                found[name].append(taken)
    assert host.faults.total == 0, host.faults.places
    await host.stop()
    echo.close()
    return found


async def pushed(data: bytes, folder: Path, vfs: _Flushes) -> float:
    """Return the flushes of a lone message whose answer is taken somewhere, that it was taken among them."""

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        (length,) = re.findall(rb"(?im)^content-length: *([0-9]+)", head)
        await reader.readexactly(int(length))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(take, "127.0.0.1", 0) as receiver:
        port = receiver.sockets[0].getsockname()[1]
        host, app = host_of(data, folder / "pushed.db", f"http://127.0.0.1:{port}/")
        await host.start()
        counted = 0
        for number in range(PUSHED + 1):  # the first warms up
            counted = counted if number > 1 else vfs.count
            body, headers = request(number, 1)
            with host.followers.follow(f"json:{json.loads(body)['conversation']}") as notices:
                await ask(app, "/channels/json", body, headers)
                while not isinstance(await asyncio.wait_for(notices.get(), WAIT_S), WordsSaid):
                    pass
        counted = vfs.count - counted
        assert host.faults.total == 0, host.faults.places
        await host.stop()
    return counted / PUSHED


def figures() -> Iterator[Figure]:
    data = codec.dump(bot.program().artifact)
    with tempfile.TemporaryDirectory() as folder, flushes() as vfs, collecting_seldom():
        on_disk = asyncio.run(compared(data, Path(folder), vfs, COMMITS))
        asked = asyncio.run(pushed(data, Path(folder), vfs))
    with (
        tempfile.TemporaryDirectory(dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None) as folder,
        flushes() as vfs,
        collecting_seldom(),  # as `flowc serve` does; for the echoes, too
    ):
        in_memory = asyncio.run(compared(data, Path(folder), vfs, COMMITS))

    def part(found: dict[str, list[Rate]], one: str, other: str) -> float:
        return statistics.median(b.cpu_s / a.cpu_s for a, b in zip(found[one], found[other], strict=True))

    def flushed(name: str) -> float:
        return statistics.median(one.flushed for one in on_disk[name])

    yield Figure("whole messages, one customer", statistics.median(r.per_s for r in on_disk["lone"]), "/s")
    yield Figure(
        f"whole messages, {TOGETHER} customers", statistics.median(r.per_s for r in on_disk["together"]), "/s"
    )
    yield Figure(
        "  of an echo that flushes as often",
        part(on_disk, "together", "echo") * 100,
        "%",
        PART,
        least=True,
    )
    for name, what in (("together", "message"), ("echo", "echo"), ("plain", "plain echo")):
        yield Figure(
            f"  CPU time of one {what}", statistics.median(r.cpu_s for r in on_disk[name]) * 1e6, "us"
        )
    yield Figure(
        "  file in memory, of a plain echo",
        part(in_memory, "together", "plain") * 100,
        "%",
        PART_IN_MEMORY,
        least=True,
    )
    yield Figure("flushes of a lone message", flushed("lone"), "×", LONE_FLUSHES)
    yield Figure("  whose answer is pushed", asked, "×", LONE_FLUSHES)
    yield Figure(f"flushes of a message with {TOGETHER} waiting", flushed("together"), "×", SHARED_FLUSHES)
