"""A session, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.bottest.given import GivenError
from flowc.bottest.model import Plain
from flowc.chat.commands import COMMANDS, NAMES
from flowc.chat.session import Session
from flowc.chat.settings import Settings
from tests.conversations.bots import bot
from tests.conversations.bots import compiled as repository_bot
from tests.flowc.chat.making import CRM, MONDAY, at, compiled, said, session, shown, take
from tests.ui.bots import write_example

SILENT = """\
flows:
  tanya_nama:
    start_on: coba
    steps:
      - collect: nama
        timeout: {after: 1h, do: [{call: catat}, {end: conversation}]}
actions:
  catat: {http: {to: toko, method: POST, path: /catat}, repeat: safe}
intents:
  coba: {label: Coba, phrases: [coba dulu]}
"""
BUTTONS = [
    "button: 1) Lacak pesanan  [lacak]",
    "button: 2) Minta refund  [refund]",
    "button: 3) Bicara dengan CS  [cs]",
]


def test_a_message_is_answered_with_its_buttons() -> None:
    brought = take(session(), "halo")
    assert brought[-3:] == BUTTONS
    assert said(brought)[1] == "Ada yang bisa saya bantu?"
    assert brought[:2] == [
        'note: action crm {id: "trial"}  ' + at("bot.yaml", "  crm:"),
        'note: crm answers {nama: "Sari", tier: "reguler"}',
    ]


def test_the_customers_channel_tells_the_language() -> None:
    assert "button: 2) Ask for a refund  [refund]" in take(session(locale="en"), "hmm")


@pytest.mark.parametrize("line", ["/tap refund", "/tap 2"])
def test_a_button_is_tapped_by_word_or_number(line: str) -> None:
    assert said(take(session(), "halo", line))[-1].startswith("Boleh minta nomor pesanannya")


@pytest.mark.parametrize(
    ("before", "line", "told"),
    [
        ((), "/tap cs", "error: no button was offered yet"),
        (("halo",), "/tap beli", "error: no button `beli` is offered; the buttons are lacak, refund, cs"),
        (("halo",), "/tap 4", "error: no button `4` is offered; the buttons are lacak, refund, cs"),
        ((), "/slot", "error: there is no command `/slot`; did you mean /slots?"),
        ((), "/xyzzy", "error: there is no command `/xyzzy`; /help lists them all"),
        ((), "/", "error: there is no command `/`; /help lists them all"),
        ((), "/wait", "error: write it as /wait 10m"),
        ((), "/wait sebentar", "error: write it as /wait 10m"),
        ((), "/wait 9y", "error: that is too long; at most 366d at once"),
        ((), "/now kemarin", "error: write it as /now [2026-11-23T20:00 | 20:00]"),
        ((), "/now 2026-11-22", "error: time only goes forwards; it is Mon 23 Nov 2026 10:00 now, "),
        ((), "/now 9999-12-31T23:59", "error: that is too long; at most 366d at once"),
        ((), "/agent accept", "error: there is no handover for an agent to act on"),
        ((), "/agents cs", "error: `cs` is not written as cs=2"),
        ((), "/agents css=2", "error: there is no division `css`; the bot has cs"),
        ((), "/queue cs=99999", "error: `cs=99999` is not written as cs=2"),
        ((), "/action crm", "error: write it as /action NAME {status: …} | null | timeout | ask"),
        (
            (),
            "/action crn null",
            "error: there is no action `crn`; the bot has ajukan_refund, cek_pesanan, crm",
        ),
        (
            (),
            "/action crm {tier: perak}",
            "error: `tier` is one of baru, reguler, gold, platinum, not `perak`",
        ),
        ((), "/action crm {umur: 3}", "error: `crm` has no output `umur`"),
        ((), "/action crm {error: lupa}", "error: an error is one of timeout, unreachable, "),
        ((), "/action crm {tier: ", "error: "),
        ((), "/image", "error: write it as /image URL"),
        ((), "/why", "fact: nothing has happened yet"),
        ((), "/slots", "fact: the bot knows nothing yet"),
        ((), "/timers", "fact: no timer is running"),
        ((), "/record", "fact: there is no handover yet"),
        ((), "/now", "fact: Mon 23 Nov 2026 10:00"),
    ],
)
def test_what_a_line_is_answered_with(before: tuple[str, ...], line: str, told: str) -> None:
    brought = take(session(), *before, line)
    assert len(brought) == 1
    assert brought[0].startswith(told)


def test_help_lists_every_command_in_both_languages() -> None:
    for language in ("en", "id"):
        brought = take(session(language=language), "/help")
        assert len(brought) == len(COMMANDS)
        for name, line in zip(NAMES, brought, strict=True):
            assert line.startswith(f"fact: /{name}")


def test_an_empty_line_is_nothing() -> None:
    assert take(session(), "   ") == []


def test_two_signs_write_a_message_that_begins_with_one() -> None:
    one = session()
    take(one, "//help")
    assert "fact: the customer wrote “/help”" in take(one, "/why")


def test_leaving() -> None:
    one = session()
    assert take(one, "/quit") == []
    assert one.done


# ---- time ----


def test_timers_fire_in_order_at_their_own_time() -> None:
    brought = take(session(), "halo", "/wait 31m")
    assert [line for line in brought if not line.startswith("bot")] == [
        "note: Mon 23 Nov 2026 10:10  timer remind:0",
        "note: Mon 23 Nov 2026 10:30  timer timeout",
        "note: the conversation is closed; the next message begins a new one",
        "note: it is Mon 23 Nov 2026 10:31",
    ]
    assert len(said(brought)) == 2


def test_time_goes_on_to_the_next_such_hour() -> None:
    one = session()
    assert take(one, "/now 20:00") == ["note: it is Mon 23 Nov 2026 20:00"]
    assert take(one, "/now 08:30") == ["note: it is Tue 24 Nov 2026 08:30"]
    assert take(one, "/now 2026-11-25T07:00+07:00") == ["note: it is Wed 25 Nov 2026 07:00"]


def test_timers_are_shown_with_what_they_mean() -> None:
    assert take(session(), "halo", "/timers") == [
        "fact: Mon 23 Nov 2026 10:10  remind:0  [in 10m: a reminder is said]",
        "fact: Mon 23 Nov 2026 10:30  timeout  [in 30m: the question times out]",
    ]


def test_in_indonesian() -> None:
    one = session(language="id")
    assert take(one, "halo", "/timers")[0] == (
        "fact: Sen 23 Nov 2026 10:10  remind:0  [dalam 10m: pengingat disampaikan]"
    )
    assert take(one, "/slot") == ["error: tidak ada perintah `/slot`; maksudnya /slots?"]


# ---- actions ----


def test_an_action_without_an_answer_is_asked_for() -> None:
    one = session(actions={})
    assert take(one, "halo") == [
        'note: action crm {id: "trial"}  ' + at("bot.yaml", "  crm:"),
        "ask: what does `crm` answer? for example {nama: teks, tier: baru} · null for not found · "
        "timeout · unreachable · refused · broken · busy · unknown",
    ]
    assert one.asking == "crm"
    brought = take(one, "{nama: Budi, tier: gold}")
    assert one.asking is None
    assert "Halo Budi" in said(brought)[0]


@pytest.mark.parametrize("answer", ["timeout", "error timeout", "error: timeout", "{error: timeout}"])
def test_an_action_may_fail(answer: str) -> None:
    one = session()
    brought = take(one, "cek resi TK-123456", answer)
    assert "note: handover to pengiriman: queued" in brought
    assert len(said(brought)) == 3
    assert any("action cek_pesanan failed: timeout" in line for line in take(one, "/why"))


@pytest.mark.parametrize("answer", ["", "entahlah", "{status: hilang}", "{total: banyak}", "[1"])
def test_an_answer_that_is_none_is_asked_for_again(answer: str) -> None:
    one = session()
    (told,) = take(one, "cek resi TK-123456", answer)
    assert told.startswith("error: ")
    assert one.asking == "cek_pesanan"


def test_commands_and_the_customer_go_on_while_an_action_is_asked_for() -> None:
    one = session()
    take(one, "cek resi TK-123456")
    assert take(one, "/state")[1:3] == [
        "fact: flow lacak",
        "fact: action cek_pesanan has not answered  " + at("bot.yaml", "  cek_pesanan:"),
    ]
    assert "ask: " in take(one, "/say masih lama?")[-1]
    assert one.asking == "cek_pesanan"


def test_time_passes_while_an_action_is_asked_for_until_it_is_given_up() -> None:
    one = session()
    brought = take(one, "cek resi TK-123456", "/wait 1m")
    assert "note: Mon 23 Nov 2026 10:00:15  timer action" in brought
    assert one.asking is None


def test_time_stands_still_where_an_action_is_asked_for(tmp_path: Path) -> None:
    """A time-out's block calls an action: the rest of the wait comes after its answer."""
    one = session(compiled(write_example(tmp_path / "bot", SILENT)), Settings(now=MONDAY))
    brought = take(one, "coba dulu", "/wait 3h")
    assert brought[0] == "note: Mon 23 Nov 2026 11:00  timer timeout"
    assert brought[-1] == "note: it is Mon 23 Nov 2026 11:00: time stands still until the action answers"
    assert one.asking == "catat"
    assert take(one, "ok")[-1] == "note: the conversation is closed; the next message begins a new one"


