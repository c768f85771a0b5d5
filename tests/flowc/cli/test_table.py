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
