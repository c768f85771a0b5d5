"""What the picture of a bot shows."""

from __future__ import annotations

import pytest

from flowc.picture.build import build_picture
from flowc.picture.model import Box, Kind, Picture, Theme, Way
from flowc.picture.wrapped import BOX_CHARS, MOST_LINES, wrap
from runtime.artifact.model import Artifact
from tests.conversations.bots import bot
from tests.conversations.bots import compiled as repository_bot
from tests.flowc.picture.large import TOPICS, files
from tests.flowc.picture.making import Seen, compiled, shop

SMALL = """\
flows:
  salam:
    start_on: salam
    steps:
      - say: halo
      - say: bantuan
      - collect: nama
        timeout: {after: 90m, do: [{say: tutup}, {end: conversation}]}
      - when: nama = "Ani"
        handover: cs
        priority: high
      - step: lagi
        switch: nama
        cases:
          Budi, Cici: [{goto: lagi2}]
          "null": [{offer: tanya}]
          otherwise: [{goto: lagi2}]
      - step: lagi2
        say: halo
intents:
  salam: {label: {id: Salam, en: Greeting}, phrases: [coba dulu]}
"""


@pytest.fixture(scope="module")
def toko() -> Seen:
    return Seen(build_picture(shop()))


def boxes_of(picture: Picture) -> list[Box]:
    return [box for group in picture.groups for box in group.boxes]


def assert_lawful(picture: Picture) -> None:
    ids = [box.id for box in boxes_of(picture)]
    assert len(ids) == len(set(ids))
    assert {end for line in picture.lines for end in (line.tail, line.head)} <= set(ids)


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("flow", [None, *("menu", "lacak", "refund", "ada_lagi", "kembali_ke_bot")])
def test_every_line_joins_two_boxes(flow: str | None, language: str) -> None:
    assert_lawful(build_picture(shop(), language, flow))


def test_flows_are_groups_beside_rules_divisions_and_defaults(toko: Seen) -> None:
    titles = [group.title for group in toko.themed(Theme.FLOW)]
    assert titles == ["menu", "lacak", "refund", "ada_lagi", "tanya_bebas", "kembali_ke_bot", "ajukan_refund"]
    assert [group.title for group in toko.themed(Theme.RULES)] == ["escalation rules"]
    assert [group.title for group in toko.themed(Theme.DIVISIONS)] == ["divisions"]
    shared = toko.group("where nothing else is said")
    assert [box.lines for box in shared.boxes if box.kind is Kind.ENTRY] == [
        ("does not fit",),
        ("no answer 30m",),
    ]


def test_waits_are_told_apart_from_silent_steps(toko: Seen) -> None:
    assert toko.box("lacak", "collect order_id").kind is Kind.WAIT
    assert toko.box("menu", "choose apa_yang_bisa_dibantu").kind is Kind.WAIT
    assert toko.box("lacak", "offer tawarkan_tim").kind is Kind.WAIT
    assert toko.box("lacak", "say pesanan_terlambat").kind is Kind.SILENT
    assert toko.box("lacak", "call cek_pesanan").kind is Kind.CALL
    assert toko.box("lacak", "switch pesanan.status").kind is Kind.DECISION


def test_a_switch_shows_each_case_and_what_is_left(toko: Seen) -> None:
    assert toko.ways(toko.box("lacak", "switch pesanan.status")) == {
        ("say pesanan_terlambat", Way.MAIN, "terlambat"),
        ("say status_pesanan", Way.MAIN, "diproses, dikirim"),
        ("say status_pesanan", Way.MAIN, "sampai"),
        ("set order_id = null", Way.MAIN, "null"),
        ("end of flow", Way.MAIN, "otherwise"),
    }


def test_what_goes_wrong_is_beside_the_main_road(toko: Seen) -> None:
    failing = toko.box("lacak", "say sistem_pesanan_sibuk")
    assert failing.side
    assert ("say sistem_pesanan_sibuk", Way.SIDE, "fails") in toko.ways(toko.box("lacak", "call cek_pesanan"))
    assert [box.lines for box in toko.group("lacak").boxes if box.side] == [
        ("say sistem_pesanan_sibuk",),
        ("handover auto", "priority high"),
    ]


def test_ways_to_a_human(toko: Seen) -> None:
    assert toko.ways(toko.box("menu", "choose apa_yang_bisa_dibantu")) == {
        ("lacak", Way.INTO, "lacak"),
        ("minta_refund", Way.INTO, "refund"),
        ("handover auto", Way.HUMAN, "cs"),
    }
    assert toko.ways(toko.box("menu", "handover auto")) == {("routing", Way.DESK, "")}
    assert toko.ways(toko.box("refund", "handover penagihan")) == {("penagihan", Way.DESK, "")}
    rules = toko.group("escalation rules").boxes
    assert [box.lines[0] for box in rules][:2] == ["1 · diminta", "2 · sensitif"]
    assert toko.ways(rules[3]) == {("penagihan", Way.DESK, "")}
    assert rules[0].place == "manusia.yaml:2"


