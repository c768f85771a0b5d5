"""The host with the real core and the real store: what is accepted is worked on, once, whatever breaks."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from runtime.channels.base import Channel, Incoming
from runtime.channels.json_channel import JsonChannel
from runtime.channels.web_chat import WebChat
from runtime.clock import ManualClock
from runtime.core.codec import load_effect, load_state
from runtime.core.effects import SendMessage
from runtime.core.events import AgentAccepted, AgentReturned, AgentWrote, Received
from runtime.core.step import new_thread
from runtime.replay import replay
from runtime.shell.host import ATTEMPTS, Host
from runtime.stores.rows import Claim, Send, SendResult
from runtime.stores.sqlite import SqliteStore
from tests.runtime.shell import bot
from tests.stores.faulty import FaultyStore, Plan

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


class Scene:
    def __init__(self, host: Host, clock: ManualClock) -> None:
        self.host, self.clock = host, clock
        self.store = host.store
        self._mark, self._count = secrets.token_hex(4), 0

    async def write(
        self, text: str, thread: str = "web:a", id_: str | None = None, carries: str = "web"
    ) -> bool:
        self._count += 1
        message = Incoming(
            thread,
            "web",
            carries,
            id_ or f"{self._mark}-{self._count}",
            self.clock.now(),
            Received("text", text),
        )
        return await self.host.receive(message)

    async def say(self, text: str, thread: str = "web:a") -> list[str]:
        """Write, let everything happen, and return what the bot said to it."""
        before = len(await self.texts(thread))
        await self.write(text, thread)
        await self.host.drain()
        return (await self.texts(thread))[before:]

    async def texts(self, thread: str = "web:a") -> list[str]:
        texts = []
        for entry in await self.store.published(thread, 0, 500):
            effect = load_effect(entry.payload)
            assert isinstance(effect, SendMessage)
            texts.append(effect.text)
        return texts

    async def handover(self) -> str:
        (row,) = await self.store.handovers((), 10)
        return row.id


Play = Callable[[Scene], Coroutine[Any, Any, None]]  # Any: what a coroutine may be sent


@asynccontextmanager
async def opened(path: Path, version: str = "1", **more: Any) -> AsyncIterator[Scene]:  # Any: of the host
    clock = more.pop("clock", None) or ManualClock(START)
    channels: dict[str, Channel] = {"web": WebChat(), "json": JsonChannel("whatsapp")}
    host = Host(
        SqliteStore(path / "bot.db"), bot.data(version), channels, bot.make_ready, clock=clock, **more
    )
    await host.open()
    try:
        yield Scene(host, clock)
    finally:
        await host.stop()


def play(path: Path, act: Play, **more: Any) -> None:  # Any: of the host
    async def scene() -> None:
        async with opened(path, **more) as scene:
            await act(scene)

    asyncio.run(scene())


def test_a_message_is_answered(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        assert await scene.say("hai") == ["halo"]
        assert scene.host.faults.total == 0

    play(tmp_path, act)


def test_the_same_message_id_twice_changes_nothing(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        assert await scene.write("hai", id_="one") is True
        assert await scene.write("hai", id_="one") is False
        await scene.host.drain()
        assert await scene.write("hai", id_="one") is False
        await scene.host.drain()
        assert await scene.texts() == ["halo"]
        assert len(await scene.store.history("web:a")) == 1

    play(tmp_path, act)


def test_bursts_of_several_threads_are_worked_on_in_their_order(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        threads = [f"web:{name}" for name in "abcd"]
        await asyncio.gather(*(scene.write(f"pesan {n}", thread) for n in range(5) for thread in threads))
        await scene.host.drain()
        for thread in threads:
            state = load_state(await scene.store.state(thread) or b"")
            said = [line.text for line in state.transcript if line.who == "customer"]
            assert said == [f"pesan {n}" for n in range(5)]
        assert scene.host.faults.total == 0

    play(tmp_path, act)


def test_the_running_host_works_by_itself_and_stops(tmp_path: Path) -> None:
    async def scene() -> list[str]:
        store = SqliteStore(tmp_path / "bot.db")
        host = Host(store, bot.data(), {"web": WebChat()}, bot.make_ready)
        await host.start()
        scene = Scene(host, ManualClock(START))
        with host.followers.follow("web:a") as notices:
            await scene.write("hai")
            async with asyncio.timeout(5):
                await notices.get()
                await notices.get()
        texts = await scene.texts()
        await host.stop()
        return texts

    assert asyncio.run(scene()) == ["halo"]


class Stumbling(SqliteStore):
    """Fails once as no store should when it is asked for work."""

    stumbled = False

    async def claim_turn(self, worker: str, now: datetime, lease: timedelta) -> Claim | None:
        if not self.stumbled:
            self.stumbled = True
            raise RuntimeError("jatuh")
        return await super().claim_turn(worker, now, lease)


def test_a_fault_in_the_search_for_work_is_told_and_work_goes_on(tmp_path: Path) -> None:
    async def scene() -> Host:
        host = Host(Stumbling(tmp_path / "bot.db"), bot.data(), {"web": WebChat()}, bot.make_ready)
        await host.start()
        with host.followers.follow("web:a") as notices:
            async with asyncio.timeout(30):
                while host.trouble is None:  # what `/readyz` tells
                    await asyncio.sleep(0.01)
                await Scene(host, ManualClock(START)).write("hai")
                await notices.get()
                while host.trouble is not None:
                    await asyncio.sleep(0.01)
        await host.stop()
        return host

    assert asyncio.run(scene()).faults.places == {"loop": 1}


def test_a_message_alone_asks_the_store_for_nothing_else(tmp_path: Path) -> None:
    async def scene() -> list[str]:
        plan = Plan()
        store = FaultyStore(SqliteStore(tmp_path / "bot.db"), plan)
        host = Host(store, bot.data(), {"web": WebChat()}, bot.make_ready, clock=ManualClock(START))
        await host.start()
        async with asyncio.timeout(5):
            while plan.calls[-1] != "next_due":  # the first look at everything
                await asyncio.sleep(0)
            begun = len(plan.calls)
            await Scene(host, ManualClock(START)).write("hai")
            while plan.calls.count("commit_turn") < 1 or plan.calls[-1] == "commit_turn":
                await asyncio.sleep(0)
        asked = plan.calls[begun:]
        await host.stop()
        return asked

    assert asyncio.run(scene()) == ["accept", "commit_turn", "claim_turn"]


class Marking(SqliteStore):
    """Tells when it marks sends, and waits with the answer; counts how often it is asked for more of them."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.marks, self.answers, self.asked = asyncio.Event(), asyncio.Event(), 0

    async def claim_sends(self, worker: str, now: datetime, lease: timedelta, limit: int) -> tuple[Send, ...]:
        self.asked += 1
        return await super().claim_sends(worker, now, lease, limit)

    async def mark_sends(self, results: tuple[SendResult, ...], now: datetime) -> None:
        self.marks.set()
        await super().mark_sends(results, now)
        await self.answers.wait()


