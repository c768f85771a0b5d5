"""What the files leave unsaid is filled in, and what they say replaces the built-in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from flowc.compiler import compile_bot
from runtime.artifact import model
from runtime.artifact.tree import Number
from runtime.understanding.builtin import COMMANDS, INTENTS
from tests.ui.bots import AS_OF, write_example


def artifact(folder: Path, text: str) -> model.Artifact:
    result = compile_bot(write_example(folder / "bot", text), AS_OF)
    assert result.artifact is not None, [problem.report().message.en for problem in result.problems]
    return result.artifact


@pytest.mark.parametrize(
    ("slot", "fill", "pii"),
    [
        ("kota: {type: text}", "asked", False),
        ('kota: {type: text, pattern: "A[0-9]"}', "empty", False),
        ("kota: {type: text, fill: latest, pii: true}", "latest", True),
        ("kota: {type: phone}", "empty", True),
        ("kota: {type: email, pii: false}", "empty", False),
        ("kota: {type: file}", "asked", True),
        ("kota: {type: choice, options: [a, b]}", "asked", False),
        ("kota: {type: choice, options: {a: {phrases: [aa]}, b: {}}}", "empty", False),
        ("topic: {type: choice, options: [a, b]}", "latest", False),
    ],
)
def test_when_a_slot_is_filled_and_hidden(tmp_path: Path, slot: str, fill: str, pii: bool) -> None:
    found = artifact(tmp_path, f"slots:\n  {slot}\n").slots[slot.partition(":")[0]]
    assert (found.fill, found.pii) == (fill, pii)


def test_lengths_have_a_limit_and_labels_are_readable(tmp_path: Path) -> None:
    slots = artifact(
        tmp_path,
        """
slots:
  kota_asal: {type: text}
  barang: {type: list, of: text, max: 3}
  lama: {type: number, max: 9}
""",
    ).slots
    assert slots["kota_asal"].type.max == Number("1024")
    assert slots["kota_asal"].label == {"id": "Kota asal", "en": "Kota asal"}
    assert (slots["barang"].type.max, slots["barang"].type.of) == (
        Number("3"),
        model.Type("text", max=Number("1024")),
    )
    assert (slots["lama"].type.min, slots["lama"].type.max) == (None, Number("9"))


@pytest.mark.parametrize(
    ("action", "repeat"),
    [
        ("http: {to: toko, method: GET, path: /a}", "safe"),
        ("http: {to: toko, method: POST, path: /a}", "never"),
        ("http: {to: toko, method: POST, path: /a}, repeat: keyed", "keyed"),
        ("python: hitung", "never"),
        ("python: hitung, repeat: safe", "safe"),
    ],
)
def test_how_often_an_action_may_run(tmp_path: Path, action: str, repeat: str) -> None:
    found = artifact(tmp_path, f"actions:\n  a: {{{action}}}\nflows:\n  f: {{steps: [{{call: a}}]}}\n")
    assert found.actions["a"].repeat == repeat
    assert found.actions["a"].timeout == timedelta(seconds=5)
    assert (found.requires.destinations, found.requires.callables) in {(("toko",), ()), ((), ("hitung",))}


def test_declared_phrases_join_the_built_in_ones_or_replace_them(tmp_path: Path) -> None:
    found = artifact(
        tmp_path,
        """
intents:
  ask_human: {label: {id: Orang, en: A person}, phrases: {id: ["Panggil BARISTA!!"]}}
  thanks: {phrases: [nuhun], only: true}
commands:
  cancel: {phrases: {id: [teu jadi]}}
  menu: {phrases: {id: [beranda]}, only: true}
flows:
  f: {start_on: thanks, steps: [{say: halo}]}
""",
    ).understanding
    built_in = INTENTS["ask_human"]
    assert found.intents["ask_human"].phrases["id"] == (*built_in.phrases["id"], "panggil barista")
    assert found.intents["ask_human"].phrases["en"] == built_in.phrases["en"]
    assert found.intents["ask_human"].priority == built_in.priority
    assert found.intents["thanks"].phrases == {"id": ("nuhun",), "en": ("nuhun",)}
    assert found.intents["thanks"].patterns == ()
    assert found.commands["cancel"]["id"][-1] == "teu jadi"
    assert found.commands["cancel"]["en"] == COMMANDS["cancel"]["en"]
    assert found.commands["menu"] == {"id": ("beranda",)}


def test_special_variants_come_first_and_other_locales_keep_the_built_in_words(tmp_path: Path) -> None:
    found = artifact(
        tmp_path,
        """
messages:
  halo:
    id: {default: [Halo., Hai.], web: Halo di web.}
    en: Hello.
  wait.update:
    id: {range: "Kira-kira {{ wait.range }}.", closed: Tutup., now: Siap., unknown: Sabar., over_limit: Lama.}
  handover.noted: {en: Noted.}
""",
    ).messages
    assert [(one.channel, len(one.contents)) for one in found["halo"].locales["id"]] == [
        ("web", 1),
        (None, 2),
    ]
    assert {one.wait for one in found["wait.update"].locales["id"]} == {
        "range",
        "closed",
        "now",
        "unknown",
        "over_limit",
    }
    assert found["handover.noted"].locales["en"][0].contents[0].text == "Noted."
    assert found["handover.noted"].locales["id"][0].contents[0].text
    assert found["fault"].place is None


def test_a_column_that_is_just_a_slot_can_be_asked_for(tmp_path: Path) -> None:
    (table,) = artifact(
        tmp_path,
        """
slots:
  topic: {type: choice, ask: tanya, options: [refund, lain]}
  customer.tier: {type: choice, options: [gold, biasa], default: biasa}
divisions:
  cs: {name: {id: CS, en: CS}, skills: [english]}
routing:
  tujuan:
    rows: |
      topic  | customer.tier | conversation.locale = "en" | to | priority | skills
      refund | gold          | true                       | cs | high     | english >= 2
      -      | -             | -                          | cs |          |
""",
    ).tables
    assert [column.slot for column in table.inputs] == ["topic", "customer.tier", None]
    assert table.outputs == ("to", "priority", "skills")
    assert table.hit == "first"
    assert [value is None for value in table.rows[1].values] == [False, True, True]


def test_settings_are_those_written_over_the_language_s(tmp_path: Path) -> None:
    found = artifact(
        tmp_path,
        """
handover: {after: nilai, updates: {every: 5m}, accept_within: 30s, faq_while_waiting: false}
flows:
  nilai: {steps: [{say: halo}]}
""",
    )
    assert found.handover == model.HandoverSettings(
        after="nilai",
        update_every=timedelta(minutes=5),
        accept_within=timedelta(seconds=30),
        faq_while_waiting=False,
    )
    assert found.defaults == model.Defaults(on_error=model.Branch("defaults/say:gangguan"))
    assert found.retention == model.Retention(timedelta(days=90), timedelta(days=365), timedelta(days=365))
    assert found.bot.country == "ID"
    assert set(found.calendars) == {"always"}
