"""The shop's order system when it misbehaves, over real HTTP: the customer is told and helped each time.

The stored turns of every conversation are then replayed to the same bytes.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from jsonschema import Draft202012Validator

from runtime.artifact import codec
from runtime.core.codec import load_event
from runtime.core.program import Program
from runtime.core.step import new_thread
from runtime.replay import replay
from runtime.signature import sign
from runtime.stores.base import Store
from runtime.stores.sqlite import SqliteStore
from runtime.web.assemble import make_ready
from tests.browser.shop import MORNING, ROOT, SECRET, TOKEN, Shop, open_shop

LONGEST_S = 20.0  # 15 s that an action may take, and a slow machine
SCHEMA = json.loads((ROOT / "schema" / "handover.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shop")


@pytest.fixture(scope="module")
def shop(folder: Path) -> Iterator[Shop]:
    with open_shop(folder) as opened:
        yield opened


def write(shop: Shop, conversation: str, id_: str, text: str) -> httpx.Response:
    """Send a signed message as another system would."""
    message = {"conversation": conversation, "id": id_, "at": f"{MORNING:%Y-%m-%dT%H:%M:%SZ}", "text": text}
    body = json.dumps(message).encode()
    signed = sign(f"{conversation}-{id_}", int(shop.host.clock.now().timestamp()), body, (SECRET,)).mapping()
    headers = {**signed, "content-type": "application/json"}
    return httpx.post(f"{shop.chat}/channels/json", content=body, headers=headers, timeout=30)


def names(shop: Shop, conversation: str) -> list[str]:
    """Return the names of the messages the customer has got."""
    url = f"{shop.chat}/channels/json/{conversation}/messages?after=0"
    answer = httpx.get(url, headers={"authorization": f"Bearer {TOKEN}"}, timeout=30)
    return [message["name"] for message in answer.json()["messages"]]


def until(shop: Shop, conversation: str, name: str) -> list[str]:
    """Wait until a message of this name was sent."""
    deadline = time.monotonic() + LONGEST_S
    while name not in (found := names(shop, conversation)):
        assert time.monotonic() < deadline, found
        time.sleep(0.1)
    return found


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("TK-000001", ["salam", "status_pesanan", "ada_lagi_yang_bisa_dibantu"]),
        ("TK-000404", ["salam", "pesanan_tidak_ada", "tawarkan_tim"]),
        ("TK-000408", ["salam", "status_pesanan", "ada_lagi_yang_bisa_dibantu"]),
        ("TK-000500", ["salam", "sistem_pesanan_sibuk", "handover.connecting", "tanya_nama"]),
        ("TK-000502", ["salam", "sistem_pesanan_sibuk", "handover.connecting", "tanya_nama"]),
        ("TK-000504", ["salam", "sistem_pesanan_sibuk", "handover.connecting", "tanya_nama"]),
        ("TK-000006", ["salam", "pesanan_terlambat", "handover.connecting", "tanya_nama"]),
    ],
    ids=["sent", "unknown", "slow", "error", "broken JSON", "never", "late"],
)
def test_an_order_ends_with_the_customer_told_and_helped(
    shop: Shop, folder: Path, order: str, wanted: list[str]
) -> None:
    assert write(shop, order, "1", f"cek resi {order}").status_code == 200
    assert until(shop, order, wanted[-1]) == wanted
    assert shop.host.faults.total == 0
    assert asyncio.run(replayed(folder / "shop.db", f"json:{order}")) > 0


def test_what_the_agents_get_is_a_valid_record(shop: Shop) -> None:
    write(shop, "record", "1", "cek resi TK-000500")
    until(shop, "record", "tanya_nama")
    write(shop, "record", "2", "Sari")
    until(shop, "record", "wait.announce")
    operator = httpx.Client(base_url=shop.chat, headers={"authorization": f"Bearer {TOKEN}"}, timeout=30)
    with operator:
        listed = operator.get("/handovers").json()["handovers"]
        records = [operator.get(f"/handovers/{one['id']}").json() for one in listed]
    (record,) = [one for one in records if one["conversation"]["thread"] == "json:record"]
    Draft202012Validator(SCHEMA).validate(record)
    facts = {fact["name"]: fact["value"] for fact in record["slots"]}
    assert (record["to"], facts["order_id"], facts["nama"]) == ("pengiriman", "TK-000500", "Sari")
    assert "TK-000500" in record["note"]


async def replayed(file: Path, thread: str) -> int:
    """Replay a stored thread; returns how many turns it had."""
    store: Store = SqliteStore(file)
    await store.open()
    try:
        turns = await store.history(thread)
        programs = {}
        for name in {turn.artifact for turn in turns}:
            data = await store.artifact(name)
            assert data is not None
            programs[name] = Program(codec.load(data, name), name)
        first = programs[turns[0].artifact]
        _, facts = load_event(turns[0].event)
        assert facts is not None
        begin = new_thread(first, thread, "whatsapp", facts.now)  # what the shop's JSON door carries
        assert replay(turns, begin, programs.__getitem__, make_ready(first).render) is None
    finally:
        await store.close()
    return len(turns)
