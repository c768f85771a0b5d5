"""The webhook desk: CloudEvents out, signed; the desk's own events in."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from runtime import signature
from runtime.artifact import records
from runtime.artifact.model import Media
from runtime.clean import Refused
from runtime.core.effects import NotifyRole, RelayMessage, SendHandover, TellDesk
from runtime.core.events import (
    AgentAccepted,
    AgentDeclined,
    AgentEscalated,
    AgentNoted,
    AgentResolved,
    AgentReturned,
    AgentTransferred,
    AgentWrote,
    ShortcutUsed,
)
from runtime.desks.base import DeskEffect, Desks
from runtime.desks.webhook import Presence, WebhookDesk, read_event
from tests.runtime.desks.records import whole_record

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
TEAMS, ROLES = {"penagihan": "team-7"}, {"lead": "#lead"}
DESK = WebhookDesk("https://desk.example/hook", (SECRET,), "/flowc/toko", TEAMS, roles=ROLES)
PLACE = {"division": "penagihan", "team": "team-7"}
PHOTO = Media("image", "https://cdn.example/a.jpg")

EFFECTS: list[tuple[str, DeskEffect, str, str, dict[str, object]]] = [
    (
        "the record",
        SendHandover("d_1", whole_record()),
        "flowc.handover.created",
        "h_2",
        {**PLACE, "record": {**records.encode(whole_record()), "format": 1}},
    ),
    (
        "the customer's words",
        RelayMessage("d_2", "h_2", "penagihan", NOW, "halo"),
        "flowc.handover.message",
        "h_2",
        {**PLACE, "at": "2026-11-23T03:00:00+00:00", "text": "halo"},
    ),
    (
        "a photo, to a division without a team of its own",
        RelayMessage("d_3", "h_2", "cs", NOW, "", PHOTO),
        "flowc.handover.message",
        "h_2",
        {
            "division": "cs",
            "team": "cs",
            "at": "2026-11-23T03:00:00+00:00",
            "text": "",
            "media": {"kind": "image", "url": "https://cdn.example/a.jpg"},
        },
    ),
    (
        "a notice to a role, with where the operator reaches it",
        NotifyRole("n_1", "h_2", "penagihan", "lead", "sla", {"clock": "first_reply"}),
        "flowc.handover.notice",
        "h_2",
        {**PLACE, "role": "lead", "why": "sla", "facts": {"clock": "first_reply"}, "address": "#lead"},
    ),
    (
        "a notice to a role that the operator does not name",
        NotifyRole("n_2", "h_2", "penagihan", "manager", "sla"),
        "flowc.handover.notice",
        "h_2",
        {**PLACE, "role": "manager", "why": "sla", "facts": {}},
    ),
    (
        "a change on our side",
        TellDesk("d_4", "h_2", "penagihan", "moved", {"to": "cs"}),
        "flowc.handover.changed",
        "h_2",
        {**PLACE, "what": "moved", "facts": {"to": "cs"}},
    ),
]


@pytest.mark.parametrize(
    ("effect", "type_", "subject", "data"), [c[1:] for c in EFFECTS], ids=[c[0] for c in EFFECTS]
)
def test_an_effect_is_a_signed_cloud_event(
    effect: DeskEffect, type_: str, subject: str, data: dict[str, object]
) -> None:
    post = DESK.post(effect, NOW, NOW + timedelta(seconds=7))
    at = int(NOW.timestamp()) + 7
    assert signature.verify(list(post.headers.items()), post.body, [SECRET], at) == effect.id
    assert post.headers["content-type"] == "application/cloudevents+json"
    assert json.loads(post.body) == {
        "specversion": "1.0",
        "id": effect.id,
        "source": "/flowc/toko",
        "type": type_,
        "subject": subject,
        "time": "2026-11-23T03:00:00+00:00",
        "datacontenttype": "application/json",
        "data": data,
    }


def test_a_resend_is_the_same_bytes_under_the_same_id() -> None:
    first, later = (DESK.post(EFFECTS[0][1], NOW, NOW + timedelta(hours=hours)) for hours in (0, 5))
    assert first.body == later.body
    assert first.headers["webhook-id"] == later.headers["webhook-id"]
    assert first.headers["webhook-timestamp"] != later.headers["webhook-timestamp"]


def test_divisions_without_a_desk_of_their_own_go_to_the_default_one() -> None:
    other = WebhookDesk("https://other.example", (SECRET,))
    desks = Desks({"default": DESK, "other": other}, {"teknis": "other"})
    assert desks.desk("teknis") is other
    assert desks.desk("penagihan") is DESK
    assert Desks({"other": other}, {"teknis": "other"}).desk("penagihan") is None


ANI = {"agent": {"name": " Ani "}}
EVENTS = [
    ({"type": "accepted", **ANI}, AgentAccepted("desk:w1", NOW, "h_1", "Ani")),
    ({"type": "declined", **ANI}, AgentDeclined("desk:w1", NOW, "h_1", "Ani")),
    ({"type": "online", **ANI}, Presence("Ani", True)),
    ({"type": "offline", **ANI}, Presence("Ani", False)),
    ({"type": "message", "text": "Halo Kak", **ANI}, AgentWrote("desk:w1", NOW, "h_1", "Halo Kak", "Ani")),
    ({"type": "message", "text": "Halo\x00"}, AgentWrote("desk:w1", NOW, "h_1", "Halo\ufffd")),
    ({"type": "note", "text": "cek gudang"}, AgentNoted("desk:w1", NOW, "h_1", "cek gudang")),
    ({"type": "resolved"}, AgentResolved("desk:w1", NOW, "h_1")),
    (
        {"type": "resolved", "outcome": "unresolved", **ANI},
        AgentResolved("desk:w1", NOW, "h_1", "unresolved", "Ani"),
    ),
    (
        {"type": "shortcut", "shortcut": "tiket", "with": {"ringkasan": "Rusak\x00", "kosong": " "}, **ANI},
        ShortcutUsed("desk:w1", NOW, "h_1", "tiket", {"ringkasan": "Rusak\ufffd"}, "Ani"),
    ),
    ({"type": "shortcut", "shortcut": "salam"}, ShortcutUsed("desk:w1", NOW, "h_1", "salam")),
    (
        {"type": "transferred", "to": {"division": "teknis"}, "reason": " salah tim", **ANI},
        AgentTransferred("desk:w1", NOW, "h_1", "teknis", None, " salah tim", "Ani"),
    ),
    (
        {
            "type": "transferred",
            "to": {"agent": "Budi"},
            "reason": "ahli",
            "agent": {"name": "Ani", "lead": True},
        },
        AgentTransferred("desk:w1", NOW, "h_1", None, "Budi", "ahli", "Ani", True),
    ),
    (
        {"type": "escalated", "reason": "perlu izin", **ANI},
        AgentEscalated("desk:w1", NOW, "h_1", None, "perlu izin", "Ani"),
    ),
    ({"type": "escalated", "level": "L3"}, AgentEscalated("desk:w1", NOW, "h_1", "L3")),
    ({"type": "returned", "reason": "sudah"}, AgentReturned("desk:w1", NOW, "h_1", "sudah")),
    (
        {"type": "resolved", "at": "2026-11-23T02:59:00Z", "id": "own"},
        AgentResolved("desk:w1", NOW - timedelta(minutes=1), "h_1"),
    ),
    ({"type": "resolved", "at": "2027-01-01T00:00:00Z"}, AgentResolved("desk:w1", NOW, "h_1")),
]


@pytest.mark.parametrize(("data", "expected"), EVENTS)
def test_what_a_desk_says(data: dict[str, object], expected: object) -> None:
    assert read_event({"handover": "h_1", **data}, "w1", NOW) == expected


REFUSED = [
    ("no type", {"handover": "h_1"}),
    ("no handover", {"type": "resolved"}),
    ("an unknown type", {"type": "deleted", "handover": "h_1"}),
    ("nobody accepts", {"type": "accepted", "handover": "h_1"}),
    ("a nameless agent accepts", {"type": "accepted", "handover": "h_1", "agent": {"name": "  "}}),
    ("a message without words", {"type": "message", "handover": "h_1"}),
    ("a message of spaces", {"type": "message", "handover": "h_1", "text": "  "}),
    ("a message too long to pass on whole", {"type": "message", "handover": "h_1", "text": "x" * 4_097}),
    ("a note too long", {"type": "note", "handover": "h_1", "text": "x" * 1_001}),
    ("an unknown outcome", {"type": "resolved", "handover": "h_1", "outcome": "won"}),
    ("no shortcut is named", {"type": "shortcut", "handover": "h_1"}),
    (
        "a form filled in at length",
        {"type": "shortcut", "handover": "h_1", "shortcut": "x", "with": {"a": "x" * 1_001}},
    ),
    ("a form that is no text", {"type": "shortcut", "handover": "h_1", "shortcut": "x", "with": {"a": [1]}}),
    ("an unknown key", {"type": "resolved", "handover": "h_1", "thread": "web:x"}),
    ("a transfer to nobody", {"type": "transferred", "handover": "h_1", "reason": "x"}),
    ("a transfer without a reason", {"type": "transferred", "handover": "h_1", "to": {"division": "cs"}}),
    ("a level that is none", {"type": "escalated", "handover": "h_1", "level": "L9"}),
    ("a number", 7),
]


@pytest.mark.parametrize("data", [case[1] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refused(data: object) -> None:
    with pytest.raises(Refused) as refusal:
        read_event(data, "w1", NOW)
    assert refusal.value.status == 422
