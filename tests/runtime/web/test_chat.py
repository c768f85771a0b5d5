"""The chat page's door: only from our own page, only with a session, never too fast."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.channels.web_chat import WebChat
from runtime.web.answers import HEADERS
from runtime.web.chat import Chat
from runtime.web.load import Load
from tests.runtime.web.served import CONFIG, ORIGIN, PUBLIC, Site, play


def test_a_session_is_a_cookie_no_script_can_read(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        answer = await site.client.post("/chat/session", headers=ORIGIN)
        assert answer.json() == {"title": "Toko", "locales": ["id"], "handover": True}
        cookie = answer.headers["set-cookie"].lower()
        for part in ("flowc_chat=", "httponly", "samesite=strict", "path=/chat"):
            assert part in cookie
        again = await site.client.post("/chat/session", headers=ORIGIN)
        assert "set-cookie" not in again.headers

    play(tmp_path, act)


def test_behind_https_the_cookie_is_only_sent_there(tmp_path: Path) -> None:
    config = replace(PUBLIC, server=replace(PUBLIC.server, public_urls=("https://chat.example.com",)))

    async def act(site: Site) -> None:
        headers = {"origin": "https://chat.example.com", "host": "chat.example.com"}
        answer = await site.client.post("/chat/session", headers=headers)
        assert answer.status_code == 200
        assert "secure" in answer.headers["set-cookie"].lower()
        assert answer.json()["handover"] is False

    play(tmp_path, act, config)


def test_writing_and_reading_back(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.begin_chat()
        answer = await site.write("hai")
        assert (answer.status_code, answer.json()) == (202, {"accepted": True, "duplicate": False})
        past = (await site.client.get("/chat/history")).json()
        assert [(line["author"], line["text"]) for line in past["lines"]] == [
            ("customer", "hai"),
            ("bot", "halo"),
        ]
        assert past["after"] == past["lines"][1]["seq"]
        assert past["status"] == {"owner": "bot", "working": False}
        assert (await site.write("hai")).json()["duplicate"] is True

    play(tmp_path, act)


STRANGERS = [
    ("no origin", {}, 403),
    ("another site", {"origin": "https://evil.example"}, 403),
    ("an origin that only begins like ours", {"origin": "http://127.0.0.1:8000.evil.example"}, 403),
    ("another port", {"origin": "http://127.0.0.1:9000"}, 403),
    ("another scheme", {"origin": "https://127.0.0.1:8000"}, 403),
    ("an opaque origin", {"origin": "null"}, 403),
    ("a name of theirs that leads here", {"origin": "http://evil.example", "host": "evil.example"}, 421),
]


@pytest.mark.parametrize("path", ["/chat/session", "/chat/messages"])
@pytest.mark.parametrize(("headers", "status"), [c[1:] for c in STRANGERS], ids=[c[0] for c in STRANGERS])
def test_another_sites_page_cannot_write(
    tmp_path: Path, path: str, headers: dict[str, str], status: int
) -> None:
    async def act(site: Site) -> None:
        await site.begin_chat()
        answer = await site.client.post(path, json={"id": "page-0001", "text": "hai"}, headers=headers)
        assert answer.status_code == status
        assert (await site.host.store.counts()).arrivals == 0

    play(tmp_path, act)


@pytest.mark.parametrize("path", ["/chat/history", "/chat/stream"])
def test_a_name_of_theirs_that_leads_here_cannot_read(tmp_path: Path, path: str) -> None:
    async def act(site: Site) -> None:
        await site.begin_chat()
        assert (await site.client.get(path, headers={"host": "evil.example"})).status_code == 421

    play(tmp_path, act)


@pytest.mark.parametrize("cookie", ["", "x", "x" * 22 + "y", "../../etc"])
def test_without_a_session_there_is_nothing(tmp_path: Path, cookie: str) -> None:
    async def act(site: Site) -> None:
        headers = {"cookie": f"flowc_chat={cookie}"}
        assert (await site.client.get("/chat/history", headers=headers)).status_code == 401
        assert (await site.client.get("/chat/stream", headers=headers)).status_code == 401
        answer = await site.client.post(
            "/chat/messages", json={"id": "page-0001", "text": "hai"}, headers={**ORIGIN, **headers}
        )
        assert answer.status_code == 401

    play(tmp_path, act)


def test_one_chat_never_shows_another(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.begin_chat()
        await site.write("hai")
        site.client.cookies.clear()
        await site.begin_chat()
        assert (await site.client.get("/chat/history")).json()["lines"] == []

    play(tmp_path, act)


def test_a_chat_cannot_flood(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.begin_chat()
        statuses = [(await site.write("hai", f"page-{n:04}")).status_code for n in range(21)]
        assert statuses == [202] * 20 + [429]

    play(tmp_path, act)


def test_an_address_cannot_open_chats_without_end(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        statuses = []
        for _ in range(21):
            site.client.cookies.clear()
            statuses.append((await site.client.post("/chat/session", headers=ORIGIN)).status_code)
        assert statuses == [200] * 20 + [429]

    play(tmp_path, act)


def test_made_up_cookies_are_new_chats_too(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.begin_chat()
        statuses = [(await site.write("hai", "page-0001")).status_code]
        own = dict(site.client.cookies)
        for number in range(20):
            site.client.cookies.clear()
            site.client.cookies.set("flowc_chat", f"{number:022}")
            statuses.append((await site.write("hai")).status_code)
        assert statuses == [202] * 20 + [429]
        assert (await site.client.get("/chat/stream")).status_code == 429
        site.client.cookies.clear()
        site.client.cookies.update(own)
        assert (await site.write("lagi", "page-0002")).status_code == 202

    play(tmp_path, act)


PAGES = ["/", "/chat/chat.js", "/chat/card.js", "/chat/words.js", "/chat/chat.css", "/chat/icon.svg"]


@pytest.mark.parametrize("path", [*PAGES, "/healthz", "/readyz", "/nowhere", "/handovers"])
def test_every_answer_has_our_headers(tmp_path: Path, path: str) -> None:
    async def act(site: Site) -> None:
        answer = await site.client.get(path)
        for name, value in HEADERS.items():
            if name != "cache-control":
                assert answer.headers[name] == value
        assert "unsafe" not in answer.headers["content-security-policy"]

    play(tmp_path, act)


@pytest.mark.parametrize("path", PAGES)
def test_the_page_holds_nothing_that_its_policy_forbids(tmp_path: Path, path: str) -> None:
    async def act(site: Site) -> None:
        answer = await site.client.get(path)
        assert answer.status_code == 200
        for forbidden in (
            "innerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "<style",
            " style=",
            "onclick=",
        ):
            assert forbidden not in answer.text, forbidden

    play(tmp_path, act)


async def events(site: Site, count: int, after: int = 0) -> list[tuple[str, object]]:
    """Return the first events of the session's stream, as the page would get them."""
    chat = Chat(site.host, CONFIG, WebChat(), Load(site.host.store, site.host.clock, 10, 200))
    thread = WebChat().thread(site.client.cookies.get("flowc_chat"))
    assert thread is not None
    found: list[tuple[str, object]] = []
    stream: AsyncIterator[str] = chat._events(thread, after)
    async for chunk in stream:
        fields = dict(line.split(": ", 1) for line in chunk.strip().split("\n") if ": " in line)
        if "event" in fields:
            found.append((fields["event"], json.loads(fields["data"])))
        if len(found) == count:
            break
    await stream.aclose()  # type: ignore[attr-defined]  # an async generator
    return found


def test_the_stream_tells_words_who_has_the_conversation_and_the_record(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.begin_chat()
        await site.write("tolong")
        found = await events(site, 4)
        assert [name for name, _ in found] == ["message", "message", "status", "handover"]
        assert found[2][1] == {"owner": "queue", "agent": None, "working": False}
        record = found[3][1]
        assert isinstance(record, dict)
        assert (record["to"], record["state"], record["format"]) == ("cs", "queued", 1)
        first = found[0][1]
        assert isinstance(first, dict)
        assert [name for name, _ in await events(site, 2, after=first["seq"])] == ["message", "status"]

    play(tmp_path, act)


def test_a_stream_ends_when_the_server_does(tmp_path: Path) -> None:
    async def act(site: Site) -> None:
        await site.begin_chat()
        reading = asyncio.ensure_future(events(site, 99))
        await asyncio.sleep(0)
        site.host.stopping.set()
        async with asyncio.timeout(2):
            assert len(await reading) < 99

    play(tmp_path, act)
