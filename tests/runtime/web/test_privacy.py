"""What is personal stays in the transcript and the desk's record: not in traces, logs or lists."""

from __future__ import annotations

import asyncio
import logging
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.artifact import codec
from runtime.channels.base import Incoming
from runtime.channels.web_chat import WebChat
from runtime.clock import ManualClock
from runtime.core.events import Received
from runtime.shell.host import Host
from runtime.stores.sqlite import SqliteStore
from runtime.web.app import create_app
from runtime.web.assemble import desks, make_ready
from tests.conversations.bots import bot, compiled
from tests.runtime.web.served import CONFIG, START, TOKEN

AUTH = {"authorization": f"Bearer {TOKEN}"}


def crash(**inputs: object) -> None:
    raise RuntimeError(f"a fault with the customer's words in it: {inputs}")


async def told(folder: Path, texts: list[str]) -> tuple[str, str]:
    """Let a customer write; return what people read elsewhere (traces, lists) and the desk's record."""
    host = Host(
        SqliteStore(folder / "bot.db"),
        codec.dump(compiled(bot("detektor"))),
        {"web": WebChat()},
        make_ready,
        desks=desks(CONFIG),
        callables={"nlu": crash},
        clock=ManualClock(START),
    )
    app = create_app(host, CONFIG)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        await host.open()
        try:
            for number, text in enumerate(texts):
                at = host.clock.now()
                await host.receive(Incoming("web:a", "web", "web", str(number), at, Received("text", text)))
                await host.drain()
            traces = b"".join(turn.trace for turn in await host.store.history("web:a")).decode()
            listed = await client.get("/handovers", headers=AUTH)
            outbox = await client.get("/outbox?state=waiting&state=dead", headers=AUTH)
            (row,) = listed.json()["handovers"]
            record = await client.get(f"/handovers/{row['id']}", headers=AUTH)
            return traces + listed.text + outbox.text, record.text
        finally:
            await host.stop()


def left(digits: str, text: str) -> list[str]:
    """Return the runs of seven digits that a text still has, however they are grouped."""
    found = re.sub(r"(?<=[0-9])[ .\-/]{1,3}(?=[0-9])", "", text)
    return [digits[at : at + 7] for at in range(len(digits) - 6) if digits[at : at + 7] in found]


@settings(max_examples=12, deadline=None)
@given(
    digits=st.text("0123456789", min_size=8, max_size=11),
    gap=st.sampled_from(["", "-", " ", "."]),
    name=st.text("abdginorstu", min_size=5, max_size=9).map(lambda word: f"x{word}"),
)
def test_a_phone_number_and_a_name_are_in_no_trace_log_or_list(digits: str, gap: str, name: str) -> None:
    phone = f"08{digits}"
    written = gap.join((phone[:4], phone[4:7], phone[7:]))
    log = logging.getLogger("flowc")
    records: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append(record.getMessage())  # type: ignore[method-assign]  # a sink
    log.addHandler(handler)
    try:
        with TemporaryDirectory() as folder:
            texts = ["mau daftar", name, written, f"saya {name}, {written}: bicara dengan agen"]
            outside, record = asyncio.run(told(Path(folder), texts))
    finally:
        log.removeHandler(handler)
    outside += "\n".join(records)
    assert records  # the detector's fault was logged
    assert left(phone, outside) == []
    assert name not in outside
    assert name in record  # an agent sees who it is
    assert left(phone, record)


def test_a_card_number_in_free_text_is_hidden_from_lists(tmp_path: Path) -> None:
    texts = ["mau beli", "besar", "kartu 4111 1111 1111 1234", "bicara dengan agen"]
    outside, record = asyncio.run(told(tmp_path, texts))
    assert "4111 1111" not in outside
    assert "4111 1111 1111 1234" in record


@pytest.mark.parametrize("text", ["081234567890 bicara dengan agen", "bicara dengan agen budi@contoh.id"])
def test_what_triggered_a_handover_is_hidden_from_lists(tmp_path: Path, text: str) -> None:
    outside, record = asyncio.run(told(tmp_path, [text]))
    assert "081234567890" not in outside
    assert "budi@" not in outside
    assert text in record
