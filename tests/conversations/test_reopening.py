"""A handover that goes on after its end: one record with one id, and the desk is told."""

from __future__ import annotations

from datetime import timedelta

from runtime.core.effects import TellDesk
from runtime.core.events import AgentAccepted, AgentResolved
from runtime.testing import Conversation
from tests.conversations.bots import bot, converse, names


def ended() -> tuple[Conversation, str]:
    talk = converse(bot("sesudah"), profile={"name": "Sari"})
    talk.write("bicara dengan CS")
    assert talk.state.handover is not None
    id_ = talk.state.handover.id
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Ani"))
    talk.happen(lambda event, now: AgentResolved(event, now, id_, "resolved", "Ani"))
    talk.wait(timedelta(hours=23))
    return talk, id_


def test_it_keeps_its_id_its_conversation_and_what_was_said() -> None:
    talk, id_ = ended()
    number = talk.state.number
    talk.write("kok masih belum datang")
    talk.tap("go_on")
    assert talk.record is not None
    assert (talk.record.id, talk.record.reopened, talk.record.outcome) == (id_, 1, None)
    assert talk.state.number == number
    assert [line.text for line in talk.record.transcript if line.who == "customer"] == [
        "bicara dengan CS",
        "kok masih belum datang",
        "Ya, masih soal itu",
    ]
    move = talk.record.path[-1]
    assert (move.from_, move.to, move.by, move.reason) == ("closed", "siang", "customer", "reopened")
    told = [one for one in talk.relayed if isinstance(one, TellDesk)]
    assert [(one.handover, one.what, dict(one.facts)) for one in told] == [(id_, "reopened", {"times": "1"})]
    assert talk.replayed() is None


def test_until_it_is_answered_the_end_stands() -> None:
    talk, id_ = ended()
    talk.write("halo")
    assert talk.record is not None
    assert talk.record.outcome is not None
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Ani"))  # late: changes nothing
    assert not talk.state.open
    assert talk.traces[-1].what == "desk_event_ignored"
    assert talk.replayed() is None


def test_something_new_is_a_conversation_of_its_own() -> None:
    talk, _ = ended()
    number = talk.state.number
    talk.write("lacak paket")
    said = len(talk.sent)
    talk.tap("new")
    assert names(talk, said) == ["selamat_datang", "dilacak"]
    assert talk.state.number == number + 1
    assert [line.text for line in talk.state.transcript if line.who == "customer"] == ["lacak paket"]
    assert talk.replayed() is None
