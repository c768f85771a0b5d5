"""What webhooks of WhatsApp's tell, and that none of them can do harm."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.channels.base import Incoming
from runtime.channels.whatsapp.reading import Heard, Moved, News, Person, Told
from runtime.clean import Refused
from runtime.core.events import Received
from runtime.shell.inbox import arrival_of, read_arrival
from tests.runtime.channels.whatsapp.bodies import (
    AT,
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

MEDIUM = f"{BASE}/1166846181421424"


def news(*values: Data) -> News:
    return CHANNEL.read(body(*values), NOW)


def heard(*messages: Data, **more: Any) -> list[Heard]:
    return list(news(value(*messages, **more)).heard)


def test_a_text_with_all_that_is_known_of_the_customer() -> None:
    assert heard(message()) == [
        Heard(
            Person(USER, PHONE),
            Incoming(
                thread="",
                source="whatsapp",
                carries="whatsapp",
                id="wamid.1",
                at=NOW - timedelta(minutes=1),
                received=Received("text", "halo"),
                profile={"name": "Sari", "phone": f"+{PHONE}"},
            ),
        )
    ]


KINDS = [
    ("text", text("halo"), Received("text", "halo")),
    (
        "a tapped button",
        tap("button_reply", "q1:refund", "Refund"),
        Received("button", "Refund", "q1:refund"),
    ),
    ("a row of a list", tap("list_reply", "q1:lain", "Lain"), Received("button", "Lain", "q1:lain")),
    (
        "a form of another app",
        {"type": "interactive", "interactive": {"type": "nfm_reply", "nfm_reply": {"body": "Sent"}}},
        Received("unsupported"),
    ),
    (
        "a template's quick reply",
        {"type": "button", "button": {"text": "Ya", "payload": "any"}},
        Received("text", "Ya"),
    ),
    ("a photo", medium("image", caption="rusak"), Received("image", "rusak", url=MEDIUM)),
    ("a voice note", medium("audio", voice=True), Received("audio", url=MEDIUM)),
    ("a video", medium("video"), Received("video", url=MEDIUM)),
    (
        "a document",
        medium("document", filename="bukti.pdf"),
        Received("document", url=MEDIUM, file_name="bukti.pdf"),
    ),
    ("a sticker", medium("sticker", animated=False), Received("unsupported", url=MEDIUM)),
    (
        "a place",
        {"type": "location", "location": {"latitude": -6.2, "longitude": 106.8}},
        Received("location", "-6.200000,106.800000"),
    ),
    (
        "a place with a name",
        {
            "type": "location",
            "location": {"latitude": -6.2, "longitude": 106.8, "name": "Monas", "address": "Gambir"},
        },
        Received("location", "-6.200000,106.800000\nMonas\nGambir"),
    ),
    (
        "people",
        {
            "type": "contacts",
            "contacts": [{"name": {"formatted_name": "Budi"}, "phones": [{"phone": "+62 811"}]}],
        },
        Received("contact", "Budi, +62 811"),
    ),
    (
        "a text that was corrected",
        {"type": "edit", "edit": {"original_message_id": "wamid.0", "message": text("TK-2")}},
        Received("text", "TK-2"),
    ),
    ("an order", {"type": "order", "order": {"catalog_id": "1"}}, Received("unsupported")),
    ("what WhatsApp itself cannot pass on", {"type": "unsupported", "errors": [{}]}, Received("unsupported")),
    ("a kind of tomorrow", {"type": "hologram"}, Received("unsupported")),
    (
        "a place nowhere",
        {"type": "location", "location": {"latitude": 91, "longitude": 0}},
        Received("unsupported"),
    ),
    ("a medium without id", {"type": "image", "image": {}}, Received("unsupported")),
    ("a medium whose id is a way", {"type": "image", "image": {"id": "../me"}}, Received("unsupported")),
    ("no words", text(" "), Received("unsupported")),
]


@pytest.mark.parametrize(("sent", "got"), [one[1:] for one in KINDS], ids=[one[0] for one in KINDS])
def test_every_kind_of_message(sent: Data, got: Received) -> None:
    (one,) = heard(message(**sent))
    assert one.incoming.received == got


@pytest.mark.parametrize("kind", ["reaction", "request_welcome", "revoke"])
def test_what_wants_no_answer_is_no_message(kind: str) -> None:
    assert news(value(message(type=kind))) == News(ignored=1)


def test_a_cut_text_says_so() -> None:
    (one,) = heard(message(**text("a" * 5000 + "\0")))
    assert (len(one.incoming.received.text), one.incoming.altered) == (4096, ("cut",))


WHO = [
    ("number and user id", contact(), PHONE, Person(USER, PHONE)),
    ("only a number", contact(user=None), PHONE, Person(None, PHONE)),
    ("only a user id", contact(phone=None), None, Person(USER, None)),
    ("an empty number", contact(phone=""), "", Person(USER, None)),
    ("a user id where the number was", contact(user=None, phone=None), USER, Person(USER, None)),
    ("no contact at all", None, PHONE, Person(None, PHONE)),
]


@pytest.mark.parametrize(("known", "sender", "who"), [one[1:] for one in WHO], ids=[one[0] for one in WHO])
def test_who_wrote(known: Data | None, sender: str | None, who: Person) -> None:
    written = message()
    if sender is None:
        del written["from"]
    else:
        written["from"] = sender
    (one,) = heard(written, contacts=[] if known is None else [known])
    assert one.person == who
    assert one.incoming.profile.get("phone") == (f"+{who.phone}" if who.phone else None)


def test_of_several_contacts_the_writer_counts() -> None:
    other = contact("ID.99", "62899")
    (one,) = heard(message(), contacts=[other, contact()])
    assert one.person == Person(USER, PHONE)
    hidden = {**message(), "from": "", "from_user_id": "ID.99"}
    (one,) = heard(hidden, contacts=[contact(), contact("ID.99", None)])
    assert one.person == Person("ID.99")
    assert news(value({**message(), "from": "62877"}, contacts=[other, contact()])).heard[0].person == Person(
        None, "62877"
    )


@pytest.mark.parametrize("sender", ["", "x", "ID.", "id.123", "123", "ID.a/b", "0" * 30])
def test_who_cannot_be_named_is_not_heard(sender: str) -> None:
    assert news(value({**message(), "from": sender}, contacts=[])) == News(ignored=1)


def test_several_messages_entries_and_receipts_in_one_body() -> None:
    first = value(message("wamid.3", AT), message("wamid.1", AT - 9))
    second = value(statuses=[status("m_1", "read")])
    third = value(message("wamid.2", AT - 5, **medium("image")))
    together = body(first, second)
    together["entry"] += body(third)["entry"]
    found = CHANNEL.read(together, NOW)
    assert [one.incoming.id for one in found.heard] == ["wamid.1", "wamid.2", "wamid.3"]
    assert found.told == (Told("m_1", "arrived"),)


RECEIPTS = [
    (status("m_1", "sent"), Told("m_1", "taken")),
    (status("m_1", "delivered"), Told("m_1", "arrived")),
    (status("m_1", "read"), Told("m_1", "arrived")),
    (status("m_1", "played"), Told("m_1", "arrived")),
    (
        status("m_1", "failed", errors=[{"code": 131047, "title": "Re-engagement message"}]),
        Told("m_1", "failed", "131047: Re-engagement message"),
    ),
    (status("m_1", "failed"), Told("m_1", "failed")),
]


@pytest.mark.parametrize(("sent", "told"), RECEIPTS)
def test_receipts(sent: Data, told: Told) -> None:
    assert news(value(statuses=[sent])).told == (told,)


@pytest.mark.parametrize(
    "sent", [status("m_1", "pending"), {"id": "wamid.out", "status": "sent"}, {"status": 7}, {}]
)
def test_receipts_of_nothing_we_know_are_ignored(sent: Data) -> None:
    assert news(value(statuses=[sent])) == News(ignored=1)


def test_a_customer_who_changed_the_number() -> None:
    system = {
        "type": "user_changed_number",
        "body": "Sari changed",
        "wa_id": "62822",
        "user_id": "ID.2",
        "previous_user_id": USER,
    }
    found = news(value(message(type="system", system=system), contacts=[]))
    assert found == News(moved=(Moved(Person(USER, PHONE), Person("ID.2", "62822")),))


def test_a_customer_whose_user_id_changed() -> None:
    system = {"type": "user_changed_user_id", "user_id": "ID.2", "previous_user_id": USER}
    moved = {**message(type="system", system=system), "from": ""}
    assert news(value(moved, contacts=[])).moved == (Moved(Person(USER), Person("ID.2")),)


def test_where_an_advertisement_brought_the_customer_from() -> None:
    referral = {"source_url": "https://fb.me/x", "source_type": "ad", "source_id": "9", "headline": "Promo"}
    (one,) = heard(message(referral=referral, **text("halo")))
    assert one.incoming.page == {
        "referrer": "https://fb.me/x",
        "title": "Promo",
        "query.source_type": "ad",
        "query.source_id": "9",
    }


@pytest.mark.parametrize("stamp", [None, 7, "soon", "-1", "99999999999", "٣", str(AT + 10**6)])
def test_a_time_that_cannot_be_is_now(stamp: object) -> None:
    (one,) = heard({**message(), "timestamp": stamp})
    assert one.incoming.at == NOW


def test_what_is_for_another_number_or_a_group_is_not_ours() -> None:
    other = value(message())
    other["metadata"] = {"phone_number_id": "1"}
    assert news(other) == News()
    assert news(value({**message(), "group_id": "g"})) == News(ignored=1)
    elsewhere = body(value(message()))
    elsewhere["entry"][0]["changes"][0]["field"] = "calls"
    assert CHANNEL.read(elsewhere, NOW) == News()


@pytest.mark.parametrize(
    "data", [None, 1, "x", [], {}, {"object": "page", "entry": []}, {"object": "whatsapp_business_account"}]
)
def test_what_is_no_webhook_of_whatsapp_is_refused(data: object) -> None:
    with pytest.raises(Refused) as refusal:
        CHANNEL.read(data, NOW)
    assert refusal.value.status == 422


KEYS = """
object entry changes field value messages statuses contacts metadata phone_number_id type text body id from
timestamp interactive button_reply list_reply title image document caption location latitude longitude system
user_id previous_user_id wa_id profile name phones phone errors code status biz_opaque_callback_data referral
""".split()  # noqa: SIM905  forty names read better as words than as quoted strings
WORDS = (
    "whatsapp_business_account",
    "messages",
    NUMBER,
    USER,
    PHONE,
    "text",
    "image",
    "system",
    "failed",
    "m_1",
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from((*WORDS, *KEYS))
)
json_data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=30,
)


@given(json_data)
def test_any_document_gives_news_or_a_refusal(data: object) -> None:
    try:
        found = CHANNEL.read(data, NOW)
    except Refused:
        return
    _fit_to_keep(found)


@st.composite
def spoilt(draw: st.DrawFn) -> Data:
    """A good body in which some places hold something else."""
    kinds = [one[1] for one in KINDS]
    good = body(
        value(*[message(f"wamid.{n}", **draw(st.sampled_from(kinds))) for n in range(2)]),
        value(statuses=[draw(st.sampled_from(RECEIPTS))[0]]),
    )
    copy: Data = json.loads(json.dumps(good))
    for _ in range(draw(st.integers(1, 4))):
        place: Any = copy
        while True:
            steps = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not steps:
                break
            step = draw(st.sampled_from(steps))
            if isinstance(place[step], dict | list) and draw(st.integers(0, 9)):
                place = place[step]
                continue
            place[step] = draw(json_data)
            break
    return copy


@given(spoilt())
def test_a_spoilt_body_gives_news_or_a_refusal(data: Data) -> None:
    try:
        found = CHANNEL.read(data, NOW)
    except Refused:
        return
    _fit_to_keep(found)


def _fit_to_keep(found: News) -> None:
    for one in found.heard:
        assert one.person
        assert one.incoming.at <= NOW
        said = (one.incoming.received.text, *one.incoming.profile.values(), *one.incoming.page.values())
        assert all(words == words.encode().decode() and "\0" not in words for words in said)
        assert read_arrival(arrival_of(one.incoming)) == one.incoming
        own, lent = CHANNEL.addresses(one.person)
        for address in (own, lent):
            assert address is None or (address.startswith(f"whatsapp:{NUMBER}:") and "." not in address)
