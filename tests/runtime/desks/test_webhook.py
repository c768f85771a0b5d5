"""Which desk serves a division. What the webhook desk translates: `tests/adapters/webhook`."""

from __future__ import annotations

from datetime import UTC, datetime

from runtime.desks.base import Desks
from runtime.desks.webhook import WebhookDesk

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
TEAMS, ROLES = {"penagihan": "team-7"}, {"lead": "#lead"}
DESK = WebhookDesk("https://desk.example/hook", (SECRET,), "/flowc/toko", TEAMS, roles=ROLES)


def test_divisions_without_a_desk_of_their_own_go_to_the_default_one() -> None:
    other = WebhookDesk("https://other.example", (SECRET,))
    desks = Desks({"default": DESK, "other": other}, {"teknis": "other"})
    assert desks.desk("teknis") is other
    assert desks.desk("penagihan") is DESK
    assert Desks({"other": other}, {"teknis": "other"}).desk("penagihan") is None