def test_what_an_action_answers_can_be_set_and_forgotten() -> None:
    one = session()
    assert take(one, "/action cek_pesanan {status: sampai}") == [
        "note: `cek_pesanan` answers that from now on"
    ]
    assert any("sampai" in line for line in take(one, "cek resi TK-123456"))
    assert take(one, "/action cek_pesanan ask") == ["note: you will be asked what `cek_pesanan` answers"]
    take(one, "cek resi TK-123457", "/reset", "cek resi TK-123457")
    assert one.asking == "cek_pesanan"


def test_several_answers_are_used_up_in_turn() -> None:
    twice: list[Plain] = ["busy", {"status": "dikirim"}]
    one = session(actions={**CRM, "cek_pesanan": twice})
    assert any("cek_pesanan answers busy" in line for line in take(one, "cek resi TK-123456"))
    brought = take(one, "/agent return", "cek resi TK-123456")
    assert any("cek_pesanan answers {" in line for line in brought)


@pytest.mark.parametrize(
    "actions",
    [{"crn": None}, {"crm": "gold"}, {"crm": {"tier": "perak"}}, {"crm": [{"nama": "A"}, {"x": "1"}]}],
)
def test_answers_that_mean_nothing_are_refused_at_the_start(actions: dict[str, object]) -> None:
    with pytest.raises(GivenError):
        session(actions=actions)


