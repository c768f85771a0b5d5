"""A small bot on WhatsApp, served here with the vendor's stand-in, at a time of our choosing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx

from flowc.compiler import compile_bot
from runtime.artifact import codec
from runtime.clock import SystemClock
from runtime.config import load_config
from runtime.shell.host import Host
from runtime.web.app import create_app
from runtime.web.assemble import build_host
from tests.browser.shop import TOKEN, listen, running, url_of
from tests.whatsapp.stub.cloud import Cloud, Sent
from tests.whatsapp.stub.customer import Customer
from tests.whatsapp.stub.refusals import Json
from tests.whatsapp.stub.webhooks import Webhooks

LONGEST_S = 20.0  # a clock that travelled is looked at again within a second
SARI = Customer("ID.13491208655302741918", "6281234567890", "Sari")
BOT = """\
bot: tiket
edition: 1
version: 1
locales: [id]
timezone: Asia/Jakarta
channels: [whatsapp]
start: lapor
retention: {transcript: 90d, handover: 1y, customer: 2y}
defaults:
  timeout: {after: 30h, remind: [{after: 1h, say: kabar}], do: [{say: kabar}, {end: conversation}]}
  retries: 2
  on_invalid: [{end: conversation}]
slots:
  keluhan: {type: text, ask: tanya_keluhan, label: Keluhan}
messages:
  tanya_keluhan: Apa keluhannya?
  kabar: {text: Kami masih menunggu kabar Anda., template: {name: tunggu_kabar, params: ["kabar Anda"]}}
escalation: [{rule: diminta, when: message.intent = "ask_human", handover: cs}]
divisions:
  cs:
    name: Tim CS
    hours: always
    fallback: [leave_message]
    sla: {first_reply: {within: 15m}, left_message: {within: 4h}}
flows:
  lapor: {steps: [{collect: keluhan}, {end: conversation}]}
"""
TOML = """
[server]
operator_token = "${TOKEN}"
[store]
path = "%s"
[channels.whatsapp]
phone_number_id = "106540352242922"
token = "${WHATSAPP_TOKEN}"
app_secrets = ["${APP_SECRET}"]
verify_token = "${VERIFY_TOKEN}"
api = "%s"
allow = ["loopback"]
languages = {id = "id_ID"}
"""


class Travelling(SystemClock):
    """The machine's time, and so much later as was travelled."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self._ahead

    def travel(self, by: timedelta) -> None:
        self._ahead += by


@dataclass(frozen=True, slots=True)
class Place:
    url: str
    host: Host
    clock: Travelling
    cloud: Cloud
    webhooks: Webhooks

    def got(self, count: int) -> list[Sent]:
        return self.cloud.until(lambda sent: len(sent) >= count, LONGEST_S)

    def outbox(self, state: str, count: int) -> list[Json]:
        """Return what the outbox has in a state, as soon as it is so much."""
        deadline = time.monotonic() + LONGEST_S
        headers = {"authorization": f"Bearer {TOKEN}"}
        found: list[Json] = []
        while len(found) < count:
            assert time.monotonic() < deadline, found
            found = httpx.get(f"{self.url}/outbox?state={state}", headers=headers).json()["outbox"]
        return found


@contextmanager
def open_place(folder: Path) -> Iterator[Place]:
    """Serve it until the block is left; nothing unexpected may have happened by then."""
    (folder / "bot").mkdir()
    (folder / "bot" / "bot.yaml").write_text(BOT, encoding="utf-8")
    result = compile_bot(folder / "bot", date(2026, 11, 23))
    assert result.artifact is not None, [one.report().message.en for one in result.problems]
    clock = Travelling()
    cloud = Cloud(
        "a-token", "106540352242922", {("tunggu_kabar", "id_ID"): 1}, now=lambda: clock.now().timestamp()
    )
    secrets = {"WHATSAPP_TOKEN": "a-token", "APP_SECRET": "a-secret", "VERIFY_TOKEN": "asked", "TOKEN": TOKEN}
    with ExitStack() as stack:
        vendor, server = (stack.enter_context(listen()) for _ in range(2))
        config = load_config(TOML % (folder / "bot.db", url_of(vendor)), secrets)
        host = build_host(codec.dump(result.artifact), config, clock=clock)
        stack.enter_context(running(cloud.app(), vendor))
        stack.enter_context(running(create_app(host, config), server))
        webhooks = Webhooks(cloud, f"{url_of(server)}/channels/whatsapp", "a-secret")
        stack.callback(webhooks.close)
        yield Place(url_of(server), host, clock, cloud, webhooks)
        assert host.faults.total == 0
