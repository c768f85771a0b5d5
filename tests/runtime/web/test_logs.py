"""The log: one line each, masked, and without the text of an exception."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from runtime.web.logs import JsonLines, TextLines

FORMS = [JsonLines(), TextLines()]
PERSONAL = ("0812-3456-7890", "sari@contoh.id", "3171 2345 6789 0123", "4111111111111234")


def record(message: str, **facts: object) -> logging.LogRecord:
    made = logging.LogRecord("flowc", logging.WARNING, __file__, 1, message, (), None)
    made.facts = facts
    return made


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
@pytest.mark.parametrize("text", PERSONAL)
def test_what_is_personal_is_masked_wherever_it_stands(form: logging.Formatter, text: str) -> None:
    line = form.format(record(f"about {text}", why=f"because of {text}", attempt=3))
    assert text not in line
    assert "•••" in line
    assert "3" in line


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
def test_a_line_is_one_line(form: logging.Formatter) -> None:
    assert len(form.format(record("a\nfake\r\nline", why="x\ny")).splitlines()) == 1


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
def test_an_exception_is_told_without_its_text(form: logging.Formatter) -> None:
    try:
        raise ValueError("what a customer wrote")
    except ValueError:
        made = record("request failed: what a customer wrote")
        made.exc_info = sys.exc_info()
    line = form.format(made)
    assert "ValueError at test_an_exception_is_told_without_its_text:" in line
    assert "customer wrote" not in line


def test_a_json_line_has_its_facts_as_members() -> None:
    line = json.loads(JsonLines().format(record("turn", conversation="ab12", ms=1.5)))
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "warning", "message": "turn", "conversation": "ab12", "ms": 1.5}
