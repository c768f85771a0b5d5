"""`allow`: what it takes out, what it cannot, and what is said about one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowc.compiler import Result, compile_bot
from flowc.structure.schema import bot_schema
from runtime.artifact import codec
from tests.ui.bots import AS_OF, without_the_rest, write_bot, write_example

REASON = "disiapkan untuk promo akhir tahun"
UNREACHABLE = f"{{unreachable-step: {REASON}}}"


def compiled(folder: Path, text: str) -> Result:
    return without_the_rest(compile_bot(write_example(folder / "bot", text), AS_OF))


def found(result: Result) -> list[tuple[str, int]]:
    return [(one.code, one.span.line + 1) for one in result.problems]


# Each has one warning, allowed where `ALLOW` stands.
ALLOWED = {
    "the step itself": """
flows:
  promo:
    steps:
      - end
      - say: halo
        allow: ALLOW
""",
    "the flow around it": """
flows:
  promo:
    allow: ALLOW
    steps: [end, {say: halo}]
""",
    "a flow that nothing starts": """
start: promo
flows:
  promo: {start_on: greeting, steps: [end]}
  menu: {steps: [end], allow: ALLOW}
""",
    "a block inside": """
flows:
  promo:
    steps:
      - do:
          - end
          - say: halo
        allow: ALLOW
""",
}


@pytest.mark.parametrize("text", ALLOWED.values(), ids=ALLOWED)
def test_a_warning_is_allowed_where_it_belongs(text: str, tmp_path: Path) -> None:
    with_reason = compiled(tmp_path / "with", text.replace("ALLOW", UNREACHABLE))
    assert found(with_reason) == []
    assert [(one.name, one.reason) for one in with_reason.allowed] == [("unreachable-step", REASON)]
    other = compiled(tmp_path / "other", text.replace("ALLOW", f"{{beyond-horizon: {REASON}}}"))
    assert sorted(code for code, _ in found(other)) == ["FC501", "FC703"]


def test_the_innermost_of_several_is_the_one_in_use(tmp_path: Path) -> None:
    text = (
        f"flows:\n  promo:\n    allow: {UNREACHABLE}\n    steps: [end, {{say: halo, allow: {UNREACHABLE}}}]\n"
    )
    result = compiled(tmp_path, text)
    assert [one.span.line for one in result.allowed] == [3]
    assert found(result) == [("FC703", 3)]


def test_what_stands_beside_it_is_not_allowed(tmp_path: Path) -> None:
    steps = f"      - {{say: halo, allow: {UNREACHABLE}}}\n      - end\n      - say: halo\n"
    text = f"flows:\n  promo:\n    steps:\n{steps}"
    assert found(compiled(tmp_path, text)) == [("FC703", 4), ("FC501", 6)]


WAIT = """
bot: tunggu
edition: 1
version: 1
locales: [id]
timezone: Asia/Jakarta
channels: [web]
start: menu
retention: {transcript: 90d, handover: 1y, customer: 1y}
defaults: {on_invalid: [end]}
escalation:
  - {rule: diminta, when: 'message.intent = "ask_human"', handover: cs}
divisions:
  cs: {name: Layanan}
slots:
  nama: {type: text, ask: {id: Siapa namanya?}}
flows:
  menu:
    steps:
      - collect: nama
        ALLOW
