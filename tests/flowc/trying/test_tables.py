"""Decision tables of a conformance kit: every hit policy, defaults, allowed values, several outputs."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from flowc.trying import Case, Failure, answer, load_cases
from flowc.trying.cases import Binding
from runtime.artifact.records import Json
from runtime.feel.values import Value

AGE = [{"expr": "age"}]
ROWS = [
    {"in": ["< 18"], "out": ['"child"', "1"]},
    {"in": [">= 12"], "out": ['"teen"', "5"]},
    {"in": ["[15..20]"], "out": ['"rider"', "3"]},
]
OUTPUTS: list[Json] = [{"name": "what", "values": '"rider", "teen", "child"'}, {"name": "weight"}]


def table(hit: str, *, total: str | None = None, **changes: Json) -> dict[str, Json]:
    return {
        "hitPolicy": hit,
        "aggregation": total,
        "inputs": AGE,
        "outputs": OUTPUTS,
        "rules": ROWS,
        **changes,
    }


def one(at: int, **more: Json) -> dict[str, Json]:
    """Return what makes a table of only one of the outputs."""
    rules = [{"in": row["in"], "out": [row["out"][at]]} for row in ROWS]
    return {
        "outputs": [{"name": None, "values": '"rider", "teen", "child"' if at == 0 else None, **more}],
        "rules": rules,
    }


def ask(asked: dict[str, Json], age: Json) -> Value | Failure:
    return answer(Case("one", "", {"age": age}, table=asked))


@pytest.mark.parametrize(
    ("asked", "age", "expected"),
    [
        (table("UNIQUE"), 30, {"what": "teen", "weight": Decimal(5)}),
        (table("UNIQUE"), 13, None),
        (table("FIRST"), 16, {"what": "child", "weight": Decimal(1)}),
        (table("ANY"), 16, None),
        (table("ANY", **one(0)), 30, "teen"),
        (table("PRIORITY"), 16, {"what": "rider", "weight": Decimal(3)}),
        (table("RULE ORDER", **one(0)), 16, ("child", "teen", "rider")),
        (table("OUTPUT ORDER", **one(0)), 16, ("rider", "teen", "child")),
        (table("COLLECT", **one(1)), 16, (Decimal(1), Decimal(5), Decimal(3))),
        (table("COLLECT", total="SUM", **one(1)), 16, Decimal(9)),
        (table("COLLECT", total="MIN", **one(1)), 16, Decimal(1)),
        (table("COLLECT", total="MAX", **one(1)), 16, Decimal(5)),
        (table("COLLECT", total="COUNT", **one(1)), 16, Decimal(3)),
        (table("COLLECT", total="COUNT", **one(1)), None, Decimal(0)),
        (table("COLLECT", total="SUM", **one(0)), 16, None),
        (table("FIRST"), None, None),
        (table("FIRST", **one(0, default='"nobody"')), None, "nobody"),
        (table("COLLECT", **one(0, default='"nobody"')), None, ("nobody",)),
        (table("FIRST", inputs=[{"expr": "age", "values": "[0..20]"}], **one(0)), 30, None),
    ],
)
def test_hit_policies(asked: dict[str, Json], age: Json, expected: Value) -> None:
    assert ask(asked, age) == expected


def test_a_table_may_be_a_function_of_its_parameters() -> None:
    years = Binding("Kind of", None, table("FIRST", **one(0)), ("age",))
    case = Case("one", "Kind of(age: 3) + Kind of(30)", {}, (years,))
    assert answer(case) == "childteen"


def test_a_cell_that_cannot_be_read_is_told() -> None:
    broken = table("FIRST", rules=[{"in": ["< < 1"], "out": ["1", "2"]}])
    found = ask(broken, 1)
    assert isinstance(found, Failure)
    assert "< < 1" in found.why
    missing = answer(Case("one", "", {}, table={"inputs": [{}], "outputs": [], "rules": []}))
    assert isinstance(missing, Failure)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({"in": [], "out": ["1", "2"]}, "rule 1 has 0 cells in `in`, not 1"),
        ({"in": ["1", "2"], "out": ["1", "2"]}, "rule 1 has 2 cells in `in`, not 1"),
        ({"in": ["1"], "out": ["1"]}, "rule 1 has 1 cells in `out`, not 2"),
        ("no rule", "rule 1 has 0 cells in `in`, not 1"),
    ],
)
def test_a_rule_with_too_few_or_too_many_cells_is_told(rule: Json, why: str) -> None:
    found = ask(table("FIRST", rules=[rule]), 1)
    assert isinstance(found, Failure)
    assert why in found.why


def test_cases_with_a_table_are_loaded(tmp_path: Path) -> None:
    path = tmp_path / "tables.jsonl"
    path.write_text(
        json.dumps({"id": 1, "table": table("FIRST"), "context": {"age": 3}}) + "\n", encoding="utf-8"
    )
    (case,) = load_cases(path)
    assert answer(case) == {"what": "child", "weight": Decimal(1)}
