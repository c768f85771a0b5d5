"""Laying an example over the base bot replaces exactly what the example declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.bots import Expected, annotated, lay_over_base, write_fixture


def test_a_name_replaces_a_name_and_leaves_its_neighbours() -> None:
    whole = lay_over_base({"contoh.yaml": "slots:\n  nama: {type: text}\n"})
    assert "  nama:" not in whole["dasar.yaml"]
    assert "  order_id:" in whole["dasar.yaml"]


def test_names_in_braces_count_too_but_not_what_is_inside_them() -> None:
    whole = lay_over_base({"contoh.yaml": 'messages: {halo: {id: "a: b, salam: c", en: d}, tutup: x}\n'})
    assert "  halo:" not in whole["dasar.yaml"]
    assert "  tutup:" not in whole["dasar.yaml"]
    assert "  salam:" in whole["dasar.yaml"]


def test_a_block_replaces_the_whole_block() -> None:
    assert "escalation:" not in lay_over_base({"contoh.yaml": "escalation:\n  - {rule: x}\n"})["dasar.yaml"]


def test_keys_of_bot_yaml_are_replaced_there() -> None:
    whole = lay_over_base({"bot.yaml": "locales: [en]\n"})
    assert whole["bot.yaml"].startswith("locales: [en]\nbot: contoh\n")
    assert whole["bot.yaml"].count("locales:") == 1


def test_a_bot_that_names_itself_stands_alone() -> None:
    assert lay_over_base({"bot.yaml": "bot: sendiri\n"}) == {"bot.yaml": "bot: sendiri\n"}


def test_flows_become_options_of_the_menu_with_text_for_their_inputs() -> None:
    text = "flows:\n  a: {steps: [end]}\n  b:\n    inputs: {x: {type: text}}\n    steps: [end]\n"
    base = lay_over_base({"contoh.yaml": text})["dasar.yaml"]
    assert "{flow: a}" in base
    assert "{flow: b, with: {x: x}}" in base


ANNOTATED = "a: 1 # ~ FC001\nb: |\n  text\n# ~^ FC002 FC003\nc: # ~^^ FC004\n"


def test_annotations_name_their_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ANNOTATED)
    (tmp_path / "make.toml").write_text('expect = ["b.yaml:1 FC005"]')
    assert annotated(tmp_path) == [
        Expected("a.yaml", 0, "FC001"),
        Expected("a.yaml", 2, "FC002"),
        Expected("a.yaml", 2, "FC003"),
        Expected("a.yaml", 2, "FC004"),
        Expected("b.yaml", 0, "FC005"),
    ]


@pytest.mark.parametrize(
    ("plan", "path", "content"),
    [
        ('path = "a.yaml"\nhex = "ff00"', "a.yaml", b"\xff\x00"),
        ('path = "a.yaml"\nline = "# x"\ntimes = 3', "a.yaml", b"# x\n# x\n# x\n"),
        ('path = "a{}.yaml"\ncopies = 2', "a1.yaml", b"\n"),
    ],
)
def test_files_nobody_wants_in_a_repository_are_made(
    tmp_path: Path, plan: str, path: str, content: bytes
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "make.toml").write_text(f"base = false\n[[file]]\n{plan}\n")
    assert (write_fixture(tmp_path / "bot", source) / path).read_bytes() == content


@pytest.mark.parametrize(
    ("example", "locales", "text"),
    [
        ("flows: {}\n", "[id, en]", '  halo: {id: "Halo.", en: "Hello."}'),
        ("messages: {x: {id: X}}\n", "[id]", '  halo: {id: "Halo."}'),
        ("messages: {x: {id: X, en: Y}}\n", "[id, en]", '  halo: {id: "Halo.", en: "Hello."}'),
        ("locales: [en, ms]\n", "[en, ms]", '  halo: {en: "Hello.", ms: "Halo."}'),
    ],
)
def test_the_base_speaks_the_locales_of_the_example(example: str, locales: str, text: str) -> None:
    whole = lay_over_base({"bot.yaml": example})
    assert f"locales: {locales}\n" in whole["bot.yaml"]
    assert text in whole["dasar.yaml"]
