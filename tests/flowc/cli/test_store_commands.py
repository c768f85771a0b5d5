"""`flowc trace`, `erase` and `backup` on the store of a host that is at work."""

from __future__ import annotations

import asyncio
import json
import os
import re
import stat
from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from flowc.cli.group import run
from runtime.channels.base import Incoming
from runtime.channels.web_chat import WebChat
from runtime.clock import ManualClock
from runtime.core.events import Received
from runtime.shell.host import Host
from runtime.stores.rows import Addresses
from runtime.stores.sqlite import SqliteStore, schema
from runtime.stores.sqlite.connection import open_connection, use_wal
from runtime.web.assemble import make_ready
from tests.runtime.shell.test_host import START, Scene
from tests.runtime.shell.test_versions import NEW

PHONE = "0812-3456-7890"
SARI, BUDI = "web:sari", "web:budi"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    Path("flowc.toml").write_text('[store]\npath = "toko.db"\n')


class Working:
    """A host that goes on working while commands run beside it."""

    def __init__(self) -> None:
        self.clock = ManualClock(START)
        self.host = Host(SqliteStore("toko.db"), NEW, {"web": WebChat()}, make_ready, clock=self.clock)

    async def __aenter__(self) -> Scene:
        await self.host.open()
        scene = Scene(self.host, self.clock)
        for number, text in enumerate(["mau pesan", "bandung", f"nomor saya {PHONE}"]):
            for thread in (SARI, BUDI):
                await scene.write(text, thread, f"{thread}-{number}")
                await self.host.drain()
        return scene

    async def __aexit__(self, *_: object) -> None:
        assert self.host.faults.total == 0
        await self.host.stop()


async def ends(*arguments: str) -> int:
    return await asyncio.to_thread(run, list(arguments))


def left(text: str) -> bool:
    """Whether the store's files still hold some text."""
    return any(text.encode() in path.read_bytes() for path in Path().glob("toko.db*"))


def test_a_trace_names_the_lines_of_the_files(capfd: pytest.CaptureFixture[str]) -> None:
    async def scene() -> None:
        async with Working():
            assert await ends("trace", SARI) == 0
            shown = capfd.readouterr().out
            assert re.search(r"^turn 1  2026-11-23T03:00:00\+00:00  customer_wrote  sha256:", shown)
            assert re.search(r"^  .+\[\w+\.yaml:\d+\]$", shown, re.MULTILINE)
            assert PHONE not in shown
            assert await ends("trace", SARI, "--turn", "2", "--format", "json") == 0
            (turn,) = json.loads(capfd.readouterr().out)["turns"]
            assert turn["turn"] == 2
            assert any(one.get("place") for one in turn["trace"])
            assert await ends("trace", SARI, "--last", "1") == 0
            assert capfd.readouterr().out.count("turn ") == 1
            assert await ends("trace", "web:nobody") == 1
            assert capfd.readouterr() == ("", "nobody is known as `web:nobody`\n")

    asyncio.run(scene())


def test_who_is_erased_leaves_no_byte_and_others_stay(capfd: pytest.CaptureFixture[str]) -> None:
    async def scene() -> None:
        async with Working() as working:
            store = working.host.store
            assert await ends("erase", SARI) == 2  # nobody can be asked, and nobody said yes
            assert await store.state(SARI) is not None
            assert await ends("erase", SARI, "--yes") == 0
            assert await store.state(SARI) is None
            assert not left(SARI)
            assert left(BUDI)
            assert await ends("erase", SARI, "--yes") == 1
            told = capfd.readouterr()
            assert told.out == f"all of `{SARI}` is erased\n"
            assert told.err.endswith(f"nobody is known as `{SARI}`\n")
            await store.thread_of(Addresses(BUDI, "wa:1:62812"))
            assert await ends("erase", "wa:1:62812", "--yes") == 0
            assert await store.state(BUDI) is None
            assert not left(BUDI)

    asyncio.run(scene())