"""


def test_what_a_proof_finds_can_be_allowed_though_it_is_an_error(tmp_path: Path) -> None:
    broken = compiled(tmp_path / "broken", WAIT.replace("ALLOW", ""))
    assert [code for code, _ in found(broken)] == ["FC512"]
    assert broken.artifact is None
    meant = compiled(tmp_path / "meant", WAIT.replace("ALLOW", f"allow: {{wait-without-timeout: {REASON}}}"))
    assert found(meant) == []
    assert meant.artifact is not None


def test_the_artifact_carries_the_reasons(tmp_path: Path) -> None:
    artifact = compiled(tmp_path, ALLOWED["the step itself"].replace("ALLOW", UNREACHABLE)).artifact
    assert artifact is not None
    (allowed,) = artifact.allowed
    assert (allowed.name, allowed.reason) == ("unreachable-step", REASON)
    assert (allowed.place.file, allowed.place.line) == ("contoh.yaml", 7)
    assert codec.load(codec.dump(artifact)) == artifact


def test_an_unused_one_is_not_told_while_other_stages_could_not_run(tmp_path: Path) -> None:
    text = f"flows:\n  promo:\n    steps: [{{say: tidak_ada, allow: {UNREACHABLE}}}]\n"
    assert found(compiled(tmp_path, text)) == [("FC201", 3)]


@pytest.mark.parametrize(
    ("allow", "codes"),
    [
        ("{unknown-name: sudah dibicarakan}", ["FC702"]),
        ("{unreachable: sudah dibicarakan}", ["FC701"]),
        ("{FC501: sudah dibicarakan}", ["FC701"]),
        ("{allows-nothing: sudah dibicarakan}", ["FC702"]),
        ("{unreachable-step: pendek}", ["FC116"]),
        ("{unreachable-step: null}", ["FC116"]),
        ("{}", ["FC111"]),
        ("unreachable-step", ["FC110"]),
        ("[unreachable-step]", ["FC110"]),
    ],
    ids=str,
)
def test_one_that_is_wrong_is_told(allow: str, codes: list[str], tmp_path: Path) -> None:
    result = compiled(tmp_path, f"flows:\n  promo:\n    allow: {allow}\n    steps: [end]\n")
    assert [code for code, _ in found(result)] == codes


def test_a_reason_has_ten_characters() -> None:
    assert bot_schema()["$defs"]["reason"]["minLength"] == 10


def test_a_message_may_be_split_between_files_and_allow_something(tmp_path: Path) -> None:
    folder = write_example(tmp_path / "bot", "locales: [id, en]\n")
    write_bot(
        folder,
        {
            "pesan.id.yaml": f"messages:\n  sapa:\n    id: Halo.\n    allow: {UNREACHABLE}\n",
            "pesan.en.yaml": "messages:\n  sapa: {en: Hello.}\n",
        },
    )
    result = without_the_rest(compile_bot(folder, AS_OF))
    assert found(result) == [("FC703", 4)]
    assert result.artifact is not None
    assert set(result.artifact.messages["sapa"].locales) == {"id", "en"}


@pytest.mark.parametrize(
    "text",
    [
        "slots:\n  kota: {type: text, ask: tanya, allow: ALLOW}\n",
        "divisions:\n  cs: {name: {id: CS, en: CS}, allow: ALLOW}\n",
        "actions:\n  cek: {http: {to: toko, path: /}, allow: ALLOW}\n",
        "hours:\n  kantor: {mon-fri: 08:00-17:00, allow: ALLOW}\n",
        "intents:\n  beli: {phrases: {id: [mau beli], en: [i buy]}, allow: ALLOW}\n",
        "faq:\n  ongkir: {phrases: [ongkir], answer: halo, allow: ALLOW}\n",
        "messages:\n  sapa: {id: A., en: B., allow: ALLOW}\n",
        "flows:\n  promo: {steps: [{say: {id: A., en: B., allow: ALLOW}}]}\n",
        'escalation:\n- {rule: a, when: message.intent = "ask_human", handover: cs, allow: ALLOW}\n',
        "routing:\n  tujuan:\n    allow: ALLOW\n    rows: |\n      topic | to\n      - | cs\n",
    ],
    ids=lambda text: text.partition(":")[0],
)
def test_it_may_stand_on_each_kind_of_thing(text: str, tmp_path: Path) -> None:
    result = compiled(tmp_path, text.replace("ALLOW", UNREACHABLE))
    assert [code for code, _ in found(result)] == ["FC703"]
