"""States remembered between turns: only what the store has as well, only so many, and not for ever."""

from __future__ import annotations

import asyncio
import gc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runtime.channels.base import Incoming
from runtime.channels.web_chat import WebChat
from runtime.clock import ManualClock
from runtime.core.codec import dump_state, load_state
from runtime.core.events import Received
from runtime.core.frozen import Frozen, freeze
from runtime.core.record import Line
from runtime.core.step import new_thread
from runtime.shell.host import REAP_EVERY, Host
from runtime.shell.memory import Memory
from runtime.stores.sqlite import SqliteStore
from tests.conversations.bots import SHOP, program
from tests.runtime.shell import bot

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def state(thread: str) -> Frozen:
    return freeze(new_thread(program(SHOP), thread, "web", START))


ONE, SIZE = state("a"), len(state("a").data)


def test_what_the_store_has_is_what_counts() -> None:
    memory, other = Memory(), state("b")
    memory.keep("a", ONE)
    assert memory.read("a", ONE.data) is ONE
    assert memory.read("a", other.data).state == other.state
    assert memory.read("b", ONE.data).state == ONE.state


@pytest.mark.parametrize(("threads", "least", "most"), [(1, 1, 1), (8, 8, 8), (9, 5, 8), (800, 5, 8)])
def test_only_so_many_bytes_are_remembered(threads: int, least: int, most: int) -> None:
    memory = Memory(8 * SIZE)
    for number in range(threads):
        memory.keep(f"t{number}", ONE)
        memory.keep(f"t{number}", ONE)  # in its own place
    known = sum(memory.read(f"t{number}", ONE.data) is ONE for number in range(threads))
    assert least <= known <= most


def test_what_was_not_kept_again_ages() -> None:
    memory = Memory()
    memory.keep("a", ONE)
    memory.keep("b", ONE)
    memory.age()
    memory.keep("b", ONE)
    memory.age()
    assert [memory.read(thread, ONE.data) is ONE for thread in "ab"] == [False, True]
    memory.forget("b")
    assert memory.read("b", ONE.data) is not ONE


def in_memory(words: str) -> int:
    gc.collect()
    return sum(isinstance(one, Line) and words in one.text for one in gc.get_objects())


async def talk(host: Host, text: str) -> None:
    at = host.clock.now()
    await host.receive(Incoming("web:a", "web", "web", f"{at}-{text}", at, Received("text", text)))
    await host.drain()


@pytest.mark.parametrize("erased", [True, False], ids=["erased", "left alone"])
def test_nobodys_words_stay_in_memory(tmp_path: Path, erased: bool) -> None:
    async def scene() -> tuple[int, int]:
        clock = ManualClock(START)
        host = Host(
            SqliteStore(tmp_path / "b.db"), bot.data(), {"web": WebChat()}, bot.make_ready, clock=clock
        )
        await host.open()
        await talk(host, "kucing saya oranye")
        before = in_memory("kucing saya oranye")
        if erased:
            await host.erase("web:a")
        else:
            for _ in range(2):
                clock.advance(REAP_EVERY)
                await host.drain()
        after = in_memory("kucing saya oranye")
        await host.stop()
        return before, after

    before, after = asyncio.run(scene())
    assert before > 0
    assert after == 0


def test_two_servers_that_take_turns_go_on_from_what_the_other_left(tmp_path: Path) -> None:
    async def scene() -> list[int]:
        clock, hosts = ManualClock(START), list[Host]()
        for _ in range(2):
            store = SqliteStore(tmp_path / "b.db")
            hosts.append(Host(store, bot.data(), {"web": WebChat()}, bot.make_ready, clock=clock))
            await hosts[-1].open()
        turns = []
        for number in range(6):
            await talk(hosts[number % 2], f"pesan {number}")
            data = await hosts[0].store.state("web:a") or b""
            turns.append(load_state(data).turn)
            assert dump_state(load_state(data)) == data
        for host in hosts:
            assert host.faults.total == 0
            await host.stop()
        return turns

    turns = asyncio.run(scene())
    assert turns == sorted(set(turns))
