"""What customers say, tried on the bot: phrases, examples, answers, and neighbours that are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.compiler import compile_bot
from tests.ui.bots import AS_OF, without_the_rest, write_example

INTENTS = """
flows:
  retur: {{start_on: retur, steps: [{{say: halo}}]}}
  ongkir: {{start_on: ongkir, steps: [{{say: halo}}]}}
intents:
  retur: {retur}
  ongkir: {ongkir}
"""
OPTIONS = """
escalation:
  - {{rule: diminta, when: 'message.intent = "ask_human"', handover: auto}}
flows:
  pilih:
    steps:
      - choose: tanya
        options: {{satu: {option}}}
"""


def found(folder: Path, text: str) -> list[str]:
    result = without_the_rest(compile_bot(write_example(folder / "bot", text), AS_OF))
    told = [one.report() for one in result.problems]
    assert not [one for one in told if not one.code.startswith("FC56")], told
    return [f"{one.code} {one.message.en}" for one in told]


@pytest.mark.parametrize(
    ("retur", "ongkir", "expected"),
    [
        ("{phrases: [retur barang]}", "{phrases: [ongkir retur barang]}", []),
        (
            "{phrases: [retur barang], not: [barang]}",
            "{phrases: [ongkir]}",
            ["FC560 `retur barang` is not understood as `retur`"],
        ),
        (
            "{phrases: [batalkan]}",
            "{phrases: [ongkir]}",
            ["FC560 `batalkan` is the command `cancel`"],
        ),
        (
            "{patterns: [ongkos]}",
            "{examples: [berapa ongkos kirim ke Bandung]}",
            ["FC560 `berapa ongkos kirim ke Bandung` is understood as `retur`, not as `ongkir`"],
        ),
        ("{phrases: [lewati]}", "{phrases: [ongkir]}", []),  # `skip` means something only at a question
        ("{examples: [mau retur sepatu]}", "{examples: [retur celana]}", []),
        (
            "{examples: [mau retur sepatu]}",
            "{examples: [sepatu yang saya retur]}",
            ["FC563 examples of `ongkir` and `retur` have the same words"],
        ),
    ],
    ids=[
        "a longer phrase wins as a whole",
        "a `not` of its own",
        "a command",
        "a pattern inside an example",
        "a command that is none here",
        "examples with a word of their own",
        "examples in another order",
    ],
)
def test_a_phrase_leads_where_it_stands(tmp_path: Path, retur: str, ongkir: str, expected: list[str]) -> None:
    assert found(tmp_path, INTENTS.format(retur=retur, ongkir=ongkir)) == expected


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("{label: {id: Retur}, do: [{say: halo}]}", []),
        (
            "{label: {id: Bicara dengan CS}, do: [{say: halo}]}",
            ["FC561 `Bicara dengan CS` sets off rule `diminta` before it is an answer"],
        ),
        ("{label: {id: Bicara dengan CS}, do: [{handover: auto}]}", []),
        (
            "{label: {id: Pesanan}, phrases: [batal], do: [{say: halo}]}",
            ["FC562 `batal` answers this question, so it cannot be the command `cancel`"],
        ),
        ("{label: {id: Pesanan}, phrases: [stop], do: [{say: halo}]}", []),
    ],
    ids=["a plain label", "a rule's words", "a rule's words that hand over", "a way out", "no way out"],
)
def test_an_answer_is_taken_as_the_answer(tmp_path: Path, option: str, expected: list[str]) -> None:
    assert found(tmp_path, OPTIONS.format(option=option)) == expected
