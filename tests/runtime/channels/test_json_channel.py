"""The generic JSON channel: what a gateway may send, what is refused, and what it is sent."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime import signature
from runtime.artifact.model import Link, Media
from runtime.channels.base import Incoming, channel_of
from runtime.channels.json_channel import JsonChannel
from runtime.clean import Refused
from runtime.core.effects import Button, SendMessage
from runtime.core.events import Received

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
CHANNEL = JsonChannel("whatsapp", (SECRET,))
LEAST = {"conversation": "+62812", "id": "m1", "at": "2026-11-23T09:59:00+07:00", "text": "halo"}


def read(**changes: object) -> Incoming:
    return CHANNEL.read(
        {name: value for name, value in {**LEAST, **changes}.items() if value is not None}, NOW
    )


def test_the_least_message() -> None:
    assert read() == Incoming(
        thread="json:%2B62812",
        source="json",
        carries="whatsapp",
        id="m1",
        at=NOW - timedelta(minutes=1),
        received=Received("text", "halo"),
    )


RECEIVED = [
    (
        "a tap",
        {"text": None, "choice": {"id": "q1:refund", "title": "Refund"}},
        Received("button", "Refund", "q1:refund"),
    ),
    (
        "a photo with a caption",
        {"media": {"kind": "image", "url": "https://cdn.example/a.jpg", "name": "a.jpg"}},
        Received("image", "halo", url="https://cdn.example/a.jpg", file_name="a.jpg"),
    ),
    (
        "a kind of media we do not know",
        {"text": None, "media": {"kind": "sticker", "url": "https://cdn.example/a"}},
        Received("unsupported", "", url="https://cdn.example/a"),
    ),
    (
        "a place",
        {"text": None, "location": {"lat": -6.2, "lon": 106.8}},
        Received("location", "-6.200000,106.800000"),
    ),
]


@pytest.mark.parametrize(("changes", "expected"), [c[1:] for c in RECEIVED], ids=[c[0] for c in RECEIVED])
def test_received(changes: dict[str, object], expected: Received) -> None:
    assert read(**changes).received == expected


def test_who_writes_and_from_where() -> None:
    found = read(
        from_=None, **{"from": {"name": "Sari\x00", "phone": "+62812"}}, locale="id", vars={"utm": "iklan"}
    )
    assert found.profile == {"name": "Sari\ufffd", "phone": "+62812", "locale": "id"}
    assert found.page == {"query.utm": "iklan"}


def test_unwanted_characters_are_replaced_and_told() -> None:
    assert read(text="a\ud800b\x00").received.text == "a\ufffdb\ufffd"
    assert read(text="a\ud800").altered == ("replaced",)
    assert read(text="x" * 5_000).altered == ("cut",)


def test_a_time_to_come_counts_as_now() -> None:
    assert read(at="2027-01-01T00:00:00Z").at == NOW


REFUSED = [
    ("no conversation", {"conversation": None}, "missing key `conversation`"),
    ("an empty conversation", {"conversation": ""}, "conversation"),
    ("an endless conversation", {"conversation": "x" * 129}, "conversation"),
    ("no id", {"id": None}, "missing key `id`"),
    ("an empty id", {"id": ""}, "id: 1 to 256"),
    ("an endless id", {"id": "x" * 257}, "id: 1 to 256"),
    ("a number as id", {"id": 7}, "id: expected str"),
    ("a time without offset", {"at": "2026-11-23T10:00:00"}, "at: "),
    ("a time in words", {"at": "tadi"}, "at: "),
    ("nothing said", {"text": None}, "one of text"),
    (
        "two things at once",
        {"text": None, "choice": {"id": "a"}, "location": {"lat": 1, "lon": 1}},
        "one of text",
    ),
    ("a tap with text", {"choice": {"id": "a"}}, "one of text"),
    ("an unknown key", {"kata": "halo"}, "unknown key `kata`"),
    ("a script as address", {"media": {"kind": "image", "url": "javascript:alert(1)"}}, "media/url"),
    ("a local file as address", {"media": {"kind": "image", "url": "file:///etc/passwd"}}, "media/url"),
    ("a broken address", {"media": {"kind": "image", "url": "https://[::1"}}, "media/url"),
    ("an address with spaces", {"media": {"kind": "image", "url": "https://a.example/a b"}}, "media/url"),
    ("a place off the earth", {"text": None, "location": {"lat": 91, "lon": 0}}, "location"),
    ("too many facts", {"vars": {f"a{n}": "1" for n in range(21)}}, "vars"),
]


@pytest.mark.parametrize(("changes", "words"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(**changes)
    assert refusal.value.status == 422
    assert words in refusal.value.why


@pytest.mark.parametrize("data", [None, 1, "halo", [], [LEAST]])
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(Refused):
        CHANNEL.read(data, NOW)


@given(st.text(min_size=1, max_size=20))  # each at most 12 characters once encoded
def test_a_thread_names_its_conversation_and_only_that(conversation: str) -> None:
    thread = CHANNEL.thread(conversation)
    assert channel_of(thread) == "json"
    assert not set(thread.removeprefix("json:")) & set(".~/: \n")
    if conversation.isprintable():
        assert CHANNEL.conversation(thread) == conversation


def test_without_an_address_to_push_to_words_are_fetched() -> None:
    assert CHANNEL.post("json:a", SendMessage("m_1", "halo"), NOW, NOW) is None


def test_pushed_words_are_signed_and_the_same_each_time() -> None:
    channel = JsonChannel("whatsapp", (SECRET,), "https://gateway.example/flowc")
    message = SendMessage(
        "m_1",
        "Pilih ya",
        name="menu",
        buttons=(Button("q1:a", "a", "Satu"),),
        media=Media("image", "https://cdn.example/a.jpg"),
        link=Link("https://toko.example", "Buka"),
    )
    first = channel.post("json:%2B62812", message, NOW, NOW)
    later = channel.post("json:%2B62812", message, NOW, NOW + timedelta(minutes=5))
    assert first is not None
    assert later is not None
    assert first.body == later.body
    at = int(NOW.timestamp())
    assert signature.verify(list(first.headers.items()), first.body, [SECRET], at) == "m_1"
    assert signature.verify(list(later.headers.items()), later.body, [SECRET], at + 600) == "m_1"
    assert json.loads(first.body)["data"] == {
        "conversation": "+62812",
        "message": {
            "id": "m_1",
            "at": "2026-11-23T03:00:00+00:00",
            "author": "bot",
            "name": "menu",
            "text": "Pilih ya",
            "buttons": [{"id": "q1:a", "label": "Satu"}],
            "media": {"kind": "image", "url": "https://cdn.example/a.jpg"},
            "link": {"url": "https://toko.example", "label": "Buka"},
        },
    }
