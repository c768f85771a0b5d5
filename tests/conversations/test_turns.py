"""Turns: what is counted, when rules speak, and messages that wait behind actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from runtime.core.events import AgentAccepted, Outcome
from runtime.feel.values import Value
from tests.conversations.bots import bot, converse, names


def never(action: str, inputs: Mapping[str, Value]) -> Outcome | None:
    return None


def test_a_message_that_waits_behind_an_action_is_counted_once() -> None:
    talk = converse(bot("eskalasi"), act=never)
    talk.write("lacak TK-0001")
    talk.write("tolong segera dicek ya kak")
    assert talk.state.counters.customer == 2
    talk.answer(Outcome({"status": "jalan", "nilai": 1}))
    assert talk.state.counters.customer == 2
    assert talk.replayed() is None


def test_one_message_in_another_language_behind_an_action_changes_no_language() -> None:
    talk = converse(
        act=lambda action, inputs: Outcome({"nama": None, "tier": None}) if action == "crm" else None
    )
    talk.write("halo, saya mau cek pesanan saya dong TK-123456")
    talk.write("hello, what are your opening hours please?")
    talk.answer(Outcome({"status": "dikirim", "total": 1, "kurir": None}))
    assert talk.state.locale == "id"


def test_an_action_goes_on_with_the_message_that_asked_for_it() -> None:
    talk = converse(bot("eskalasi"), act=never)
    talk.write("lacak TK-0001")
    talk.answer(Outcome({"status": "hilang", "nilai": 1}))
    assert names(talk) == ["status", "handover.connecting", "wait.announce"]
    assert talk.state.hearing is None
    assert talk.replayed() is None


def test_a_rule_that_held_when_the_message_came_does_not_fire_after_the_action() -> None:
    talk = converse(bot("eskalasi"), act=never)
    talk.write("xqzt")
    talk.write("xqzt")
    talk.write("xqzt")
    talk.write("tidak")  # the rule rests now, and its condition holds
    talk.write("lacak TK-0001")
    talk.answer(Outcome({"status": "jalan", "nilai": 1}))
    assert names(talk)[-2:] == ["status", "tanya_dampak"]


def test_what_was_written_behind_the_last_action_begins_another_conversation() -> None:
    talk = converse(bot("langkah"), act=never)
    talk.write("cek terakhir")
    talk.write("cari buku")
    talk.write("BK-007")
    talk.answer(Outcome({"judul": "Bumi", "stok": 1, "status": "ada"}))
    assert names(talk) == ["sampai_jumpa", "tanya_kode"]
    assert talk.state.number == 2
    assert talk.state.slots["kode"].value == "BK-007"
    assert [line.text for line in talk.state.transcript if line.who == "customer"] == ["cari buku", "BK-007"]
    assert talk.replayed() is None


def test_a_flow_rule_behind_an_action_leaves_nobody_waiting() -> None:
    talk = converse(bot("eskalasi"), act=never)
    talk.write("lacak TK-0001")
    talk.write("jam buka")
    talk.write("tutup akun")
    assert talk.state.calls == ()
    assert talk.state.held == ()
    assert names(talk)[-3:] == ["tanya_nama", "jawab_jam", "tanya_nama"]


def test_what_was_written_meanwhile_is_handled_one_by_one() -> None:
    talk = converse(bot("eskalasi"), act=never)
    talk.write("xqzt")
    talk.write("lacak TK-0001")
    for _ in range(2):
        talk.write("kapan ya, xqzt")
    talk.answer(Outcome({"status": "jalan", "nilai": 1}))
    said = names(talk)
    assert said[-1] == "tawarkan"
    assert said.count("tanya_dampak") == 2
    talk.write("tidak")
    assert names(talk)[-2:] == ["handover.declined", "tanya_dampak"]


def test_a_repetition_that_was_asked_for_is_no_circle() -> None:
    talk = converse(bot("eskalasi"))
    talk.write("lacak")
    for _ in range(5):
        talk.write("ulangi")
    assert set(names(talk)) == {"tanya_nomor"}
    assert talk.state.counters.repeated_answers == 0


def test_messages_behind_the_sources_are_counted_when_they_are_handled() -> None:
    talk = converse(act=never)
    talk.write("halo")
    talk.write("jam buka?")
    assert talk.state.counters.customer == 0
    talk.answer(Outcome())
    assert talk.state.counters.customer == 2
    assert names(talk)[:3] == ["salam", "apa_yang_bisa_dibantu", "jawab_jam_buka"]


def test_the_conversation_closes_by_itself_after_anything_that_asks_nothing() -> None:
    for words in ("english", "stop", "batal", "halo", "xqzt"):
        talk = converse(bot("bahasa"))
        talk.write("halo")
        talk.write(words)
        assert talk.state.waiting is None
        talk.wait(timedelta(hours=24))
        assert not talk.state.open, words


def test_a_late_accept_changes_nothing() -> None:
    talk = converse(bot("serah"))
    talk.write("ke tim tagihan")
    assert talk.state.handover is not None
    id_ = talk.state.handover.id
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Ani"))
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Budi"))
    assert talk.state.handover.agent == "Ani"
    assert talk.state.epoch == 1
    assert talk.traces[-1].what == "desk_event_ignored"


def test_what_ended_how_is_remembered_of_the_customer() -> None:
    talk = converse(bot("ingatan"), act=lambda action, inputs: Outcome())
    talk.write("halo")
    talk.wait(timedelta(hours=24))
    assert (talk.state.customer.last_outcome, talk.state.open) == ("bot", False)
