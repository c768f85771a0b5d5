"""A problem in a spreadsheet's file says in which cell it is, as the spreadsheet calls it."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from flowc.cli.group import group
from tests.ui.bots import write_example

TABLE = """
tables:
  ongkir:
    outputs: {biaya: number}
    rows: ongkir.csv
"""


@pytest.fixture
def bot(tmp_path: Path) -> Path:
    folder = write_example(tmp_path / "bot", dedent(TABLE))
    (folder / "ongkir.csv").write_text('turns.customer;biaya\n"1, 2";9000\n\n>= 3;9.000\n-;12000\n')
    return folder


def checked(bot: Path, look: str) -> str:
    command = ["check", str(bot), "--as-of", "2026-11-23", "--no-cache", "--language", "en", "--format", look]
    result = CliRunner().invoke(group, command)
    return result.stdout + result.stderr


def test_in_text(bot: Path) -> None:
    assert "ongkir.csv:4:6 (cell B4)" in checked(bot, "text")


def test_in_json_beside_the_place(bot: Path) -> None:
    (problem,) = json.loads(checked(bot, "json"))["bots"][0]["problems"]
    assert problem["code"] == "FC338"
    assert problem["place"]["cell"] == "B4"


def test_in_sarif_as_a_property_of_the_location(bot: Path) -> None:
    (result,) = json.loads(checked(bot, "sarif"))["runs"][0]["results"]
    assert result["locations"][0]["properties"] == {"cell": "B4"}


@pytest.mark.parametrize("look", ["json", "sarif"])
def test_other_files_have_no_cells(bot: Path, look: str) -> None:
    (bot / "ongkir.csv").write_text("turns.customer;biaya\n-;12000\n")
    (bot / "lain.yaml").write_text("flows:\n  sepi: {steps: [{say: halo}]}\n")
    shown = checked(bot, look)
    assert "FC501" in shown
    assert '"cell"' not in shown
