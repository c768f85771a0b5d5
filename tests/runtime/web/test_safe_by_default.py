"""Safe by default: what nobody set up is closed, what is signed holds for minutes, secrets can be replaced.

What each door refuses in detail stands in `test_bad_input`, what a signature is in
`tests/runtime/test_signature`, where requests may go in `tests/runtime/shell/test_http`.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import apsw
import pytest
from starlette.routing import Route

from runtime import signature
from runtime.channels.whatsapp.signed import HEADER, is_signed, sign
from runtime.config import Config, Server
from runtime.web.app import create_app
from tests.runtime.web.served import CONFIG, JSON_SECRET, START, TOKEN, Site, play

NEW_SECRET = "whsec_" + base64.b64encode(b"n" * 32).decode()
MESSAGE = {"conversation": "sari", "id": "m1", "at": START.isoformat(), "text": "hai"}
# What anybody may ask for; each other door wants a signature, a session or the operator's token.
OPEN = {
    "/", "/chat/chat.js", "/chat/card.js", "/chat/words.js", "/chat/chat.css", "/chat/icon.svg",
    "/chat/session", "/healthz", "/openapi.json", "/readyz",
}  # fmt: skip


def every_door(site: Site, config: Config) -> list[tuple[str, str]]:
    routes = [route for route in create_app(site.host, config).routes if isinstance(route, Route)]
    return [
        (method, re.sub(r"\{[a-z]+(:path)?\}", "x", route.path))
        for route in routes
        if route.path not in OPEN
        for method in sorted((route.methods or set()) - {"HEAD"})
    ]


@pytest.mark.parametrize("token", [TOKEN, None], ids=["with a token set", "with none set"])
def test_every_door_that_is_not_listed_as_open_is_closed(tmp_path: Path, token: str | None) -> None:
    config = replace(CONFIG, server=Server(operator_token=token))

    async def act(site: Site) -> None:
        doors = every_door(site, config)
        assert len(doors) > 15
        for method, path in doors:
            headers = {"content-type": "application/json", "origin": "http://127.0.0.1:8000"}
            asked = await site.client.request(method, path, content=b"{}", headers=headers)
            assert asked.status_code in (401, 403), f"{method} {path}: {asked.status_code}"
        counts = await site.host.store.counts()
        assert (counts.threads, counts.arrivals) == (0, 0)

    play(tmp_path, act, config)


def of_json(*secrets: str) -> Config:
    channels = replace(CONFIG.channels, json=replace(CONFIG.channels.json, secrets=secrets))
    return replace(CONFIG, channels=channels, server=Server(operator_token=None))


def of_desk(*secrets: str) -> Config:
    return replace(CONFIG, desks={"default": replace(CONFIG.desks["default"], secrets=secrets)})


ROTATION = [
    ("before", (JSON_SECRET,), {JSON_SECRET: True, NEW_SECRET: False}),
    ("both live", (NEW_SECRET, JSON_SECRET), {JSON_SECRET: True, NEW_SECRET: True}),
    ("after", (NEW_SECRET,), {JSON_SECRET: False, NEW_SECRET: True}),
    ("none", (), {JSON_SECRET: False, NEW_SECRET: False}),
]


@pytest.mark.parametrize(("secrets", "opens"), [c[1:] for c in ROTATION], ids=[c[0] for c in ROTATION])
@pytest.mark.parametrize(
    ("door", "of", "taken"), [("/channels/json", of_json, 200), ("/desk/events", of_desk, 404)]
)
def test_a_secret_is_replaced_while_both_are_live(
    tmp_path: Path,
    door: str,
    of: Callable[..., Config],
    taken: int,
    secrets: tuple[str, ...],
    opens: dict[str, bool],
) -> None:
    event = {"type": "resolved", "handover": "h_nobody"}
    body = json.dumps(MESSAGE if door == "/channels/json" else event).encode()

    async def act(site: Site) -> None:
        for number, (secret, is_open) in enumerate(opens.items()):
            asked = await site.post(door, body, site.signed(body, secret, f"w{number}"))
            assert asked.status_code == (taken if is_open else 401)

    play(tmp_path, act, of(*secrets))


NEW_TOKEN = "the-operators-newest-token"


@pytest.mark.parametrize(
    ("now", "before", "opens"),
    [
        (TOKEN, None, {TOKEN: True, NEW_TOKEN: False}),
        (NEW_TOKEN, TOKEN, {TOKEN: True, NEW_TOKEN: True}),
        (NEW_TOKEN, None, {TOKEN: False, NEW_TOKEN: True}),
    ],
    ids=["before", "both", "after"],
)
def test_an_operator_s_token_is_replaced_while_both_open(
    now: str, before: str | None, opens: dict[str, bool], tmp_path: Path
) -> None:
    config = replace(CONFIG, server=Server(operator_token=now, operator_token_before=before))

    async def act(site: Site) -> None:
        for token, is_open in opens.items():
            for path in ("/handovers", "/metrics"):
                asked = await site.client.get(path, headers={"authorization": f"Bearer {token}"})
                assert asked.status_code == (200 if is_open else 401), path

    play(tmp_path, act, config)


def test_what_was_signed_holds_for_five_minutes_and_is_done_once(tmp_path: Path) -> None:
    body = json.dumps(MESSAGE).encode()

    async def act(site: Site) -> None:
        caught = site.signed(body)
        assert (await site.post("/channels/json", body, caught)).json()["duplicate"] is False
        site.clock.advance(timedelta(seconds=signature.TOLERANCE_S))
        assert (await site.post("/channels/json", body, caught)).json()["duplicate"] is True
        assert len(await site.host.store.history("json:sari")) == 1
        site.clock.advance(timedelta(seconds=1))
        assert (await site.post("/channels/json", body, caught)).status_code == 401

    play(tmp_path, act)


def compared(monkeypatch: pytest.MonkeyPatch, check: Callable[[], object]) -> int:
    """Return how many comparisons in constant time a check makes."""
    seen: list[bytes] = []

    def compare(one: bytes, other: bytes) -> bool:
        seen.append(one)
        return real(one, other)

    real = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", compare)
    check()
    monkeypatch.setattr(hmac, "compare_digest", real)
    return len(seen)


def test_a_check_takes_the_same_steps_whichever_secret_or_signature_fits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secrets, at, body = [NEW_SECRET, JSON_SECRET], 1_795_000_000, b"{}"
    good = {secret: signature.sign("w", at, body, [secret]).signature for secret in secrets}
    given = [f"{good[NEW_SECRET]} v1,A v1,B", f"v1,A v1,B {good[JSON_SECRET]}", "v1,A v1,B v1,C"]
    for found in given:
        three = [("webhook-id", "w"), ("webhook-timestamp", str(at)), ("webhook-signature", found)]
        assert compared(monkeypatch, partial(signature.verify, three, body, secrets, at)) == 6
    for secret in ("new", "old", "another"):
        header = [(HEADER, sign(body, secret))]
        assert compared(monkeypatch, partial(is_signed, header, body, ["new", "old"])) == 2
    for guess in (TOKEN, "the one before", "guess"):
        assert compared(monkeypatch, partial(signature.same_token, guess, TOKEN, "the one before")) == 2


def test_an_artifact_that_was_changed_in_the_store_is_not_run(tmp_path: Path) -> None:
    """The conversation that began on it goes to a human instead; nothing of the changed bot is said."""

    async def act(site: Site) -> None:
        await site.send(text="hai")
        began = site.host.programs.newest.program.name
        data = await site.host.store.artifact(began)
        assert data is not None
        await site.host.renew(data.replace(b'"version":"1"', b'"version":"2"'))
        assert site.host.programs.newest.program.name != began
        site.host.programs._others.clear()  # as in a process that has just begun
        db = apsw.Connection(str(tmp_path / "bot.db"))
        changed = data.replace(b'"halo"', b'"jahat"')
        assert changed != data
        db.execute("UPDATE artifacts SET data = ? WHERE name = ?", (changed, began))
        assert db.changes() == 1
        db.close()
        await site.send(id="m2", text="hai")
        for _ in range(6):
            site.clock.advance(timedelta(minutes=1))
            await site.host.drain()
        said = (
            await site.client.get("/outbox?state=sent", headers={"authorization": f"Bearer {TOKEN}"})
        ).text
        assert "jahat" not in said
        for entry in await site.host.store.outbox(("sent", "waiting", "dropped"), 100):
            assert b"jahat" not in entry.payload
        assert site.host.faults.places["turn"] > 0

    play(tmp_path, act)
