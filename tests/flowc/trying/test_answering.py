"""Cases of FEEL, as a file of them is answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flowc.trying import BadCase, Case, Failure, answer, load_cases
from flowc.trying.cases import Binding
from flowc.trying.tagged import read_tagged, write_tagged
from runtime.artifact.records import Json

STRINGS: dict[str, Json] = {"base": "string", "collection": True, "ref": "tStrings"}
PERSON: dict[str, Json] = {"components": [{"name": "name", "base": "string"}], "ref": "tPerson"}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        pytest.param(Case(1, "a + 1", {"a": 2}), 3, id="names come from the context"),
        pytest.param(
            Case(1, "second", let=(Binding("first", "2"), Binding("second", "first * 2"))),
            4,
            id="a let sees the ones before it",
        ),
        pytest.param(Case(1, "the total", {"the total": 5}), 5, id="names may have spaces"),
        pytest.param(Case(1, "[7]", type={"ref": "number"}), 7, id="a list of one becomes its item"),
        pytest.param(Case(1, '"a"', type=STRINGS), ["a"], id="an item becomes a list of one"),
        pytest.param(Case(1, '"a"', type={"ref": "number"}), None, id="another kind becomes null"),
        pytest.param(Case(1, "{}", type=PERSON), None, id="a context without its entry becomes null"),
        pytest.param(
            Case(1, '{name: "x", age: 1}', type=PERSON), {"name": "x", "age": 1}, id="more entries are fine"
        ),
        pytest.param(
            Case(1, 'day + duration("P1D")', {"day": {"@date": "2026-11-23"}}),
            {"@date": "2026-11-24"},
            id="tagged values",
        ),
        pytest.param(Case(1, "1/3"), {"@number": "0." + "3" * 34}, id="digits that JSON would lose"),
    ],
)
def test_answers(case: Case, expected: Json) -> None:
    found = answer(case)
    assert not isinstance(found, Failure)
    assert write_tagged(found) == expected


@pytest.mark.parametrize(
    ("case", "why"),
    [
        pytest.param(Case(1, "1 +\n +"), "2:2: unexpected `+`", id="line and column of a mistake"),
        pytest.param(Case(1, "1", let=(Binding("t", None),)), "`t` is no expression", id="a table"),
        pytest.param(
            Case(1, "1", {"d": {"@date": "x"}}), "context: `x` is not a date", id="a value that is none"
        ),
        pytest.param(
            Case(1, "n > 1", {"n": float("nan")}),
            "context: `nan` is not a number",
            id="a number that is none",
        ),
    ],
)
def test_what_has_no_value_says_why(case: Case, why: str) -> None:
    found = answer(case)
    assert isinstance(found, Failure)
    assert why == found.why


def test_files_of_cases(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps({"id": "a", "expr": "1"}) + "\n\n" + '{"id": "b"}\n', encoding="utf-8")
    cases = load_cases(path)
    assert next(cases) == Case("a", "1")
    with pytest.raises(BadCase, match=r'cases\.jsonl:3: needs an "id" and an "expr"'):
        next(cases)


@pytest.mark.parametrize("data", [1, -2.5, "a", None, [1, {"a": True}], {"@time": "10:00:00Z"}])
def test_tags_come_back(data: Json) -> None:
    assert data == write_tagged(read_tagged(data))
