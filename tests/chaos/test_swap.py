"""A thousand conversations in the middle of a question, and another version comes in while they answer.

Nobody is lost, nobody is answered twice, and who does not move ends on the version it began with.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from runtime.artifact import codec
from runtime.channels.base import Incoming
from runtime.channels.web_chat import WebChat
from runtime.core.codec import load_effect, load_event, load_state
from runtime.core.effects import SendMessage
from runtime.core.events import CustomerWrote, Received
from runtime.replay import read, run
from runtime.shell.host import Host
from runtime.shell.programs import Programs, Ready
from runtime.stores.sqlite import SqliteStore
from runtime.web.assemble import make_ready
from tests.chaos.scale import scale, seed
from tests.conversations.bots import bot, compiled

CONVERSATIONS = 1_000 * scale()
AT_ONCE = 32  # customers who write at the same time
REPLAYED = 100  # conversations that are run again afterwards
SEED = seed(6)
OLD = codec.dump(compiled(bot("pindah") / "_versi_1"))
MOVING = codec.dump(compiled(bot("pindah")))
STAYING = codec.dump(replace(compiled(bot("pindah")), migrate=()))


@dataclass(slots=True)
class Crowd:
    """Customers of a running host; `write` returns when the message is kept, as a door does."""

    host: Host
    written: Counter[str]

    @classmethod
    def of(cls, host: Host) -> Crowd:
        return cls(host, Counter())

    async def write(self, number: int, text: str) -> None:
        thread = f"web:{number}"
        self.written[thread] += 1
        id_, now = f"m{self.written[thread]}", self.host.clock.now()
        assert await self.host.receive(Incoming(thread, "web", "web", id_, now, Received("text", text)))

    async def all_write(self, text: str, order: list[int]) -> None:
        waiting = iter(order)

        async def one() -> None:
            for number in waiting:
                await self.write(number, text)

        await asyncio.gather(*(one() for _ in range(AT_ONCE)))

    async def quiet(self) -> None:
        while True:
            counts = await self.host.store.counts()
            if counts.arrivals == counts.sends == 0:
                return
            await asyncio.sleep(0.05)


async def swap(path: Path, new: bytes) -> tuple[Host, Crowd]:
    """Let everybody be asked something, and answer while the new version comes in."""
    host = Host(SqliteStore(path / "bot.db"), OLD, {"web": WebChat()}, make_ready)
    await host.start()
    crowd, order = Crowd.of(host), list(range(CONVERSATIONS))
    await crowd.all_write("mau pesan", order)
    await crowd.quiet()
    random.Random(SEED).shuffle(order)
    half = CONVERSATIONS // 2
    answering = asyncio.create_task(crowd.all_write("bandung", order))
    while crowd.written.total() < CONVERSATIONS + half:
        await asyncio.sleep(0)
    await host.renew(new)
    assert not answering.done(), "the swap has to come while customers write"
    await answering
    await crowd.all_write("kecil", order)
    await crowd.quiet()
    return host, crowd


async def check(host: Host, crowd: Crowd, new: bytes) -> Counter[str]:
    """Check every conversation, and return on which versions turns were made after the swap."""
    store, last = host.store, Counter[str]()
    for number in range(CONVERSATIONS):
        thread = f"web:{number}"
        turns = await store.history(thread)
        events = [load_event(turn.event)[0] for turn in turns]
        wrote = [event.id for event in events if isinstance(event, CustomerWrote)]
        assert wrote == ["web:m1", "web:m2", "web:m3"], thread
        said = [load_effect(entry.payload) for entry in await store.published(thread, 0, 99)]
        texts = [one.text for one in said if isinstance(one, SendMessage)]
        assert texts == ["Selamat datang.", "Kota mana?", "Ukuran apa?", "Dipesan."], thread
        assert texts.count("Dipesan.") == 1
        names = [turn.artifact for turn in turns]
        assert names == sorted(names, key=[codec.name(OLD), codec.name(new)].index), "nobody goes back"
        last[names[2]] += 1
    sample = random.Random(SEED).sample(range(CONVERSATIONS), REPLAYED)
    known: dict[str, Ready] = {}
    for number in sample:
        stored = await read(store, f"web:{number}", known, make_ready)
        assert stored is not None
        assert (await run(store, stored)).different is None
    assert host.faults.total == 0
    assert crowd.written.total() == 3 * CONVERSATIONS
    return last


@pytest.mark.parametrize(("new", "moves"), [(MOVING, True), (STAYING, False)], ids=["migrate", "no migrate"])
def test_a_thousand_conversations_across_a_swap(tmp_path: Path, new: bytes, moves: bool) -> None:
    async def scene() -> None:
        host, crowd = await swap(tmp_path, new)
        try:
            last = await check(host, crowd, new)
            assert last == {codec.name(new if moves else OLD): CONVERSATIONS}
            await crowd.write(CONVERSATIONS, "halo")  # who begins now begins on the new one
            await crowd.quiet()
            state = load_state(await host.store.state(f"web:{CONVERSATIONS}") or b"")
            assert state.artifact == codec.name(new)
        finally:
            await host.stop()

    asyncio.run(scene())


def test_a_host_that_forgets_earlier_versions_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proof that the check above can fail: a host that runs everything on its newest version."""

    async def only_newest(self: Programs, name: str) -> Ready:
        return self.newest

    monkeypatch.setattr(Programs, "ready", only_newest)
    monkeypatch.setattr(f"{__name__}.CONVERSATIONS", 60)

    async def scene() -> None:
        host, crowd = await swap(tmp_path, STAYING)
        try:
            with pytest.raises((AssertionError, ValueError)):
                assert await check(host, crowd, STAYING) == {codec.name(OLD): 60}
        finally:
            await host.stop()

    asyncio.run(scene())
