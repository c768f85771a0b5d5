"""`flowc outbox` on the store of a host that is at work: what it shows, what it hides, what it changes."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from flowc.cli.group import run
from tests.runtime.shell.listening import Asked, Behave, Write, answer, hang_up, in_turn
from tests.runtime.shell.test_outbox import TAKEN, Play, Scene, play

PHONE = "0812-3456-7890"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    Path("flowc.toml").write_text('[store]\npath = "bot.db"\n')


def of_desk(behave: Behave) -> Behave:
    async def both(asked: Asked, write: Write) -> None:
        await (behave if asked.target == "/desk" else TAKEN)(asked, write)

    return both


async def ends(*arguments: str) -> int:
    """Run the command beside the host, as another process would; return its exit code."""
    return await asyncio.to_thread(run, ["outbox", *arguments])


def beside(path: Path, behave: Behave, act: Play) -> None:
    play(path, of_desk(behave), act)


def test_what_is_dead_is_listed_retried_and_gone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        assert await ends("list") == 0
        (line, *_) = capfd.readouterr().out.splitlines()
        id_, state, kind, attempts, _, why = line.split("  ")
        assert (state, kind, attempts, why) == ("dead", "handover", "1", "answered 422")
        assert await ends("retry", id_) == 0
        assert capfd.readouterr().out == f"`{id_}` is sent again\n"
        await scene.host.drain()
        entry = await scene.host.store.outbox_entry(id_)
        assert entry is not None
        assert entry.state == "sent"
        assert await ends("retry", id_, "m_none") == 1
        told = capfd.readouterr()
        assert told.out == ""
        assert [line.split("`")[1] for line in told.err.splitlines()] == [id_, "m_none"]

    beside(tmp_path, in_turn(answer(422), TAKEN), act)


def test_everything_dead_is_retried_at_once(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        assert "dead" in await scene.states("handover")
        assert await ends("retry", "--all") == 0
        await scene.host.drain()
        assert "dead" not in await scene.states("handover")
        assert await ends("retry") == await ends("retry", "--all", "m_1") == 2

    beside(tmp_path, in_turn(answer(422), TAKEN), act)


def test_nobodys_words_are_shown_unless_they_are_asked_for(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async def act(scene: Scene) -> None:
        await scene.write(f"nomor saya {PHONE}")
        await scene.write("tolong")
        assert await ends("list", "--format", "json") == 0
        listed = capfd.readouterr().out
        (entry,) = (one for one in json.loads(listed)["outbox"] if one["kind"] == "handover")
        assert await ends("show", entry["id"]) == 0
        shown = capfd.readouterr().out
        record = json.loads(shown)["payload"]["record"]
        assert (record["state"], record["to"]) == ("queued", "cs")
        for text in (listed, shown):
            assert "tolong" not in text
            assert "7890" not in text
        assert await ends("show", entry["id"], "--full") == 0
        assert PHONE in capfd.readouterr().out

    beside(tmp_path, answer(422), act)


@pytest.mark.parametrize(("word", "state"), [("drop", "dropped"), ("sent", "sent")])
def test_a_person_knows_better(tmp_path: Path, word: str, state: str) -> None:
    async def act(scene: Scene) -> None:
        await scene.write("tolong")
        await scene.pass_time(timedelta(seconds=1))  # it waits for its second attempt
        (entry,) = (row for row in await scene.host.store.outbox(("waiting",), 9) if row.kind == "handover")
        assert await ends(word, entry.id) == 0
        settled = await scene.host.store.outbox_entry(entry.id)
        assert settled is not None
        assert (settled.state, settled.why) == (state, "settled by a person")

    beside(tmp_path, hang_up, act)


def test_no_store_is_made_by_looking_for_one(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["outbox", "list"]) == 2
    assert "there is no store at bot.db" in capfd.readouterr().err
    assert not (tmp_path / "bot.db").exists()


def test_what_is_not_there_cannot_be_shown(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async def act(scene: Scene) -> None:
        assert await ends("show", "m_1") == 2
        assert await ends("list") == 0
        told = capfd.readouterr()
        assert (told.out, told.err) == (
            "",
            "Error: there is no send `m_1`\nnothing waits for a person\n",
        )

    beside(tmp_path, TAKEN, act)
