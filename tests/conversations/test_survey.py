"""The flow after a resolved handover: its answers go into the record; nobody is asked who should not be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from runtime.core.events import AgentAccepted, AgentResolved, AgentWrote
from runtime.testing import Conversation
from tests.conversations.bots import ROOT, converse, names

BOT = ROOT / "tests" / "conversations" / "siap_pakai"


def with_agent(channel: str = "web") -> tuple[Conversation, str]:
    talk = converse(BOT, channel=channel)
    talk.write("bicara dengan CS")
    assert talk.state.handover is not None
    id_ = talk.state.handover.id
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Ani"))
    return talk, id_


def resolve(talk: Conversation, id_: str) -> int:
    said = len(talk.sent)
    talk.happen(lambda event, now: AgentResolved(event, now, id_, "resolved", "Ani"))
    return said


def test_the_answer_goes_into_the_outcome_of_the_handover() -> None:
    talk, id_ = with_agent()
    said = resolve(talk, id_)
    assert talk.record is not None
    assert talk.record.outcome is not None
    resolved = talk.record.outcome
    assert (resolved.state, dict(resolved.survey)) == ("resolved", {})
    talk.wait(timedelta(minutes=5))
    talk.write("4")
    assert names(talk, said) == ["survei_tanya", "survey.thanks"]
    assert talk.record.id == id_
    outcome = talk.record.outcome
    assert (outcome.state, outcome.by, outcome.at) == ("resolved", "Ani", resolved.at)
    assert dict(outcome.survey) == {"survei_nilai": "4"}
    assert not talk.state.open
    assert talk.replayed() is None


def stay_silent(talk: Conversation) -> None:
    talk.wait(timedelta(days=1))


def say_something_else(talk: Conversation) -> None:
    talk.write("halo lagi")


@pytest.mark.parametrize("do", [stay_silent, say_something_else])
def test_no_answer_leaves_the_outcome_as_it_was(do: Callable[[Conversation], None]) -> None:
    talk, id_ = with_agent()
    said = resolve(talk, id_)
    do(talk)
    assert "survey.thanks" not in names(talk, said)
    assert talk.state.survey is None
    assert talk.record is not None
    assert talk.record.outcome is not None
    assert dict(talk.record.outcome.survey) == {}
    assert talk.replayed() is None


def test_who_wrote_stop_is_not_asked() -> None:
    talk = converse(BOT)
    talk.write("bicara dengan CS")
    assert talk.state.handover is not None
    id_ = talk.state.handover.id
    talk.write("stop")
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Ani"))
    said = resolve(talk, id_)
    assert names(talk, said) == []
    assert not talk.state.open


def test_nobody_is_asked_where_only_templates_may_be_sent() -> None:
    talk, id_ = with_agent("whatsapp")
    for _ in range(2):  # the customer says nothing more, the agent does
        talk.happen(lambda event, now: AgentWrote(event, now, id_, "Masih di sana?", "Ani"))
        talk.wait(timedelta(hours=12, minutes=30))
    resolve(talk, id_)
    assert "survei_tanya" not in names(talk)
    assert not talk.state.open


def test_a_later_survey_does_not_take_an_earlier_answer() -> None:
    talk, id_ = with_agent()
    resolve(talk, id_)
    talk.write("5")
    talk.write("bicara dengan CS")
    talk.tap("new")
    assert talk.state.handover is not None
    other = talk.state.handover.id
    talk.happen(lambda event, now: AgentAccepted(event, now, other, "Ani"))
    resolve(talk, other)
    talk.wait(timedelta(days=1))
    assert talk.record is not None
    assert talk.record.outcome is not None
    assert dict(talk.record.outcome.survey) == {}


def test_what_was_answered_before_the_survey_ran_out_is_kept() -> None:
    talk = converse(ROOT / "tests" / "conversations" / "sesudah", profile={"name": "Sari"})
    talk.write("bicara dengan CS")
    assert talk.state.handover is not None
    id_ = talk.state.handover.id
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Ani"))
    resolve(talk, id_)
    talk.write("4")
    said = len(talk.sent)
    talk.wait(timedelta(hours=6))
    assert names(talk, said) == []
    assert not talk.state.open
    assert talk.record is not None
    assert talk.record.outcome is not None
    assert dict(talk.record.outcome.survey) == {"nilai_angka": "4"}
