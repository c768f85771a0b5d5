"""WhatsApp's door and what follows behind it: one thread for one customer, words out, receipts in."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from runtime.artifact import codec
from runtime.channels.whatsapp.channel import BODY_BYTES
from runtime.channels.whatsapp.signed import HEADER, sign
from runtime.config import ConfigError, WhatsAppChannel
from runtime.core.events import AgentAccepted, AgentWrote
from runtime.shell.outbox import UNSURE_PAUSE
from runtime.web.assemble import build_host
from tests.runtime.channels.whatsapp.bodies import (
    NUMBER,
    PHONE,
    USER,
    Data,
    body,
    contact,
    medium,
    message,
    status,
    text,
    value,
)
from tests.runtime.shell import bot
from tests.runtime.shell.listening import Behave, Server, answer, hang_up, in_turn, listening
from tests.runtime.web.served import CONFIG, Site, served

SECRETS = ("new-app-secret", "old-app-secret")
PATH = "/channels/whatsapp"
THREAD = f"whatsapp:{NUMBER}:{USER.replace('.', '%2E')}"
TAKEN = answer(200, b'{"messages":[{"id":"wamid.out"}]}')


class Meta:
    """Meta's side: it sends webhooks, and is asked to send messages."""

    def __init__(self, site: Site, server: Server) -> None:
        self.site, self.server = site, server

    async def tells(self, data: Data, secret: str = SECRETS[0], **headers: str) -> httpx.Response:
        raw = json.dumps(data).encode()
        signed = {"content-type": "application/json", HEADER: sign(raw, secret), **headers}
        found = await self.site.post(PATH, raw, signed)
        await self.site.host.drain()
        return found

    async def says(self, words: str, id_: str = "wamid.1", **more: Any) -> httpx.Response:  # Any: JSON
        return await self.tells(body(value(message(id_, **text(words)), **more)))

    def asked(self) -> list[Data]:
        return [json.loads(one.body) for one in self.server.asked]

    def texts(self) -> list[str]:
        return [one["text"]["body"] for one in self.asked() if one["type"] == "text"]

    async def fates(self) -> list[str]:
        every = ("waiting", "sent", "dead", "dropped", "unknown")
        rows = await self.site.host.store.outbox(every, 100)
        return [row.state for row in rows if row.kind == "message"]

    async def pass_time(self, by: timedelta) -> None:
        self.site.clock.advance(by)
        await self.site.host.drain()


def play(path: Path, act: Any, behave: Behave = TAKEN, **more: Any) -> None:  # Any: a coroutine of a Meta
    async def scene() -> None:
        async with _served(path, behave, **more) as meta:
            await act(meta)
            assert meta.site.host.faults.total == 0

    asyncio.run(scene())


@asynccontextmanager
async def _served(path: Path, behave: Behave, **more: Any) -> AsyncIterator[Meta]:
    async with listening(behave) as server:
        channel = WhatsAppChannel(
            NUMBER, "t", SECRETS, "a-word-of-ours", api=server.url, allow=("loopback",), **more
        )
        config = replace(CONFIG, channels=replace(CONFIG.channels, whatsapp=channel))
        async with served(path, config) as site:
            yield Meta(site, server)


async def _ask(meta: Meta, **query: str) -> httpx.Response:
    return await meta.site.client.get(PATH, params={f"hub.{name}": one for name, one in query.items()})