def test_divisions_with_their_fallback_chains(toko: Seen) -> None:
    assert toko.ways(toko.box("divisions", "routing")) == {
        ("penagihan", Way.MAIN, ""),
        ("pengiriman", Way.MAIN, ""),
        ("cs", Way.MAIN, ""),
    }
    assert toko.ways(toko.box("divisions", "cs")) == {("leave a message", Way.SIDE, "1 · any")}
    assert toko.ways(toko.box("divisions", "penagihan")) == {
        ("cs", Way.SIDE, "1 · any"),
        ("leave a message", Way.SIDE, "2 · closed, nobody"),
        ("stay in the queue", Way.SIDE, "2 · full, overflow"),
    }


@pytest.fixture(scope="module")
def small() -> Seen:
    return Seen(build_picture(compiled(SMALL)))


def test_steps_in_a_row_share_a_box(small: Seen) -> None:
    assert small.box("salam", "say halo").lines == ("say halo", "say bantuan")


def test_a_guard_shows_both_ways(small: Seen) -> None:
    asked = small.box("salam", 'when nama = "Ani"')
    assert small.ways(asked) == {
        ("handover cs", Way.HUMAN, "yes"),
        ("switch nama", Way.MAIN, "else"),
    }


def test_a_goto_is_a_line(small: Seen) -> None:
    ways = small.ways(small.box("salam", "switch nama"))
    assert ("say halo", Way.MAIN, "Budi, Cici, otherwise") in ways
    assert not any(box.lines == ("goto",) for box in boxes_of(small.picture))


def test_an_offer_shows_yes_and_no(small: Seen) -> None:
    assert small.ways(small.box("salam", "offer tanya")) == {
        ("handover auto", Way.HUMAN, "yes"),
        ("say halo", Way.MAIN, "no, no answer 10m"),
    }


def test_a_time_out_of_its_own_is_drawn(small: Seen) -> None:
    ways = small.ways(small.box("salam", "collect nama"))
    assert ("say tutup", Way.SIDE, "no answer 1h30m") in ways


def test_one_flow_with_what_is_around_it() -> None:
    seen = Seen(build_picture(shop(), flow="ada_lagi"))
    assert [group.title for group in seen.picture.groups] == ["ada_lagi", ""]
    around = {box.lines[0]: box for box in seen.group("").boxes}
    assert set(around) == {"flow lacak", "flow refund", "flow kembali_ke_bot", "flow tanya_bebas"}
    assert seen.ways(around["flow lacak"]) == {("(ada_lagi)", Way.INTO, "")}


def test_a_flow_that_is_not_there() -> None:
    with pytest.raises(LookupError):
        build_picture(shop(), flow="tidak_ada")


@pytest.fixture(scope="module")
def bank() -> Artifact:
    return compiled(files())


def test_a_flow_called_from_everywhere_says_so_itself(bank: Artifact) -> None:
    seen = Seen(build_picture(bank))
    entry = seen.group("lanjut").boxes[0]
    assert entry.lines == tuple(f"{topic} ×2" for topic in TOPICS)
    assert not [line for line in seen.picture.lines if line.head == entry.id]


@pytest.mark.parametrize("topics", [1, 3, 6])
def test_sixty_states_and_more_stay_legible(topics: int) -> None:
    """Fewer boxes than states, short lines, and hardly more lines than boxes."""
    artifact = compiled(files(TOPICS[:topics]))
    picture = build_picture(artifact)
    assert_lawful(picture)
    boxes = boxes_of(picture)
    steps = [box for group in picture.groups if group.theme is Theme.FLOW for box in group.boxes[1:]]
    assert len(steps) < len(artifact.states) - len(artifact.rules)
    flow_lines = [line for line in picture.lines if line.way is not Way.DESK]
    assert len(flow_lines) <= 1.2 * len(boxes)
    assert all(len(line) <= BOX_CHARS for box in boxes for text in box.lines for line in wrap(text))


def test_every_step_that_can_run_is_drawn(bank: Artifact) -> None:
    places = {box.place for box in boxes_of(build_picture(bank))}
    for key, state in bank.states.items():
        if key.startswith("rule:"):
            continue  # a rule's box stands at the rule
        if state.kind in ("ask", "call", "switch", "offer", "choose"):
            assert f"{state.place.file}:{state.place.line}" in places, key


def test_long_texts_are_broken_and_cut() -> None:
    lines = wrap("kata " * 100, 20)
    assert len(lines) == MOST_LINES
    assert all(len(line) <= 20 for line in lines)
    assert lines[-1].endswith("…")
    assert wrap("a\nb\x1b[31mc") == ("a b [31mc",)


def test_a_shortcut_is_a_button_with_its_form_and_steps() -> None:
    picture = build_picture(repository_bot(bot("pintasan")))
    group = next(one for one in picture.groups if one.title == "naik_level")
    lines = {box.lines for box in group.boxes}
    assert lines == {
        ("an agent's button", "ringkasan"),
        ("say salam_agen",),
        ("handover same", "level next"),
    }
    assert "mendesak" not in {
        one.title for one in build_picture(repository_bot(bot("pintasan")), flow="menu").groups
    }
