"""A real HTTP server on loopback that answers as a test says, and remembers what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Write = Callable[[bytes], Awaitable[None]]
Behave = Callable[[Asked, Write], Awaitable[None]]


@dataclass(slots=True)
class Server:
    url: str
    port: int
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    at_once: int = 0
    most_at_once: int = 0


def answer(status: int, body: bytes = b"", headers: str = "") -> Behave:
    """Answer with these; `headers` are lines ending in CR LF."""

    async def behave(asked: Asked, write: Write) -> None:
        head = f"HTTP/1.1 {status} x\r\ncontent-length: {len(body)}\r\n{headers}\r\n"
        await write(head.encode() + body)

    return behave


def in_turn(*behaviours: Behave) -> Behave:
    """One after the other; the last one stays."""
    left = list(behaviours)

    async def behave(asked: Asked, write: Write) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(asked, write)

    return behave


async def never(asked: Asked, write: Write) -> None:
    await asyncio.Event().wait()


async def hang_up(asked: Asked, write: Write) -> None:
    raise ConnectionResetError


@asynccontextmanager
async def listening(behave: Behave) -> AsyncIterator[Server]:
    """Serve on a free port until the block is left."""
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        server.connections += 1

        async def write(data: bytes) -> None:
            writer.write(data)
            await writer.drain()

        try:
            while asked := await _request(reader):
                server.asked.append(asked)
                server.at_once += 1
                server.most_at_once = max(server.most_at_once, server.at_once)
                try:
                    await behave(asked, write)
                finally:
                    server.at_once -= 1
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)
            writer.close()

    listener = await asyncio.start_server(connected, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}", port)
    try:
        yield server
    finally:
        listener.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _request(reader: asyncio.StreamReader) -> Asked | None:
    line = await reader.readline()
    if not line:
        return None
    method, target, _ = line.decode().split(" ", 2)
    headers: dict[str, str] = {}
    while (line := await reader.readline()) not in (b"\r\n", b""):
        name, _, value = line.decode().partition(":")
        headers[name.strip().lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(method, target, headers, body)
