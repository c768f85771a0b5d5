"""A new version while customers are in the middle of something: nothing is dropped, all find their way."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runtime.artifact import codec
from runtime.artifact.codec import ArtifactError
from runtime.channels.web_chat import WebChat
from runtime.clock import ManualClock
from runtime.core.codec import load_event, load_state
from runtime.core.events import AgentAccepted, AgentReturned
from runtime.core.program import Program
from runtime.core.state import State
from runtime.core.step import new_thread
from runtime.replay import replay
from runtime.shell.host import Host
from runtime.stores.sqlite import SqliteStore
from runtime.web.assemble import make_ready
from tests.conversations.bots import bot, compiled
from tests.runtime.shell.test_host import START, Scene

OLD = codec.dump(compiled(bot("pindah") / "_versi_1"))
NEW = codec.dump(compiled(bot("pindah")))

# thread: what was written before the new version came
BEFORE = {
    "web:idle": ["halo"],
    "web:moved": ["mau mengeluh"],
    "web:called": ["mau pesan"],
    "web:gone": ["mau kirim"],
    "web:interrupted": ["mau pesan", "mau mengeluh"],
    "web:silent": ["mau kirim"],
    "web:queued": ["bicara dengan CS"],
    "web:served": ["bicara dengan CS"],
}
# what is written next, and the first words that come back
AFTER = {
    "web:idle": ("halo", "Halo dari versi 2."),
    "web:moved": ("bocor", "Kami catat: bocor"),
    "web:called": ("bandung", "Ukuran apa?"),
    "web:gone": ("12", "Maaf ada yang berubah."),
    "web:interrupted": ("bocor", "Kami catat: bocor"),
    "web:new": ("halo", "Selamat datang."),
}


async def state_of(scene: Scene, thread: str) -> State:
    data = await scene.store.state(thread)
    assert data is not None
    return load_state(data)


async def accept(scene: Scene, thread: str) -> str:
    handover = (await state_of(scene, thread)).handover
    assert handover is not None
    event = AgentAccepted(f"desk:{thread}", scene.clock.now(), handover.id, "Ani")
    await scene.host.tell(thread, "desk", event.id, event)
    await scene.host.drain()
    return handover.id


async def replayed(scene: Scene, thread: str) -> None:
    """Every stored turn of a thread gives the same bytes again, the move included."""
    turns = await scene.store.history(thread)
    programs = {}
    for name in {turn.artifact for turn in turns}:
        data = await scene.store.artifact(name)
        assert data is not None
        programs[name] = Program(codec.load(data, name), name)
    first = programs[turns[0].artifact]
    _, facts = load_event(turns[0].event)
    assert facts is not None
    begin = new_thread(first, thread, "web", facts.now)
    assert replay(turns, begin, programs.__getitem__, make_ready(first).render) is None


def test_a_new_version_in_a_running_host_loses_nobody(tmp_path: Path) -> None:
    async def scene() -> None:
        clock = ManualClock(START)
        host = Host(SqliteStore(tmp_path / "bot.db"), OLD, {"web": WebChat()}, make_ready, clock=clock)
        await host.open()
        scene = Scene(host, clock)
        for thread, texts in BEFORE.items():
            for text in texts:
                assert await scene.say(text, thread), thread
        served = await accept(scene, "web:served")
        queued = (await state_of(scene, "web:queued")).handover
        assert queued is not None
        timers = {thread: (await state_of(scene, thread)).timers for thread in BEFORE}

        new = await host.renew(NEW)

        for thread in BEFORE:  # nothing moves by itself, no clock is touched
            state = await state_of(scene, thread)
            assert state.artifact == codec.name(OLD)
            assert state.timers == timers[thread]
        for thread, (text, wanted) in AFTER.items():
            assert (await scene.say(text, thread))[0] == wanted, thread
            assert (await state_of(scene, thread)).artifact == new, thread
        assert await scene.say("masih di sana?", "web:served") == []
        assert await accept(scene, "web:queued") == queued.id
        for thread, id_ in (("web:served", served), ("web:queued", queued.id)):
            state = await state_of(scene, thread)
            assert state.handover is not None
            assert (state.artifact, state.handover.id, state.handover.division) == (new, id_, "baru")
            row = await scene.store.handover(id_)
            assert row is not None
            assert (row.state, row.division) == ("with_agent", "baru")
            given_back = AgentReturned(f"back:{thread}", clock.now(), id_)
            await host.tell(thread, "desk", given_back.id, given_back)
        await host.drain()
        assert (await scene.texts("web:served"))[-1] == (await scene.texts("web:queued"))[-1]

        clock.advance(timedelta(hours=4))  # a time-out fires on the version that set it
        await host.drain()
        assert (await scene.texts("web:silent"))[-1] == "Kami tutup dulu."
        silent = await state_of(scene, "web:silent")
        assert (silent.open, silent.artifact) == (False, codec.name(OLD))
        assert (await scene.say("halo", "web:silent"))[-1] == "Halo dari versi 2."

        for thread in (*BEFORE, "web:new"):
            await replayed(scene, thread)
        assert host.faults.total == 0
        await host.stop()

    asyncio.run(scene())


def test_bytes_that_are_no_artifact_change_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
        host = Host(SqliteStore(tmp_path / "bot.db"), OLD, {"web": WebChat()}, make_ready, clock=clock)
        await host.open()
        with pytest.raises(ArtifactError):
            await host.renew(b"{}")
        assert host.programs.newest.program.name == codec.name(OLD)
        assert (await Scene(host, clock).say("halo"))[-1] == "Halo."
        await host.stop()

    asyncio.run(scene())
