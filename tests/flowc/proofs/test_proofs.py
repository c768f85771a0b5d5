"""Proofs on small bots: what is found, what is left alone, and the conversation that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.diagnostics.model import Problem, Severity, note, said
from flowc.diagnostics.proof import How
from flowc.proofs import PROBLEMS, RULES, prove
from flowc.proofs.facts.edges import edges
from tests.flowc.machine.making import made


def proved(folder: Path, text: str) -> tuple[Problem, ...]:
    one = made(folder, text)
    prove(one.bot, None, one.machine, one.sink)
    return one.sink.ordered()


def found(folder: Path, text: str) -> list[tuple[str, str]]:
    """Return the code of each problem and the text at its place."""
    problems = proved(folder, text)
    lines = (folder / "bot" / "contoh.yaml").read_text().splitlines()
    return [(one.code, lines[one.span.line][one.span.column : one.span.end_column]) for one in problems]


def test_every_proof_has_a_module_and_a_row() -> None:
    import flowc.proofs.rules as package

    files = {path.stem for path in Path(package.__path__[0]).glob("*.py")} - {"__init__"}
    assert {check.__module__.rpartition(".")[2] for check in RULES} == files
    assert {kind.__module__.rpartition(".")[2] for kind in PROBLEMS} == files


def test_every_proof_says_how_sure_it_is_and_over_what_it_went(tmp_path: Path) -> None:
    one = made(tmp_path, "flows: {a: {steps: [end, {say: halo}]}}")
    said_of = {proof.code: proof for proof in prove(one.bot, None, one.machine, one.sink).rules}
    assert list(said_of) == sorted(kind.code for kind in PROBLEMS)
    assert (said_of["FC501"].count, said_of["FC501"].found) == (len(one.machine.states), 1)
    assert (said_of["FC512"].how, said_of["FC512"].found) == (How.EXACT, 0)
    for kind in PROBLEMS:
        assert (kind.how is How.OVER) <= (kind.severity is Severity.WARNING or kind.code == "FC502"), kind


def test_every_edge_of_the_base_bot_leads_to_a_state(tmp_path: Path) -> None:
    machine = made(tmp_path, "flows: {a: {steps: [{say: halo}, {offer: tanya}]}}").machine
    targets = {edge.to for out in edges(machine).values() for edge in out if edge.to is not None}
    assert targets <= set(machine.states)
    assert "a/offer:tanya" in targets


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param("[{say: halo}, end, {say: bantuan}]", ["say: bantuan"], id="after an end"),
        pytest.param("[handover, {say: halo}, {say: salam}]", ["say: halo"], id="only the first of a run"),
        pytest.param("[{end: flow, when: 1 = 1}, {say: halo}]", [], id="after a guarded end"),
        pytest.param("[{do: [end], when: 1 = 1}, {say: halo}]", [], id="after a guarded group that ends"),
        pytest.param("[{do: [end]}, {say: halo}]", ["say: halo"], id="after a group that ends"),
        pytest.param(
            "[{switch: nama, cases: {a: [end], otherwise: [handover]}}, {say: halo}]",
            ["say: halo"],
            id="after cases that all end",
        ),
        pytest.param(
            "[{switch: nama, cases: {a: [end]}}, {say: halo}]", [], id="after a case that may not hold"
        ),
        pytest.param(
            "[{collect: nama, on_invalid: [handover, {say: halo}]}]",
            ["say: halo"],
            id="inside of a side block",
        ),
        pytest.param("[{flow: tamat}, {say: halo}]", ["say: halo"], id="after a flow that never comes back"),
        pytest.param("[{flow: lewat}, {say: halo}]", [], id="after a flow that comes back"),
        pytest.param(
            "[{step: a, collect: nama, again: true}, {goto: a}, {say: halo}]",
            ["say: halo"],
            id="after a goto",
        ),
    ],
)
def test_steps_that_no_conversation_comes_to(tmp_path: Path, steps: str, expected: list[str]) -> None:
    text = f"""
flows:
  uji: {{steps: {steps}}}
  tamat: {{steps: [{{end: conversation}}]}}
  lewat: {{steps: [{{say: halo}}]}}
"""
    assert found(tmp_path, text) == [("FC501", place) for place in expected]


def test_a_flow_that_nothing_starts_is_told_once_and_not_what_it_calls(tmp_path: Path) -> None:
    text = """
flows:
  menu: {steps: [{say: halo}]}
  sendiri: {steps: [{say: halo}, {flow: bantu}]}
  bantu: {steps: [{say: bantuan}]}
