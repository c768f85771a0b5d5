"""Between customer and agent: words both ways, notes that stay inside, hand-back, and the end."""

from __future__ import annotations

from datetime import timedelta

from runtime.core.effects import RelayMessage
from runtime.core.events import (
    AgentAccepted,
    AgentNoted,
    AgentResolved,
    AgentReturned,
    AgentWrote,
    HandoverFailed,
)
from runtime.testing import Conversation
from tests.conversations.bots import converse, names


def handed_over() -> Conversation:
    talk = converse(profile={"name": "Sari"})
    talk.write("bicara dengan CS")
    talk.tap("lainnya")
    assert talk.state.handover is not None
    assert talk.state.handover.phase == "queued"
    return talk


def accept(talk: Conversation) -> str:
    assert talk.state.handover is not None
    id_ = talk.state.handover.id
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Ani"))
    return id_


def test_who_is_who_while_an_agent_has_the_conversation() -> None:
    talk = handed_over()
    epoch = talk.state.epoch
    id_ = accept(talk)
    assert talk.state.epoch == epoch + 1
    talk.write("halo kak, pesanan saya bagaimana?")
    said = len(talk.sent)
    talk.happen(lambda event, now: AgentWrote(event, now, id_, "Saya cek dulu ya.", "Ani"))
    talk.happen(lambda event, now: AgentNoted(event, now, id_, "pelanggan sabar", "Ani"))
    assert [(one.author, one.text, one.epoch) for one in talk.sent[said:]] == [
        ("Ani", "Saya cek dulu ya.", None)
    ]
    assert [one.text for one in talk.relayed if isinstance(one, RelayMessage)] == [
        "halo kak, pesanan saya bagaimana?"
    ]


def test_the_bot_is_silent_while_an_agent_has_the_conversation() -> None:
    talk = handed_over()
    accept(talk)
    said = len(talk.sent)
    for text in ("lacak TK-123456", "jam buka?", "batal", "bicara dengan CS", "parah banget"):
        talk.write(text)
    assert names(talk, said) == []


def test_hand_back_runs_the_declared_flow() -> None:
    talk = handed_over()
    id_ = accept(talk)
    said = len(talk.sent)
    talk.happen(lambda event, now: AgentReturned(event, now, id_, "sudah beres", "Ani"))
    assert names(talk, said) == ["handover.returned", "ada_lagi_yang_bisa_dibantu"]
    talk.tap("cukup")
    assert not talk.state.open


def test_resolve_closes_and_days_later_the_next_message_begins_anew() -> None:
    talk = handed_over()
    id_ = accept(talk)
    talk.happen(lambda event, now: AgentResolved(event, now, id_, "resolved", "Ani"))
    assert not talk.state.open
    assert talk.record is not None
    assert talk.record.outcome is not None
    assert talk.record.outcome.state == "resolved"
    talk.wait(timedelta(days=3))
    said = len(talk.sent)
    talk.write("halo")
    assert names(talk, said) == ["salam", "apa_yang_bisa_dibantu"]
    assert talk.state.number == 2


def test_late_and_repeated_desk_events_change_nothing() -> None:
    talk = handed_over()
    id_ = accept(talk)
    talk.happen(lambda event, now: AgentResolved(event, now, id_, "resolved", "Ani"))
    said = len(talk.sent)
    talk.happen(lambda event, now: AgentWrote(event, now, id_, "masih di sana?", "Ani"))
    talk.happen(lambda event, now: AgentResolved(event, now, id_, "resolved", "Ani"))
    talk.happen(lambda event, now: AgentAccepted(event, now, "h_unknown", "Ani"))
    assert names(talk, said) == []


def test_a_desk_that_cannot_be_reached_ends_in_a_message_left() -> None:
    talk = handed_over()
    assert talk.state.handover is not None
    id_ = talk.state.handover.id
    said = len(talk.sent)
    talk.happen(lambda event, now: HandoverFailed(event, now, id_, "410"))
    assert names(talk, said) == ["handover.failed", "leave_message.text"]
    talk.write("tolong telepon saya besok")
    assert names(talk, said)[2:] == ["leave_message.contact"]
    talk.write("0812-3456-7890")
    assert names(talk, said)[3:] == ["handover.left"]
    assert talk.record is not None
    assert talk.record.customer.phone == "+6281234567890"
    assert talk.record.state == "left_message"


def test_nobody_accepts_for_two_hours() -> None:
    talk = handed_over()
    talk.wait(timedelta(hours=2))
    assert "handover.timed_out" in names(talk)
    assert names(talk)[-1] == "leave_message.text"


def test_what_is_written_in_the_queue_goes_to_the_agent_and_is_noted_once() -> None:
    talk = handed_over()
    said = len(talk.sent)
    talk.write("nomor saya TK-123456")
    talk.write("tolong cepat ya")
    talk.write("jam buka?")
    assert names(talk, said) == ["handover.noted", "jawab_jam_buka"]
    assert len([one for one in talk.relayed if isinstance(one, RelayMessage)]) == 3


def test_the_customer_leaves_the_queue() -> None:
    talk = handed_over()
    said = len(talk.sent)
    talk.write("batal")
    assert names(talk, said) == ["handover.cancelled"]
    assert talk.state.handover is None
    assert talk.record is not None
    assert talk.record.outcome is not None
    assert talk.record.outcome.state == "cancelled"
