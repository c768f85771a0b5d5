"""Agents and those who wait for them, with several threads and two processes on one file."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from runtime.channels.web_chat import WebChat
from runtime.clock import ManualClock
from runtime.core.codec import load_event, load_record
from runtime.core.events import AgentAccepted, AgentDeclined, AgentResolved, Event
from runtime.core.program import Program
from runtime.core.step import new_thread
from runtime.replay import replay
from runtime.routing.assigning import Agent
from runtime.shell.host import Host
from runtime.shell.staff import Staff
from runtime.stores.rows import HandoverRow
from runtime.stores.sqlite import SqliteStore
from tests.runtime.shell import bot
from tests.runtime.shell.test_host import START, Scene

OPEN = ("queued", "assigned", "with_agent")


class Office:
    """Two hosts on one file, as two processes have it."""

    def __init__(self, hosts: tuple[Host, Host], clock: ManualClock) -> None:
        self.hosts, self.clock = hosts, clock
        self.scenes = tuple(Scene(host, clock) for host in hosts)
        self.store = hosts[0].store

    async def drain(self) -> None:
        """Let both work at the same time until nothing is left."""
        while True:
            await asyncio.gather(*(host.drain() for host in self.hosts))
            due = await self.store.next_due()
            if due is None or due > self.clock.now():
                return

    async def ask(self, *threads: str) -> None:
        for number, thread in enumerate(threads):
            await self.scenes[number % 2].write("tolong", thread)
        await self.drain()

    async def rows(self) -> dict[str, HandoverRow]:
        return {row.thread: row for row in await self.store.handovers(OPEN, 100)}

    async def states(self) -> dict[str, str]:
        return {thread: row.assigned or row.agent or row.state for thread, row in (await self.rows()).items()}

    async def tell(self, thread: str, make: Callable[[str, str], Event]) -> None:
        row = (await self.rows())[thread]
        id_ = f"desk:{thread}:{self.clock.now()}"
        await self.hosts[1].tell(thread, "desk", id_, make(id_, row.id))
        await self.drain()

    async def passes(self, seconds: int) -> None:
        self.clock.advance(timedelta(seconds=seconds))
        await self.drain()


Play = Callable[[Office], Coroutine[Any, Any, None]]  # Any: what a coroutine may be sent


@asynccontextmanager
async def opened(path: Path, *agents: Agent) -> AsyncIterator[Office]:
    clock = ManualClock(START)
    staff = Staff(agents, lambda division: True)
    hosts = tuple(
        Host(
            SqliteStore(path / "bot.db"),
            bot.data(),
            {"web": WebChat()},
            bot.make_ready,
            clock=clock,
            staff=staff,
        )
        for _ in range(2)
    )
    for host in hosts:
        await host.open()
    try:
        yield Office((hosts[0], hosts[1]), clock)
    finally:
        for host in hosts:
            await host.stop()


def play(path: Path, act: Play, *agents: Agent) -> None:
    async def scene() -> None:
        async with opened(path, *agents) as office:
            await act(office)
            newest = office.hosts[0].programs.newest.program

            def program_of(name: str) -> Program:
                return newest

            for thread in await office.rows():
                past = await office.store.history(thread)
                _, facts = load_event(past[0].event)
                assert facts is not None
                begin = new_thread(newest, thread, "web", facts.now)
                assert replay(past, begin, program_of, bot.render) is None
            assert [host.faults.total for host in office.hosts] == [0, 0]

    asyncio.run(scene())


def agent(name: str, capacity: int) -> Agent:
    return Agent(name.lower(), name, ("cs",), capacity=capacity)


def test_nobody_is_given_more_than_there_is_room_for(tmp_path: Path) -> None:
    async def act(office: Office) -> None:
        await office.ask(*(f"web:{number}" for number in range(6)))
        states = await office.states()
        assert Counter(states.values()) == {"ani": 2, "budi": 1, "queued": 3}

    play(tmp_path, act, agent("Ani", 2), agent("Budi", 1))


def test_when_one_ends_the_first_in_the_queue_is_next_at_once(tmp_path: Path) -> None:
    async def act(office: Office) -> None:
        for name in ("a", "b", "c"):
            await office.ask(f"web:{name}")
            await office.passes(1)
        assert await office.states() == {"web:a": "ani", "web:b": "queued", "web:c": "queued"}
        await office.tell("web:a", lambda id_, h: AgentAccepted(id_, office.clock.now(), h, "Ani"))
        await office.passes(1)
        await office.tell("web:a", lambda id_, h: AgentResolved(id_, office.clock.now(), h, agent="Ani"))
        assert await office.states() == {"web:b": "ani", "web:c": "queued"}
        row = (await office.rows())["web:b"]
        record = load_record(row.record)
        assert (row.state, record.state, record.agent) == ("assigned", "assigned", "Ani")

    play(tmp_path, act, agent("Ani", 1))


def test_who_does_not_answer_is_skipped_and_the_next_in_the_queue_gets_him(tmp_path: Path) -> None:
    async def act(office: Office) -> None:
        await office.ask("web:a")
        await office.passes(1)
        await office.ask("web:b")
        await office.passes(60)
        assert await office.states() == {"web:a": "queued", "web:b": "ani"}
        assert [row.misses for row in await office.store.agents()] == [1]
        await office.passes(60)
        assert await office.states() == {"web:a": "queued", "web:b": "queued"}
        (row,) = await office.store.agents()
        assert (row.misses, row.online) == (2, False)

    play(tmp_path, act, agent("Ani", 1))


def test_who_declines_is_not_asked_again_and_another_is(tmp_path: Path) -> None:
    async def act(office: Office) -> None:
        await office.ask("web:a")
        assert await office.states() == {"web:a": "ani"}
        await office.tell("web:a", lambda id_, h: AgentDeclined(id_, office.clock.now(), h, "Ani"))
        assert await office.states() == {"web:a": "budi"}

    play(tmp_path, act, agent("Ani", 1), agent("Budi", 1))


def test_agents_come_and_go(tmp_path: Path) -> None:
    async def act(office: Office) -> None:
        await office.hosts[1].presence("budi", False)
        await office.ask("web:a", "web:b")
        assert sorted((await office.states()).values()) == ["ani", "queued"]
        await office.hosts[0].presence("budi", True)
        await office.drain()
        assert sorted((await office.states()).values()) == ["ani", "budi"]
        await office.hosts[0].presence("ani", False)
        await office.drain()
        assert sorted((await office.states()).values()) == ["budi", "queued"]

    play(tmp_path, act, agent("Ani", 1), agent("Budi", 1))


def test_without_anybody_online_a_message_is_left(tmp_path: Path) -> None:
    async def act(office: Office) -> None:
        await office.hosts[0].presence("ani", False)
        await office.ask("web:a")
        assert await office.rows() == {}
        assert [row.state for row in await office.store.handovers((), 10)] == ["left_message"]

    play(tmp_path, act, agent("Ani", 1))
