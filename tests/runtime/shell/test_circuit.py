"""A host that is down: it is left alone, looked after, and nobody else waits for it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from runtime.clock import ManualClock
from runtime.shell.circuit import FAILURES, FIRST_S, LONGEST_S, LOOKING_S
from runtime.shell.http import CallFailed, Network, Reply, Request
from tests.runtime.shell.listening import Asked, Behave, Server, Write, answer, hang_up, in_turn, listening

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
OK = answer(200, b"ok")


class Caller:
    def __init__(self, server: Server, network: Network) -> None:
        self.server, self.network = server, network

    async def call(self, path: str = "/") -> Reply:
        return await self.network.call(
            Request("POST", f"{self.server.url}{path}", allow=("loopback",), timeout_s=5)
        )

    async def failure(self) -> CallFailed:
        with pytest.raises(CallFailed) as error:
            await self.call()
        return error.value

    async def fail(self, times: int) -> None:
        for _ in range(times):
            assert (await self.failure()).wait_s is None


async def opened(caller: Caller, clock: ManualClock) -> None:
    """Let the circuit open, and nobody be asked any more."""
    await caller.fail(FAILURES)
    asked = len(caller.server.asked)
    turned_away = await caller.failure()
    assert (turned_away.reason, turned_away.sent) == ("unreachable", False)
    assert turned_away.wait_s == FIRST_S
    clock.advance(timedelta(seconds=FIRST_S - 1))
    assert (await caller.failure()).wait_s == 1
    assert len(caller.server.asked) == asked


def test_after_failures_in_a_row_nobody_asks_until_somebody_looks_and_finds_it_well() -> None:
    async def scene() -> None:
        clock = ManualClock(START)
        network = Network(monotonic=clock.monotonic)
        async with listening(in_turn(*[hang_up] * FAILURES, OK)) as server:
            caller = Caller(server, network)
            await opened(caller, clock)
            assert network.open_circuits() == (server.url,)
            clock.advance(timedelta(seconds=1))
            assert (await caller.call()).status == 200
            assert (await caller.call()).status == 200
            assert network.open_circuits() == ()
            await network.close()

    asyncio.run(scene())


def test_each_look_that_fails_waits_twice_as_long_for_the_next_up_to_a_bound() -> None:
    async def scene() -> None:
        clock = ManualClock(START)
        network = Network(monotonic=clock.monotonic)
        async with listening(hang_up) as server:
            caller = Caller(server, network)
            await opened(caller, clock)
            clock.advance(timedelta(seconds=1))
            waits = []
            for _ in range(6):
                assert (await caller.failure()).wait_s is None  # it looked
                wait_s = (await caller.failure()).wait_s
                assert wait_s is not None
                waits.append(wait_s)
                clock.advance(timedelta(seconds=wait_s))
            assert waits == [10, 20, 40, LONGEST_S, LONGEST_S, LONGEST_S]
            await network.close()

    asyncio.run(scene())


def test_one_looks_and_the_others_do_not_wait_for_it() -> None:
    async def scene() -> None:
        clock, looking = ManualClock(START), asyncio.Event()
        network = Network(monotonic=clock.monotonic)

        async def slow(asked: Asked, write: Write) -> None:
            await looking.wait()
            await OK(asked, write)

        async with listening(in_turn(*[hang_up] * FAILURES, slow, OK)) as server:
            caller = Caller(server, network)
            await opened(caller, clock)
            clock.advance(timedelta(seconds=1))
            look = asyncio.ensure_future(caller.call())
            while len(server.asked) == FAILURES:
                await asyncio.sleep(0)
            assert (await caller.failure()).wait_s == LOOKING_S
            looking.set()
            assert (await look).status == 200
            assert (await caller.call()).status == 200
            await network.close()

    asyncio.run(scene())


def test_a_look_that_is_given_up_lets_the_next_one_look() -> None:
    async def scene() -> None:
        clock = ManualClock(START)
        network = Network(monotonic=clock.monotonic)

        async def stuck(asked: Asked, write: Write) -> None:
            await asyncio.Event().wait()

        async with listening(in_turn(*[hang_up] * FAILURES, stuck, OK)) as server:
            caller = Caller(server, network)
            await opened(caller, clock)
            clock.advance(timedelta(seconds=1))
            look = asyncio.ensure_future(caller.call())
            while len(server.asked) == FAILURES:
                await asyncio.sleep(0)
            look.cancel()
            await asyncio.gather(look, return_exceptions=True)
            assert (await caller.call()).status == 200
            await network.close()

    asyncio.run(scene())


ANSWERS = [
    ("a gateway before nobody", answer(502), True),
    ("an overloaded system", answer(503), True),
    ("a fault over this one request", answer(500), False),
    ("a limit", answer(429), False),
    ("a refusal", answer(400), False),
]


@pytest.mark.parametrize(("behave", "opens"), [c[1:] for c in ANSWERS], ids=[c[0] for c in ANSWERS])
def test_what_counts_as_down(behave: Behave, opens: bool) -> None:
    async def scene() -> None:
        network = Network(monotonic=ManualClock(START).monotonic)
        async with listening(behave) as server:
            caller = Caller(server, network)
            for _ in range(FAILURES):
                await caller.call()
            assert network.open_circuits() == ((server.url,) if opens else ())
            await network.close()

    asyncio.run(scene())


def test_an_answer_between_failures_begins_the_count_anew() -> None:
    async def scene() -> None:
        network = Network(monotonic=ManualClock(START).monotonic)
        async with listening(in_turn(*[hang_up] * (FAILURES - 1), OK, hang_up)) as server:
            caller = Caller(server, network)
            await caller.fail(FAILURES - 1)
            await caller.call()
            await caller.fail(FAILURES - 1)
            assert network.open_circuits() == ()
            await network.close()

    asyncio.run(scene())


def test_who_waits_for_a_slot_of_a_host_that_goes_down_is_turned_away_without_asking() -> None:
    async def scene() -> None:
        clock = ManualClock(START)
        network = Network(per_host=FAILURES, monotonic=clock.monotonic)
        async with listening(hang_up) as down, listening(OK) as well:
            caller = Caller(down, network)
            ends = await asyncio.gather(*(caller.failure() for _ in range(64)))
            asked = len(down.asked)  # each failure frees a slot, until the last of the first has failed
            assert FAILURES <= asked < 2 * FAILURES
            assert [end.wait_s for end in ends].count(FIRST_S) == 64 - asked
            assert (await Caller(well, network).call()).status == 200
            await network.close()

    asyncio.run(scene())
