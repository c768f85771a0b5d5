"""Files of cases that somebody spoilt: every line has an answer, or is told to be none."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.trying import BadCase, Failure, answer, load_cases
from flowc.trying.tagged import write_tagged

_TABLE = {
    "hitPolicy": "COLLECT",
    "aggregation": None,
    "inputs": [{"expr": "age", "values": "[0..120]"}, {"expr": "tier", "values": '"gold", "new"'}],
    "outputs": [{"name": "what", "values": '"a", "b"', "default": '"b"'}, {"name": "weight"}],
    "rules": [{"in": ["< 18", "-"], "out": ['"a"', "1"]}, {"in": ["-", '"gold"'], "out": ['"b"', "age + 1"]}],
}
_CASE = {
    "id": "a",
    "expr": "limit(age) + sum(some_list)",
    "context": {"age": 17, "tier": "gold", "some_list": [1, 2], "day": {"@date": "2026-11-23"}},
    "let": [{"name": "limit", "expr": "function(n: number) n * 2"}, {"name": "t", "table": _TABLE}],
    "type": {"ref": "number"},
}
_ROWS = (_CASE, {**_CASE, "table": _TABLE}, {**_CASE, "expr": "t.what[1]", "type": None})

Path_ = tuple[str | int, ...]


def _paths(data: Any, at: Path_ = ()) -> list[Path_]:  # Any: JSON
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [at, *(path for key, value in inside for path in _paths(value, (*at, key)))]


def _deep(levels: int) -> object:
    value: object = 1
    for _ in range(levels):
        value = [value]
    return value


_JUNK = st.sampled_from(
    [
        *(None, True, -1, 1e308, float("nan"), float("inf"), 10**400, "", "(", "x" * 20_000, "\ud83d"),
        *([], {}, [[1]], _deep(600), "for i in 1..99999 return i", '"' + "\\u" * 9, "@", "?", "-", "null"),
        *({"@date": "x"}, {"@number": "9e99999"}, {"@time": 25}, {"@": 1}, {"ref": "list"}, {"fields": 1}),
        *("UNIQUE", "PRIORITY", "OUTPUT ORDER", "SUM", "not(", "[..5]", '"a", "b"', "age", "weight * 1e6144"),
    ]
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile") / "cases.jsonl"


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_spoilt_case_has_an_answer_or_is_told(path: Path, data: st.DataObject) -> None:
    row: Any = deepcopy(data.draw(st.sampled_from(_ROWS)))  # Any: JSON
    for _ in range(data.draw(st.integers(1, 3))):
        *above, key = data.draw(st.sampled_from(_paths(row)[1:]))
        place = row
        for step in above:
            place = place[step]
        place[key] = deepcopy(data.draw(_JUNK))
        if not isinstance(row, dict):
            return
    path.write_text(json.dumps(row), encoding="utf-8")
    try:
        (case,) = load_cases(path)
    except BadCase:
        return
    found = answer(case)
    if isinstance(found, Failure):
        assert found.why
        assert all(0 <= fault.start <= fault.end for fault in found.faults)
    else:
        json.dumps(write_tagged(found))


def test_what_json_itself_cannot_hold_is_told(path: Path) -> None:
    path.write_text('{"id": 1, "expr": "1", "context": {"a": ' + "[" * 100_000 + "]" * 100_000 + "}}")
    with pytest.raises(BadCase, match="nested too deeply"):
        list(load_cases(path))
