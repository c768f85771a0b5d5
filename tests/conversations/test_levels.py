"""Time and levels, where a bot's own tests cannot look: who is told, epochs, places in the queue, rungs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.core.events import AgentAccepted, AgentEscalated, AgentTransferred, AgentWrote
from runtime.core.state import SlaClock
from runtime.testing import Conversation
from tests.conversations.bots import bot, converse
from tests.conversations.test_record import valid

BOT = bot("tenggat")
MINUTE = timedelta(minutes=1)


def waiting(text: str = "mau refund", agents: int | None = 1) -> Conversation:
    talk = converse(BOT, agents=agents)
    talk.write(text)
    return talk


def accept(talk: Conversation, agent: str = "Ani") -> None:
    id_ = talk.state.handover.id if talk.state.handover else ""
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, agent))


def write(talk: Conversation, agent: str = "Ani") -> None:
    id_ = talk.state.handover.id if talk.state.handover else ""
    talk.happen(lambda event, now: AgentWrote(event, now, id_, "Halo", agent))


def transfer(talk: Conversation, to: str, lead: bool = False) -> None:
    id_ = talk.state.handover.id if talk.state.handover else ""
    talk.happen(lambda event, now: AgentTransferred(event, now, id_, to, None, "sebab", "Ani", lead))


def escalate(talk: Conversation) -> None:
    id_ = talk.state.handover.id if talk.state.handover else ""
    talk.happen(lambda event, now: AgentEscalated(event, now, id_, None, "sebab", "Ani"))


def told(talk: Conversation) -> list[tuple[str, str]]:
    return [(notice.role, notice.why) for notice in talk.notices]


def test_a_ladder_tells_the_roles_that_it_names_each_once() -> None:
    talk = waiting()
    talk.wait(30 * MINUTE)
    assert told(talk) == [("lead", "sla"), ("manager", "sla")]
    assert dict(talk.notices[0].facts)["clock"] == "first_reply"
    fact = next(one for one in valid(talk.record).sla if one.clock == "first_reply")
    assert [rung.did for rung in fact.rungs] == [
        ("notify lead", "priority high", "say masih_dicari"),
        ("priority urgent", "level next"),
        ("notify manager", "level next"),
    ]


def test_a_breach_stays_in_the_record_though_somebody_answers() -> None:
    talk = waiting()
    talk.wait(6 * MINUTE)
    write(talk)
    assert {one.clock: one.state for one in valid(talk.record).sla} == {"first_reply": "breached"}


def test_a_silent_agent_costs_the_customer_no_place() -> None:
    talk = waiting("ke kantor")
    accept(talk)
    epoch = talk.state.epoch
    talk.write("halo?")
    talk.wait(15 * MINUTE)
    handover = talk.state.handover
    assert handover is not None
    assert (handover.phase, handover.first, talk.state.epoch) == ("queued", True, epoch + 1)
    assert told(talk) == [("lead", "agent_lost")]
    accept(talk, "Budi")
    assert talk.state.handover is not None
    assert not talk.state.handover.first


def test_whoever_comes_from_above_takes_over_with_the_first_words() -> None:
    talk = waiting()
    accept(talk)
    epoch = talk.state.epoch
    escalate(talk)
    assert talk.state.epoch == epoch
    write(talk, "Ani")
    assert talk.state.handover is not None
    assert talk.state.handover.phase == "escalated"
    write(talk, "Citra")
    assert (talk.state.handover.phase, talk.state.handover.agent) == ("with_agent", "Citra")
    assert (talk.state.handover.level, talk.state.epoch) == ("L2", epoch + 1)


def test_nobody_above_is_told_to_the_lead_and_nothing_is_lost() -> None:
    talk = waiting()
    accept(talk)
    escalate(talk)
    for _ in range(6):  # an agent who writes is not silent, a customer who answers neither
        write(talk)
        talk.wait(9 * MINUTE)
        talk.write("baik")
    write(talk)
    talk.wait(6 * MINUTE)
    handover = talk.state.handover
    assert handover is not None
    assert (handover.phase, handover.agent, handover.level) == ("with_agent", "Ani", "L1")
    assert ("lead", "nobody_above") in told(talk)


def test_at_the_top_of_everything_the_desk_hears_that_nobody_is_above() -> None:
    talk = waiting("ke kantor")
    accept(talk)
    escalate(talk)
    assert talk.state.handover is not None
    assert talk.state.handover.phase == "with_agent"
    assert talk.relayed[-1].what == "escalation_refused"  # type: ignore[union-attr] # the desk was told


def test_one_transfer_too_many_is_refused_and_a_lead_is_told() -> None:
    talk = waiting()
    for to in ("pusat", "refund"):
        accept(talk)
        transfer(talk, to)
    accept(talk)
    transfer(talk, "pusat")
    assert talk.state.handover is not None
    assert (talk.state.handover.division, talk.state.handover.phase) == ("refund", "with_agent")
    assert told(talk) == [("lead", "max_transfers")]
    transfer(talk, "pusat", lead=True)
    assert (talk.state.handover.division, talk.state.handover.phase) == ("pusat", "queued")


def test_a_division_that_does_not_exist_is_refused() -> None:
    talk = waiting()
    accept(talk)
    transfer(talk, "bulan")
    assert talk.state.handover is not None
    assert talk.state.handover.phase == "with_agent"


ACTS: list[Callable[[Conversation], None]] = [
    accept,
    write,
    escalate,
    lambda talk: accept(talk, "Citra"),
    lambda talk: write(talk, "Citra"),
    lambda talk: transfer(talk, "pusat"),
    lambda talk: transfer(talk, "kantor"),
    lambda talk: talk.write("halo"),
    lambda talk: talk.write("mau refund"),
    lambda talk: talk.write("minta atasan"),
    lambda talk: talk.wait(MINUTE),
    lambda talk: talk.wait(5 * MINUTE),
    lambda talk: talk.wait(70 * MINUTE),
    lambda talk: talk.wait(23 * 60 * MINUTE),
]


def owner(talk: Conversation) -> str:
    handover = talk.state.handover
    human = handover is not None and handover.phase in ("with_agent", "escalated")
    return f"agent {handover.agent}" if handover is not None and human else "bot"


def clocks(talk: Conversation) -> dict[tuple[str, str], SlaClock]:
    handover = talk.state.handover
    every = handover.clocks if handover is not None else ()
    return {(one.name, one.started.isoformat()): one for one in every}


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(ACTS), max_size=25), st.sampled_from([None, 0, 1]))
def test_owners_rungs_and_breaches_in_any_order_of_events(
    acts: list[Callable[[Conversation], None]], agents: int | None
) -> None:
    talk = waiting(agents=agents)
    for act in acts:
        before, epoch, number, counted = owner(talk), talk.state.epoch, talk.state.number, clocks(talk)
        act(talk)
        if owner(talk) != before and talk.state.number == number:
            assert talk.state.epoch > epoch, "a change of owner makes the old owner's words stale"
        for key, clock in clocks(talk).items():
            if key in counted:
                assert clock.rungs[: len(counted[key].rungs)] == counted[key].rungs, "a rung runs once"
                assert clock.late >= counted[key].late, "a breach is never taken back"
            assert list(clock.rungs) == sorted(clock.rungs, key=lambda rung: rung.at)
        handover, timers = talk.state.handover, talk.state.timers
        if handover is not None and handover.phase in ("with_agent", "escalated"):
            assert timers.keys() & {"agent_silent", "customer_silent"}, "nobody is waited for for ever"
        if handover is not None and handover.phase == "escalated":
            assert "escalation" in timers
        if talk.record is not None:
            valid(talk.record)
    assert talk.replayed() is None
