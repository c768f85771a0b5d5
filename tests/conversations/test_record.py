"""The handover record: enough to act on, true to its schema, readable for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from runtime.core.events import AgentAccepted, AgentNoted, AgentReturned, AgentWrote, Outcome
from runtime.core.record import Line, Record
from runtime.desks.webhook import record_json
from runtime.feel.values import Value
from runtime.routing.estimate import QueueFigures
from runtime.testing import Conversation
from tests.conversations.bots import ROOT, bot, converse

MONDAY_NINE = datetime.fromisoformat("2026-11-23T09:00+07:00")


@cache
def validator() -> Draft202012Validator:
    schema: dict[str, Any] = json.loads(  # Any: plain JSON
        (ROOT / "schema" / "handover.schema.json").read_text(encoding="utf-8")
    )
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def valid(record: Record | None) -> Record:
    assert record is not None
    assert [error.message for error in validator().iter_errors(record_json(record))] == []
    return record


def shop(action: str, inputs: Mapping[str, Value]) -> Outcome:
    if action == "crm":
        return Outcome({"nama": "Sari Dewi", "tier": "gold"})
    return Outcome({"status": "terlambat", "total": 125000, "kurir": "JNE"})


def late_order() -> Conversation:
    talk = converse(act=shop, profile={"name": "Sari", "phone": "+628123456789"})
    talk.write("ongkir berapa ya kak?")
    talk.write("cek resi TK-123456 dong, belum sampai")
    return talk


def test_values_come_with_their_origin() -> None:
    facts = {fact.name: fact for fact in valid(late_order().record).slots}
    order, name, status = facts["order_id"], facts["nama"], facts["pesanan.status"]
    assert (order.label, order.value, order.source, order.said) == (
        "Nomor pesanan",
        "TK-123456",
        "said",
        "TK-123456",
    )
    assert (name.value, name.source, name.earlier) == ("Sari Dewi", "action", ("Sari",))
    assert (status.label, status.value, status.source) == ("pesanan: status", "terlambat", "action")
    assert facts["pesanan.total"].shown == "125.000"
    assert facts["topic"].shown == "Pengiriman"


def test_the_row_that_decided_is_named_with_what_it_saw() -> None:
    why = {one.output: one for one in valid(late_order().record).why}
    assert (why["to"].table, why["to"].row, why["to"].inputs) == ("tujuan", 2, (("topic", "pengiriman"),))
    assert why["to"].file == "manusia.yaml"
    lines = (ROOT / "examples" / "toko-sejahtera" / "manusia.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[why["to"].line - 1].strip().startswith("pengiriman, produk |")


def test_the_summary_reads_well() -> None:
    record = valid(late_order().record)
    assert record.summary == (
        "Perihal: Pengiriman. Diserahkan oleh alur “lacak”. Diketahui: Tingkat pelanggan gold, "
        "Nama Sari Dewi, Nomor pesanan TK-123456, pesanan: kurir JNE, pesanan: status terlambat, "
        "pesanan: total 125.000. Sebelumnya: Bot menjawab pertanyaan “ongkir”; cek pesanan: berhasil. "
        "Awalnya pelanggan menulis: “ongkir berapa ya kak?”. "
        "Terakhir pelanggan menulis: “cek resi TK-123456 dong, belum sampai”."
    )


def test_the_words_that_did_it_are_the_evidence() -> None:
    talk = converse(profile={"name": "Sari"})
    talk.write("parah banget, kecewa sekali saya")
    record = valid(talk.record)
    assert (record.trigger.by, record.trigger.name) == ("rule", "marah")
    assert "kecewa" in " ".join(record.trigger.evidence)
    assert "“marah” (“" in record.summary
    assert record.trigger.file == "manusia.yaml"


def test_facts_are_evidence_where_no_words_were_but_are_not_told_to_people() -> None:
    talk = converse(bot("eskalasi"), act=lambda action, inputs: Outcome({"status": "hilang", "nilai": 1}))
    talk.write("lacak TK-0001")
    record = valid(talk.record)
    assert record.trigger.evidence == ("pesanan.status = hilang",)
    assert "pesanan.status =" not in record.summary


def test_what_was_promised_stays_with_its_basis_and_the_real_wait() -> None:
    waits = tuple(120.0 + 180 * (index % 2) for index in range(40))
    figures = QueueFigures(agents=2, busy=6, waiting=8, ahead=8, recent_waits_s=waits, capacity=3)
    talk = converse(bot("serah"), queue=figures)
    talk.write("ke tim tagihan")
    talk.wait(timedelta(minutes=2))
    assert talk.state.handover is not None
    id_ = talk.state.handover.id
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Budi"))
    record = valid(talk.record)
    (announced,) = record.wait.announced
    assert (announced.wait, announced.low, announced.high) == (
        "range",
        timedelta(minutes=2),
        timedelta(minutes=5),
    )
    assert (announced.ahead, announced.agents, announced.sample) == (8, 2, 40)
    assert record.wait.actual == timedelta(minutes=2)
    assert (record.agent, record.state, record.epoch) == ("Budi", "with_agent", 1)


def test_the_path_tells_each_move_and_each_deadline_is_of_who_has_it() -> None:
    talk = converse(bot("serah"), now="2026-11-22T22:30+07:00", page={"query.akun": "A1"})
    talk.write("ke tim tagihan")
    record = valid(talk.record)
    (move,) = record.path
    assert (move.from_, move.to, move.by, move.reason) == ("tagihan", "umum", "chain", "closed")
    assert [(fact.clock, fact.due) for fact in record.sla] == [
        ("first_reply", datetime.fromisoformat("2026-11-22T22:40+07:00"))
    ]


def test_a_message_left_tells_how_and_until_when_to_answer() -> None:
    talk = converse(bot("serah"), now="2026-11-22T22:30+07:00", agents=0, profile={"name": "Sari"})
    talk.write("bicara dengan CS soal error")
    talk.write("aplikasi tidak bisa dibuka sejak pagi")
    talk.write("0812-3456-7890")
    record = valid(talk.record)
    assert record.state == "left_message"
    assert record.reach.by == ("channel", "phone")
    assert record.reach.promised == MONDAY_NINE + timedelta(hours=2)
    assert [(fact.clock, fact.due) for fact in record.sla] == [
        ("left_message", MONDAY_NINE + timedelta(hours=2))
    ]
    assert "Pesan yang ditinggalkan: “aplikasi tidak bisa dibuka sejak pagi”." in record.summary


def test_a_window_that_closes_is_told() -> None:
    talk = converse(bot("serah"), channel="whatsapp", profile={"name": "Sari"})
    talk.write("ke tim tagihan")
    reach = valid(talk.record).reach
    assert reach.window_until == talk.now + timedelta(hours=24)


def test_agents_words_and_notes_are_in_the_transcript_the_bots_doings_too() -> None:
    talk = late_order()
    assert talk.state.handover is not None
    id_ = talk.state.handover.id
    talk.happen(lambda event, now: AgentAccepted(event, now, id_, "Ani"))
    talk.happen(lambda event, now: AgentWrote(event, now, id_, "Saya cek dulu ya.", "Ani"))
    talk.happen(lambda event, now: AgentNoted(event, now, id_, "pelanggan sabar", "Ani"))
    talk.happen(lambda event, now: AgentReturned(event, now, id_, "sudah beres", "Ani"))
    record = valid(talk.record)
    assert Line(talk.now, "agent", "Saya cek dulu ya.", None, "Ani") in record.transcript
    assert Line(talk.now, "note", "pelanggan sabar", None, "Ani") in record.transcript
    assert Line(talk.now, "event", "cek pesanan: berhasil") in record.transcript
    assert record.outcome is not None
    assert (record.outcome.state, record.outcome.by) == ("bot", "Ani")
    assert record.path[-1].reason == "sudah beres"


def test_skills_keep_the_level_that_is_asked_for() -> None:
    talk = converse(bot("serah"), profile={"name": "Sari", "locale": "en"})
    talk.write("tech team")
    assert valid(talk.record).skills == ("english >= 2",)


@pytest.mark.parametrize("folder", ["serah", "eskalasi", "perintah", "langkah", "rusak"])
def test_a_record_of_the_barest_conversation_is_valid(folder: str) -> None:
    talk = converse(bot(folder), agents=None, act=lambda action, inputs: None)
    talk.write("tolong hubungkan saya dengan manusia")
    while talk.state.waiting is not None and talk.state.handover is not None:
        talk.wait(timedelta(minutes=10))
    valid(talk.record)
    assert talk.replayed() is None


def test_slots_that_are_not_for_agents_are_left_out() -> None:
    talk = converse(bot("ingatan"), act=lambda action, inputs: Outcome())
    talk.write("bicara dengan CS")
    assert "sembunyi" not in {fact.name for fact in valid(talk.record).slots}
    assert "tidak terlihat" not in valid(talk.record).summary
