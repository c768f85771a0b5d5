"""An adapter of one file carries a conversation: the host asks for nothing that its fixtures do not show."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

from runtime.clock import ManualClock
from runtime.shell.host import Host
from runtime.stores.sqlite import SqliteStore
from tests.adapters.adapter import NOW
from tests.adapters.kurir.kurir import Kurir
from tests.hosts.bot import artifact, echo
from tests.hosts.shell import make_ready
from tests.runtime.shell.listening import answer, in_turn, listening


def test_words_come_and_go_through_it(tmp_path: Path) -> None:
    async def told() -> None:
        async with listening(in_turn(answer(204), answer(503), answer(204))) as server:
            channel = Kurir(f"{server.url}/kirim", ("loopback",))
            clock = ManualClock(NOW)
            store = SqliteStore(tmp_path / "bot.db")
            host = Host(store, artifact(), {"kurir": channel}, make_ready, clock=clock)
            await host.open()
            for number, text in enumerate(("halo", "satu")):
                form = {"rute": "JKT.7", "nomor": number, "jam": int(NOW.timestamp()), "isi": text}
                heard = channel.read(form, NOW)
                assert await host.receive(heard)
                assert not await host.receive(heard)
                await host.drain()
            clock.advance(
                timedelta(seconds=2)
            )  # the second word was refused: it comes again, the third after it
            await host.drain()
            await host.stop()
            said = [json.loads(asked.body) for asked in server.asked]
            assert {one["rute"] for one in said} == {"JKT.7"}
            first, refused, again, last = said
            assert refused == again
            words = [one["isi"] for one in (first, again, last)]
            assert words == ["Silakan tulis.", echo(1, "satu"), "Silakan tulis."]
            assert len({one["kunci"] for one in said}) == 3

    asyncio.run(told())
