"""Steps become states: where they are, what follows them, what is filled in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from flowc.machine.steps import STEP_KINDS
from flowc.structure import tree
from runtime.artifact import model
from runtime.artifact.tree import Anything, Null, String
from tests.flowc.machine.making import made


def test_every_step_kind_has_a_module_and_a_row() -> None:
    import flowc.machine.steps as package

    files = {path.stem for path in Path(package.__path__[0]).glob("*.py")} - {"__init__"}
    assert {kind.__name__.rpartition(".")[2] for kind in STEP_KINDS} == files
    assert {kind.STEP for kind in STEP_KINDS} == set(tree.Step.__args__)


def test_a_position_is_flow_keyword_object_or_the_step_s_name(tmp_path: Path) -> None:
    states = made(
        tmp_path,
        """
flows:
  lacak:
    steps:
      - {say: halo}
      - {say: halo}
      - {step: tanya, collect: order_id}
      - {say: {id: Sudah, en: Done}}
      - end
""",
    ).machine.states
    assert [key for key in states if key.startswith("lacak/")] == [
        "lacak/say:halo",
        "lacak/say:halo#2",
        "lacak/tanya",
        "lacak/say",
        "lacak/end",
    ]


def test_what_follows_each_kind_of_block(tmp_path: Path) -> None:
    states = made(
        tmp_path,
        """
actions:
  cek: {python: cek}
flows:
  lacak:
    steps:
      - {when: "1 = 1", do: [{say: halo}]}
      - switch: order_id
        cases: {a: [{set: {nama: x}}], b: [], otherwise: [{say: bantuan}]}
      - choose: tanya
        options:
          satu: {do: [{call: cek, on_error: [{say: gangguan}]}]}
          dua: {}
        on_invalid: [{say: salam}]
        timeout: {after: 1h, do: continue}
      - {offer: tanya, on_decline: [{say: tutup}]}
      - {collect: nama, on_invalid: continue}
""",
    ).machine.states
    follows = {key: states[key].next for key in states if key.startswith("lacak/")}
    assert follows == {
        "lacak/do": "lacak/switch",
        "lacak/say:halo": "lacak/switch",
        "lacak/switch": "lacak/choose:tanya",
        "lacak/set:nama": "lacak/choose:tanya",
        "lacak/say:bantuan": "lacak/choose:tanya",
        "lacak/choose:tanya": "lacak/offer:tanya",
        "lacak/call:cek": "lacak/offer:tanya",
        "lacak/say:gangguan": None,
        "lacak/say:salam": None,
        "lacak/offer:tanya": "lacak/collect:nama",
        "lacak/say:tutup": "lacak/collect:nama",
        "lacak/collect:nama": None,
    }
    switch, choose = states["lacak/switch"], states["lacak/choose:tanya"]
    assert isinstance(switch, model.Switch)
    assert [case.then for case in switch.cases] == [
        "lacak/set:nama",
        "lacak/choose:tanya",
        "lacak/say:bantuan",
    ]
    assert switch.cases[-1].test == Anything()
    assert isinstance(choose, model.Choose)
    assert [option.then for option in choose.options] == ["lacak/call:cek", "lacak/offer:tanya"]
    assert choose.timeout == model.Timeout(timedelta(hours=1), go_on=True)
    assert choose.on_invalid == model.Branch("lacak/say:salam")
    ask = states["lacak/collect:nama"]
    assert isinstance(ask, model.Ask)
    assert ask.on_invalid == model.Branch(go_on=True)


def test_an_option_without_steps_at_the_end_of_a_flow_ends_it(tmp_path: Path) -> None:
    states = made(
        tmp_path, "flows:\n  a: {steps: [{choose: tanya, options: {satu: {}, dua: {}}}]}"
    ).machine.states
    choose = states["a/choose:tanya"]
    assert isinstance(choose, model.Choose)
    assert [option.then for option in choose.options] == [None, None]


def test_blocks_of_defaults_and_of_actions_are_lowered_once(tmp_path: Path) -> None:
    machine = made(
        tmp_path,
        """
actions:
  cek: {python: cek, on_error: [{say: salam}]}
  lain: {python: lain}
flows:
  a: {steps: [{call: cek}, {call: cek}, {call: lain}, {call: cek, on_error: continue}, {collect: nama}]}
""",
    ).machine
    calls = [state for state in machine.states.values() if isinstance(state, model.CallAction)]
    assert [call.on_error for call in calls] == [
        model.Branch("action:cek/say:salam"),
        model.Branch("action:cek/say:salam"),
        model.Branch("defaults/say:gangguan"),
        model.Branch(go_on=True),
    ]
    ask = machine.states["a/collect:nama"]
    assert isinstance(ask, model.Ask)
    assert (ask.timeout, ask.on_invalid) == (
        model.Timeout(timedelta(hours=12), "defaults/say:tutup"),
        model.Branch("defaults/handover"),
    )
    assert machine.on_error == model.Branch("defaults/say:gangguan")
    assert machine.shared == (
        "defaults/say:tutup",
        "defaults/handover",
        "defaults/say:gangguan",
        "action:cek/say:salam",
    )


def test_several_slots_are_asked_in_a_row_under_one_guard(tmp_path: Path) -> None:
    states = made(
        tmp_path,
        """
flows:
  a:
    steps:
      - {collect: [nama, order_id], confirm: tanya}
      - {step: data, collect: [nama, order_id], when: nama = null}
      - {say: halo}
