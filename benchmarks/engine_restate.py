"""The turn of `benchmarks.engines` as a handler of a Restate virtual object, its key the conversation.

The server is a process on a free port of 127.0.0.1, its data in a folder that goes away; the handler is
another one, which the server asks over HTTP/1.1 (uvicorn with httptools and uvloop: here quicker than
hypercorn's HTTP/2). A message is posted to the server's door under its id as `idempotency-key`; the handler
returns the answer, which the server keeps under that key. The handler is a pure function of state and
message, so that no part of it needs a journal entry of its own.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from benchmarks.engine_turn import Bot, Engine, texts
from benchmarks.posting import Posting
from runtime.artifact import records
from runtime.channels.base import Incoming

SERVER = "restate-server"  # a command
PARTITIONS = (
    4  # of the server, by default 24: with fewer, more messages share a flush; 1.8 times the turns here
)
START_S = 60
STOP_S = 10
_ROOT = Path(__file__).parents[1]


class Restate:
    def __init__(self, door: Posting) -> None:
        self._door = door

    async def ask(self, message: Incoming) -> None:
        await self._turn(message)

    async def state(self, thread: str) -> bytes | None:
        return await self._door.post(f"/conversation/{quote(thread, safe='')}/state", b"", {}) or None

    async def answer(self, message: Incoming) -> list[str]:
        return texts(await self._turn(message))  # the second time what the first one answered

    async def _turn(self, message: Incoming) -> bytes:
        path = f"/conversation/{quote(message.thread, safe='')}/turn"
        headers = {"content-type": "application/octet-stream", "idempotency-key": message.id}
        return await self._door.post(path, records.dump(message).encode(), headers)


def service() -> Any:  # Any: an application of a package that is not always installed
    """Return the application that the server asks."""
    restate: Any = import_module("restate")
    plain = import_module("restate.serde").BytesSerde()
    measured = Bot()
    conversation = restate.VirtualObject("conversation")

    async def turn(context: Any, message: bytes) -> bytes:
        state, answer = measured.turn(await context.get("state", serde=plain), message.decode())
        context.set("state", state, serde=plain)
        return answer

    async def state(context: Any) -> bytes:
        return await context.get("state", serde=plain) or b""

    conversation.handler(input_serde=plain, output_serde=plain, accept="*/*")(turn)
    conversation.handler(kind="shared", output_serde=plain)(state)
    return restate.app([conversation])


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[Engine]:
    door, admin, node, own = (_free_port() for _ in range(4))
    command = shutil.which(SERVER)
    assert command is not None
    settings = {
        "RESTATE_INGRESS__BIND_ADDRESS": f"127.0.0.1:{door}",
        "RESTATE_ADMIN__BIND_ADDRESS": f"127.0.0.1:{admin}",
        "RESTATE_BIND_ADDRESS": f"127.0.0.1:{node}",
        "RESTATE_LISTEN_MODE": "tcp",
        "RESTATE_DEFAULT_NUM_PARTITIONS": str(PARTITIONS),
        "RESTATE_DISABLE_TELEMETRY": "true",
        "RESTATE_LOG_FILTER": "error",
    }
    server = [command, "--no-logo", "--node-name", "bench", "--base-dir", str(folder / "data")]
    with (
        _running([sys.executable, "-m", "benchmarks.engine_restate", str(own)], folder / "service.log", {}),
        _running(server, folder / "server.log", settings),
    ):
        await asyncio.to_thread(_register, admin, own)
        asked = Posting(door)
        yield Restate(asked)
        await asked.close()


def _register(admin: int, own: int) -> None:
    """Tell the server of the handler, as soon as both are there."""
    until = time.monotonic() + START_S
    while True:
        try:
            told = httpx.post(
                f"http://127.0.0.1:{admin}/deployments",
                json={"uri": f"http://127.0.0.1:{own}", "use_http_11": True},
                timeout=START_S,
                trust_env=False,
            )
        except httpx.TransportError:
            told = None
        if told is not None and told.is_success:
            return
        assert time.monotonic() < until, told and told.text
        time.sleep(0.2)


@contextmanager
def _running(command: list[str], log: Path, settings: dict[str, str]) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603  ours, and the one that was asked for
            command,
            cwd=_ROOT,
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


if __name__ == "__main__":
    import_module("uvicorn").run(
        service(),
        port=int(sys.argv[1]),
        http="httptools",
        loop="uvloop",
        lifespan="off",
        access_log=False,
        log_level="warning",
        timeout_keep_alive=3600,
        timeout_graceful_shutdown=1,
    )