"""
    assert found(tmp_path, text) == [("FC501", "sendiri")]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param("[{step: a, say: halo}, {goto: a}]", True, id="nothing is asked"),
        pytest.param("[{step: a, call: cek}, {goto: a, when: 1 = 1}]", True, id="an action is no turn"),
        pytest.param("[{step: a, call: cek, on_error: [{goto: a}]}]", True, id="trying again for ever"),
        pytest.param("[{step: a, collect: nama}, {goto: a}]", True, id="the slot is known the second time"),
        pytest.param("[{step: a, collect: nama, again: true}, {goto: a}]", False, id="asked each time"),
        pytest.param(
            "[{step: a, collect: nama}, {set: {nama: null}}, {goto: a}]",
            False,
            id="the slot is emptied before",
        ),
        pytest.param(
            "[{step: a, collect: nama}, {set: {nama: null}, when: 1 = 1}, {goto: a}]",
            True,
            id="the slot is emptied only sometimes",
        ),
        pytest.param(
            "[{step: a, collect: nama}, {set: {nama: null}}, {set: {nama: Sari}}, {goto: a}]",
            True,
            id="the slot is filled again",
        ),
        pytest.param(
            "[{step: a, collect: [nama, order_id]}, {set: {nama: null}}, {goto: a}]",
            False,
            id="one of two is asked",
        ),
        pytest.param(
            "[{step: a, choose: tanya, options: {satu: {}, dua: {do: [end]}}}, {goto: a}]",
            False,
            id="a choice",
        ),
        pytest.param(
            "[{step: a, offer: tanya, on_decline: [{goto: a}]}]", True, id="an offer that times out"
        ),
        pytest.param(
            "[{step: a, collect: nama, timeout: {after: 1h, do: [{goto: a}]}}]", True, id="by time alone"
        ),
        pytest.param("[{step: a, flow: diam}, {goto: a}]", True, id="through a flow that asks nothing"),
        pytest.param("[{step: a, flow: tanya_lagi}, {goto: a}]", False, id="through a flow that asks"),
        pytest.param("[{step: a, flow: tanya_nama}, {goto: a}]", True, id="through a flow that asks once"),
        pytest.param(
            "[{step: a, set: {nama: null}}, {flow: tanya_nama}, {goto: a}]",
            False,
            id="through a flow whose slot is emptied",
        ),
        pytest.param(
            "[{step: a, collect: nama, again: true, verify: {call: cek, on_error: [{goto: a}]}}]",
            False,
            id="a look-up fails after an answer",
        ),
    ],
)
def test_rounds_without_a_turn_of_the_customer(tmp_path: Path, steps: str, expected: bool) -> None:
    text = f"""
actions:
  cek: {{python: cek}}
flows:
  uji: {{steps: {steps}}}
  diam: {{steps: [{{say: halo}}]}}
  tanya_lagi: {{steps: [{{collect: nama, again: true}}]}}
  tanya_nama: {{steps: [{{collect: nama}}]}}
"""
    assert ("FC502" in {code for code, _ in found(tmp_path, text)}) is expected


def test_a_round_is_shown_at_the_goto_that_closes_it(tmp_path: Path) -> None:
    text = "flows:\n  uji: {steps: [{step: a, collect: nama}, {say: halo}, {goto: a}]}"
    assert found(tmp_path, text) == [("FC502", "goto: a")]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("{collect: order_id}", ["collect: order_id"]),
        ("{collect: order_id, timeout: {after: 1h, do: [end]}}", []),
        ("{choose: tanya, options: {satu: {}, dua: {}}}", ["choose: tanya"]),
        ("{offer: tanya}", []),
    ],
)
def test_waits_without_an_end(tmp_path: Path, step: str, expected: list[str]) -> None:
    text = f"""
start: uji
defaults: {{on_invalid: [handover], on_error: [handover]}}
flows:
  menu: {{steps: [{step}]}}
"""
    folder = tmp_path / "bot"
    problems = proved(tmp_path, text.replace("start: uji", "start: menu"))
    lines = (folder / "bot.yaml").read_text().splitlines()
    places = [lines[one.span.line][one.span.column : one.span.end_column] for one in problems]
    assert ([one.code for one in problems], places) == (["FC512"] * len(expected), expected)


def test_the_witness_is_the_conversation_in_the_bot_s_words(tmp_path: Path) -> None:
    text = """
defaults: {on_invalid: [handover], on_error: [handover]}
intents:
  lacak: {label: {id: Lacak, en: Track}, phrases: {id: [cek resi], en: [track it]}}
flows:
  menu: {steps: [{say: halo}]}
  lacak:
    start_on: lacak
    steps:
      - {flow: kenal}
      - {say: {id: "Baik, {{ nama }}{% if order_id %}, {{ order_id }}{% else %}.{% endif %}", en: Well.}}
      - {collect: order_id}
  kenal: {steps: [{collect: nama, timeout: {after: 1h, do: [end]}}]}
"""
    (problem,) = proved(tmp_path, text)
    assert problem.report().witness == (
        said("customer", "cek resi"),
        said("bot", "Halo, selamat datang."),
        said("bot", "Boleh tahu nama Anda?"),
        said("customer", "Sari Wulandari"),
        said("bot", "Baik, Sari Wulandari, TK-123456"),
        said("bot", "Nomor pesanannya berapa?"),
        note("no answer; nothing happens any more", "tidak ada jawaban; tidak terjadi apa-apa lagi"),
    )
