"""A client that costs little beside what it asks: one address, as many kept connections as are needed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

_Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Posting:
    """Posts to a port of 127.0.0.1. The other side has to name the length of what it answers."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[_Connection] = []

    async def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        """Return what is answered; it must be 200."""
        reader, writer = connection = await self._connect()
        lines = [f"POST {path} HTTP/1.1", "host: localhost", f"content-length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        answer = await reader.readexactly(int(head.partition(b"content-length:")[2].split(None, 1)[0]))
        assert head.startswith(b"http/1.1 200"), (head, answer)
        self._idle.append(connection)
        return answer

    async def _connect(self) -> _Connection:
        while self._idle:
            connection = self._idle.pop()
            if not connection[0].at_eof():  # otherwise the other side has hung up meanwhile
                return connection
            connection[1].close()
        return await asyncio.open_connection("127.0.0.1", self._port)

    async def close(self) -> None:
        for _, writer in self._idle:
            writer.close()
            await writer.wait_closed()
