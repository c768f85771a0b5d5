"""`flowc table` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from flowc.cli.group import group


def test_cases_are_answered_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "tables.jsonl"
    table = {
        "hitPolicy": "FIRST",
        "inputs": [{"expr": "Age"}],
        "outputs": [{"name": None}],
        "rules": [{"in": ["< 18"], "out": ['"child"']}, {"in": ["-"], "out": ['"adult"']}],
    }
    cases = [{"id": number, "table": table, "context": {"Age": age}} for number, age in enumerate((3, 30))]
    path.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    result = CliRunner().invoke(group, ["table", "eval", "--cases", str(path)])
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"id": 0, "value": "child"},
        {"id": 1, "value": "adult"},
    ]


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tables.jsonl"
    path.write_text("[1, 2]\n", encoding="utf-8")
    result = CliRunner().invoke(group, ["table", "eval", "--cases", str(path)])
    assert result.exit_code != 0
    assert "no JSON object" in result.output


BOT = Path(__file__).resolve().parents[3] / "examples" / "toko-sejahtera"


def test_a_table_is_shown_with_what_it_leaves_open() -> None:
    result = CliRunner().invoke(group, ["table", "show", str(BOT), "bahasa", "--language", "en"])
    assert result.exit_code == 0
    assert "    1 en" in result.stdout
    assert "no row holds for conversation.locale = id, route.to = null" in result.stdout


def test_a_row_that_is_hit_says_by_what(tmp_path: Path) -> None:
    values = tmp_path / "slots.yaml"
    values.write_text("customer.tier: gold\ntopic: refund\n", encoding="utf-8")
    command = ["table", "show", str(BOT), "prioritas", "--with", str(values), "--language", "en"]
    assert CliRunner().invoke(group, command).stdout == "row 2 holds: customer.tier = gold, topic = refund\n"


def test_a_table_that_is_not_there_is_refused() -> None:
    result = CliRunner().invoke(group, ["table", "show", str(BOT), "tujuam", "--language", "en"])
    assert "there is no table `tujuam`; the bot has tujuan" in result.output
