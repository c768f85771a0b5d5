"""What the bot says, as WhatsApp takes it: the form by what fits, never beyond a limit, nothing left out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.artifact.model import ChannelTemplate, Link, Media
from runtime.channels.limits import CHANNELS, length
from runtime.channels.whatsapp.channel import WhatsApp
from runtime.core.effects import Button, SendMessage
from tests.runtime.channels.whatsapp.bodies import BASE, CHANNEL, NOW, NUMBER, Data

TO = f"whatsapp:{NUMBER}:6281234567890"


def words(text: str = "Halo", *labels: str, **more: Any) -> SendMessage:  # Any: a message's own fields
    buttons = tuple(Button(f"q1:{number}", str(number), label) for number, label in enumerate(labels))
    return SendMessage("m_1", text, buttons=buttons, locale="id", **more)


def sent(message: SendMessage, channel: WhatsApp = CHANNEL, to: str = TO) -> Data:
    post = channel.post(to, message, NOW, NOW)
    assert post is not None
    found: Data = json.loads(post.body)
    return found


def content(message: SendMessage) -> Data:
    common = ("messaging_product", "recipient_type", "to", "biz_opaque_callback_data")
    return {key: item for key, item in sent(message).items() if key not in common}


def test_who_has_no_number_is_written_to_by_user_id() -> None:
    own, lent = CHANNEL.addresses(CHANNEL.read(_hidden(), NOW).heard[0].person)
    assert (own, lent) == (f"whatsapp:{NUMBER}:ID%2E15", None)
    body = sent(words(), to=own or "")
    assert (body["recipient"], "to" in body) == ("ID.15", False)


def _hidden() -> Data:
    message = {"id": "wamid.1", "timestamp": "0", "type": "text", "text": {"body": "halo"}}
    value = {
        "metadata": {"phone_number_id": NUMBER},
        "contacts": [{"user_id": "ID.15"}],
        "messages": [message],
    }
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"changes": [change]}]}


def test_the_api_lies_where_the_operator_says() -> None:
    post = WhatsApp("1", api="http://127.0.0.1:9/", version="v1.0", allow=("loopback",)).post(
        TO, words(), NOW, NOW
    )
    assert post is not None
    assert (post.url, post.allow) == ("http://127.0.0.1:9/v1.0/1/messages", ("loopback",))
    assert "authorization" not in post.headers


FORMS = [
    ("a label of 20", ("a" * 20, "b"), "button"),
    ("a label of 21", ("a" * 21, "b"), "list"),
    ("a label of 10 emoji", ("👋" * 10, "b"), "button"),
    ("a label of 11 emoji", ("👋" * 11, "b"), "list"),
    ("a label of 24", ("a" * 24,), "list"),
    ("a label of 25", ("a" * 25,), "text"),
    ("ten options", tuple("abcdefghij"), "list"),
    ("eleven options", tuple("abcdefghijk"), "text"),
    ("two that read alike", ("sama", "sama"), "list"),
    ("one without words", (" ", "b"), "text"),
]


@pytest.mark.parametrize(("labels", "form"), [one[1:] for one in FORMS], ids=[one[0] for one in FORMS])
def test_the_form_is_what_fits(labels: tuple[str, ...], form: str) -> None:
    shown = content(words("?", *labels))
    assert shown.get("interactive", shown)["type"] == form


def test_a_long_text_above_options_is_numbered() -> None:
    assert content(words("a" * 1024, "Ya", "Tidak"))["type"] == "interactive"
    assert content(words("a" * 1025, "Ya", "Tidak")) == {
        "type": "text",
        "text": {"body": "a" * 1025 + "\n1. Ya\n2. Tidak", "preview_url": False},
    }


PHOTO = Media("image", "https://toko.example/a%20b.jpg")
FILE = Media("document", "https://toko.example/nota%202.pdf")
VOICE = Media("audio", "https://toko.example/a.ogg")


def test_media_carry_the_words_where_they_can() -> None:
    assert content(words("Ini", media=PHOTO)) == {
        "type": "image",
        "image": {"link": PHOTO.url, "caption": "Ini"},
    }
    assert content(words("Ini", media=FILE)) == {
        "type": "document",
        "document": {"link": FILE.url, "caption": "Ini", "filename": "nota 2.pdf"},
    }
    assert content(words("", media=VOICE)) == {"type": "audio", "audio": {"link": VOICE.url}}
    assert content(words("Ini", media=VOICE))["text"]["body"] == f"Ini\n{VOICE.url}"
    long = "a" * 1025
    assert content(words(long, media=PHOTO))["text"]["body"] == f"{long}\n{PHOTO.url}"


def test_what_a_customer_sent_is_sent_on_by_its_id() -> None:
    own = Media("image", f"{BASE}/1166846181421424")
    assert content(words("Ini", media=own))["image"] == {"id": "1166846181421424", "caption": "Ini"}
    assert content(words("a" * 1025, media=own))["text"]["body"] == "a" * 1025


def test_a_photo_stands_above_buttons_and_in_front_of_a_list() -> None:
    shown = content(words("Ini?", "Ya", "Tidak", media=PHOTO))["interactive"]
    assert shown["header"] == {"type": "image", "image": {"link": PHOTO.url}}
    listed = content(words("Ini?", *"abcd", media=PHOTO))["interactive"]
    assert (listed["type"], listed["body"]["text"]) == ("list", f"Ini?\n{PHOTO.url}")


LINK = Link("https://toko.example/lacak", "Lacak")


def test_a_link_is_a_button_where_there_is_one() -> None:
    assert content(words("Di sini:", link=LINK))["interactive"] == {
        "type": "cta_url",
        "body": {"text": "Di sini:"},
        "action": {"name": "cta_url", "parameters": {"display_text": "Lacak", "url": LINK.url}},
    }
    line = f"Lacak: {LINK.url}"
    assert content(words("?", "Ya", link=LINK))["interactive"]["body"]["text"] == f"?\n{line}"
    assert content(words("a" * 1025, link=LINK))["text"]["body"].endswith(f"\n{line}")
    assert content(words("Ini", media=PHOTO, link=LINK))["image"]["caption"] == f"Ini\n{line}"
    long = replace(LINK, label="a" * 21)
    assert content(words("x", link=long))["text"]["body"] == f"x\n{long.label}: {LINK.url}"


TICKET = ChannelTemplate("tiket_update", ("T-1", " dua\nbaris ", ""))


def test_a_template_is_sent_once_the_window_is_closed() -> None:
    message = words("Tiket T-1", template=TICKET, free_until=NOW)
    assert content(message) == {
        "type": "template",
        "template": {
            "name": "tiket_update",
            "language": {"code": "id"},
            "components": [
                {
                    "type": "body",
                    "parameters": [
                        {"type": "text", "text": "T-1"},
                        {"type": "text", "text": "dua baris"},
                        {"type": "text", "text": "-"},
                    ],
                }
            ],
        },
    }
    assert content(replace(message, locale="en"))["template"]["language"] == {"code": "en_US"}
    plain = replace(message, template=ChannelTemplate("salam"))
    assert content(plain)["template"] == {"name": "salam", "language": {"code": "id"}}


MESSAGES = st.builds(
    lambda text, labels, media, link: words(text, *labels, media=media, link=link),
    st.text(min_size=1, max_size=4096),
    st.lists(st.text(max_size=30), max_size=12),
    st.none() | st.sampled_from((PHOTO, FILE, VOICE, Media("video", f"{BASE}/12"))),
    st.none() | st.sampled_from((LINK, replace(LINK, label="b" * 30))),
)


@given(MESSAGES)
def test_nothing_is_sent_that_whatsapp_refuses_for_its_length(message: SendMessage) -> None:
    shown = content(message)
    interactive = shown.get("interactive", {})
    match interactive.get("type", shown["type"]):
        case "button":
            titles = [one["reply"]["title"] for one in interactive["action"]["buttons"]]
            assert 1 <= len(titles) == len(set(titles)) <= 3
            assert all(0 < length(title) <= 20 and title == title.strip() for title in titles)
        case "list":
            (section,) = interactive["action"]["sections"]
            assert 0 < length(section["title"]) <= 24
            assert 0 < length(interactive["action"]["button"]) <= 20
            assert 1 <= len(section["rows"]) <= 10
            assert all(0 < length(row["title"]) <= 24 for row in section["rows"])
            assert len({row["id"] for row in section["rows"]}) == len(section["rows"])
        case "cta_url":
            assert 0 < length(interactive["action"]["parameters"]["display_text"]) <= 20
        case "text" if not message.buttons and message.link is None and message.media is None:
            assert shown["text"]["body"] == message.text
        case "image" | "video" | "document":
            assert length(shown[shown["type"]].get("caption", "")) <= CHANNELS["whatsapp"].caption
        case kind:
            assert kind in ("text", "audio")
    if interactive:
        assert 0 < length(interactive["body"]["text"]) <= 1024