""",
    ).machine.states
    asked = {key: state for key, state in states.items() if key.startswith("a/")}
    assert [(key, state.kind, state.next) for key, state in asked.items()] == [
        ("a/collect:nama", "ask", "a/collect:nama+order_id"),
        ("a/collect:nama+order_id", "ask", "a/data"),
        ("a/data", "jump", "a/say:halo"),
        ("a/data+nama", "ask", "a/data+order_id"),
        ("a/data+order_id", "ask", "a/say:halo"),
        ("a/say:halo", "say", None),
    ]
    assert [state.guard is None for state in asked.values()] == [True, True, False, True, True, True]
    first, second = asked["a/collect:nama"], asked["a/collect:nama+order_id"]
    assert isinstance(first, model.Ask)
    assert isinstance(second, model.Ask)
    assert (first.confirm, second.confirm) == (None, "tanya")


@pytest.mark.parametrize(
    ("slot", "step", "defaults", "retries"),
    [
        ("", "", "", 2),
        ("", "", "retries: 4", 4),
        ("retries: 1", "", "retries: 4", 1),
        ("retries: 1", "retries: 0", "retries: 4", 0),
    ],
)
def test_retries_are_the_step_s_the_slot_s_the_bot_s_or_two(
    tmp_path: Path, slot: str, step: str, defaults: str, retries: int
) -> None:
    text = f"""
defaults:
  timeout: {{after: 12h, do: [{{say: tutup}}]}}
  on_invalid: [handover]
  on_error: [handover]
  {defaults}
slots:
  kota: {{type: text, ask: tanya, {slot}}}
flows:
  a: {{steps: [{{collect: kota, {step}}}]}}
"""
    state = made(tmp_path, text.replace(", }", "}")).machine.states["a/collect:kota"]
    assert isinstance(state, model.Ask)
    assert state.retries == retries
    assert state.invalid == "slot.invalid"


def test_goto_jumps_to_the_named_step_of_its_flow_under_its_guard(tmp_path: Path) -> None:
    states = made(
        tmp_path,
        """
flows:
  a: {steps: [{step: awal, collect: nama, again: true}, {goto: awal, when: nama = "x"}, {say: halo}]}
""",
    ).machine.states
    jump = states["a/goto:awal"]
    assert isinstance(jump, model.Jump)
    assert (jump.to, jump.next, jump.guard) == ("a/awal", "a/say:halo", String('nama = "x"'))


def test_an_offer_has_its_time_limit_and_goes_on_when_declined(tmp_path: Path) -> None:
    states = made(
        tmp_path, "flows:\n  a: {steps: [{offer: tanya, to: cs, priority: high}, {say: halo}]}"
    ).machine.states
    offer = states["a/offer:tanya"]
    assert isinstance(offer, model.Offer)
    assert offer.timeout == timedelta(minutes=10)
    assert offer.on_decline == model.Branch("a/say:halo")
    assert offer.handover == model.HandoverOptions(to="cs", priority="high")


def test_rules_are_states_of_their_own_and_rest_as_written(tmp_path: Path) -> None:
    machine = made(
        tmp_path,
        """
escalation:
  - {rule: diminta, when: 'message.intent = "ask_human"', handover: auto}
  - {rule: tawar, when: turns.invalid > 1, offer: tanya, on_decline: [{say: halo}]}
  - {rule: jarang, when: turns.invalid > 2, offer: tanya, cool_down: conversation}
  - {rule: nanti, when: turns.invalid > 3, handover: cs, needs: none, cool_down: 2h}
""",
    ).machine
    assert [
        (rule.state, rule.rest_turns, rule.rest_for, rule.rest_conversation) for rule in machine.rules
    ] == [
        ("rule:diminta", 0, None, False),
        ("rule:tawar", 5, None, False),
        ("rule:jarang", 0, None, True),
        ("rule:nanti", 0, timedelta(hours=2), False),
    ]
    offer, handover = machine.states["rule:tawar"], machine.states["rule:nanti"]
    assert isinstance(offer, model.Offer)
    assert offer.on_decline == model.Branch("rule:tawar/say:halo")
    assert isinstance(handover, model.Handover)
    assert handover.handover.needs == ()


def test_messages_in_place_are_named_by_their_position(tmp_path: Path) -> None:
    machine = made(
        tmp_path,
        """
slots:
  kota: {type: text, ask: {id: "Kotanya?", en: "Which city?"}}
flows:
  a: {steps: [{say: [{id: Satu, en: One}, halo]}, {collect: kota}]}
""",
    ).machine
    say, ask = machine.states["a/say"], machine.states["a/collect:kota"]
    assert isinstance(say, model.Say)
    assert isinstance(ask, model.Ask)
    assert say.messages == ("a/say", "halo")
    assert set(machine.names.in_place) == {"a/say", ask.ask}


def test_set_takes_null_and_values(tmp_path: Path) -> None:
    states = made(tmp_path, "flows:\n  a: {steps: [{set: {nama: null, order_id: TK-123456}}]}").machine.states
    state = states["a/set:nama"]
    assert isinstance(state, model.Set)
    assert state.assign == (model.Assign("nama", Null()), model.Assign("order_id", String("TK-123456")))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "defaults: {timeout: {after: 1h}, on_invalid: [handover], on_error: [handover]}",
            ["FC402"],
        ),
    ],
)
def test_what_cannot_be_a_machine_is_told(tmp_path: Path, text: str, codes: list[str]) -> None:
    assert [problem.code for problem in made(tmp_path, text).sink.ordered()] == codes
