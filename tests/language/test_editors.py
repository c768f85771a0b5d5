"""What editors are given: a schema for each kind of file, words that compile, snippets that expand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import referencing
from jsonschema import Draft202012Validator

from flowc.cli.group import run
from flowc.compiler import compile_bot
from flowc.resources import ready_made_bots, schema_folder
from flowc.scaffold import Refused, create
from flowc.structure.schema import resolve
from tests.architecture import ROOT
from tests.language.compiling import compiled, told
from tests.ui.bots import AS_OF, without_the_rest, write_example
from tools.language.contexts import contexts
from tools.language.plain_yaml import Plain, read, write
from tools.language.schema import keys_of, parts

FOLDERS = (*ready_made_bots().values(), ROOT / "examples/toko-sejahtera", ROOT / "examples/saas-desk")
SNIPPETS: Mapping[str, Any] = json.loads((schema_folder() / "vscode/flowc.code-snippets").read_text("utf-8"))


def validator(name: str) -> Draft202012Validator:
    """Return a plain validator, as an editor has it: `$ref` leads to the file beside it."""
    files = {one: json.loads((schema_folder() / one).read_text("utf-8")) for one in BOTH}
    registry: referencing.Registry[Any] = referencing.Registry()
    for one, contents in files.items():
        resource = referencing.Resource.from_contents({**contents, "$id": f"file:///schema/{one}"})
        registry = registry.with_resource(f"file:///schema/{one}", resource)
    return Draft202012Validator({"$ref": f"file:///schema/{name}"}, registry=registry)


BOTH = ("bot.schema.json", "part.schema.json")
WHOLE, PART = BOTH


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_line_of_a_bot_without_mistakes_is_underlined(folder: Path) -> None:
    for path in folder.rglob("*.yaml"):
        name = WHOLE if path.name == "bot.yaml" else PART
        found = [error.message for error in validator(name).iter_errors(read(path))]
        assert found == [], path


def test_a_part_may_not_hold_what_belongs_into_the_bot_file() -> None:
    assert not validator(PART).is_valid({"start": "menu"})
    assert not validator(PART).is_valid({"slots": {"a": {"type": "teks"}}})
    assert validator(PART).is_valid({"slots": {"a": {"type": "text"}}})


def test_settings_lead_each_file_to_its_schema(tmp_path: Path) -> None:
    written = create(tmp_path / "toko")
    assert not isinstance(written, Refused)
    settings = json.loads((tmp_path / "toko/.vscode/settings.json").read_text("utf-8"))
    for schema, globs in settings["yaml.schemas"].items():
        assert (tmp_path / "toko" / schema) in written
        assert ("bot.yaml" in globs) == (Path(schema).name == WHOLE)
    for path in (tmp_path / "toko").rglob("*.yaml"):
        wanted = WHOLE if path.name == "bot.yaml" else PART
        modeline = path.read_text("utf-8").splitlines()[0]
        assert (path.parent / modeline.partition("=")[2]).resolve() == tmp_path / "toko/.flowc" / wanted


def test_the_part_schema_finds_the_whole_one_where_init_puts_both(tmp_path: Path) -> None:
    create(tmp_path / "toko")
    part = json.loads((tmp_path / "toko/.flowc" / PART).read_text("utf-8"))
    for one in part["properties"].values():
        file, _, pointer = one["$ref"].partition("#")
        found = json.loads((tmp_path / "toko/.flowc" / file).read_text("utf-8"))
        for step in pointer.split("/")[1:]:
            found = found[step]


# ---- words that are completed ------------------------------------------------------------------------------

# What a type needs beside its word.
BESIDE: Mapping[str, Mapping[str, Plain]] = {
    "choice": {"options": ["a", "b"]},
    "list": {"of": {"type": "text"}},
    "context": {"fields": {"a": {"type": "text"}}, "ask": None},
}


# What some hit policies need of the outputs.
HITS: Mapping[str, Mapping[str, Plain]] = {
    word: {"outputs": {"hari": {"type": "choice", "options": ["1"], "default": "1"}}}
    for word in ("priority", "output_order")
}


def words() -> Iterator[tuple[str, str, Plain]]:
    """Give every word that an editor proposes, with the part and the key where it does."""
    for pointer in parts():
        for key in keys_of(pointer):
            for word in resolve(key.schema).get("enum", ()):
                yield pointer, key.name, word


@pytest.mark.parametrize(
    ("pointer", "key", "word"), tuple(words()), ids=lambda value: str(value).rpartition("/")[2]
)
def test_what_is_proposed_compiles(pointer: str, key: str, word: Plain, tmp_path: Path) -> None:
    sample = contexts()[pointer].of_key(key, word)
    assert isinstance(sample.value, dict)
    if key == "type":
        given = {**sample.value, **BESIDE.get(str(word), {})}
        kept: dict[str, Plain] = {name: one for name, one in given.items() if one is not None}
        for key_of_a_number in ("max", "default"):  # the samples' own, which other types cannot have
            kept.pop(key_of_a_number, None)
        sample = replace(sample, value=kept)
    elif key == "hit" and pointer == "/$defs/decisionTable" and isinstance(sample.value, dict):
        needed: dict[str, Plain] = dict(sample.value)
        needed.update(HITS.get(str(word), {}))
        sample = replace(sample, value=needed)
    result = compiled(sample, tmp_path)
    # a slot of type context cannot be asked for, as the flow of the sample does
    told_of = [one for one in told(result) if not (word == "context" and one.startswith("FC23"))]
    assert told_of == []


# ---- snippets --------------------------------------------------------------------------------------------

# Where each is inserted, and what it needs there beside the base bot of `tests/ui`.
STEPS = "flows:\n  contoh:\n    steps:\n      - collect: order_id\n"
ACTIONS = """
actions:
  cek_pesanan:
    http: {to: toko, path: "/orders/{id}"}
    inputs: {id: {type: text}}
    outputs: {status: {type: text}}
