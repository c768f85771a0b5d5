"""Requests to other systems: bounded in time, size and number, and only to addresses that are permitted.

Laws:
- No redirect is followed, no cookie kept, no proxy or password taken from the environment.
- A host that is down is left alone (`runtime.shell.circuit`): no other host waits for it.
- A request that fails says whether it had begun to be sent: only what was not sent may be sent again freely.
- An answer is counted while it streams in; a packed one is not unpacked but refused.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from runtime import limits
from runtime.shell.addresses import Resolve, permitted, resolve
from runtime.shell.circuit import DOWN, Circuit

CONNECT_S = 3.0  # a host that takes longer to say hello is down
TOTAL_S = 10.0  # of one request, all in all: nobody waits longer for a line of chat
SLOT_WAIT_S = 10.0  # for a free slot: longer, and the lease of the send would be in danger
IN_FLIGHT = limits.IN_FLIGHT.value
PER_HOST = limits.PER_HOST.value  # of these to one host
QUIET_S = (
    2.0  # an unused connection is kept: servers close theirs after 5 s or more, and may do so as we write
)
UNWANTED = "unwanted"  # the reason of a request that was taken back before it began
REPLY_BYTES = limits.REPLY.value


Wanted = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    allow: tuple[str, ...] = ()
    timeout_s: float = TOTAL_S
    wanted: Wanted | None = None  # asked when the request's turn has come: it may have waited long


@dataclass(frozen=True, slots=True)
class Reply:
    """Header names are in small letters; of a doubled header the last one counts."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class CallFailed(Exception):
    """No answer. `reason`: `unreachable timeout broken busy unwanted`.

    `sent`: the other side may have acted on it. `wait_s`: the host was not asked as it is down; seconds until
    somebody looks again.
    """

    def __init__(self, reason: str, sent: bool, why: str, wait_s: float | None = None) -> None:
        super().__init__(f"{reason}: {why}")
        self.reason = reason
        self.sent = sent
        self.why = why
        self.wait_s = wait_s


