"""Fail closed: with a secret missing a mounted bot talks to this machine only."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from runtime import AsyncBot, signature
from tests.embedding.bots import CALLABLES, NOW, SECRET, TOKEN, kopi
from tests.embedding.serving import BASE, ORIGIN, serving

SECRETS = {
    "server": {"operator_token": "${TOKEN}", "public_urls": ["https://kopi.example"]},
    "channels": {"json": {"secrets": ["${SECRET}"]}},
}
BODY = {"conversation": "sari", "id": "m1", "at": NOW.isoformat(), "text": "halo"}


def play(scene: Coroutine[Any, Any, None]) -> None:  # Any: what a coroutine may be sent
    asyncio.run(scene)


def bot(folder: Path, config: Any = None) -> AsyncBot:  # Any: what stands in flowc.toml
    return AsyncBot(kopi(), config, store=folder / "kopi.db", callables=CALLABLES)


HERE: list[tuple[str, str, tuple[str, int], dict[str, str], int]] = [
    ("a browser on this machine", BASE, ("127.0.0.1", 5), {}, 200),
    ("by name", "http://localhost:8000", ("127.0.0.1", 5), {}, 200),
    ("by IPv6", "http://[::1]:8000", ("::1", 5), {}, 200),
    ("a test's client", BASE, ("testclient", 5), {}, 200),
    ("a visitor from outside", BASE, ("203.0.113.9", 5), {}, 403),
    ("at an address of the network", "http://192.168.1.2:8000", ("192.168.1.3", 5), {}, 403),
    ("another name that leads here", BASE, ("127.0.0.1", 5), {"host": "kopi.example"}, 403),
    ("a host that is none", BASE, ("127.0.0.1", 5), {"host": "[127.0.0.1"}, 403),
    ("a proxy that tells who came", BASE, ("127.0.0.1", 5), {"x-forwarded-for": "203.0.113.9"}, 403),
    ("a proxy that tells it the new way", BASE, ("127.0.0.1", 5), {"forwarded": "for=203.0.113.9"}, 403),
]


@pytest.mark.parametrize(
    ("base", "client", "headers", "status"), [c[1:] for c in HERE], ids=[c[0] for c in HERE]
)
def test_with_a_secret_missing(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    base: str,
    client: tuple[str, int],
    headers: dict[str, str],
    status: int,
) -> None:
    async def scene() -> None:
        async with serving(bot(tmp_path), base=base, client=client) as browser:
            for path in ("/", "/readyz", "/chat/chat.js"):
                answer = await browser.get(path, headers=headers)
                assert answer.status_code == status
                assert answer.headers["x-content-type-options"] == "nosniff"
            if status == 403:
                assert "secrets are not set" in answer.json()["error"]

    with caplog.at_level(logging.WARNING, "flowc"):
        play(scene())
    assert ("refused" in caplog.text) == (status == 403)


def test_with_every_secret_set_the_doors_are_open_to_who_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", TOKEN)
    monkeypatch.setenv("SECRET", SECRET)

    async def scene() -> None:
        public = serving(bot(tmp_path, SECRETS), base="https://kopi.example", client=("203.0.113.9", 5))
        async with public as visitor:
            begun = await visitor.post("/chat/session", headers={"origin": "https://kopi.example"})
            assert (begun.status_code, begun.json()["handover"]) == (200, False)
            body = json.dumps(BODY).encode()
            plain = {"content-type": "application/json"}
            for headers in ({}, {"authorization": f"Bearer {TOKEN}"}):
                refused = await visitor.post("/channels/json", content=body, headers={**plain, **headers})
                assert refused.status_code == 401
            at = int(time.time())
            signed = signature.sign("w1", at, body, [SECRET]).mapping()
            taken = await visitor.post("/channels/json", content=body, headers={**plain, **signed})
            assert [one["text"][:4] for one in taken.json()["messages"]] == ["Halo"]
            assert (await visitor.get("/handovers")).status_code == 401
            token = {"authorization": f"Bearer {TOKEN}"}
            assert (await visitor.get("/handovers", headers=token)).json() == {"handovers": []}
            stranger = await visitor.post("/chat/session", headers={"origin": "https://evil.example"})
            assert stranger.status_code == 403

    play(scene())


def test_public_without_a_name_serves_no_chat_to_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", TOKEN)
    monkeypatch.setenv("SECRET", SECRET)
    config = {"server": {"operator_token": "${TOKEN}"}, "channels": SECRETS["channels"]}

    async def scene() -> None:
        async with serving(bot(tmp_path, config), base="https://kopi.example") as visitor:
            begun = await visitor.post("/chat/session", headers={"origin": "https://kopi.example"})
            assert (begun.status_code, "public_urls" in begun.json()["error"]) == (421, True)
            assert (await visitor.get("/readyz")).status_code == 200
        async with serving(bot(tmp_path, config)) as here:
            assert (await here.post("/chat/session", headers=ORIGIN)).status_code == 200

    play(scene())
