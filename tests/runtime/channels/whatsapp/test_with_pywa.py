"""Another client of the same API, kept by others, sends what we send and reads what we read.

It knows nothing of us and we nothing of it: where both agree, both have understood Meta's documents.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import httpx
import pytest

from runtime.artifact.model import ChannelTemplate, Link, Media
from runtime.channels.whatsapp.reading import Heard, Moved, Person, Told
from runtime.channels.whatsapp.signed import sign
from runtime.core.effects import Button, SendMessage
from tests.conftest import Need
from tests.runtime.channels.whatsapp.bodies import (
    BASE,
    CHANNEL,
    NOW,
    NUMBER,
    PHONE,
    USER,
    Data,
    body,
    contact,
    medium,
    message,
    status,
    tap,
    text,
    value,
)

CONTEXT = {"context": {"from": "15550783881", "id": "wamid.0"}}  # of every tap: what was tapped


class Theirs:
    """The other client, whose requests end here, and its modules."""

    # Any: the package is not there for everybody who checks types
    def __init__(self, package: Any) -> None:
        self.sent: list[tuple[str, Data]] = []
        self.types: Any = import_module("pywa.types")
        self.templates: Any = import_module("pywa.types.templates")
        self.utils: Any = import_module("pywa.utils")
        session = httpx.Client(transport=httpx.MockTransport(self._take))
        self.client: Any = package.WhatsApp(
            phone_id=NUMBER, token="t", session=session, api_version="26.0", validate_updates=False
        )

    def _take(self, request: httpx.Request) -> httpx.Response:
        self.sent.append((str(request.url), json.loads(request.content)))
        taken = {"contacts": [{"input": PHONE, "wa_id": PHONE}], "messages": [{"id": "wamid.out"}]}
        return httpx.Response(200, json={"messaging_product": "whatsapp", **taken})


@pytest.fixture
def other(need: Need) -> Theirs:
    try:
        return Theirs(import_module("pywa"))
    except ModuleNotFoundError:
        need("pywa is not installed: `make setup`")


PHOTO, FILE = Media("image", "https://toko.example/a.jpg"), Media("document", "https://toko.example/a.pdf")
OWN = Media("video", f"{BASE}/1166846181421424")
Arguments = Callable[[Theirs], dict[str, Any]]  # Any: of their functions
WORDS: list[tuple[str, SendMessage, str, Arguments]] = [
    ("text", SendMessage("m_1", "Halo"), "send_message", lambda other: {"text": "Halo"}),
    (
        "buttons",
        SendMessage("m_1", "Ya?", buttons=(Button("q1:yes", "yes", "Ya"), Button("q1:no", "no", "Tidak"))),
        "send_message",
        lambda other: {
            "text": "Ya?",
            "buttons": [other.types.Button("Ya", "q1:yes"), other.types.Button("Tidak", "q1:no")],
        },
    ),
    (
        "list",
        SendMessage("m_1", "?", buttons=tuple(Button(f"q1:{c}", c, c) for c in "abcd"), locale="id"),
        "send_message",
        lambda other: {
            "text": "?",
            "buttons": other.types.SectionList(
                "Pilih",
                [other.types.Section("Pilih", [other.types.SectionRow(c, f"q1:{c}") for c in "abcd"])],
            ),
        },
    ),
    (
        "link",
        SendMessage("m_1", "?", link=Link("https://toko.example/", "Lacak")),
        "send_message",
        lambda other: {"text": "?", "buttons": other.types.URLButton("Lacak", "https://toko.example/")},
    ),
    (
        "image",
        SendMessage("m_1", "Ini", media=PHOTO),
        "send_image",
        lambda other: {"image": PHOTO.url, "caption": "Ini"},
    ),
    (
        "document",
        SendMessage("m_1", "Ini", media=FILE),
        "send_document",
        lambda other: {"document": FILE.url, "caption": "Ini", "filename": "a.pdf"},
    ),
    (
        "what a customer sent",
        SendMessage("m_1", "Ini", media=OWN),
        "send_video",
        lambda other: {"video": "1166846181421424", "caption": "Ini"},
    ),
    (
        "audio",
        SendMessage("m_1", "", media=Media("audio", "https://toko.example/a.mp3")),
        "send_audio",
        lambda other: {"audio": "https://toko.example/a.mp3", "is_voice": None},
    ),
    (
        "template",
        SendMessage("m_1", "T-1", template=ChannelTemplate("tiket", ("T-1",)), locale="en", free_until=NOW),
        "send_template",
        lambda other: {
            "name": "tiket",
            "language": other.templates.TemplateLanguage.ENGLISH_US,
            "params": [other.templates.BodyText.params("T-1")],
        },
    ),
]


@pytest.mark.parametrize(
    ("ours", "call", "theirs"), [one[1:] for one in WORDS], ids=[one[0] for one in WORDS]
)
@pytest.mark.parametrize("to", [PHONE, USER])
def test_both_send_the_same(ours: SendMessage, call: str, theirs: Arguments, to: str, other: Theirs) -> None:
    getattr(other.client, call)(to, tracker="m_1", **theirs(other))
    address = next(one for one in CHANNEL.addresses(Person(to if "." in to else None, to)) if one is not None)
    post = CHANNEL.post(address, ours, NOW, NOW)
    assert post is not None
    ((url, data),) = other.sent
    for part in data.get("template", {}).get("components", ()):
        part["type"] = part["type"].lower()  # Meta takes both
    assert (post.url, json.loads(post.body)) == (url, data)


def ours(data: Data) -> Heard:
    (found,) = CHANNEL.read(data, NOW).heard
    return found


READ: list[tuple[str, Data, str, str]] = [
    ("a text", text("halo"), "Message", "text"),
    ("a photo", medium("image", caption="rusak"), "Message", "caption"),
    ("a document", medium("document", caption="nota", filename="a.pdf"), "Message", "caption"),
    ("a tapped button", {**tap("button_reply", "q1:yes", "Ya"), **CONTEXT}, "CallbackButton", "title"),
    ("a row of a list", {**tap("list_reply", "q1:a", "Satu"), **CONTEXT}, "CallbackSelection", "title"),
    (
        "a quick reply",
        {"type": "button", "button": {"text": "Ya", "payload": "p"}},
        "CallbackButton",
        "title",
    ),
    (
        "a correction",
        {"type": "edit", "edit": {"original_message_id": "wamid.0", "message": text("TK-2")}},
        "EditedMessage",
        "message.text",
    ),
]


@pytest.mark.parametrize(
    ("content", "kind", "words"), [one[1:] for one in READ], ids=[one[0] for one in READ]
)
def test_both_read_the_same(content: Data, kind: str, words: str, other: Theirs) -> None:
    data = body(value(message(**content)))
    theirs: Any = getattr(other.types, kind).from_update(other.client, data)
    found = ours(data)
    said = theirs
    for step in words.split("."):
        said = getattr(said, step)
    assert found.incoming.received.text == said
    assert found.incoming.id == theirs.id
    assert found.incoming.at == theirs.timestamp.astimezone(UTC)
    assert found.incoming.profile["name"] == theirs.from_user.name
    assert found.person == Person(theirs.from_user.bsuid, theirs.from_user.wa_id)
    if kind.startswith("Callback") and content["type"] == "interactive":
        assert found.incoming.received.choice == theirs.data
    if found.incoming.received.url is not None:
        assert found.incoming.received.url == f"{BASE}/{theirs.media.id}"


def test_both_read_the_same_place(other: Theirs) -> None:
    content: Data = {"type": "location", "location": {"latitude": -6.2, "longitude": 106.8, "name": "Monas"}}
    data = body(value(message(**content)))
    place: Any = other.types.Message.from_update(other.client, data).location
    assert ours(data).incoming.received.text == f"{place.latitude:.6f},{place.longitude:.6f}\n{place.name}"


@pytest.mark.parametrize(
    ("state", "receipt"),
    [("sent", "taken"), ("delivered", "arrived"), ("read", "arrived"), ("failed", "failed")],
)
def test_both_read_the_same_receipt(state: str, receipt: str, other: Theirs) -> None:
    errors = {"errors": [{"code": 131047, "title": "Re-engagement", "message": "Re-engagement", "href": "x"}]}
    one = status("m_1", state, **(errors if state == "failed" else {}))
    data = body({**value(statuses=[one]), "contacts": [contact()]})
    theirs: Any = other.types.MessageStatus.from_update(other.client, data)
    (told,) = CHANNEL.read(data, NOW).told
    assert isinstance(told, Told)
    assert (told.send, told.receipt) == (theirs.tracker, receipt)
    assert theirs.status.value == state
    if state == "failed":
        assert told.why.startswith(str(theirs.error.code))


def test_both_read_the_same_change_of_number(other: Theirs) -> None:
    system = {"type": "user_changed_number", "body": "changed", "wa_id": "62822", "user_id": "ID.2"}
    data = body(value(message(type="system", system=system), contacts=[]))
    theirs: Any = other.types.PhoneNumberChange.from_update(other.client, data)
    (moved,) = CHANNEL.read(data, NOW).moved
    assert moved == Moved(Person(None, theirs.old_wa_id), Person(theirs.new_user_id, theirs.new_wa_id))


def test_their_validator_takes_our_signature(other: Theirs) -> None:
    raw = json.dumps(body(value(message(**text("é"))))).encode()
    assert other.utils.webhook_updates_validator("app-secret", raw, sign(raw, "app-secret"))


def test_a_time_is_read_as_utc() -> None:
    assert ours(body(value(message(at=1_700_000_000)))).incoming.at == datetime(
        2023, 11, 14, 22, 13, 20, tzinfo=UTC
    )
