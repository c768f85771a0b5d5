"""`flowc eval` as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flowc.cli.group import run


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FLOWC_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)


def test_a_value_is_printed_as_feel_writes_it(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", '[upper case("a"), @"P1D"]']) == 0
    assert capfd.readouterr() == ('["A", @"P1D"]\n', "")


def test_names_come_from_a_file(capfd: pytest.CaptureFixture[str]) -> None:
    text = "total: 120\nday: 2026-11-23\nplus: = total + 1\nnames: [a, null]\nbox: {x: '5'}\n"
    Path("slots.yaml").write_text(text, encoding="utf-8")
    assert run(["eval", "[plus, day.month, names, box.x]", "--with", "slots.yaml"]) == 0
    assert capfd.readouterr().out == '[121, 11, ["a", null], "5"]\n'


def test_why_something_is_null(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "1 / 0"]) == 0
    assert capfd.readouterr() == ("null\n", "null because of operand at `/` (number, number)\n")


def test_a_text_that_is_no_expression(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "1 +"]) == 1
    assert "  --> expression:1:4" in capfd.readouterr().err


def test_a_mistake_in_the_file_is_shown_there(capfd: pytest.CaptureFixture[str]) -> None:
    Path("slots.yaml").write_text("a: = 1 +* 2\n", encoding="utf-8")
    assert run(["eval", "a", "--with", "slots.yaml"]) == 1
    assert "  --> slots.yaml:1:9" in capfd.readouterr().err


def test_cases_are_answered_line_by_line(capfd: pytest.CaptureFixture[str]) -> None:
    Path("cases.jsonl").write_text('{"id": 1, "expr": "2*3"}\n{"id": 2, "expr": "2*"}\n', encoding="utf-8")
    assert run(["eval", "--cases", "cases.jsonl"]) == 0
    assert capfd.readouterr().out == '{"id": 1, "value": 6}\n{"id": 2, "failed": "1:3: unexpected"}\n'


def test_one_of_both_is_needed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["eval"]) == 2
    assert "a file of cases" in capfd.readouterr().err


def test_a_function_is_explained(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "string", "length"]) == 0
    assert capfd.readouterr().out.startswith("string length(): how many characters a text has\n")


def test_a_report_says_how_many_are_right_by_feature(capfd: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": "a", "expr": "1 + 1", "expected": 2, "feature": "sums"},
        {"id": "b", "expr": "1 / 3", "expected": 0.333333333333, "feature": "sums"},
        {"id": "c", "expr": "1 + 1", "expected": 3, "feature": "sums"},
        {"id": "d", "expr": '1 + "a"', "expected": None, "error": True, "feature": "mistakes"},
        {"id": "e", "expr": "1 +", "expected": None, "error": True, "feature": "mistakes"},
    ]
    Path("cases.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run(["eval", "--cases", "cases.jsonl", "--report"]) == 1
    assert capfd.readouterr().out.splitlines() == [
        "mistakes                                       2/2     100.0 %  of them values 0/0",
        "sums                                           2/3      66.7 %  of them values 2/3",
        "all                                            4/5      80.0 %  of them values 2/3",
        "wrong c: 2, not 3",
    ]


def test_a_report_needs_cases(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "1", "--report"]) == 2
