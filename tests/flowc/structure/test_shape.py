"""What is wrong with the structure of a bot, where it is said to be wrong, and what is advised."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from flowc.diagnostics.model import Problem
from flowc.resources import schema_folder
from flowc.structure.schema import bot_schema
from tests.flowc.structure.bots import SMALLEST, bot_with, build, told

STEPS = "flows:\n  menu:\n    steps:\n"


@pytest.mark.parametrize(
    ("fragment", "problems"),
    [
        (STEPS + "      - colect: nama", ["FC104 at 4:9"]),
        (STEPS + "      - say: salam\n        collect: nama", ["FC105 at 5:9"]),
        (STEPS + "      - say: salam\n        options: {a: {}}", ["FC102 at 5:9"]),
        (STEPS + "      - say: salam\n        warna: merah", ["FC101 at 5:9"]),
        (STEPS + "      - when: turns.customer = 1", ["FC104 at 4:9"]),
        (STEPS + "      - goto:awal", ["FC119 at 4:9"]),
        (STEPS + "      - salam", ["FC104 at 4:9"]),
        (STEPS + "      say: salam", ["FC110 at 4:7"]),
        (STEPS + "      - switch: topic", ["FC103 at 4:9"]),
        (STEPS + "      - say: Halo Kak", ["FC118 at 4:14"]),
        (STEPS + "      - say: {fr: Bonjour}", ["FC108 at 4:15"]),
        (STEPS + "      - do: [{say: a}, {sai: b}]", ["FC104 at 4:25"]),
        (STEPS + "      - {collect: a, on_invalid: lanjut}", ["FC112 at 4:34"]),
        ("pesan: {a: {id: b}}", ["FC101 at 1:1"]),
        ("say: salam", ["FC102 at 1:1"]),
        ("slots:\n  a: {type: text, divisions: {}}", ["FC102 at 2:19"]),
        ("channels: web", ["FC110 at 1:11"]),
        ("channels: [whatsap]", ["FC112 at 1:12"]),
        ("channels: [web, web]", ["FC117 at 1:17"]),
        ("locales: []", ["FC111 at 1:10"]),
        ("edition: 2", ["FC116 at 1:10"]),
        ("edition: '1'", ["FC110 at 1:10"]),
        ("start:", ["FC111 at 1:1"]),
        ("bot: Toko Maju", ["FC106 at 1:6"]),
        ("timezone: Asia Jakarta", ["FC115 at 1:11"]),
        ("retention: {transcript: 90d}", ["FC103 at 1:1", "FC103 at 1:1"]),
        ("slots:\n  a: {type: teks}", ["FC112 at 2:13"]),
        ("slots:\n  a: {type: number, pattern: x}", ["FC102 at 2:21"]),
        ("slots:\n  a: {type: choice}", ["FC103 at 2:3"]),
        ("slots:\n  a: {type: list, of: {type: context}}", ["FC103 at 2:19"]),
        ("slots:\n  A: {type: text}", ["FC106 at 2:3"]),
        ("slots:\n  a: {type: text, pii: yes}", ["FC110 at 2:24"]),
        ("slots:\n  a: {type: text, retries: 11}", ["FC116 at 2:28"]),
        ("slots:\n  a:\n", ["FC111 at 2:3"]),
        ("defaults: {idle_after: 30}", ["FC113 at 1:24"]),
        ("hours:\n  t: {mon-fri: 8-17}", ["FC114 at 2:16"]),
        ("hours:\n  t: {mon: 08:00-17:00, mon-fri: 08:00-17:00}", ["FC140 at 2:25"]),
        ("hours:\n  t: {mon: 09:00-08:00, overrides: {2026-02-30: closed}}", ["FC115 at 2:37"]),
        ("hours:\n  t: {mon: 09:00-08:00, holidays: {country: ID, open: [2026-02-30]}}", ["FC115 at 2:56"]),
        ("escalation:\n  - {rule: a, when: x in (b, c), handover: auto}", ["FC107 at 2:30"]),
        ("escalation:\n  - {rule: a, when: x, say: y}", ["FC104 at 2:24"]),
        ("escalation:\n  - {rule: a, when: x, handover: auto, cool_down: 5}", ["FC115 at 2:51"]),
        ("messages:\n  a: {id: Halo Kak, apa kabar}", ["FC107 at 2:21"]),
        ("messages:\n  a: {id: Halo, kak}", ["FC107 at 2:17"]),
        ("messages:\n  a: {id: {text: x, tombol: y}}", ["FC101 at 2:21"]),
        ("messages:\n  a: {id: {foo: x}}", ["FC101 at 2:12"]),
        ("messages:\n  a:\n", ["FC111 at 2:3"]),
        ("divisions:\n  a: {nama: CS}", ["FC101 at 2:7"]),
        ("actions:\n  a: {http: {to: toko}}", ["FC103 at 2:7"]),
        ("understanding: {accept: 1.5}", ["FC116 at 1:25"]),
        ("commands: {batal: {phrases: [x]}}", ["FC101 at 1:12"]),
        ("slots: # nothing yet\n", []),
        ("version: no", []),
    ],
    ids=lambda value: value.replace("\n", "/")[-48:] if isinstance(value, str) else "",
)
def test_mistakes_and_their_places(fragment: str, problems: list[str]) -> None:
    assert told(fragment) == problems


def advice(fragment: str) -> str:
    _, problems = build(bot_with(fragment))
    found = problems[0].report().help
    return found.en if found else ""


@pytest.mark.parametrize(
    ("fragment", "part"),
    [
        (STEPS + "      - colect: nama", "did you mean `collect`?"),
        (STEPS + "      - kumpulkan: nama", "write `collect`"),
        (STEPS + "      - handoff", "write `handover`"),
        ("pesan: {a: {id: b}}", "write `messages`"),
        ("hours:\n  t: {senin: 08:00-09:00}", "write `mon`"),
        ("channels: [whatsap]", "did you mean `whatsapp`?"),
        ("bot: Toko Maju", "write `toko-maju`"),
        ("messages:\n  Salam Pagi: {id: x}", "write `salam_pagi`"),
        ("escalation:\n  - {rule: a, when: x in (b, c), handover: auto}", "in quotes"),
        ("slots:\n  a: {type: text, pii: yes}", "write `true` or `false`"),
        ("intents:\n  a: {phrases: lacak}", "put it in brackets"),
    ],
    ids=lambda value: value[-30:],
)
def test_advice(fragment: str, part: str) -> None:
    assert part in advice(fragment)


def codes(files: dict[str, str]) -> list[tuple[str, str, int]]:
    _, problems = build(files.pop("bot.yaml"), **files)
    return [(one.code, one.span.file, one.span.line + 1) for one in problems]


SMALL = "".join(SMALLEST.values())


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        (
            {"a_yaml": "messages:\n  x: {id: a}\n", "b_yaml": "messages:\n  x: {id: b}\n"},
            [("FC132", "b.yaml", 2)],
        ),
        ({"a_yaml": "flows:\n  menu: {steps: [end]}\n"}, [("FC132", "a.yaml", 2)]),
        ({"a_yaml": "start: menu\n"}, [("FC133", "a.yaml", 1)]),
        ({"a_yaml": "handover: {}\n", "b_yaml": "handover: {}\n"}, [("FC134", "b.yaml", 1)]),
        ({"a_yaml": "- a\n- b\n"}, [("FC131", "a.yaml", 1)]),
        ({"a_yaml": "just words\n"}, [("FC131", "a.yaml", 1)]),
        ({"a_yaml": "slots: [a]\n", "b_yaml": "slots: {b: {type: text}}\n"}, [("FC110", "a.yaml", 1)]),
        ({"a_yaml": "tests: [{name: a, chat: [{user: x}]}]\n", "b_yaml": "tests: []\n"}, []),
        ({"a_yaml": "", "b_yaml": "# nothing\n"}, []),
        ({"a_yaml": "a: [\n"}, [("FC023", "a.yaml", 1)]),
    ],
    ids=lambda value: str(value)[:60],
)
def test_mistakes_between_files(files: dict[str, str], problems: list[tuple[str, str, int]]) -> None:
    assert codes({"bot.yaml": SMALL, **files}) == problems


def test_a_name_in_two_files_shows_both_places() -> None:
    _, problems = build(
        SMALL, a_yaml="hours:\n  x: {always: true}\n", b_yaml="hours:\n\n  x: {always: true}\n"
    )
    report = problems[0].report()
    assert (report.primary.span.file, report.primary.span.line) == ("b.yaml", 2)
    assert [(label.span.file, label.span.line) for label in report.secondary] == [("a.yaml", 1)]


def test_a_message_may_be_split_by_language() -> None:
    manifest = SMALL.replace("locales: [id]", "locales: [id, en]")
    files = {"pesan.id.yaml": "messages:\n  x: {id: a}\n", "pesan.en.yaml": "messages:\n  x: {en: b}\n"}
    bot, problems = build(manifest, **files)
    assert problems == ()
    assert bot is not None
    assert {str(one.locale and one.locale.text) for one in bot.messages["x"].variants} == {"id", "en"}


def test_the_order_of_files_changes_nothing_but_the_order() -> None:
    parts = {
        "a_yaml": "slots:\n  a: {type: text}\n",
        "b_yaml": "slots:\n  b: {type: teks}\n  c: {typo: text}\n",
    }
    _, problems = build(SMALL, **parts)
    _, turned = build(SMALL, **dict(reversed(parts.items())))
    assert problems == turned


@pytest.mark.parametrize("manifest", ["", "# nothing yet\n", "- bot\n", "bot: [\n", "bot: a\n"])
def test_without_a_manifest_there_is_no_bot(manifest: str) -> None:
    bot, problems = build(manifest, a_yaml=STEPS + "      - colect: nama\n")
    assert bot is None
    assert "FC104" in [one.code for one in problems], "the other files are looked at all the same"
    if manifest != "bot: a\n":
        assert "FC103" not in [one.code for one in problems], "one cause, one problem"


def test_what_is_broken_is_left_out_and_the_rest_is_built() -> None:
    fragment = "slots:\n  a: {type: text}\n  b: {type: teks}\n  c: {type: text, retries: x}\n"
    bot, problems = build(bot_with(fragment))
    assert [one.code for one in problems] == ["FC112", "FC110"]
    assert bot is not None
    assert list(bot.slots) == ["a", "c"]
    assert bot.broken == {"slots": frozenset({"b"})}


def test_a_huge_number_of_mistakes_is_counted_not_shown() -> None:
    _, problems = build(SMALL + "".join(f"kunci{number}: x\n" for number in range(3_000)))
    assert len(problems) == 1_000


def walk(schema: object, path: str = "") -> list[tuple[str, dict[str, object]]]:
    found = []
    if isinstance(schema, dict):
        found.append((path, schema))
        for key, value in schema.items():
            if key not in ("examples", "enum", "const", "required"):
                found += walk(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            found += walk(value, f"{path}/{number}")
    return found


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads((schema_folder() / "bot.schema.json").read_text("utf-8")))


def test_every_key_of_the_language_is_described_with_an_example() -> None:
    for path, schema in walk(bot_schema()):
        properties = schema.get("properties")
        if (
            not path.endswith("properties")
            and isinstance(properties, dict)
            and "/dependentSchemas/" not in path
            and "/if" not in path
        ):
            for key, value in properties.items():
                assert value.get("description", "").endswith("."), f"{path}/{key}"
                assert value.get("examples"), f"{path}/{key}"


def test_the_examples_of_the_schema_fit_it() -> None:
    """As editors check them, too: a plain validator, which knows nothing of our own reading of scalars."""
    definitions = bot_schema()["$defs"]
    for path, schema in walk(bot_schema()):
        if isinstance(examples := schema.get("examples"), list):
            validator = Draft202012Validator({**schema, "$defs": definitions})
            for example in examples:
                assert [error.message for error in validator.iter_errors(example)] == [], path


def test_every_mapping_of_the_schema_is_closed() -> None:
    for path, schema in walk(bot_schema()):
        if schema.get("type") == "object":
            assert "additionalProperties" in schema, path


def test_problems_are_equal_for_equal_files() -> None:
    def once() -> tuple[Problem, ...]:
        return build(bot_with(STEPS + "      - colect: nama\n      - say: salam\n        end: flow"))[1]

    assert once() == once()
    assert len(once()) == 2
