"""`flowc replay` on a store that a real host has filled: the same bytes, or the place where they differ."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from flowc.cli.group import run
from runtime.channels.web_chat import WebChat
from runtime.clock import ManualClock
from runtime.shell.host import REAP_EVERY, Host
from runtime.stores.sqlite import SqliteStore
from runtime.web.assemble import make_ready
from tests.conversations.bots import bot
from tests.runtime.shell.test_host import START, Scene
from tests.runtime.shell.test_versions import NEW, OLD

SAID = {
    "web:halo": ["halo", "jam buka"],
    "web:keluh": ["mau mengeluh", "hubungi saya di 0812-3456-7890"],
    "web:pesan": ["mau pesan", "bandung", "kecil"],
}
FOLDER = str(bot("pindah"))


async def fill(path: Path, artifact: bytes = OLD, after: timedelta = timedelta()) -> None:
    clock = ManualClock(START)
    host = Host(SqliteStore(path), artifact, {"web": WebChat()}, make_ready, clock=clock)
    await host.open()
    scene = Scene(host, clock)
    for thread, texts in SAID.items():
        for text in texts:
            await scene.write(text, thread, f"{thread}-{text}")
            await host.drain()
    for span in (timedelta(hours=4), after, REAP_EVERY):  # time-outs fire, too
        clock.advance(span)
        await host.drain()
    if after:
        await scene.say("halo", "web:halo")
    assert host.faults.total == 0
    await host.stop()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.setenv("FLOWC_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    asyncio.run(fill(tmp_path / "toko.db"))
    return "toko.db"


def change(sql: str, *values: object) -> None:
    db = apsw.Connection("toko.db")
    db.execute(sql, values)
    assert db.changes() > 0, sql
    db.close()


def test_what_a_host_made_comes_out_the_same(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["replay", store]) == 0
    assert capfd.readouterr() == ("3 of 3 conversations came out the same\n", "")
    assert run(["replay", store, "--language", "id"]) == 0
    assert capfd.readouterr().out == "3 dari 3 percakapan hasilnya sama\n"


def test_an_operators_file_names_the_store(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    Path("flowc.toml").write_text(f'[store]\npath = "{store}"\n')
    assert run(["replay", "flowc.toml", "--conversation", "web:keluh"]) == 0
    assert capfd.readouterr().out == "1 of 1 conversations came out the same\n"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("flowc.toml", '[store]\npath = "lain.db"\n', "there is no store at lain.db"),
        ("flowc.toml", "[storr]\n", "flowc.toml: unknown key `storr`"),
        ("toko.db", None, "the store has no conversation `web:nobody`"),
    ],
)
def test_what_is_not_there_cannot_be_run(
    store: str, file: str, text: str | None, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        Path(file).write_text(text)
    assert run(["replay", file, "--conversation", "web:nobody"]) == 2
    assert said in capfd.readouterr().err
    assert not Path("lain.db").exists()


def test_another_event_is_found_at_its_turn_with_what_differs(
    store: str, capfd: pytest.CaptureFixture[str]
) -> None:
    change(
        "UPDATE turns SET event = CAST(replace(CAST(event AS TEXT), 'bandung', 'jakarta') AS BLOB)"
        " WHERE thread = 'web:pesan' AND turn = 2"
    )
    assert run(["replay", store]) == 1
    out = capfd.readouterr().out
    assert out.startswith("web:pesan, turn 2: customer_wrote\n")
    assert out.endswith("2 of 3 conversations came out the same\ncame out differently: 1\n")


def test_a_message_that_was_other_is_shown(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    """The digest of a turn says that it differs; what was sent says how."""
    other = "replace(CAST(payload AS TEXT), 'Kota mana?', 'Kota apa?')"
    change(f"UPDATE outbox SET payload = CAST({other} AS BLOB) WHERE thread = 'web:pesan'")
    change("UPDATE turns SET digest = 'x' WHERE thread = 'web:pesan' AND turn = 1")
    assert run(["replay", store, "--conversation", "web:pesan"]) == 1
    assert '/text was "Kota apa?' in capfd.readouterr().out


def test_a_state_that_was_tampered_with_is_found(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    state = "replace(CAST(state AS TEXT), 'kecil', 'besar')"
    change(f"UPDATE states SET state = CAST({state} AS BLOB) WHERE thread = 'web:pesan'")
    assert run(["replay", store]) == 1
    out = capfd.readouterr().out
    assert "web:pesan, turn " in out
    assert "state: /state/" in out


def test_an_artifact_that_is_lost_is_a_failure(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    change("DELETE FROM artifacts")
    assert run(["replay", store, "--format", "json"]) == 1
    found = json.loads(capfd.readouterr().out)
    assert (found["conversations"], found["same"], len(found["lost"])) == (3, 0, 3)
    assert "is not in the store" in found["lost"][0]["why"]


def test_what_nobody_can_read_is_a_failure(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    change("UPDATE turns SET event = x'7b7d' WHERE thread = 'web:pesan' AND turn = 2")
    assert run(["replay", store]) == 1
    assert "web:pesan: its turn 2 cannot be read: " in capfd.readouterr().out


def test_a_deleted_beginning_is_no_failure(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    asyncio.run(fill(tmp_path / "lama.db", after=timedelta(days=31)))
    assert run(["replay", str(tmp_path / "lama.db"), "--language", "en"]) == 0
    out = capfd.readouterr().out
    assert out == "0 of 3 conversations came out the same\nleft out, beginning deleted: 3\n"


def test_its_own_artifact_changes_nothing(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    Path("old.json").write_bytes(OLD)
    assert run(["replay", store, "--artifact", "old.json"]) == 0
    assert capfd.readouterr().out.endswith("as before on the new artifact: 3\n")


def test_another_artifact_is_compared_in_words(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    Path("new.json").write_bytes(NEW)
    assert run(["replay", store, "--artifact", "new.json"]) == 1
    out = capfd.readouterr().out
    assert "web:halo\n  turn 1: customer halo\n" in out
    assert "    + bot       Halo dari versi 2.\n" in out
    assert "3 of 3 conversations came out the same\n" in out
    assert "0812" not in out
    assert run(["replay", store, "--artifact", FOLDER, "--format", "json"]) == 1
    found = json.loads(capfd.readouterr().out)
    assert found["same"] == 3
    assert {one["conversation"] for one in found["changed"]} <= set(SAID)
    assert found["unchanged"] + len(found["changed"]) == 3


@pytest.mark.parametrize("file", ["bukan.json", "rusak"])
def test_what_is_no_artifact(store: str, file: str, capfd: pytest.CaptureFixture[str]) -> None:
    Path("bukan.json").write_text("{}")
    Path("rusak").mkdir()
    Path("rusak/bot.yaml").write_text("bot: rusak\n")
    assert run(["replay", store, "--artifact", file]) == (2 if file == "bukan.json" else 1)
    assert capfd.readouterr().err