class Network:
    """The one way out. `find` resolves names; tests hand in their own."""

    def __init__(
        self,
        in_flight: int = IN_FLIGHT,
        per_host: int = PER_HOST,
        reply_bytes: int = REPLY_BYTES,
        find: Resolve = resolve,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._slots = asyncio.Semaphore(in_flight)
        self._per_host = per_host
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._reply_bytes = reply_bytes
        self._find = find
        self._monotonic = monotonic
        self._circuits: dict[str, Circuit] = {}  # as many as the operator's file names hosts
        # one pool per name: a connection is only used again for the name its certificate was checked for
        self._transports: dict[str, httpx.AsyncHTTPTransport] = {}

    async def call(self, request: Request) -> Reply:
        """Send a request and return the answer, whatever its status.

        Raises:
            CallFailed: no whole answer within the limits.
        """
        url = httpx.URL(request.url)
        key = f"{url.scheme}://{url.netloc.decode()}"
        circuit = self._circuits.setdefault(key, Circuit())
        self._turn_away(circuit)
        async with self._slot(key):
            if request.wanted is not None and not await request.wanted():
                raise CallFailed(UNWANTED, False, "it is not wanted any more")
            self._turn_away(circuit)  # it may have opened while this one waited
            looks, answered = circuit.begin(), None
            try:
                reply = await self._timed(url, key, request)
                answered = reply.status not in DOWN
                return reply
            except CallFailed as error:
                answered = False if error.reason in ("unreachable", "timeout") else None
                raise
            finally:
                circuit.end(looks, answered, self._monotonic())

    def open_circuits(self) -> tuple[str, ...]:
        """Return the hosts that are down, as scheme and name."""
        return tuple(key for key, circuit in self._circuits.items() if circuit.is_open)

    def _turn_away(self, circuit: Circuit) -> None:
        wait_s = circuit.wait_s(self._monotonic())
        if wait_s is not None:
            raise CallFailed("unreachable", False, "the host is down; it is left alone for a while", wait_s)

    async def _timed(self, url: httpx.URL, key: str, request: Request) -> Reply:
        progress = _Progress()
        try:
            async with asyncio.timeout(request.timeout_s):
                return await self._to_any(url, key, request, progress)
        except TimeoutError as error:
            reason = "timeout" if progress.sent else "unreachable"
            raise CallFailed(reason, progress.sent, f"nothing within {request.timeout_s:g} s") from error

    async def close(self) -> None:
        for transport in self._transports.values():
            await transport.aclose()
        self._transports.clear()

    async def _to_any(self, url: httpx.URL, key: str, request: Request, progress: _Progress) -> Reply:
        port = url.port or (443 if url.scheme == "https" else 80)
        for address in await self._addresses(url.host, port, request.allow):
            try:
                return await self._to(address, url, key, request, progress)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        raise CallFailed("unreachable", False, "no connection")

    async def _addresses(self, host: str, port: int, allow: Sequence[str]) -> Sequence[str]:
        try:
            found = await self._find(host, port)
        except (OSError, UnicodeError) as error:
            raise CallFailed("unreachable", False, "the name is not known") from error
        good = [address for address in found if permitted(address, allow)]
        if not good:
            raise CallFailed("unreachable", False, "the address lies in a network that is not allowed")
        return good

    async def _to(
        self, address: str, url: httpx.URL, key: str, request: Request, progress: _Progress
    ) -> Reply:
        transport = self._transports.get(key)
        if transport is None:
            transport = self._transports[key] = httpx.AsyncHTTPTransport(
                trust_env=False, retries=0, limits=httpx.Limits(keepalive_expiry=QUIET_S)
            )
        headers = {
            "accept-encoding": "identity",
            "user-agent": "flowc",
            **request.headers,
            "host": url.netloc.decode(),
        }
        outgoing = httpx.Request(
            request.method,
            url.copy_with(host=address),
            headers=headers,
            content=request.body,
            extensions={
                "sni_hostname": url.host,
                "trace": progress,
                "timeout": {"connect": CONNECT_S, "read": TOTAL_S, "write": TOTAL_S, "pool": TOTAL_S},
            },
        )
        try:
            response = await transport.handle_async_request(outgoing)
            try:
                return await self._read(response)
            finally:
                await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise
        except httpx.LocalProtocolError as error:
            raise CallFailed("broken", progress.sent, "the request cannot be written as HTTP") from error
        except httpx.TimeoutException as error:
            raise CallFailed("timeout", progress.sent, "no answer in time") from error
        except httpx.TransportError as error:
            raise CallFailed("unreachable", progress.sent, "the connection broke or spoke no HTTP") from error

    async def _read(self, response: httpx.Response) -> Reply:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise CallFailed("broken", True, "the answer is packed although that was not asked for")
        body = bytearray()
        stream = response.stream
        assert isinstance(stream, httpx.AsyncByteStream)
        async for chunk in stream:
            body += chunk
            if len(body) > self._reply_bytes:
                raise CallFailed("broken", True, f"the answer is larger than {self._reply_bytes} bytes")
        return Reply(response.status_code, headers, bytes(body))

    @asynccontextmanager
    async def _slot(self, key: str) -> AsyncIterator[None]:
        """Hold a slot of the host, then one of all: who waits for a slow host keeps nobody else waiting."""
        host = self._hosts.setdefault(key, asyncio.Semaphore(self._per_host))
        held: list[asyncio.Semaphore] = []
        try:
            try:
                async with asyncio.timeout(SLOT_WAIT_S):
                    for semaphore in (host, self._slots):
                        await semaphore.acquire()
                        held.append(semaphore)
            except TimeoutError as error:
                raise CallFailed("busy", False, "too many requests to this host are under way") from error
            yield
        finally:
            for semaphore in held:
                semaphore.release()


class _Progress:
    """Notices when a request begins to leave."""

    def __init__(self) -> None:
        self.sent = False

    async def __call__(self, name: str, info: Mapping[str, Any]) -> None:  # Any: the library's own objects
        if name.endswith("send_request_headers.started"):
            self.sent = True
