"""A bot's own detector: what it is told, what it may say, and that no customer suffers from it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from runtime.artifact import codec
from runtime.channels.base import Incoming
from runtime.channels.web_chat import WebChat
from runtime.clock import ManualClock
from runtime.core.codec import load_effect, load_event, load_state
from runtime.core.effects import SendMessage
from runtime.core.events import CustomerWrote, Received
from runtime.core.step import new_thread
from runtime.replay import replay
from runtime.shell.detecting import FAILURES, LEFT_ALONE
from runtime.shell.host import Host
from runtime.stores.sqlite import SqliteStore
from runtime.understanding.result import Understood
from runtime.web.assemble import make_ready
from tests.conversations.bots import bot, compiled

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
Nlu = Callable[..., Any]  # Any: what an embedder's function takes and returns


@dataclass
class Talk:
    host: Host
    clock: ManualClock
    count: int = 0

    async def say(self, text: str) -> list[str]:
        """Write, and return the names of what the bot says to it."""
        self.count += 1
        before = len(await self.host.store.published("web:a", 0, 500))
        received = Received("text", text)
        await self.host.receive(Incoming("web:a", "web", "web", str(self.count), self.clock.now(), received))
        await self.host.drain()
        sent = [load_effect(one.payload) for one in await self.host.store.published("web:a", 0, 500)]
        return [one.name or "" for one in sent[before:] if isinstance(one, SendMessage)]

    async def understood(self) -> Understood:
        """Return what the newest message was taken for, as it is stored."""
        event, _ = load_event((await self.host.store.history("web:a"))[-1].event)
        assert isinstance(event, CustomerWrote)
        return event.understood

    async def traced(self) -> str:
        return (await self.host.store.history("web:a"))[-1].trace.decode()


def play(path: Path, nlu: Nlu, act: Callable[[Talk], Any]) -> None:  # Any: a coroutine
    async def scene() -> None:
        clock = ManualClock(START)
        host = Host(
            SqliteStore(path / "bot.db"),
            codec.dump(compiled(bot("detektor"))),
            {"web": WebChat()},
            make_ready,
            callables={"nlu": nlu},
            clock=clock,
        )
        await host.open()
        try:
            await act(Talk(host, clock))
        finally:
            await host.stop()

    asyncio.run(scene())


def test_what_it_finds_is_stored_and_a_replay_does_not_ask_again(tmp_path: Path) -> None:
    asked: list[dict[str, Any]] = []  # Any: the inputs

    def nlu(**inputs: Any) -> dict[str, Any]:  # Any: as above
        asked.append(inputs)
        return {"intent": "lacak", "score": 0.8, "slots": {"kode": "TK-000007"}}

    async def act(talk: Talk) -> None:
        assert await talk.say("di mana barangku") == ["dicari"]
        assert (await talk.understood()).intent == "lacak"
        assert len(asked) == 1
        program = talk.host.programs.newest.program
        begin = new_thread(program, "web:a", "web", START)
        history = await talk.host.store.history("web:a")
        assert replay(history, begin, lambda name: program, talk.host.programs.newest.render) is None
        assert len(asked) == 1

    play(tmp_path, nlu, act)


def test_it_is_told_where_the_conversation_stands_and_nothing_personal(tmp_path: Path) -> None:
    asked: list[dict[str, Any]] = []  # Any: the inputs

    def nlu(**inputs: Any) -> dict[str, Any]:  # Any: as above
        asked.append(inputs)
        return {}

    async def act(talk: Talk) -> None:
        await talk.say("mau daftar")
        await talk.say("Budi Santoso")
        await talk.say("0812-3456-7890")
        assert [one["awaiting"] for one in asked] == [None]  # an answer that is personal is not shown at all
        await talk.say("mau beli")
        await talk.say("budi santoso lagi, kartu 4111 1111 1111 1234, budi.s@contoh.id, +6281234567890")
        assert asked[-1]["awaiting"] == "ukuran"
        assert asked[-1]["text"] == "••• lagi, kartu •••1234, b•••@contoh.id, •••"
        assert asked[-1]["recent"] == ("mau daftar", "•••", "•••", "mau beli")
        assert (asked[-1]["locale"], asked[-1]["channel"]) == ("id", "web")

    play(tmp_path, nlu, act)


def _raises(**inputs: Any) -> None:  # Any: whatever it is given
    raise RuntimeError("a fault with the customer's words in it")


async def _hangs(**inputs: Any) -> None:  # Any: as above
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("nlu", "why"),
    [(_raises, "broken"), (_hangs, "timeout"), (lambda **inputs: "lacak", "broken")],
    ids=["it raises", "it hangs", "it answers nonsense"],
)
def test_whatever_it_does_the_built_in_result_stands(tmp_path: Path, nlu: Nlu, why: str) -> None:
    async def act(talk: Talk) -> None:
        assert await talk.say("lacak") == ["tanya_kode"]
        assert (await talk.understood()).detector_failed == why
        assert "detector_failed" in await talk.traced()

    play(tmp_path, nlu, act)


def test_what_means_nothing_is_dropped_and_told(tmp_path: Path) -> None:
    def nlu(**inputs: Any) -> dict[str, Any]:  # Any: the inputs, and outputs of any type
        return {
            "intent": "terbang",
            "score": "tinggi",
            "sentiment": -7,
            "language": "bahasa kalbu",
            "topics": ["kirim", "bulan"],
            "slots": {"kode": 5, "catatan": "halo", "umur": 3},
        }

    async def act(talk: Talk) -> None:
        assert await talk.say("lacak") == ["tanya_kode"]
        state = load_state(await talk.host.store.state("web:a") or b"")
        assert set(state.slots) == {"topic"}
        dropped = set((await talk.understood()).detector_dropped)
        assert dropped == {
            "score", "slots.kode", "slots.umur", "intent", "sentiment", "language", "slots.catatan", "topics"
        }  # fmt: skip
        assert "detector_dropped" in await talk.traced()

    play(tmp_path, nlu, act)


def test_one_that_keeps_failing_is_left_alone_for_a_minute(tmp_path: Path) -> None:
    calls: list[str] = []
    well = False

    def nlu(**inputs: Any) -> dict[str, Any]:  # Any: the inputs
        calls.append(inputs["text"])
        if not well:
            raise RuntimeError("down")
        return {"intent": "lacak"}

    async def act(talk: Talk) -> None:
        nonlocal well
        for number in range(FAILURES):
            await talk.say(f"satu {number}")
        assert len(calls) == FAILURES
        await talk.say("dua")
        assert len(calls) == FAILURES
        assert (await talk.understood()).detector_failed == "left alone"
        talk.clock.advance(LEFT_ALONE)
        await talk.say("tiga")  # one message tries again
        assert len(calls) == FAILURES + 1
        await talk.say("empat")
        assert len(calls) == FAILURES + 1
        well = True
        talk.clock.advance(LEFT_ALONE)
        await talk.say("entah")  # to a person by now: the bot had understood nothing
        assert (await talk.understood()).intent == "lacak"
        await talk.say("lagi")
        assert len(calls) == FAILURES + 3

    play(tmp_path, nlu, act)


@pytest.mark.parametrize("text", ["bicara dengan agen", "batal"])
def test_people_and_commands_cannot_be_overruled(tmp_path: Path, text: str) -> None:
    async def act(talk: Talk) -> None:
        await talk.say(text)
        understood = await talk.understood()
        assert (understood.intent, understood.command) == (
            ("ask_human", None) if text != "batal" else ("beli", "cancel")
        )

    play(tmp_path, lambda **inputs: {"intent": "beli", "score": 1}, act)
