"""Any order of events: the core does not fail, forgets nothing, repeats itself; a human can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.core.events import (
    AgentAccepted,
    AgentEscalated,
    AgentNoted,
    AgentResolved,
    AgentReturned,
    AgentTransferred,
    AgentWrote,
    Event,
    HandoverFailed,
    Outcome,
)
from runtime.feel.values import Value
from runtime.testing import Conversation
from tests.conversations.bots import bot, converse
from tests.conversations.test_record import valid

WORDS = [
    *("halo", "lacak TK-123456", "cek resi", "TK-654321", "minta refund", "ya", "tidak", "batal", "menu"),
    *("ulangi", "salah", "lewati", "berapa lama", "english", "stop", "jam buka?", "xqzt", "penipuan", "1"),
    *("parah banget kecewa sekali", "bicara dengan CS", "terima kasih", "Sari", "0812-3456-7890", ""),
    *("{{ 7*7 }}", "\x00\u202e", "🙂" * 40),
]
OUTCOMES = [
    Outcome(),
    Outcome(error="timeout"),
    Outcome(error="broken"),
    Outcome(
        {"status": "terlambat", "total": 1, "kurir": None, "nama": "Sari", "tier": "gold", "nomor": "RF-1"}
    ),
    Outcome({"status": "dikirim", "total": 1, "kurir": "x", "nama": None, "tier": "platinum", "nomor": None}),
]

# Words of the small bots, so that their flows are reached.
MORE_WORDS = [
    *(
        "cari buku BK-123",
        "beli buku",
        "BK-100",
        "ubah alamat",
        "bungkus kado",
        "isi lengkap",
        "coba putaran",
    ),
    *("pesan kamar", "ubah reservasi", "mau bayar", "ada keluhan", "sewa mobil", "pesan spa", "pesan makan"),
    *("lacak TK-0001", "ada gangguan", "semua", "data saya bocor", "tutup akun", "mau curhat", "isi keluhan"),
    *(
        "ke tim tagihan",
        "ke tim malam",
        "ke tim teknis",
        "ke tim kecil",
        "sudah selesai",
        "mau pesan",
        "tagihan",
    ),
    *(
        "cetak nama",
        "tanya rusak",
        "cek usia",
        "lihat gambar",
        "mau refund",
        "minta atasan",
        "ke kantor",
        "ke tahap",
        "kirim nomor",
        "minggu depan",
        "besok",
        "bali",
    ),
]
SMALL = ("bahasa", "eskalasi", "ingatan", "langkah", "perintah", "rusak", "serah", "tenggat")

Act = Callable[[Conversation], None]


def writes(text: str) -> Act:
    return lambda talk: talk.write(text)


def taps(index: int) -> Act:
    def act(talk: Conversation) -> None:
        buttons = [button for message in talk.sent for button in message.buttons]
        if buttons:
            talk.tap(buttons[index % len(buttons)].word)

    return act


def waits(minutes: int) -> Act:
    return lambda talk: talk.wait(timedelta(minutes=minutes))


def answers(index: int) -> Act:
    return lambda talk: talk.answer(OUTCOMES[index % len(OUTCOMES)]) if talk.running else None


def desk(kind: int) -> Act:
    def act(talk: Conversation) -> None:
        id_ = talk.state.handover.id if talk.state.handover else "h_none"
        makers: list[Callable[[str, datetime], Event]] = [
            lambda event, now: AgentAccepted(event, now, id_, "Ani"),
            lambda event, now: AgentWrote(event, now, id_, "baik", "Ani"),
            lambda event, now: AgentNoted(event, now, id_, "catatan", "Ani"),
            lambda event, now: AgentResolved(event, now, id_, "resolved", "Ani"),
            lambda event, now: AgentReturned(event, now, id_, "", "Ani"),
            lambda event, now: HandoverFailed(event, now, id_, "410"),
            lambda event, now: AgentTransferred(event, now, id_, "umum", None, "salah tim", "Ani"),
            lambda event, now: AgentTransferred(event, now, id_, "pusat", "Budi", "ahlinya", "Ani", True),
            lambda event, now: AgentEscalated(event, now, id_, None, "perlu izin", "Ani"),
            lambda event, now: AgentAccepted(event, now, id_, "Citra"),
        ]
        talk.happen(makers[kind % len(makers)])

    return act


ACTS = st.one_of(
    st.sampled_from(WORDS).map(writes),
    st.text(max_size=30).map(writes),
    st.integers(0, 20).map(taps),
    st.sampled_from([1, 15, 60, 24 * 60]).map(waits),
    st.integers(0, 10).map(answers),
    st.integers(0, 10).map(desk),
)


def slow(action: str, inputs: Mapping[str, Value]) -> Outcome | None:
    return None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ACTS, max_size=25),
    st.sampled_from([None, 0, 1]),
    st.sampled_from(["2026-11-23T10:00+07:00", "2026-11-22T23:30+07:00"]),
)
def test_any_order_of_events_is_survived_and_replayed(acts: list[Act], agents: int | None, now: str) -> None:
    talk = converse(act=slow, agents=agents, now=now)
    for act in acts:
        act(talk)
    assert talk.replayed() is None


@settings(max_examples=40, deadline=None)
@given(st.lists(ACTS, max_size=20), st.sampled_from([None, 0, 1]))
def test_a_human_can_always_be_asked_for(acts: list[Act], agents: int | None) -> None:
    talk = converse(act=slow, agents=agents)
    for act in acts:
        act(talk)
    while talk.running:  # whatever still runs answers at some time
        talk.answer(Outcome(error="timeout"))
    talk.write("tolong hubungkan saya dengan manusia")
    while talk.running:
        talk.answer(Outcome())
    assert talk.state.handover is not None


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, max_size=20))
def test_every_word_of_the_customer_is_in_the_transcript(acts: list[Act]) -> None:
    talk = converse(act=slow)
    for act in acts:
        act(talk)
    talk.write("kalimat penutup")
    assert [line.text for line in talk.state.transcript if line.who == "customer"][-1] == "kalimat penutup"


def clocks_run(talk: Conversation) -> None:
    """Nothing waits for ever: whatever the conversation waits for has its clock."""
    state, timers = talk.state, talk.state.timers
    if not state.open:
        asked = state.ended is not None and state.ended.asked is not None
        assert set(timers) == ({"reopen"} if asked else set())
        return
    assert (state.offer is None) or "offer" in timers
    assert (not state.calls) or "action" in timers
    assert (not state.held) or state.calls
    if state.handover is not None and state.handover.phase == "queued":
        assert "give_up" in timers
    if state.handover is not None and state.handover.phase in ("with_agent", "escalated"):
        assert timers.keys() & {"agent_silent", "customer_silent"}
    if state.handover is not None and state.handover.phase == "escalated":
        assert "escalation" in timers
    if state.waiting is not None and state.offer is None and not state.calls:
        own = "collect" if state.waiting.state.startswith("handover:") else "timeout"
        assert ("leave" if state.waiting.state.startswith("leave:") else own) in timers
    if state.waiting is None and state.offer is None and not state.calls and state.handover is None:
        assert "idle" in timers


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(SMALL),
    st.lists(st.one_of(ACTS, st.sampled_from(MORE_WORDS).map(writes)), max_size=25),
    st.sampled_from([None, 0, 1]),
    st.booleans(),
    st.sampled_from(["2026-11-23T10:00+07:00", "2026-11-22T23:30+07:00", "2026-11-23T16:50+07:00"]),
)
def test_nothing_waits_for_ever_and_every_record_is_valid(
    name: str, acts: list[Act], agents: int | None, at_once: bool, now: str
) -> None:
    talk = converse(
        bot(name), act=(lambda action, inputs: Outcome()) if at_once else slow, agents=agents, now=now
    )
    for act in acts:
        act(talk)
        clocks_run(talk)
        if talk.record is not None:
            valid(talk.record)
    assert talk.replayed() is None
