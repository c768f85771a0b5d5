"""A stored conversation on another artifact: answers, timers and buttons of then find their place."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from runtime.artifact import codec, tree
from runtime.artifact.model import Artifact, Assign, CallAction
from runtime.core.program import Program
from runtime.replay import Compared, compare, read, run
from runtime.stores.base import Store
from tests.runtime.shell import bot
from tests.runtime.shell.test_host import opened

CALLABLES = {"hitung": lambda nomor: {"status": f"nomor {nomor}"}}


async def compared(store: Store, artifact: Artifact) -> Compared:
    stored = await read(store, "web:a", {}, bot.make_ready)
    assert stored is not None
    replayed = await run(store, stored)
    assert replayed.different is None
    data = codec.dump(artifact)
    return compare(replayed, bot.make_ready(Program(codec.load(data), codec.name(data))))


def with_number(number: str) -> Artifact:
    """Return the bot with another input to its action."""
    artifact = bot.artifact("2")
    call = artifact.states["python/call:hitung"]
    assert isinstance(call, CallAction)
    other = replace(call, arguments=(Assign("nomor", tree.String(number)),))
    return replace(artifact, states={**artifact.states, "python/call:hitung": other})


def test_the_same_call_gets_the_answer_of_then(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened(tmp_path, callables=CALLABLES) as talk:
            assert await talk.say("halo") == ["halo"]
            assert await talk.say("python") == ["hasil nomor TK 1/2"]
            assert await compared(talk.store, bot.artifact("2")) == Compared("web:a")

    asyncio.run(scene())


def test_another_call_is_where_knowledge_ends(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened(tmp_path, callables=CALLABLES) as talk:
            await talk.say("python")
            await talk.say("halo")
            found = await compared(talk.store, with_number("TK 9/9"))
            assert found.ends == "hitung"
            (change,) = found.changes
            assert change.turn == 1
            assert [(line.who, line.what) for line in change.then] == [
                ("action", "hitung(nomor: TK 1/2)"),
                ("bot", "hasil nomor TK 1/2"),
            ]
            assert [line.what for line in change.now] == ["hitung(nomor: TK 9/9)"]

    asyncio.run(scene())


def test_what_is_understood_otherwise_leads_elsewhere(tmp_path: Path) -> None:
    async def scene() -> None:
        async with opened(tmp_path, callables=CALLABLES) as talk:
            await talk.say("tolong")
            artifact = bot.artifact("2")
            (change,) = (await compared(talk.store, replace(artifact, rules=()))).changes
            assert "handover" in [line.who for line in change.then]
            assert "handover" not in [line.who for line in change.now]

    asyncio.run(scene())