# ---- humans ----


def test_a_handover_with_its_agent() -> None:
    one = session()
    brought = take(one, "/action cek_pesanan {status: terlambat}", "cek resi TK-123456")
    assert brought[-1] == "note: handover to pengiriman: queued"
    assert take(one, "/agent accept")[-1] == "note: handover to pengiriman: with_agent"
    assert take(one, "/agent write Saya cek dulu, ya") == ["agent: Saya cek dulu, ya  [Ani]"]
    assert take(one, "baik") == ["note: passed on to the desk of pengiriman"]
    assert take(one, "/agent note pelanggan sabar") == ["note: nothing is said; /why tells what happened"]
    assert take(one, "/record")[0].startswith("fact: id: h_")
    for wrong in ("/agent write", "/agent menari", "/agent resolve mungkin"):
        assert take(one, wrong)[0].startswith("error: write it as /agent accept")
    assert take(one, "/agent resolve") == [
        "note: the handover is over: resolved",
        "note: the conversation is closed; the next message begins a new one",
    ]
    assert "  outcome:" not in take(one, "/record")
    assert "fact: outcome:" in take(one, "/record")


def test_an_agent_gives_the_conversation_back() -> None:
    one = session()
    brought = take(one, "parah banget, kecewa sekali", "/agent accept", "/agent return")
    assert "note: the handover is over: bot" in brought
    assert any(line.startswith("button: ") for line in brought)


def test_staffing_and_queues_can_be_set() -> None:
    one = session()
    assert take(one, "/agents cs=0 penagihan=3") == [
        "fact: cs: 0 online",
        "fact: penagihan: 3 online",
        "fact: pengiriman: 1 online",
    ]
    assert take(one, "/queue cs=9")[0] == "fact: cs: 9 waiting"
    brought = take(one, "parah banget, kecewa sekali")
    assert brought[-1] == "note: handover to cs: left_message"


def test_named_agents_are_given_handovers_decline_and_go() -> None:
    one = session()
    assert take(one, "/agents cs=Ani+Budi")[0] == "fact: cs: Ani, Budi online"
    assert take(one, "parah banget, kecewa sekali")[-1] == "note: handover to cs: assigned"
    assert "note: handover to cs: queued" not in take(one, "/agent decline")
    assert take(one, "/agent offline Budi")[-1] == "note: handover to cs: queued"
    assert take(one, "/agent online Cici")[0].startswith("error: no agent is named `Cici`")
    assert "note: handover to cs: assigned" in take(one, "/wait 10m")
    assert take(one, "/agent accept")[-1] == "note: handover to cs: with_agent"


def test_how_long_earlier_customers_waited() -> None:
    brought = take(session(queue={"cs": 5}, wait=("2m", "5m")), "parah banget, kecewa sekali")
    assert "2–5 menit" in said(brought)[-1]


def test_out_of_hours() -> None:
    one = session(now="2026-11-22T20:00", agents={"cs": 0})
    assert take(one, "parah banget, kecewa sekali")[-1] == "note: handover to cs: left_message"


