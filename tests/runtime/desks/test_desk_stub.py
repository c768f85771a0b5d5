"""The stand-in desk takes only what is signed, takes it once, and answers in kind."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx

from runtime.core.effects import RelayMessage, SendHandover, TellDesk
from runtime.desks.base import DeskEffect
from runtime.desks.webhook import WebhookDesk
from tests.runtime.desks.records import least_record

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SENDER = WebhookDesk("http://desk/webhook", (SECRET,))


def _load() -> ModuleType:
    path = Path(__file__).parents[3] / "examples" / "desk-stub" / "desk.py"
    spec = importlib.util.spec_from_file_location("desk_stub", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["desk_stub"] = module
    spec.loader.exec_module(module)
    return module


STUB = _load()
Send = Callable[[DeskEffect], Coroutine[Any, Any, int]]  # Any: what a coroutine may be sent


def play(act: Callable[[httpx.AsyncClient, Send], Coroutine[Any, Any, None]]) -> None:  # Any: as above
    async def scene() -> None:
        app = STUB.Desk("http://127.0.0.1:1", SECRET, lambda: NOW.timestamp()).app()
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as client:

            async def send(effect: DeskEffect) -> int:
                post = SENDER.post(effect, NOW, NOW)
                answer = await client.post("/webhook", content=post.body, headers=dict(post.headers))
                return answer.status_code

            await act(client, send)

    asyncio.run(scene())


def test_a_handover_and_what_follows_is_listed_once() -> None:
    async def act(client: httpx.AsyncClient, send: Send) -> None:
        effects: list[DeskEffect] = [
            SendHandover("d_1", least_record()),
            RelayMessage("d_2", "h_1", "penagihan", NOW, "halo?"),
            TellDesk("d_3", "h_1", "penagihan", "moved", {"to": "cs"}),
        ]
        for effect in (*effects, *effects):
            assert await send(effect) == 204
        (shown,) = (await client.get("/api/handovers")).json()["handovers"]
        assert [line["text"] for line in shown["lines"]] == ["halo?"]
        assert shown["changes"] == ["moved (to: cs)"]

    play(act)


def test_what_is_not_signed_is_not_taken() -> None:
    async def act(client: httpx.AsyncClient, send: Send) -> None:
        post = SENDER.post(SendHandover("d_1", least_record()), NOW, NOW)
        old = SENDER.post(SendHandover("d_1", least_record()), NOW, NOW - timedelta(hours=1))
        for headers in ({}, dict(old.headers), {**post.headers, "webhook-id": "d_2"}):
            assert (await client.post("/webhook", content=post.body, headers=headers)).status_code == 401
        assert (await client.get("/api/handovers")).json() == {"handovers": []}

    play(act)


def test_a_bot_that_does_not_answer_is_told_to_the_agent() -> None:
    async def act(client: httpx.AsyncClient, send: Send) -> None:
        await send(SendHandover("d_1", least_record()))
        answer = await client.post("/api/handovers/h_1/message", content=json.dumps({"text": "halo"}))
        assert (answer.status_code, answer.json()) == (502, {"status": 503})
        (shown,) = (await client.get("/api/handovers")).json()["handovers"]
        assert shown["lines"] == []
        elsewhere = await client.post("/api/handovers/h_1/message", headers={"origin": "http://evil.example"})
        assert elsewhere.status_code == 403
        assert (await client.post("/api/handovers/h_1/erase", content="{}")).status_code == 404

    play(act)
