"""The chat page's channel: a session names a thread without giving it away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from runtime.channels.web_chat import WebChat
from runtime.clean import Refused
from runtime.core.effects import SendMessage
from runtime.core.events import Received

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
CHAT = WebChat()
LEAST = {"id": "page-0001", "text": "halo"}


def test_a_token_names_a_thread_without_being_in_it() -> None:
    token = CHAT.new_token()
    thread = CHAT.thread(token)
    assert thread is not None
    assert thread.startswith("web:")
    assert token not in thread
    assert CHAT.thread(token) == thread
    assert CHAT.thread(CHAT.new_token()) != thread


@pytest.mark.parametrize("token", [None, "", "short", "x" * 23, "x" * 21 + ".", "é" * 22, "web:" + "x" * 18])
def test_what_is_no_token_names_nothing(token: str | None) -> None:
    assert CHAT.thread(token) is None


def test_a_message_and_the_page_it_comes_from() -> None:
    data = {
        **LEAST,
        "locale": "en-US",
        "page": {"path": "/produk", "referrer": "", "query": {"utm": "iklan"}},
    }
    found = CHAT.read(data, "web:a", NOW)
    assert (found.thread, found.source, found.carries, found.id, found.at) == (
        "web:a",
        "web",
        "web",
        "page-0001",
        NOW,
    )
    assert found.received == Received("text", "halo")
    assert found.profile == {"locale": "en-US"}
    assert found.page == {"path": "/produk", "query.utm": "iklan"}


def test_a_tap() -> None:
    assert CHAT.read({**LEAST, "choice": "q1:ya"}, "web:a", NOW).received == Received(
        "button", "halo", "q1:ya"
    )


REFUSED = [
    ("no id", {"text": "halo"}),
    ("a short id", {**LEAST, "id": "1"}),
    ("an id with a dot", {**LEAST, "id": "page.0001"}),
    ("no text", {"id": "page-0001"}),
    ("only spaces", {**LEAST, "text": " \n "}),
    ("a number", {**LEAST, "text": 1}),
    ("an unknown key", {**LEAST, "thread": "web:other"}),
    ("too many facts", {**LEAST, "page": {"query": {f"a{n}": "1" for n in range(21)}}}),
    ("no object", []),
]


@pytest.mark.parametrize("data", [case[1] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refused(data: object) -> None:
    with pytest.raises(Refused) as refusal:
        CHAT.read(data, "web:a", NOW)
    assert refusal.value.status == 422


def test_words_are_always_fetched() -> None:
    assert CHAT.post("web:a", SendMessage("m_1", "halo"), NOW, NOW) is None
