"""The pages about the language run: their YAML compiles, their tests pass, and they name what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flowc.bottest.read import read_tests
from flowc.bottest.run import run_tests
from flowc.bottest.show import show_report
from flowc.compiler import compile_bot
from flowc.names.reserved import CUSTOMER_NAMES
from flowc.structure.merge import BLOCKS, LISTS, SECTIONS
from flowc.structure.schema import bot_schema
from runtime.artifact import codec
from runtime.templates import FILTERS
from tests.architecture import ROOT
from tests.language.compiling import told
from tests.ui.bots import AS_OF, without_the_rest, write_example

PAGES = ("README.md", "turn.md", "handover.md", "change.md", "pengantar.md")
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)


def page(name: str) -> str:
    return (ROOT / "docs/language" / name).read_text(encoding="utf-8")


EXAMPLES = [
    pytest.param(text, id=f"{name} {number}")
    for name in PAGES
    for number, text in enumerate(BLOCK.findall(page(name)), start=1)
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_compile_and_their_tests_pass(text: str, tmp_path: Path) -> None:
    folder = write_example(tmp_path, text)
    result = compile_bot(folder, AS_OF)
    assert result.artifact is not None, told(result)
    whole = re.search(r"^bot:", text, re.MULTILINE) is not None
    assert told(result if whole else without_the_rest(result)) == []
    tests = read_tests(folder)
    report = run_tests(result.artifact, codec.name(codec.dump(result.artifact)), tests)
    assert not report.failed, show_report(report, "en")


def test_each_page_has_examples() -> None:
    assert {str(one.id).split()[0] for one in EXAMPLES} == set(PAGES)


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        ("`bot.yaml` only", set(bot_schema()["properties"]) - {*SECTIONS, *BLOCKS, *LISTS}),
        ("any file, any number of files", {*SECTIONS, *LISTS}),
        ("any one file each", set(BLOCKS)),
        ("`customer`", set(CUSTOMER_NAMES)),
    ],
    ids=["bot.yaml", "any files", "any one file", "customer"],
)
def test_tables_name_what_there_is(row: str, keys: set[str]) -> None:
    (found,) = re.findall(rf"^\| {re.escape(row)} \| `([^`]*)`", page("README.md"), re.MULTILINE)
    assert set(found.split()) == keys


def test_the_filters_are_named() -> None:
    text = page("README.md").split("Filters:")[1].split("Printed as")[0]
    assert set(" ".join(re.findall(r"`([^`]*)`", text)).split()) == FILTERS
