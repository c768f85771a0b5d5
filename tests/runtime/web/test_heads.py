"""A connection is for those who say what they want: half a request does not hold one for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from runtime.web import heads
from runtime.web.heads import Heads
from runtime.web.serve import listen

HEAD_S = 0.3
ASKED = b"GET / HTTP/1.1\r\nhost: a\r\n"


async def slow(request: Request) -> PlainTextResponse:
    await asyncio.sleep(2 * HEAD_S)
    return PlainTextResponse("selesai")


@asynccontextmanager
async def served() -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Serve, and yield a connection."""
    listening = listen("127.0.0.1", 0)
    app = Starlette(routes=[Route("/", slow)])
    server = uvicorn.Server(uvicorn.Config(app, http=Heads, log_config=None, lifespan="off"))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    reader, writer = await asyncio.open_connection(*listening.getsockname())
    try:
        yield reader, writer
    finally:
        writer.close()
        server.should_exit = True
        await running


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "HEAD_S", HEAD_S)


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\n"], ids=["nothing", "half"])
def test_who_does_not_say_what_is_wanted_is_not_waited_for(said: bytes) -> None:
    async def scene() -> bytes:
        async with served() as (reader, writer), asyncio.timeout(30):
            writer.write(said)
            return await reader.read()

    assert asyncio.run(scene()) == b""


def test_an_answer_may_take_its_time_and_half_a_request_behind_it_may_not() -> None:
    async def scene() -> bytes:
        async with served() as (reader, writer), asyncio.timeout(30):
            writer.write(ASKED + b"\r\n")
            answer = await reader.readuntil(b"selesai")
            writer.write(ASKED)
            return answer + await reader.read()

    answer = asyncio.run(scene())
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"selesai")
