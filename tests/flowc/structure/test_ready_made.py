"""`use`: what ready-made flows bring into a bot, and what of the bot counts instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest

from flowc.compiler import Result, compile_bot
from flowc.diagnostics.sink import Sink
from flowc.resources import ready_made_flows
from flowc.source.nodes import Mapping, Node, Scalar
from flowc.source.yaml_tree import read_yaml
from flowc.structure import ready_made
from flowc.structure.schema import bot_schema
from tests.ui.bots import AS_OF, write_bot, write_example

# What a bot that uses them must have itself, as the comments at their heads say.
NEEDS = {
    "faq": """
messages:
  jawab_jam_layanan: {id: Setiap hari., en: Every day.}
  jawab_cara_bayar: {id: Transfer., en: Bank transfer.}
  jawab_ongkir: {id: Mulai Rp9.000., en: From IDR 9000.}
  jawab_retur: {id: Tujuh hari., en: Seven days.}
""",
    "lacak": """
actions:
  cek_pesanan:
    http: {to: toko, path: "/orders/{nomor}"}
    inputs: {nomor: {type: text}}
    outputs: {status: {type: choice, options: [diproses, dikirim, sampai, terlambat]}}
""",
    "salam": "start: salam\n",
    "survei": "handover: {after: survei}\n",
}
NAMES = tuple(ready_made_flows())

Flow = Callable[[str], None]


def compiled(folder: Path, text: str) -> Result:
    return compile_bot(write_example(folder / "bot", text), AS_OF)


def told(result: Result) -> list[str]:
    return [f"{one.code} {one.report().message.en}" for one in result.problems]


def code_of(result: Result) -> list[str]:
    return [one.code for one in result.problems]


@pytest.fixture
def survei(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Flow]:
    """Return a function that puts another text in the place of the ready-made flow `survei`."""
    file = tmp_path / "survei.yaml"

    def forget() -> None:
        ready_made._text.cache_clear()
        ready_made._read.cache_clear()

    def write(text: str) -> None:
        file.write_text(text, encoding="utf-8")
        forget()

    monkeypatch.setattr(ready_made, "ready_made_flows", lambda: {"survei": file})
    yield write
    forget()


def test_the_schema_offers_the_flows_that_there_are() -> None:
    assert bot_schema()["properties"]["use"]["items"]["enum"] == sorted(NAMES)


@pytest.mark.parametrize("locales", ["[id, en]", "[en, id]", "[id]", "[en]"])
@pytest.mark.parametrize("name", NAMES)
def test_a_bot_with_a_ready_made_flow_compiles_clean(name: str, locales: str, tmp_path: Path) -> None:
    needs = NEEDS.get(name, "")
    if locales == "[id]":
        needs = "\n".join(
            line.partition(", en:")[0] + "}" if ", en:" in line else line for line in needs.split("\n")
        )
    elif locales == "[en]":
        needs = needs.replace("id: ", "en: ").replace(", en:", ", xx:")
        needs = "\n".join(
            line.partition(", xx:")[0] + "}" if ", xx:" in line else line for line in needs.split("\n")
        )
    says = "[{say: halo}, {say: bantuan}, {say: pilih_menu}]"
    menu = f"flows:\n  menu: {{start_on: thanks, steps: {says}}}\n" if name == "salam" else ""
    result = compiled(tmp_path, f"locales: {locales}\nuse: [{name}]\n{needs}{menu}")
    assert told(result) == []
    assert result.artifact is not None


@pytest.mark.parametrize("name", NAMES)
def test_the_head_says_how_to_use_it_in_both_languages(name: str) -> None:
    head = [line for line in ready_made_flows()[name].read_text("utf-8").splitlines() if line.startswith("#")]
    for word in ("Pakai:", "Butuh:", "Ganti:", "Use:", "Needs:", "Replace:"):
        assert any(line.startswith(f"#   {word}") for line in head), word


@pytest.mark.parametrize(("one", "other"), list(combinations(NAMES, 2)))
def test_two_ready_made_flows_say_the_same_under_the_same_name(one: str, other: str) -> None:
    first, second = (things(name) for name in (one, other))
    assert {key: first[key] for key in first.keys() & second.keys()} == {
        key: second[key] for key in first.keys() & second.keys()
    }


def things(name: str) -> dict[tuple[str, str], object]:
    """Return what a ready-made flow declares, by section and name, without places."""
    path = ready_made_flows()[name]
    root = read_yaml(name, path.read_text("utf-8"), Sink()).root
    assert isinstance(root, Mapping)
    return {
        (section.key.text, thing.key.text): bare(thing.value)
        for section in root.entries
        if isinstance(section.value, Mapping)
        for thing in section.value.entries
    }


def bare(node: Node) -> object:
    match node:
        case Scalar():
            return node.text
        case Mapping():
            return {entry.key.text: bare(entry.value) for entry in node.entries}
        case _:
            return [bare(item) for item in node.items]


def test_the_artifact_holds_it_in_full_with_its_places(tmp_path: Path) -> None:
    result = compiled(tmp_path, "use: [survei]\nhandover: {after: survei}\n")
    assert result.artifact is not None
    place = result.artifact.flows["survei"].place
    assert place is not None
    assert place.file == "flowc:flows/survei.yaml"
    line = result.sources[place.file].splitlines()[place.line - 1]
    assert line.strip() == "survei:"
    assert "survei_tanya" in result.artifact.messages
    assert "survei_nilai" in result.artifact.slots


def test_a_name_the_bot_declares_replaces_the_ready_made_thing_whole(tmp_path: Path) -> None:
    own = "slots:\n  survei_nilai: {type: choice, options: [puas, kecewa], ask: survei_tanya}\n"
    result = compiled(tmp_path, f"use: [survei]\nhandover: {{after: survei}}\n{own}")
    assert result.artifact is not None, told(result)
    slot = result.artifact.slots["survei_nilai"]
    assert (slot.type.name, slot.type.min, slot.label["en"]) == ("choice", None, "Survei nilai")


def test_of_a_message_the_bot_replaces_a_locale(tmp_path: Path) -> None:
    own = "messages:\n  survei_tanya: {en: How did we do}\n"
    result = compiled(tmp_path, f"locales: [id, en]\nuse: [survei]\nhandover: {{after: survei}}\n{own}")
    assert result.artifact is not None, told(result)
    said = {
        locale: variants[0].contents[0].text
        for locale, variants in result.artifact.messages["survei_tanya"].locales.items()
    }
    assert said["en"] == "How did we do"
    assert str(said["id"]).startswith("Seberapa puas")


def test_a_message_of_the_bot_without_locales_replaces_all(tmp_path: Path) -> None:
    own = "messages:\n  survei_tanya: [Puas tidak?, Bagaimana pelayanan kami?]\n"
    result = compiled(tmp_path, f"locales: [id]\nuse: [survei]\nhandover: {{after: survei}}\n{own}")
    assert result.artifact is not None, told(result)
    assert len(result.artifact.messages["survei_tanya"].locales["id"][0].contents) == 2


def test_rules_of_the_bot_stand_before_those_that_are_brought_in(tmp_path: Path) -> None:
    own = "escalation:\n  - {rule: marah, when: message.sentiment < -0.9, handover: cs}\n"
    result = compiled(tmp_path, f"use: [serah_terima]\n{own}")
    assert result.artifact is not None, told(result)
    assert [rule.name for rule in result.artifact.rules] == ["marah", "diminta", "tidak_dipahami", "berputar"]
    assert [rule.place.file for rule in result.artifact.rules if rule.place is not None][:2] == [
        "bot.yaml",
        "flowc:flows/serah_terima.yaml",
    ]


def test_tests_are_not_taken_along(survei: Flow, tmp_path: Path) -> None:
    survei("tests: salah sama sekali\nflows:\n  survei: {steps: [end]}\n")
    result = compiled(tmp_path, "use: [survei]\nhandover: {after: survei}\n")
    assert told(result) == []


def test_a_ready_made_flow_named_twice_is_told_once_and_brought_once(tmp_path: Path) -> None:
    assert code_of(compiled(tmp_path, "use: [serah_terima, serah_terima]\n")) == ["FC117"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("use: [surve]\n", ["FC112"]),
        ("use: survei\n", ["FC110"]),
        ("use: {survei: true}\n", ["FC110"]),
        ("use: [survei]\nhandover: {after: survei}\nslots: salah\n", ["FC110"]),
        ("use: [survei]\n", ["FC501"]),
    ],
    ids=lambda value: str(value).strip(),
)
def test_what_is_wrong_with_use_is_told_once(text: str, codes: list[str], tmp_path: Path) -> None:
    assert code_of(compiled(tmp_path, text)) == codes


def test_the_nearest_name_is_offered(tmp_path: Path) -> None:
    (problem,) = compiled(tmp_path, "use: [surve]\n").problems
    assert "`survei`" in str(problem.report().help)


def test_what_it_needs_is_told_where_it_is_used(tmp_path: Path) -> None:
    (problem,) = compiled(tmp_path, "use: [lacak]\n").problems
    told_ = problem.report()
    assert (problem.code, problem.span.file, problem.span.line) == ("FC270", "bot.yaml", 0)
    assert [label.span.file for label in told_.secondary] == ["flowc:flows/lacak.yaml"]


def test_an_action_that_does_not_fit_is_told_in_the_ready_made_file(tmp_path: Path) -> None:
    result = compiled(tmp_path, "use: [lacak]\n" + NEEDS["lacak"].replace("nomor", "id"))
    assert set(code_of(result)) == {"FC342"}
    assert {one.span.file for one in result.problems} == {"flowc:flows/lacak.yaml"}
    assert "flowc:flows/lacak.yaml" in result.sources


def test_a_file_of_the_bot_may_have_the_same_path(tmp_path: Path) -> None:
    write_example(tmp_path / "bot", "use: [survei]\nhandover: {after: survei}\n")
    write_bot(tmp_path / "bot", {"flows/survei.yaml": "messages:\n  milik_sendiri: {id: A., en: B.}\n"})
    result = compile_bot(tmp_path / "bot", AS_OF)
    assert told(result) == ["FC504 message `milik_sendiri` is never said"]
    assert {"flows/survei.yaml", "flowc:flows/survei.yaml"} <= set(result.sources)
