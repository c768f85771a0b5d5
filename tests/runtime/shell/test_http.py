"""The one way out, against a real server that is slow, rude or hostile."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

import pytest

from runtime.shell import http
from runtime.shell.http import CallFailed, Network, Reply, Request
from tests.runtime.shell.listening import Asked, Behave, Write, answer, hang_up, listening, never

LOCAL = ("loopback",)


async def call(behave: Behave, *, timeout_s: float = 5.0, network: Network | None = None) -> Reply:
    network = network or Network()
    async with listening(behave) as server:
        try:
            return await network.call(Request("GET", f"{server.url}/x?a=1", allow=LOCAL, timeout_s=timeout_s))
        finally:
            await network.close()


def failure(scene: Coroutine[Any, Any, object]) -> CallFailed:  # Any: what a coroutine may be sent
    with pytest.raises(CallFailed) as error:
        asyncio.run(scene)
    return error.value


def test_an_answer_comes_back_whatever_its_status() -> None:
    reply = asyncio.run(call(answer(500, b"oh no", "Retry-After: 7\r\n")))
    assert (reply.status, reply.body, reply.headers["retry-after"]) == (500, b"oh no", "7")


def test_the_request_arrives_as_it_was_made() -> None:
    async def scene() -> Asked:
        network = Network()
        async with listening(answer(204)) as server:
            body = '{"a":"é"}'.encode()
            await network.call(
                Request("POST", f"{server.url}/a%2Fb/c", {"authorization": "Bearer x"}, body, LOCAL)
            )
            await network.close()
            return server.asked[0]

    asked = asyncio.run(scene())
    assert (asked.method, asked.target, asked.body) == ("POST", "/a%2Fb/c", '{"a":"é"}'.encode())
    assert asked.headers["authorization"] == "Bearer x"
    assert asked.headers["host"].startswith("127.0.0.1:")


def test_a_redirect_is_an_answer_and_no_cookie_is_kept() -> None:
    async def scene() -> tuple[Reply, list[Asked]]:
        network = Network()
        behave = answer(302, b"", "Location: http://169.254.169.254/\r\nSet-Cookie: a=1; Path=/\r\n")
        async with listening(behave) as server:
            for _ in range(2):
                reply = await network.call(Request("GET", server.url, allow=LOCAL))
            await network.close()
            return reply, server.asked

    reply, asked = asyncio.run(scene())
    assert reply.status == 302
    assert len(asked) == 2
    assert all("cookie" not in one.headers for one in asked)


async def endless(asked: Asked, write: Write) -> None:
    await write(b"HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n")
    while True:
        await write(b"x" * 65_536)


async def drop_by_drop(asked: Asked, write: Write) -> None:
    await write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")
    while True:
        await write(b"x")
        await asyncio.sleep(0.02)


async def nonsense(asked: Asked, write: Write) -> None:
    await write(b"halo juga\r\n\r\n")
    raise ConnectionResetError


async def endless_headers(asked: Asked, write: Write) -> None:
    await write(b"HTTP/1.1 200 OK\r\n")
    while True:
        await write(b"x-more: " + b"y" * 4_096 + b"\r\n")


async def endless_promises(asked: Asked, write: Write) -> None:
    while True:
        await write(b"HTTP/1.1 102 Processing\r\n\r\n")


async def endless_chunks(asked: Asked, write: Write) -> None:
    await write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        await write(b"1000\r\n" + b"x" * 4_096 + b"\r\n")


HOSTILE = [
    ("no answer", never, "timeout", True),
    ("a hung-up connection", hang_up, "unreachable", True),
    ("an answer that is not HTTP", nonsense, "unreachable", True),
    ("an endless answer", endless, "broken", True),
    ("endless chunks", endless_chunks, "broken", True),
    ("endless headers", endless_headers, "unreachable", True),
    ("endless promises of an answer", endless_promises, "timeout", True),
    ("one byte at a time", drop_by_drop, "timeout", True),
    ("a packed answer", answer(200, b"\x1f\x8b", "Content-Encoding: gzip\r\n"), "broken", True),
]


@pytest.mark.parametrize(
    ("behave", "reason", "sent"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_a_hostile_server_costs_little(behave: Behave, reason: str, sent: bool) -> None:
    failed = failure(call(behave, timeout_s=2.0))  # a busy machine connects in this time
    assert (failed.reason, failed.sent) == (reason, sent)


def test_nobody_listening_means_not_sent() -> None:
    async def scene() -> None:
        async with listening(never) as server:
            url = server.url
        await Network().call(Request("GET", url, allow=LOCAL))

    failed = failure(scene())
    assert (failed.reason, failed.sent) == ("unreachable", False)


@pytest.mark.parametrize("found", [(), ("127.0.0.1",), ("169.254.169.254", "10.0.0.1", "::1")])
def test_an_address_of_our_own_network_is_never_connected_to(found: Sequence[str]) -> None:
    async def scene() -> None:
        async def find(host: str, port: int) -> Sequence[str]:
            return found

        async with listening(answer(200)) as server:
            try:
                await Network(find=find).call(Request("GET", f"http://toko.example:{server.port}/"))
            finally:
                assert server.connections == 0

    failed = failure(scene())
    assert (failed.reason, failed.sent) == ("unreachable", False)


def test_a_name_is_resolved_once_and_what_was_checked_is_connected_to() -> None:
    """A name server that answers differently the second time finds nobody who asks."""
    asked_names: list[str] = []

    async def scene() -> Asked:
        async def find(host: str, port: int) -> Sequence[str]:
            asked_names.append(host)
            return ("127.0.0.1",) if len(asked_names) == 1 else ("10.0.0.1",)

        network = Network(find=find)
        async with listening(answer(200)) as server:
            await network.call(Request("GET", f"http://toko.example:{server.port}/", allow=LOCAL))
            await network.close()
            return server.asked[0]

    asked = asyncio.run(scene())
    assert asked_names == ["toko.example"]
    assert asked.headers["host"].startswith("toko.example:")


def test_the_second_address_is_tried_when_the_first_does_not_answer() -> None:
    async def scene() -> Reply:
        async def find(host: str, port: int) -> Sequence[str]:
            return ("127.0.0.2", "127.0.0.1")

        network = Network(find=find)
        async with listening(answer(200, b"ok")) as server:
            try:
                return await network.call(Request("GET", f"http://toko.example:{server.port}/", allow=LOCAL))
            finally:
                await network.close()

    assert asyncio.run(scene()).body == b"ok"


def test_two_requests_to_one_host_at_once_and_no_more() -> None:
    async def scene() -> int:
        network = Network(in_flight=16, per_host=2)

        async def slow(asked: Asked, write: Write) -> None:
            await asyncio.sleep(0.01)
            await answer(200)(asked, write)

        async with listening(slow) as server:
            await asyncio.gather(*(network.call(Request("GET", server.url, allow=LOCAL)) for _ in range(8)))
            await network.close()
            assert len(server.asked) == 8
            return server.most_at_once

    assert asyncio.run(scene()) == 2


def test_a_slow_host_leaves_the_others_their_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "SLOT_WAIT_S", 0.05)

    async def scene() -> tuple[Reply, list[CallFailed]]:
        network = Network(in_flight=3, per_host=2)
        async with listening(never) as slow, listening(answer(200, b"ok")) as quick:
            waiting = [
                asyncio.ensure_future(network.call(Request("GET", slow.url, allow=LOCAL, timeout_s=2)))
                for _ in range(6)
            ]
            await asyncio.sleep(0)
            reply = await network.call(Request("GET", quick.url, allow=LOCAL))
            ends = await asyncio.gather(*waiting, return_exceptions=True)
            await network.close()
            return reply, [end for end in ends if isinstance(end, CallFailed)]

    reply, failed = asyncio.run(scene())
    assert reply.body == b"ok"
    assert sorted((one.reason, one.sent) for one in failed) == [("busy", False)] * 4 + [("timeout", True)] * 2