def test_what_stands_behind_a_send_does_not_wait_until_its_fate_is_flushed(tmp_path: Path) -> None:
    async def scene() -> None:
        store = Marking(tmp_path / "bot.db")
        host = Host(store, bot.data(), {"web": WebChat()}, bot.make_ready, clock=ManualClock(START))
        await host.start()
        await Scene(host, ManualClock(START)).write("tolong")
        async with asyncio.timeout(5):
            await store.marks.wait()
            asked = store.asked
            while store.asked == asked:
                await asyncio.sleep(0)
        store.answers.set()
        await host.stop()
        assert host.faults.total == 0

    asyncio.run(scene())


def test_a_relay_goes_both_ways_and_comes_back(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        assert await scene.say("tolong") == ["handover.connecting", "wait.announce"]
        id_ = await scene.handover()
        accepted = AgentAccepted("desk:1", scene.clock.now(), id_, "Ani")
        await scene.host.tell("web:a", "desk", "1", accepted)
        await scene.host.tell("web:a", "desk", "2", AgentWrote("desk:2", scene.clock.now(), id_, "Halo Kak"))
        await scene.host.drain()
        assert await scene.say("terima kasih") == []
        row = await scene.store.handover(id_)
        assert row is not None
        assert (row.state, row.division, row.ended) == ("with_agent", "cs", None)
        await scene.host.tell("web:a", "desk", "3", AgentReturned("desk:3", scene.clock.now(), id_))
        await scene.host.drain()
        assert (await scene.texts())[2:] == ["handover.agent_joined", "Halo Kak", "handover.returned"]
        row = await scene.store.handover(id_)
        assert row is not None
        assert row.state == "closed"
        assert row.ended == scene.clock.now()
        assert scene.host.faults.total == 0

    play(tmp_path, act)


def test_without_a_desk_handovers_are_listed_and_nothing_waits(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.say("tolong")
        counts = await scene.store.counts()
        assert (counts.sends, counts.dead) == (0, 0)

    play(tmp_path, act)


def test_timers_fire_when_their_time_comes(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.say("tolong")
        scene.clock.advance(timedelta(hours=2, minutes=1))
        await scene.host.drain()
        assert "handover.timed_out" in await scene.texts()

    play(tmp_path, act)


def test_a_crashing_turn_is_set_aside_and_the_customer_gets_a_person(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.say("hai")
        await scene.write("jatuh")
        await scene.write("pesan berikutnya")
        for _ in range(ATTEMPTS):
            await scene.host.drain()
            scene.clock.advance(timedelta(seconds=20))
        await scene.host.drain()
        texts = await scene.texts()
        assert texts[:3] == ["halo", "fault", "handover.connecting"]
        state = load_state(await scene.store.state("web:a") or b"")
        said = [line.text for line in state.transcript if line.who == "customer"]
        assert said == ["hai", "jatuh", "pesan berikutnya"]
        assert scene.host.faults.places == {"turn": ATTEMPTS}
        assert (await scene.store.counts()).quarantined == 1

    play(tmp_path, act)


def test_a_crash_says_nothing_of_the_customers_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("jatuh")
        await scene.host.drain()

    play(tmp_path, act)
    assert "RuntimeError" in caplog.text
    assert "jatuh" not in caplog.text


def test_an_idle_conversation_goes_over_to_the_newest_version(tmp_path: Path) -> None:
    async def first(scene: Scene) -> None:
        await scene.say("hai", "web:old")

    async def second(scene: Scene) -> None:
        await scene.say("hai", "web:old")
        await scene.say("hai", "web:new")
        turns = [turn.artifact for turn in await scene.store.history("web:old")]
        (new,) = await scene.store.history("web:new")
        assert turns[0] != turns[1] == new.artifact
        assert scene.host.faults.total == 0

    play(tmp_path, first)
    play(tmp_path, second, version="2")


def test_what_was_not_finished_is_taken_up_after_a_restart(tmp_path: Path) -> None:
    async def accepts_only(scene: Scene) -> None:
        await scene.write("hai")

    async def works(scene: Scene) -> None:
        await scene.host.drain()
        assert await scene.texts() == ["halo"]

    play(tmp_path, accepts_only)
    play(tmp_path, works)


def test_stored_turns_replay_to_the_same_bytes(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        for text in ("hai", "apa", "tolong", "halo?"):
            await scene.say(text)
            scene.clock.advance(timedelta(minutes=4))
            await scene.host.drain()
        turns = await scene.store.history("web:a")
        program = scene.host.programs.newest.program
        begin = new_thread(program, "web:a", "web", START)
        assert len(turns) > 4
        assert replay(turns, begin, lambda name: program, bot.render) is None

    play(tmp_path, act)


def test_what_cleaning_changed_is_in_the_trace(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        message = Incoming(
            "web:a", "web", "web", "m", START, Received("text", "a\ufffd"), altered=("replaced",)
        )
        await scene.host.receive(message)
        await scene.host.drain()
        (turn,) = await scene.store.history("web:a")
        assert b'"altered"' in turn.trace

    play(tmp_path, act)


def test_texts_on_a_messenger_are_joined_by_a_timer_also_after_a_crash(tmp_path: Path) -> None:
    clock = ManualClock(START)

    async def writes(scene: Scene) -> None:
        await scene.write("status", carries="telegram")
        await scene.host.drain()
        await scene.write("sekarang", carries="telegram")
        await scene.host.drain()
        assert await scene.texts() == []  # and then the process ends

    async def goes_on(scene: Scene) -> None:
        clock.advance(timedelta(seconds=1))
        await scene.host.drain()
        state = load_state(await scene.store.state("web:a") or b"")
        assert [line.text for line in state.transcript if line.who == "customer"] == ["status\nsekarang"]
        history = await scene.store.history("web:a")
        program = scene.host.programs.newest.program
        begin = new_thread(program, "web:a", "telegram", START)
        assert replay(history, begin, lambda name: program, bot.render) is None
        assert scene.host.faults.total == 0

    play(tmp_path, writes, clock=clock)
    play(tmp_path, goes_on, clock=clock)


def test_a_burst_that_no_turn_survives_reaches_a_human_whole(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong lihat", carries="telegram")
        await scene.write("jatuh", carries="telegram")
        await scene.host.drain()
        for _ in range(ATTEMPTS + 1):
            scene.clock.advance(timedelta(seconds=20))
            await scene.host.drain()
        state = load_state(await scene.store.state("web:a") or b"")
        assert [line.text for line in state.transcript if line.who == "customer"] == ["tolong lihat\njatuh"]
        assert state.burst == ()

    play(tmp_path, act)
