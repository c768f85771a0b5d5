"""What webhooks of WhatsApp's tell beyond their fixtures, and that none of them can do harm."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.channels.whatsapp.reading import Heard, News, Person
from runtime.clean import Refused
from runtime.shell.inbox import arrival_of, read_arrival
from tests.adapters.fixtures import load
from tests.architecture import ROOT
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
    message,
    status,
    value,
)

MEDIUM = f"{BASE}/1166846181421424"


BODIES = [case.body for case in load(ROOT / "tests/adapters/whatsapp").heard]


def news(*values: Data) -> News:
    return CHANNEL.read(body(*values), NOW)


def heard(*messages: Data, **more: Any) -> list[Heard]:
    return list(news(value(*messages, **more)).heard)


@pytest.mark.parametrize("kind", ["reaction", "request_welcome", "revoke"])
def test_what_wants_no_answer_is_no_message(kind: str) -> None:
    assert news(value(message(type=kind))) == News(ignored=1)


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


@pytest.mark.parametrize(
    "sent", [status("m_1", "pending"), {"id": "wamid.out", "status": "sent"}, {"status": 7}, {}]
)
def test_receipts_of_nothing_we_know_are_ignored(sent: Data) -> None:
    assert news(value(statuses=[sent])) == News(ignored=1)


def test_what_is_for_another_number_or_a_group_is_not_ours() -> None:
    other = value(message())
    other["metadata"] = {"phone_number_id": "1"}
    assert news(other) == News()
    assert news(value({**message(), "group_id": "g"})) == News(ignored=1)
    elsewhere = body(value(message()))
    elsewhere["entry"][0]["changes"][0]["field"] = "calls"
    assert CHANNEL.read(elsewhere, NOW) == News()


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
    copy: Data = json.loads(draw(st.sampled_from(BODIES)))
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
