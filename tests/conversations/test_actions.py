"""Actions in a conversation: what is written meanwhile queues, rules still see it, late answers do no
harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from runtime.core.events import Outcome
from runtime.feel.values import Value
from tests.conversations.bots import converse, names


def only_crm(action: str, inputs: Mapping[str, Value]) -> Outcome | None:
    """The customer data answers at once, everything else takes its time."""
    return Outcome({"nama": "Sari", "tier": "reguler"}) if action == "crm" else None


def test_a_message_behind_a_running_action_is_handled_after_it() -> None:
    talk = converse(act=only_crm)
    talk.write("cek resi TK-123456")
    talk.write("jam buka?")
    assert names(talk) == ["salam"]
    talk.answer(Outcome({"status": "dikirim", "total": 1, "kurir": None}))
    assert names(talk) == [
        "salam",
        "status_pesanan",
        "ada_lagi_yang_bisa_dibantu",
        "jawab_jam_buka",
        "ada_lagi_yang_bisa_dibantu",
    ]
    assert talk.replayed() is None


def test_a_rule_does_not_wait_for_a_running_action() -> None:
    talk = converse(act=only_crm)
    talk.write("cek resi TK-123456")
    talk.write("bicara dengan CS dong")
    assert "handover.connecting" in names(talk)
    late = len(talk.sent)
    talk.answer(Outcome({"status": "terlambat", "total": 1, "kurir": None}))
    assert names(talk, late) == []
    assert talk.replayed() is None


@pytest.mark.parametrize("error", ["timeout", "unreachable", "refused", "broken", "busy", "unknown"])
def test_every_way_an_action_fails_ends_with_the_customer_told_and_helped(error: str) -> None:
    def act(action: str, inputs: Mapping[str, Value]) -> Outcome:
        return Outcome({"nama": "Sari", "tier": "gold"}) if action == "crm" else Outcome(error=error)

    talk = converse(act=act)
    talk.write("cek resi TK-123456")
    assert names(talk)[:3] == ["salam", "sistem_pesanan_sibuk", "handover.connecting"]
    assert talk.record is not None
    assert talk.record.to == "pengiriman"
    assert talk.record.note is not None
    assert "TK-123456" in talk.record.note


def test_an_action_that_never_answers_ends_by_its_limit() -> None:
    talk = converse(act=only_crm)
    talk.write("cek resi TK-123456")
    talk.wait(timedelta(seconds=14))
    assert names(talk) == ["salam"]
    talk.wait(timedelta(seconds=1))
    assert names(talk)[1:3] == ["sistem_pesanan_sibuk", "handover.connecting"]


def test_sources_that_never_answer_delay_the_first_reply_by_three_seconds_at_most() -> None:
    talk = converse(act=lambda action, inputs: None)
    talk.write("halo")
    assert names(talk) == []
    talk.wait(timedelta(seconds=3))
    assert names(talk) == ["salam", "apa_yang_bisa_dibantu"]


def test_an_order_that_is_not_found_is_no_failure() -> None:
    talk = converse(act=lambda action, inputs: Outcome())
    talk.write("cek resi TK-000404")
    assert names(talk) == ["salam", "pesanan_tidak_ada", "tawarkan_tim"]
    talk.tap("yes")
    assert "handover.connecting" in names(talk)
