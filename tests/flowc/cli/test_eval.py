"""`flowc eval` as a person runs it."""

from __future__ import annotations

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
