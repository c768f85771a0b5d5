"""Signed nonsense at every door: it is taken or refused, never an error of ours, and the work goes on.

With the same `--seed` the same bodies come again; `--scale` sends so many times as many.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from runtime.channels.whatsapp.signed import HEADER, sign
from runtime.config import JsonChannel, WebChannel, WhatsAppChannel
from runtime.stores.sqlite import threads
from tests.chaos.scale import scale
from tests.fuzz.nasty import SEED, body
from tests.runtime.channels.whatsapp import bodies
from tests.runtime.web.served import CONFIG, DESK_SECRET, JSON_SECRET, ORIGIN, START, Site, served

BODIES = 2_000 * scale()
SECRET = "an-app-secret"
OPEN = replace(
    CONFIG,
    channels=replace(
        CONFIG.channels,
        web=WebChannel(per_minute=1_000),
        json=JsonChannel((JSON_SECRET,), push_url="https://nobody.invalid/", per_minute=1_000),
        whatsapp=WhatsAppChannel(bodies.NUMBER, token="t", app_secrets=(SECRET,), verify_token="v"),
    ),
)
Data = dict[str, Any]  # Any: JSON


@pytest.fixture(autouse=True)
def _no_waiting_for_a_flush(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is taken be flushed at once: its turn comes a hundred bodies later."""
    monkeypatch.setattr(threads, "HOLD_S", 0.0)


def of_json(number: int, _: str) -> Data:
    kinds: list[Data] = [
        {"text": "hai"},
        {"choice": {"id": "x", "title": "Ya"}},
        {"text": "ini", "media": {"kind": "image", "url": "https://a.example/a.png", "name": "a.png"}},
        {"location": {"lat": -6.2, "lon": 106.8}},
        {"text": "tolong", "vars": {"a": "b"}, "locale": "id", "from": {"name": "Sari", "phone": "0812"}},
    ]
    head = {"conversation": f"c{number % 50}", "id": f"m{number}", "at": START.isoformat()}
    return {**head, **kinds[number % len(kinds)]}


def of_chat(number: int, _: str) -> Data:
    page = {"path": "/a", "host": "a.example", "title": "A", "query": {"q": "1"}}
    return {"id": f"message-{number}", "text": "hai", "choice": None, "locale": "id", "page": page}


def of_whatsapp(number: int, _: str) -> Data:
    id_ = f"wamid.{number}"
    kinds: list[Data] = [
        bodies.message(id_),
        bodies.message(id_, **bodies.tap("button_reply", "x", "Ya")),
        bodies.message(id_, **bodies.medium("image", caption="ini")),
        bodies.message(id_, type="location", location={"latitude": -6.2, "longitude": 106.8}),
    ]
    if number % 5 == 4:
        return bodies.body(bodies.value(statuses=[bodies.status("m_x", "delivered")]))
    return bodies.body(bodies.value(kinds[number % 4]))


def of_desk(number: int, handover: str) -> Data:
    agent = {"name": "Ani"}
    kinds: list[Data] = [
        {"type": "note", "text": "catatan"},
        {"type": "message", "text": "Halo, saya Ani."},
        {"type": "accepted"},
        {"type": "transferred", "to": {"division": "cs"}, "reason": "lain"},
        {"type": "online", "agent": agent},
        {"type": "escalated", "level": "L2", "reason": "sulit"},
    ]
    return {"handover": handover, "agent": agent, "at": START.isoformat(), **kinds[number % len(kinds)]}


def signed(site: Site, number: int, path: str, raw: bytes) -> dict[str, str]:
    match path:
        case "/channels/whatsapp":
            return {"content-type": "application/json", HEADER: sign(raw, SECRET)}
        case "/chat/messages":
            return {"content-type": "application/json", **ORIGIN}
        case "/desk/events":
            return site.signed(raw, DESK_SECRET, f"d{number}")
        case _:
            return site.signed(raw, JSON_SECRET, f"w{number}")


async def handed_over(site: Site) -> str:
    await site.begin_chat()
    await site.write("tolong", "message-begin")
    (row,) = await site.host.store.handovers((), 9)
    return row.id


DOORS: list[tuple[str, Callable[[int, str], Data], set[int]]] = [
    ("/channels/json", of_json, {200, 400, 413, 422}),
    ("/chat/messages", of_chat, {202, 400, 413, 422}),
    ("/channels/whatsapp", of_whatsapp, {200, 400, 413, 422}),
    ("/desk/events", of_desk, {202, 400, 404, 409, 413, 422}),
]


@pytest.mark.parametrize(("path", "make", "allowed"), DOORS, ids=[door[0] for door in DOORS])
def test_nonsense_is_taken_or_refused(
    tmp_path: Path, path: str, make: Callable[[int, str], Data], allowed: set[int]
) -> None:
    async def scene() -> Counter[int]:
        chance = random.Random(f"{SEED} {path}")
        found = Counter[int]()
        async with served(tmp_path, OPEN) as site:
            handover = await handed_over(site)
            for number in range(BODIES):
                raw = body(make(number, handover), chance)
                answer = await site.client.post(path, content=raw, headers=signed(site, number, path, raw))
                found[answer.status_code] += 1
                assert answer.status_code in allowed, (number, raw, answer.text)
                site.clock.advance(timedelta(milliseconds=100))
                if number % 100 == 99:
                    await site.host.drain()
                    assert site.host.faults.total == 0, (number, site.host.faults.places)
            await site.host.drain()
            assert site.host.faults.total == 0
            counts = await site.host.store.counts()
            assert (counts.arrivals, counts.quarantined) == (0, 0)
            fine: httpx.Response = await site.client.get("/readyz")
            assert fine.json()["internal_errors"] == 0
        return found

    found = asyncio.run(scene())
    taken = found[200] + found[202]
    assert BODIES * 0.05 < taken < BODIES * 0.9, found  # both ways are gone
    assert found[400] > BODIES * 0.02
