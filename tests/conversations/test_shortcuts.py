"""Agents' shortcuts: what the desk is told, whose words they are, and what happens while one waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from runtime.core.effects import RelayMessage, TellDesk
from runtime.core.events import (
    AgentAccepted,
    AgentResolved,
    AgentReturned,
    AgentWrote,
    Outcome,
    ShortcutUsed,
)
from runtime.feel.values import Value
from runtime.testing import Conversation
from tests.conversations.bots import bot, converse, names


def no_answer(action: str, inputs: Mapping[str, Value]) -> Outcome | None:
    return None


def made(action: str, inputs: Mapping[str, Value]) -> Outcome:
    return Outcome({"nomor": "T-7"})


def with_agent(**options: object) -> tuple[Conversation, str]:
    talk = converse(bot("pintasan"), profile={"name": "Sari"}, **options)  # type: ignore[arg-type]  # as given
    talk.write("bicara dengan CS")
    assert talk.state.handover is not None
    id_ = talk.state.handover.id
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Ani"))
    return talk, id_


def use(talk: Conversation, id_: str, name: str, **form: str) -> None:
    talk.happen(lambda event, now: ShortcutUsed(event, now, id_, name, form, "Ani"))


def told(talk: Conversation) -> list[dict[str, str]]:
    return [dict(one.facts) for one in talk.relayed if isinstance(one, TellDesk) and one.what == "shortcut"]


def test_the_record_shows_the_buttons_and_their_forms() -> None:
    talk, _ = with_agent()
    assert talk.record is not None
    assert [one.label for one in talk.record.shortcuts] == [
        "Salam",
        "Buat tiket",
        "Ganti rugi",
        "Tandai dicek",
        "Naik satu level",
        "Ke tim teknis",
        "Sesuai tabel",
        "Tandai mendesak",
    ]
    kind, amount = talk.record.shortcuts[2].needs
    assert (kind.slot, kind.label, kind.type, kind.known) == ("jenis", "Jenis", "choice", None)
    assert [(one.word, one.label) for one in kind.options] == [
        ("uang", "Uang kembali"),
        ("tukar", "Tukar barang"),
    ]
    assert (amount.slot, amount.type, amount.options) == ("jumlah", "number", ())


def test_the_desk_hears_what_was_done_and_said() -> None:
    talk, id_ = with_agent(act=made)
    use(talk, id_, "buka_tiket", ringkasan="Paket rusak")
    assert told(talk) == [
        {"shortcut": "buka_tiket", "outcome": "done", "said": "Tiket T-7 sudah dibuat.\nAda lagi?"}
    ]
    said = talk.sent[-2]
    assert (said.author, said.name, said.epoch, said.buttons) == ("Ani", "tiket_dibuat", None, ())
    known = talk.state.slots["ringkasan"]
    assert (known.value, known.source) == ("Paket rusak", "agent")
    talk.happen(lambda event, now: AgentResolved(event, now, id_, "resolved", "Ani"))
    assert talk.record is not None
    lines = [(line.who, line.text, line.agent) for line in talk.record.transcript]
    assert ("event", "Ani memakai pintasan “Buat tiket”", None) in lines
    assert ("event", "buat tiket: berhasil", None) in lines
    assert ("agent", "Tiket T-7 sudah dibuat.", "Ani") in lines
    assert talk.replayed() is None


REFUSED = [
    ("a need is missing", "ganti_rugi", {"jenis": "uang"}, {"missing": "jumlah"}),
    ("two are missing", "ganti_rugi", {}, {"missing": "jenis, jumlah"}),
    ("a value does not fit", "ganti_rugi", {"jenis": "uang", "jumlah": "banyak"}, {"invalid": "jumlah"}),
    ("nobody asks for it", "salam", {"nama": "Ani"}, {"unknown": "nama"}),
    ("there is no such shortcut", "hapus_semua", {}, {"unknown": "hapus_semua"}),
]


@pytest.mark.parametrize(
    ("name", "form", "why"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_form_that_is_not_right_does_nothing(name: str, form: dict[str, str], why: dict[str, str]) -> None:
    talk, id_ = with_agent()
    before, said = dict(talk.state.slots), len(talk.sent)
    use(talk, id_, name, **form)
    assert told(talk) == [{"shortcut": name, "outcome": "refused", **why}]
    assert (dict(talk.state.slots), len(talk.sent), talk.state.shortcut) == (before, said, None)
    assert talk.replayed() is None


def test_while_an_action_runs_both_sides_go_on_talking() -> None:
    talk, id_ = with_agent(act=no_answer)
    use(talk, id_, "buka_tiket", ringkasan="Rusak")
    talk.write("halo? parah banget nih")
    assert isinstance(talk.relayed[-1], RelayMessage)  # at once, and no rule fires
    assert not any(trace.what == "rule" for trace in talk.traces[-3:])
    talk.happen(lambda event, now: AgentWrote(event, now, id_, "Sebentar ya.", "Ani"))
    use(talk, id_, "salam")
    assert told(talk) == [{"shortcut": "salam", "outcome": "refused", "running": "buka_tiket"}]
    talk.answer(Outcome({"nomor": "T-8"}))
    assert names(talk)[-2:] == ["tiket_dibuat", "shortcut:buka_tiket/say:tiket_dibuat/2"]
    assert told(talk)[-1]["outcome"] == "done"
    assert talk.replayed() is None


def test_an_action_that_never_answers_is_a_failure_for_the_agent_alone() -> None:
    talk, id_ = with_agent(act=no_answer)
    use(talk, id_, "buka_tiket", ringkasan="Rusak")
    said = len(talk.sent)
    talk.wait(timedelta(minutes=1))
    assert told(talk) == [{"shortcut": "buka_tiket", "outcome": "failed", "failed": "buat_tiket: timeout"}]
    assert len(talk.sent) == said
    assert talk.state.handover is not None
    assert talk.state.handover.phase == "with_agent"


def test_what_is_left_of_it_is_dropped_when_the_bot_has_the_conversation_again() -> None:
    talk, id_ = with_agent(act=no_answer)
    use(talk, id_, "buka_tiket", ringkasan="Rusak")
    talk.happen(lambda event, now: AgentReturned(event, now, id_, "sudah", "Ani"))
    assert (talk.state.shortcut, talk.state.calls) == (None, ())
    said = len(talk.sent)
    assert (talk.sent[-1].name, talk.sent[-1].author) == ("handover.returned", "bot")
    talk.answer(Outcome({"nomor": "T-8"}))
    assert len(talk.sent) == said
    talk.write("halo")
    assert names(talk, said) == ["halo"]
    assert talk.replayed() is None


def test_what_is_said_of_a_transfer_is_the_bots() -> None:
    talk, id_ = with_agent()
    use(talk, id_, "ke_teknis")
    assert [(one.name, one.author) for one in talk.sent[-3:]] == [
        ("salam_agen", "Ani"),
        ("handover.transferred", "bot"),
        ("wait.announce", "bot"),
    ]
    assert told(talk) == [{"shortcut": "ke_teknis", "outcome": "done", "said": "Halo Sari, saya Ani."}]
    assert talk.record is not None
    move = talk.record.path[-1]
    assert (move.from_, move.to, move.by, move.reason) == ("cs", "teknis", "agent", "Ke tim teknis")
    assert talk.replayed() is None


def test_nobody_above_is_told_to_the_agent() -> None:
    talk, id_ = with_agent()
    use(talk, id_, "naik_level", ringkasan="Rusak")
    use(talk, id_, "naik_level")
    assert [one["outcome"] for one in told(talk)] == ["done", "failed"]
    assert told(talk)[-1]["failed"] == "handover: refused"