@pytest.mark.parametrize(
    "command",
    [
        ("outbox", "list"),
        ("outbox", "retry", "--all"),
        ("erase", SARI, "--yes"),
        ("trace", SARI),
        ("replay", "toko.db"),
    ],
    ids=lambda words: " ".join(words),
)
def test_the_store_of_an_older_server_is_left_as_it_is(
    command: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    db = open_connection(Path("toko.db"))
    schema.migrate(db, schema.MIGRATIONS[:-1])
    use_wal(db)
    before = Path("toko.db").read_bytes()
    assert run(list(command)) == 2
    told = capfd.readouterr()
    assert f"the file is of version {schema.VERSION - 1}" in told.err
    assert "Use the flowc that the server runs" in told.err
    assert Path("toko.db").read_bytes() == before
    assert db.pragma("user_version") == schema.VERSION - 1
    db.close()


def test_an_older_store_can_be_copied_before_it_is_brought_forward() -> None:
    db = open_connection(Path("toko.db"))
    schema.migrate(db, schema.MIGRATIONS[:-1])
    assert run(["backup", "salinan.db"]) == 0
    copy = open_connection(Path("salinan.db"), read_only=True)
    assert copy.pragma("user_version") == db.pragma("user_version") == schema.VERSION - 1
    copy.close()
    db.close()


def test_a_file_without_a_store_stays_empty(capfd: pytest.CaptureFixture[str]) -> None:
    Path("toko.db").touch()
    assert run(["outbox", "list"]) == 2
    assert "there is no store in the file" in capfd.readouterr().err
    assert Path("toko.db").stat().st_size == 0


def test_a_copy_made_while_the_store_works_is_whole_and_goes_on(capfd: pytest.CaptureFixture[str]) -> None:
    """What was accepted and not yet handled when the copy was made is handled by a host on the copy."""

    async def scene() -> None:
        async with Working() as working:
            late = Incoming(SARI, "web", "web", "late", working.host.clock.now(), Received("text", "halo"))
            await working.host.receive(late)
            assert await ends("backup", "salinan.db") == 0
            turns = len(await working.host.store.history(SARI))
            await working.host.drain()
        assert stat.S_IMODE(Path("salinan.db").stat().st_mode) == 0o600
        assert not list(Path().glob("salinan.db?*"))
        copy = Host(SqliteStore("salinan.db"), NEW, {"web": WebChat()}, make_ready, clock=ManualClock(START))
        await copy.open()
        assert len(await copy.store.history(SARI)) == turns
        await copy.drain()
        assert len(await copy.store.history(SARI)) == turns + 1
        assert not await copy.receive(late)
        await copy.stop()
        assert await ends("replay", "salinan.db") == 0

    asyncio.run(scene())
    assert capfd.readouterr().out.startswith("salinan.db: ")


def test_a_copy_is_made_beside_writers_who_do_not_wait() -> None:
    async def scene() -> None:
        at_work = Working()
        async with at_work as working:
            copying = asyncio.ensure_future(ends("backup", "salinan.db"))
            number = 0
            while not copying.done():
                number += 1
                await working.write("halo", f"web:{number}", "m")
                await working.host.drain()
                at_work.clock.advance(timedelta(seconds=1))
            assert copying.result() == 0
        db = apsw.Connection("salinan.db")
        assert db.pragma("integrity_check") == "ok"
        db.close()

    asyncio.run(scene())


def test_a_copy_overwrites_nothing_and_leaves_nothing_half(capfd: pytest.CaptureFixture[str]) -> None:
    async def scene() -> None:
        async with Working():
            Path("ada.db").write_text("the only copy")
            assert await ends("backup", "ada.db") == 2
            assert Path("ada.db").read_text() == "the only copy"
            Path("lain.db").write_bytes(os.urandom(4096))
            assert await ends("backup", "baru.db", "--store", "lain.db") == 2
            assert not list(Path().glob("baru.db*"))

    asyncio.run(scene())
    assert "ada.db is there already" in capfd.readouterr().err
