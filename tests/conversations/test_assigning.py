"""What designers cannot write into a conversation test: who is told, what the desk hears, what is kept."""

from __future__ import annotations

from datetime import timedelta

from runtime.core.effects import TellDesk
from runtime.core.events import AgentAccepted, AgentDeclined
from runtime.core.state import OpenHandover
from runtime.routing.assigning import Agent
from runtime.testing import Conversation, Roster
from tests.conversations.bots import bot, converse


def with_agents(*names: str) -> Conversation:
    talk = converse(bot("tugas"))
    talk.roster = Roster(Agent(name.lower(), name, ("cs",)) for name in names)
    return talk


def open_handover(talk: Conversation) -> OpenHandover:
    assert talk.state.handover is not None
    return talk.state.handover


def test_a_lead_is_told_once_when_three_agents_let_one_customer_wait() -> None:
    talk = with_agents("Ani", "Budi", "Cici", "Dewi")
    talk.write("bicara dengan CS")
    talk.wait(timedelta(seconds=60))
    assert [notice.why for notice in talk.notices] == []
    talk.wait(timedelta(seconds=30))
    assert [(notice.role, notice.why) for notice in talk.notices] == [("lead", "missed")]
    talk.wait(timedelta(seconds=30))
    assert (len(talk.notices), open_handover(talk).phase) == (1, "queued")
    assert talk.replayed() is None


def test_two_in_a_row_and_an_agent_counts_as_away_until_he_takes_one() -> None:
    talk = with_agents("Ani")
    talk.write("bicara dengan CS")
    talk.wait(timedelta(minutes=5))
    assert [(one.online, one.misses) for one in talk.roster.agents()] == [(True, 1)]
    talk.wait(timedelta(minutes=8))
    assert [(one.online, one.misses) for one in talk.roster.agents()] == [(False, 2)]
    id_ = open_handover(talk).id
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Ani"))
    assert [one.misses for one in talk.roster.agents()] == [0]


def test_the_desk_hears_who_did_not_take_it_and_a_decline_is_no_miss() -> None:
    talk = with_agents("Ani", "Budi")
    talk.write("bicara dengan CS")
    id_ = open_handover(talk).id
    talk.happen(lambda event, now: AgentDeclined(event, now, id_, "Budi"))
    assert open_handover(talk).phase == "assigned"
    assert talk.traces[-1].what == "desk_event_ignored"  # it was not his
    talk.happen(lambda event, now: AgentDeclined(event, now, id_, "Ani"))
    told = [one for one in talk.relayed if isinstance(one, TellDesk)]
    assert [(one.what, one.facts["agent"], one.facts["because"]) for one in told] == [
        ("not_taken", "Ani", "declined")
    ]
    assert talk.record is not None
    assert (talk.record.state, talk.record.agent) == ("assigned", "Budi")
    assert [one.misses for one in talk.roster.agents()] == [0, 0]


def test_the_place_in_the_queue_is_kept() -> None:
    talk = with_agents("Ani")
    talk.write("bicara dengan CS")
    queued = open_handover(talk).queued
    talk.wait(timedelta(minutes=3))
    assert (open_handover(talk).phase, open_handover(talk).queued) == ("queued", queued)