# ---- why ----


def test_why_names_the_files_lines() -> None:
    one = session()
    take(one, "/action cek_pesanan {status: terlambat}", "cek resi TK-123456")
    brought = take(one, "/why")
    assert brought[:2] == [
        "fact: the customer wrote “cek resi TK-123456”",
        "fact: understood as intent lacak (0.90) because of “cek resi”",
    ]
    for line in (
        "fact: could be order_id: TK-123456",
        f"fact: step lacak/collect:order_id  {at('alur.yaml', 'collect: order_id')}",
        f"fact: step lacak/switch  {at('alur.yaml', 'switch: pesanan.status')}",
        "fact: order_id is now TK-123456 (was null)  [said: “TK-123456”]",
        "fact: to by row 2 of table tujuan (topic = pengiriman)  "
        + at("manusia.yaml", "pengiriman, produk |"),
    ):
        assert line in brought, brought
    said_at = next(line for line in brought if line.startswith("fact: said pesanan_terlambat"))
    assert "pesan." in said_at


def test_why_a_rule_fired() -> None:
    brought = take(session(), "parah banget, kecewa sekali", "/why")
    rule = next(line for line in brought if line.startswith("fact: rule marah fired: "))
    assert rule.endswith(at("manusia.yaml", "rule: marah"))
    assert any(line.startswith("fact: feeling -") for line in brought)


def test_a_step_that_was_left_out() -> None:
    one = session()
    take(one, "/action ajukan_refund null", "minta refund TK-123456", "barangnya rusak total", "ya")
    assert any("is left out: its `when` is not true" in line for line in take(one, "/why"))


def test_slots_with_where_they_came_from() -> None:
    assert take(session(), "cek resi TK-123456", "/slots")[:3] == [
        "fact: customer.tier = reguler  [action: crm.tier, 10:00]",
        "fact: nama = Sari  [action: crm.nama, 10:00]",
        "fact: order_id = TK-123456  [said: “TK-123456”, 10:00]",
    ]


def test_beginning_again() -> None:
    one = session()
    take(one, "halo", "/wait 5m")
    assert take(one, "/reset") == [f"note: begun again; it is Mon 23 Nov 2026 {MONDAY[-5:]}"]
    assert take(one, "/slots") == ["fact: the bot knows nothing yet"]


def test_a_picture() -> None:
    brought = take(session(), "halo", "/image https://example.com/rusak.jpg")
    assert brought
    assert not brought[0].startswith("error")


_LINES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "halo",
            "TK-123456",
            "cek resi TK-123456",
            "minta refund",
            "marah banget",
            "ya",
            "tidak",
            "1",
            "stop",
        ]
    ),
    st.builds(
        "/{} {}".format,
        st.sampled_from(NAMES),
        st.sampled_from(
            ["", "10m", "400d", "23:59", "cs=0", "cs=3", "accept", "write a", "resolve", "return", "crm null"]
        ),
    ),
    st.sampled_from(["null", "timeout", "{status: sampai}", "{nomor: A}", "/tap 1", "/tap cs"]),
)


@settings(max_examples=40, deadline=None)
@given(lines=st.lists(_LINES, max_size=12))
def test_no_line_raises(lines: list[str]) -> None:
    one = session(actions={})
    for line in lines:
        for text in shown(one.take(line)):
            assert text.split(": ")[0] in ("bot", "agent", "button", "note", "fact", "ask", "error")


def test_an_agent_uses_a_shortcut() -> None:
    one = Session(
        repository_bot(bot("pintasan")),
        "sha256:0",
        Settings(MONDAY, actions={"buat_tiket": {"nomor": "T-7"}}),
    )
    take(one, "bicara dengan CS", "/agent accept")
    assert take(one, "/agent shortcut tiket")[0].startswith(
        "error: there is no shortcut `tiket`; the bot has"
    )
    assert take(one, "/agent shortcut buka_tiket Rusak") == [
        "error: write what `buka_tiket` needs as {slot: value}: ringkasan"
    ]
    assert take(one, "/agent shortcut buka_tiket") == [
        "note: the desk of cs is told: shortcut (shortcut buka_tiket, outcome refused, missing ringkasan)"
    ]
    done = take(one, "/agent shortcut buka_tiket {ringkasan: Paket rusak}")
    assert done[-3:-1] == ["agent: Tiket T-7 sudah dibuat.  [Ani]", "agent: Ada lagi?  [Ani]"]
    assert done[-1] == "note: the desk of cs is told: shortcut (shortcut buka_tiket, outcome done)"