def test_meta_finds_out_whose_the_address_is(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        good = {"mode": "subscribe", "challenge": "1158201444", "verify_token": "a-word-of-ours"}
        found = await _ask(meta, **good)
        assert (found.status_code, found.text) == (200, "1158201444")
        assert found.headers["content-type"] == "text/plain; charset=utf-8"
        for wrong in ({"verify_token": "another"}, {"mode": "x"}, {"challenge": "a" * 300}):
            assert (await _ask(meta, **{**good, **wrong})).status_code == 403
        assert (await _ask(meta)).status_code == 403

    play(tmp_path, act)


def test_meta_may_show_the_word_before(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        for word, expected in (("a-word-of-ours", 200), ("the-word-before", 200), ("another", 403)):
            found = await _ask(meta, mode="subscribe", challenge="1", verify_token=word)
            assert found.status_code == expected, word

    play(tmp_path, act, verify_token_before="the-word-before")


def test_a_text_is_answered_through_the_api(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        found = await meta.says("hai")
        assert (found.status_code, found.json()) == (200, {"accepted": 1, "duplicates": 0, "ignored": 0})
        (asked,) = meta.server.asked
        assert asked.target == f"/v26.0/{NUMBER}/messages"
        assert asked.headers["authorization"] == "Bearer t"
        (said,) = meta.asked()
        assert (said["to"], said["text"]["body"]) == (PHONE, "halo")
        assert (await meta.site.host.store.state(THREAD)) is not None
        assert await meta.fates() == ["sent"]

    play(tmp_path, act)


def test_what_is_not_signed_changes_nothing(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        data = body(value(message()))
        assert (await meta.tells(data, "another")).status_code == 401
        assert (await meta.tells(data, **{HEADER: "sha256=00"})).status_code == 401
        raw = json.dumps(data).encode()
        assert (await meta.site.post(PATH, raw + b" ", {HEADER: sign(raw, SECRETS[0])})).status_code == 401
        assert (await meta.site.post(PATH, raw, {})).status_code == 401
        assert (await meta.site.host.store.counts()).threads == 0
        assert (await meta.tells(data, SECRETS[1])).status_code == 200

    play(tmp_path, act)


def test_bodies_that_are_no_webhooks_are_refused(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        for raw, expected in ((b"{", 400), (b"[]", 422), (b'{"object":"page","entry":[]}', 422)):
            signed = {"content-type": "application/json", HEADER: sign(raw, SECRETS[0])}
            assert (await meta.site.post(PATH, raw, signed)).status_code == expected
        large = b" " * (BODY_BYTES + 1)
        assert (await meta.site.post(PATH, large, {HEADER: sign(large, SECRETS[0])})).status_code == 413
        assert (await meta.tells(body(), **{"content-type": "text/plain"})).status_code == 415

    play(tmp_path, act)


def test_a_large_batch_is_taken_whole(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        priced = {"pricing": {"billable": True, "category": "service"}}
        told = [status(f"m_{n}", "sent", **priced) for n in range(1_000)]
        people = [contact(f"ID.{n}", f"62811{n:04d}") for n in range(100)]
        said = [{**message(f"wamid.{n}"), "from": one["wa_id"]} for n, one in enumerate(people * 2)]
        found = await meta.tells(body(value(statuses=told), value(*said, contacts=people)))
        assert (found.status_code, found.json()["accepted"]) == (200, 200)
        counts = await meta.site.host.store.counts()
        assert (counts.threads, counts.arrivals) == (100, 0)

    play(tmp_path, act)


def test_an_album_is_kept_in_order(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        album = [message(f"wamid.{n}", **medium("image", caption=str(n))) for n in range(10)]
        await meta.tells(body(value(*album)))
        events = [json.loads(turn.event) for turn in await meta.site.host.store.history(THREAD)]
        captions = re.findall(r"'text': '(\d)'", str(events))
        assert captions == [str(n) for n in range(10)]

    play(tmp_path, act)


def test_delivered_twice_is_said_once(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        await meta.says("hai")
        again = await meta.says("hai")
        assert again.json() == {"accepted": 0, "duplicates": 1, "ignored": 0}
        assert meta.texts() == ["halo"]

    play(tmp_path, act)


def test_a_customer_is_one_thread_whatever_whatsapp_calls_him(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        await meta.says("hai", "wamid.1", contacts=[contact(user=None)])
        await meta.says("hai", "wamid.2")
        hidden = {**message("wamid.3"), "from": ""}
        await meta.tells(body(value(hidden, contacts=[contact(phone=None)])))
        system = {
            "type": "user_changed_number",
            "wa_id": "62822",
            "user_id": "ID.2",
            "previous_user_id": USER,
        }
        moved = await meta.tells(body(value(message("wamid.4", type="system", system=system), contacts=[])))
        assert moved.json()["accepted"] == 0
        await meta.tells(
            body(value({**message("wamid.5"), "from": "62822"}, contacts=[contact("ID.2", "62822")]))
        )
        assert (await meta.site.host.store.counts()).threads == 1
        assert [one["to"] for one in meta.asked()] == [PHONE, PHONE, PHONE, "62822"]
        await meta.says("hai", "wamid.6", contacts=[contact("ID.77", PHONE)])  # the number is another's now
        assert (await meta.site.host.store.counts()).threads == 2

    play(tmp_path, act)


def test_who_shows_no_number_is_answered_and_handed_over(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        asks = {**message(**text("tolong")), "from": ""}
        await meta.tells(body(value(asks, contacts=[contact(phone=None)])))
        assert {one["recipient"] for one in meta.asked()} == {USER}
        (handover,) = await meta.site.host.store.handovers((), 10)
        assert handover.thread == THREAD

    play(tmp_path, act)


def test_media_reach_the_desk_as_a_reference(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        await meta.says("tolong")
        await meta.tells(body(value(message("wamid.2", **medium("image", caption="rusak")))))
        (handover,) = await meta.site.host.store.handovers((), 10)
        relayed = [
            row for row in await meta.site.host.store.outbox(("waiting", "sent"), 100) if row.kind == "relay"
        ]
        assert f"{meta.server.url}/v26.0/1166846181421424".encode() in relayed[-1].payload
        assert b"rusak" in relayed[-1].payload
        assert handover.state == "queued"

    play(tmp_path, act)


def test_a_failed_receipt_marks_the_send_and_late_ones_change_nothing(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        await meta.says("hai")
        (said,) = meta.asked()
        of = said["biz_opaque_callback_data"]
        failed = status(of, "failed", errors=[{"code": 131026, "title": "Message undeliverable"}])
        await meta.tells(body(value(statuses=[failed])))
        (row,) = await meta.site.host.store.outbox(("dead",), 10)
        assert (row.id, row.why) == (of, "131026: Message undeliverable")
        for late in ("sent", "delivered", "read", "failed"):
            assert (await meta.tells(body(value(statuses=[status(of, late)])))).status_code == 200
        assert await meta.fates() == ["dead"]

    play(tmp_path, act)


def test_a_failure_told_after_the_arrival_changes_nothing(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        await meta.says("hai")
        of = meta.asked()[0]["biz_opaque_callback_data"]
        for state in ("read", "delivered", "failed", "sent"):
            await meta.tells(body(value(statuses=[status(of, state)])))
        assert await meta.fates() == ["sent"]

    play(tmp_path, act)


REFUSALS = [
    ("too fast", answer(429, b"", "retry-after: 90\r\n"), timedelta(seconds=90)),
    ("too much to one", answer(400, b'{"error":{"code":131056}}'), timedelta(seconds=2)),
    ("a fault of Meta's", answer(500), timedelta(seconds=2)),
]


@pytest.mark.parametrize(("refusal", "due"), [one[1:] for one in REFUSALS], ids=[one[0] for one in REFUSALS])
def test_what_passes_is_tried_again(tmp_path: Path, refusal: Behave, due: timedelta) -> None:
    async def act(meta: Meta) -> None:
        await meta.says("hai")
        assert await meta.fates() == ["waiting"]
        await meta.pass_time(due / 3)
        assert len(meta.server.asked) == 1
        await meta.pass_time(due)
        assert await meta.fates() == ["sent"]
        assert meta.texts() == ["halo", "halo"]

    play(tmp_path, act, in_turn(refusal, TAKEN))


def test_what_can_never_be_sent_waits_for_a_person_and_holds_nothing_back(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        await meta.says("hai")
        await meta.says("hai", "wamid.2")
        assert await meta.fates() == ["dead", "sent"]
        (row,) = await meta.site.host.store.outbox(("dead",), 10)
        assert "131047" in row.why

    play(tmp_path, act, in_turn(answer(400, b'{"error":{"code":131047,"title":"Re-engagement"}}'), TAKEN))


def test_without_an_answer_a_receipt_is_waited_for(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        await meta.says("hai")
        assert await meta.fates() == ["waiting"]
        await meta.pass_time(UNSURE_PAUSE / 2)
        of = meta.asked()[0]["biz_opaque_callback_data"]
        await meta.tells(body(value(statuses=[status(of, "sent")])))
        await meta.pass_time(UNSURE_PAUSE * 2)
        assert (meta.texts(), await meta.fates()) == (["halo"], ["sent"])

    play(tmp_path, act, in_turn(hang_up, TAKEN))


def test_without_an_answer_or_a_receipt_it_is_said_again(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        await meta.says("hai")
        await meta.pass_time(UNSURE_PAUSE * 2)
        assert (meta.texts(), await meta.fates()) == (["halo", "halo"], ["sent"])

    play(tmp_path, act, in_turn(hang_up, TAKEN))


def test_an_agents_words_go_out(tmp_path: Path) -> None:
    async def act(meta: Meta) -> None:
        await meta.says("tolong")
        host, now = meta.site.host, meta.site.clock.now()
        (row,) = await host.store.handovers((), 10)
        await host.tell(THREAD, "desk", "d1", AgentAccepted("d1", now, row.id, "Ani"))
        await host.tell(THREAD, "desk", "d2", AgentWrote("d2", now, row.id, "Halo, saya Ani", "Ani"))
        await host.drain()
        assert meta.texts()[-1] == "Halo, saya Ani"

    play(tmp_path, act)


def test_a_bot_without_the_channel_is_not_served(tmp_path: Path) -> None:
    data = bot.artifact()
    for channels, languages, why in (
        (("web",), {}, "the bot has web, not `whatsapp`"),
        (("whatsapp",), {"en": "en_US"}, "the bot speaks id, not `en`"),
    ):
        made = replace(data, bot=replace(data.bot, channels=channels))
        whatsapp = WhatsAppChannel(NUMBER, languages=languages)
        config = replace(CONFIG, channels=replace(CONFIG.channels, whatsapp=whatsapp))
        config = replace(config, store=replace(config.store, path=str(tmp_path / "x.db")))
        with pytest.raises(ConfigError, match=why):
            build_host(codec.dump(made), config, callables={"hitung": dict})
