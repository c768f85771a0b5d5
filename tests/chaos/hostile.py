"""An other side that lies: each second answer is one of these, until it has had enough and becomes honest."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from dataclasses import dataclass

MODES = ("dropped", "endless", "garbage", "failed", "hanging", "redirected", "packed", "dripping")
ENOUGH = 2 * len(MODES)  # dishonest answers
BLOCK = b"x" * 65_536
HANG_S = 30.0  # beyond every time-out of ours


@dataclass(frozen=True, slots=True)
class Came:
    """A request. `mode` tells how it was answered, `""` honestly."""

    id: str
    conversation: str
    text: str
    mode: str


class Hostile:
    """One server in a thread of its own. `fallen` counts who followed it where nobody is to go."""

    def __init__(self) -> None:
        self.came: list[Came] = []
        self.endless_bytes = 0
        self.fallen = 0
        self.port = 0
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    @property
    def modes(self) -> Counter[str]:
        return Counter(one.mode for one in self.came)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._done.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._done = asyncio.Event()
        tasks: set[asyncio.Task[None]] = set()

        async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            tasks.add(task)
            try:
                await self._answer(reader, writer)
            except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass  # whoever asked has gone, or the test is over
            finally:
                tasks.discard(task)
                writer.close()

        server = await asyncio.start_server(met, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._done.wait()
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        if not head.startswith("post / "):
            self.fallen += 1
            return
        headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        data = json.loads(await reader.readexactly(int(headers["content-length"])))["data"]
        number = len(self.came)
        mode = MODES[number // 2 % len(MODES)] if number % 2 and number < 2 * ENOUGH else ""
        self.came.append(Came(headers["webhook-id"], data["conversation"], data["message"]["text"], mode))
        await self._say(mode, writer)

    async def _say(self, mode: str, writer: asyncio.StreamWriter) -> None:
        match mode:
            case "dropped":
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")
            case "endless":
                writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
                while True:
                    writer.write(b"10000\r\n" + BLOCK + b"\r\n")
                    await writer.drain()
                    self.endless_bytes += len(BLOCK)
            case "garbage":
                writer.write(b"SSH-2.0-OpenSSH_9.2\r\n\x00\xff\r\n")
            case "failed":
                writer.write(b"HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n")
            case "hanging":
                await asyncio.sleep(HANG_S)
            case "redirected":
                where = f"http://127.0.0.1:{self.port}/elsewhere"
                writer.write(f"HTTP/1.1 307 There\r\nlocation: {where}\r\ncontent-length: 0\r\n\r\n".encode())
            case "packed":
                writer.write(
                    b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\n\x1f\x8b\x08"
                )
            case "dripping":
                for byte in b"HTTP/1.1 200 OK\r\nx-slow: " + b"a" * 1_000:
                    writer.write(bytes((byte,)))
                    await writer.drain()
                    await asyncio.sleep(0.1)
            case _:
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
        await writer.drain()
