"""Texts that follow each other: joined, understood as a whole, never lost, never held from a human."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.core.codec import load_event
from runtime.core.effects import RelayMessage
from runtime.core.events import AgentAccepted, BurstEnded, CustomerWrote, TimerFired, TurnCrashed
from runtime.core.limits import BURST_MESSAGES
from runtime.testing import Conversation
from tests.conversations.bots import bot, converse, names

SECOND = timedelta(seconds=1)


def talk_on(channel: str = "whatsapp") -> Conversation:
    return converse(bot("beruntun"), channel=channel)


def accept(talk: Conversation) -> None:
    handover = talk.state.handover
    if handover is not None:
        talk.happen(lambda id_, now: AgentAccepted(id_, now, handover.id, "Ani"))


def heard(talk: Conversation) -> list[CustomerWrote]:
    """Return the messages that were handled, from the stored events."""
    messages = []
    for turn in talk.turns:
        match load_event(turn.event)[0]:
            case CustomerWrote() as message:
                messages.append(message)
            case BurstEnded(burst=burst, by=by):
                messages += [burst, by]
    return messages


def customer_lines(talk: Conversation) -> list[str]:
    return [line.text for line in talk.state.transcript if line.who == "customer"]


def test_a_burst_is_one_message_with_all_its_ids() -> None:
    talk = talk_on()
    talk.write("halo", "paket TK-123456", "belum sampai")
    (message,) = heard(talk)
    assert message.received.text == "halo\npaket TK-123456\nbelum sampai"
    assert message.id == message.joined[0]
    assert len(set(message.joined)) == 3
    assert names(talk) == ["dicari"]
    assert talk.replayed() is None


def test_nothing_is_said_until_nothing_follows() -> None:
    talk = talk_on()
    talk.begin_burst("halo")
    talk.wait(SECOND - timedelta(milliseconds=1))
    talk.begin_burst("paket TK-123456 belum sampai")  # the gap counts, not the time since the first
    talk.wait(SECOND - timedelta(milliseconds=1))
    assert names(talk) == []
    talk.wait(timedelta(milliseconds=1))
    assert names(talk) == ["dicari"]


def test_the_tenth_text_ends_the_wait() -> None:
    talk = talk_on()
    for number in range(BURST_MESSAGES):
        assert heard(talk) == []
        talk.begin_burst(f"kata {number}")
    assert len(heard(talk)[0].joined) == BURST_MESSAGES
    assert talk.state.burst == ()
    assert "join" not in talk.state.timers


def test_a_timer_that_a_later_text_replaced_ends_nothing() -> None:
    talk = talk_on()
    talk.begin_burst("halo")
    old = talk.state.timers["join"].generation
    talk.begin_burst("pesan cat")
    talk.happen(lambda id_, now: TimerFired(id_, now, "join", old))
    assert heard(talk) == []
    talk.end_burst()
    assert customer_lines(talk) == ["halo\npesan cat"]


def test_a_file_ends_the_burst_and_comes_after_it() -> None:
    talk = talk_on()
    talk.begin_burst("pesan cat")
    talk.send_file("image", "https://toko.example/dinding.png")
    assert customer_lines(talk) == ["pesan cat", "[image]"]
    assert names(talk)[:1] == ["tanya_warna"]
    assert talk.replayed() is None


def test_a_human_gets_what_was_being_written_and_then_every_text_at_once() -> None:
    talk = talk_on()
    talk.write("bicara dengan agen")
    talk.begin_burst("begini")
    accept(talk)
    talk.begin_burst("masalahnya")
    talk.begin_burst("rumit")
    relayed = [effect.text for effect in talk.relayed if isinstance(effect, RelayMessage)]
    assert relayed == ["begini", "masalahnya", "rumit"]
    assert "join" not in talk.state.timers


def test_a_conversation_that_closes_meanwhile_loses_nothing() -> None:
    talk = talk_on()
    talk.write("halo")
    talk.wait(timedelta(hours=24) - timedelta(milliseconds=500))
    talk.begin_burst("paket TK-123456 belum sampai")
    talk.wait(SECOND)
    assert names(talk) == ["halo", "dicari"]
    assert talk.state.number == 2


def test_a_crash_takes_the_waiting_texts_to_a_human_too() -> None:
    talk = talk_on()
    talk.begin_burst("paket saya hilang")
    talk.happen(lambda id_, now: TurnCrashed(f"crash:{id_}", now, id_, ""))
    assert customer_lines(talk) == ["paket saya hilang"]
    assert talk.state.handover is not None
    assert talk.state.burst == ()


TEXT = st.text("abc", min_size=1, max_size=3)
GAP = st.sampled_from([0.3, 0.9, 1.0, 4000.0])  # seconds
OTHER = st.sampled_from(["FILE", "ACCEPT", "bicara dengan agen"])


@pytest.mark.parametrize("channel", ["whatsapp", "web"])
@settings(max_examples=40, deadline=None)
@given(acts=st.lists(TEXT | GAP | OTHER, max_size=20))
def test_every_text_is_heard_once_and_in_order(channel: str, acts: list[str | float]) -> None:
    talk = talk_on(channel)
    wrote: list[str] = []
    for act in acts:
        match act:
            case float():
                talk.wait(timedelta(seconds=act))
            case "FILE":
                talk.send_file("image", "https://toko.example/a.png")
            case "ACCEPT":
                accept(talk)
            case _:
                wrote.append(act)
                talk.begin_burst(act)
    talk.end_burst()
    texts = [text for one in heard(talk) for text in one.received.text.split("\n") if text]
    assert texts == wrote
    assert talk.replayed() is None