"""
RULES = 'escalation:\n  - {rule: diminta, when: message.intent = "ask_human", handover: auto}\n'
PLACES = {
    "alur": ("intents:\n  keluhan: {phrases: [komplain]}\nflows:\n", 2),
    "say": (STEPS, 6),
    "collect": (STEPS, 6),
    "choose": (STEPS, 6),
    "call": (ACTIONS + STEPS, 6),
    "switch": (STEPS, 6),
    "handover": (STEPS, 6),
    "aturan": (RULES, 2),
    "slot teks": ("slots:\n", 2),
    "slot pilihan": ("slots:\n", 2),
    "intent": ("flows:\n  contoh: {start_on: keluhan, steps: [{say: halo}]}\nintents:\n", 2),
    "faq": ("faq:\n", 2),
    "divisi": ("divisions:\n  cs: {name: {id: CS, en: Care}}\n", 2),
    "uji": ("tests:\n", 2),
}


def expanded(body: list[str]) -> str:
    """Return a snippet as it stands after Tab alone: each place with its default, or its first choice."""
    text = "\n".join(body).replace("\\}", "\0")
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
    return re.sub(r"\$\d+", "", text).replace("\0", "}")


def test_each_snippet_has_its_place() -> None:
    assert set(PLACES) == set(SNIPPETS)


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_compiles_as_it_is_inserted(name: str, tmp_path: Path) -> None:
    before, indent = PLACES[name]
    body = expanded(SNIPPETS[name]["body"])
    lines = "\n".join(" " * indent + line for line in body.splitlines())
    result = without_the_rest(compile_bot(write_example(tmp_path, before + lines), AS_OF))
    assert result.artifact is not None, told(result)
    assert told(result) == []


def test_the_page_names_the_snippets() -> None:
    page = (ROOT / "docs/editors.md").read_text(encoding="utf-8")
    prefixes = {prefix for one in SNIPPETS.values() for prefix in one["prefix"]}
    assert {prefix for prefix in prefixes if f"`{prefix}`" not in page} == {"slot text", "tanya jawab"}


# ---- hooks -----------------------------------------------------------------------------------------------


def hooks() -> dict[str, dict[str, Any]]:
    found = read(ROOT / ".pre-commit-hooks.yaml")
    assert isinstance(found, list)
    return {str(one["id"]): dict(one) for one in found if isinstance(one, dict)}


def test_a_hook_checks_the_whole_bot(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good, broken = tmp_path / "bots/toko", tmp_path / "bots/rusak"
    for folder in (good, broken):
        create(folder)
    (broken / "pesan.yaml").write_text("messages: {salam: {id: Halo}}\n", encoding="utf-8")
    for id_, hook in hooks().items():
        program, *arguments = hook["entry"].split()
        assert program == "flowc"
        assert hook["pass_filenames"] is False, "a bot is one thing"
        assert re.search(hook["files"], "bots/toko/pesan.yaml"), id_
        assert run([*arguments, str(good)]) == 0, id_
        assert run([*arguments, str(broken)]) == 1, id_
    capfd.readouterr()


def test_hooks_bring_what_checking_needs() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for hook in hooks().values():
        (extra,) = re.findall(r"\.\[(\w+)\]", " ".join(hook["additional_dependencies"]))
        assert re.search(rf"^{extra} = \[", project, re.MULTILINE)


def test_written_yaml_reads_the_same(tmp_path: Path) -> None:
    for path in (ROOT / "tools/language/world/bot.yaml", ROOT / "tools/language/contexts.yaml"):
        again = tmp_path / path.name
        again.write_text(write(read(path)), encoding="utf-8")
        assert read(again) == read(path)
