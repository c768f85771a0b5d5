"""The JSON channel's door: answers with the words that are ready, once, and lets the rest be fetched."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from runtime.channels.json_channel import JsonChannel
from runtime.config import Limits
from runtime.shell.host import Host
from runtime.stores.sqlite import SqliteStore
from tests.runtime.shell import bot
from tests.runtime.web.served import CONFIG, JSON_SECRET, PUBLIC, START, TOKEN, Site, play

PATH = "/channels/json/sari/messages"


async def fetch(site: Site, target: str = PATH, signed: str | None = None) -> httpx.Response:
    return await site.client.get(target, headers=site.signed((signed or target).encode()))


def test_a_message_is_answered_at_once(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        answer = await site.send()
        assert answer.status_code == 200
        data = answer.json()
        (message,) = data.pop("messages")
        assert data == {"accepted": True, "duplicate": False, "altered": []}
        assert (message["text"], message["author"], message["name"]) == ("halo", "bot", "halo")
        again = await fetch(site)
        assert again.json() == {"messages": [message]}

    play(tmp_path, act)


@pytest.mark.parametrize(
    ("prefer", "waits"),
    [("respond-async", False), ("return=minimal, Respond-Async; x=1", False), ("wait=10", True), ("", True)],
)
def test_a_sender_may_prefer_not_to_wait_for_the_words(tmp_path: Path, prefer: str, waits: bool) -> None:
    async def act(site: Site) -> None:
        body = json.dumps(
            {"conversation": "sari", "id": "m1", "at": START.isoformat(), "text": "hai"}
        ).encode()
        asking = asyncio.ensure_future(
            site.client.post("/channels/json", content=body, headers={**site.signed(body), "prefer": prefer})
        )
        await asyncio.wait([asking], timeout=0.5)  # no turn is made yet
        assert asking.done() is not waits
        while not asking.done():
            await asyncio.wait([asking], timeout=0.005)
            await site.host.drain()
        assert len(asking.result().json()["messages"]) == waits
        await site.host.drain()
        assert [message["text"] for message in (await fetch(site)).json()["messages"]] == ["halo"]

    play(tmp_path, act)


def test_what_an_action_brings_belongs_to_the_answer(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        texts = [message["text"] for message in (await site.send(text="python")).json()["messages"]]
        assert texts == ["hasil nomor TK 1/2"]

    play(tmp_path, act)


def test_a_turn_that_another_server_makes_belongs_to_the_answer_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtime.web.said.LOOK_S", 0.05)

    async def act(site: Site) -> None:
        other = Host(
            SqliteStore(tmp_path / "bot.db"),
            bot.data(),
            {"json": JsonChannel("whatsapp", (JSON_SECRET,))},
            bot.make_ready,
            callables={"hitung": lambda nomor: {"status": f"nomor {nomor}"}},
            clock=site.clock,
        )
        await other.open()
        for number, (text, said) in enumerate((("hai", "halo"), ("python", "hasil nomor TK 1/2"))):
            data = {"conversation": "sari", "id": f"m{number}", "at": START.isoformat(), "text": text}
            body = json.dumps(data).encode()
            sending = site.client.post("/channels/json", content=body, headers=site.signed(body))
            asking = asyncio.ensure_future(sending)
            while not asking.done():
                await asyncio.wait([asking], timeout=0.005)
                await other.drain()
            assert [message["text"] for message in asking.result().json()["messages"]] == [said]
            site.clock.advance(timedelta(seconds=1))
        await other.stop()

    play(tmp_path, act)


def test_the_same_id_twice_changes_nothing(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.send()
        answer = await site.send()
        assert answer.json() == {"accepted": True, "duplicate": True, "altered": [], "messages": []}
        assert len((await fetch(site)).json()["messages"]) == 1
        assert len(await site.host.store.history("json:sari")) == 1

    play(tmp_path, act)


def test_the_same_id_with_other_words_is_the_first_message_still(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.send(text="hai")
        answer = await site.send(text="tolong")
        assert (answer.status_code, answer.json()["duplicate"]) == (200, True)
        assert len(await site.host.store.history("json:sari")) == 1
        assert await site.host.store.handovers((), 9) == ()

    play(tmp_path, act)


def test_fetching_goes_on_after_what_was_seen(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.send(id="m1")
        (second,) = (await site.send(id="m2")).json()["messages"]
        assert (await fetch(site, f"{PATH}?after={second['seq'] - 1}")).json() == {"messages": [second]}
        assert (await fetch(site, f"{PATH}?after={second['seq']}")).json() == {"messages": []}
        for bad in ("x", "-1", "1e3", "9" * 30):
            assert (await fetch(site, f"{PATH}?after={bad}")).status_code == 422

    play(tmp_path, act)


def test_one_signature_opens_one_conversation(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.send()
        for target, signed in (("/channels/json/budi/messages", PATH), (f"{PATH}?after=0", PATH), (PATH, "")):
            answer = await site.client.get(target, headers=site.signed(signed.encode()))
            assert answer.status_code == 401, target
        assert (await site.client.get(PATH)).status_code == 401

    play(tmp_path, act)


def test_a_conversation_may_have_any_name(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        name = "+62 812/34.5~é"
        await site.send(conversation=name)
        target = f"/channels/json/{quote(name, safe='')}/messages"
        assert [one["text"] for one in (await fetch(site, target)).json()["messages"]] == ["halo"]

    play(tmp_path, act)


@pytest.mark.parametrize("sign", ["é", "👩"])
def test_a_name_that_is_taken_can_be_answered_however_long_it_is_encoded(tmp_path: Path, sign: str) -> None:
    async def act(site: Site) -> None:
        most = 251 // len(quote(sign))
        assert (await site.send(conversation=sign * most)).json()["messages"][0]["text"] == "halo"
        refused = await site.send(conversation=sign * (most + 1))
        assert (refused.status_code, refused.json()["error"].partition(":")[0]) == (422, "conversation")
        counts = await site.host.store.counts()
        assert (counts.threads, counts.dead) == (1, 0)

    play(tmp_path, act)


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_sender_whose_clock_is_mad_is_answered_and_so_are_others(tmp_path: Path, at: str) -> None:
    async def act(site: Site) -> None:
        for name, when in (("sari", at), ("budi", None)):
            answer = await site.send(conversation=name, at=when or START.isoformat())
            assert [message["text"] for message in answer.json()["messages"]] == ["halo"]
        (turn,) = await site.host.store.history("json:sari")
        assert turn.turn == 1
        assert site.host.faults.total == 0

    play(tmp_path, act)


def test_the_operators_token_stands_in_on_loopback_only(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        headers = {"authorization": f"Bearer {TOKEN}"}
        data = {"conversation": "sari", "id": "m9", "at": START.isoformat(), "text": "hai"}
        statuses.append((await site.client.get(PATH, headers=headers)).status_code)
        statuses.append((await site.client.post("/channels/json", json=data, headers=headers)).status_code)

    statuses: list[int] = []
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    play(tmp_path / "a", act)
    play(tmp_path / "b", act, PUBLIC)
    assert statuses == [200, 200, 401, 401]


def test_one_conversation_cannot_flood_and_others_do_not_notice(tmp_path: Path) -> None:
    config = replace(
        CONFIG, channels=replace(CONFIG.channels, json=replace(CONFIG.channels.json, per_minute=20))
    )

    async def act(site: Site) -> None:
        statuses = [(await site.send(id=f"m{n}")).status_code for n in range(22)]
        assert statuses == [200] * 20 + [429] * 2
        last = await site.send(id="m99")
        assert last.headers["retry-after"] == "3"
        assert (await site.send(conversation="budi", id="m1")).status_code == 200

    play(tmp_path, act, config)


def test_a_full_queue_says_so_before_it_stores(tmp_path: Path) -> None:
    config = replace(CONFIG, limits=replace(CONFIG.limits, queue=1))

    async def act(site: Site) -> None:
        body = b'{"conversation":"a","id":"1","at":"2026-11-23T03:00:00Z","text":"hai"}'
        first = await site.client.post("/channels/json", content=body, headers=site.signed(body))
        assert first.status_code == 200  # nobody works here: the words are not ready
        assert first.json()["messages"] == []
        site.clock.advance(START - START.replace(hour=2))
        body = body.replace(b'"1"', b'"2"')
        second = await site.client.post("/channels/json", content=body, headers=site.signed(body))
        assert (second.status_code, second.headers["retry-after"]) == (503, "5")
        assert (await site.host.store.counts()).arrivals == 1

    play(tmp_path, act, config)


def test_a_flood_of_customers_on_one_channel_is_held_back_before_it_is_stored(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        for number in range(2):
            assert (await site.send(conversation=f"c{number}")).status_code == 200
        answer = await site.send(conversation="c2")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        assert (await site.host.store.counts()).threads == 2
        await site.begin_chat()  # another channel is open
        assert (await site.write("halo")).status_code == 202
        site.clock.advance(timedelta(seconds=1))
        assert (await site.send(conversation="c2")).status_code == 200

    play(tmp_path, act, replace(CONFIG, limits=Limits(per_second=2)))
