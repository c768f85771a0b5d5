"""Tables of a bot: the index against testing row by row, for every hit policy, on random tables and inputs.

The policies are said here a second time, as DMN 1.5 section 8.2.8 has them, and not with the engine's code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.artifact import tree
from runtime.artifact.model import DecisionTable, Place, Row, TableInput, TableOutput
from runtime.feel.evaluate import compile_test
from runtime.feel.values import Value
from runtime.routing.deciding import HITS, Decision
from tests.properties.test_rows import LIKELY, SCOPE, TESTS

ORDER = ("high", "normal", "low")
_NUMBERS = st.none() | st.integers(-3, 3).map(lambda one: tree.Number(str(abs(one))))
_WORDS = st.none() | st.sampled_from([*ORDER, "other"]).map(tree.String)
Answer = tuple[Value, ...]


@settings(deadline=None, max_examples=25)
@given(st.data())
@pytest.mark.parametrize("hit", HITS)
def test_a_table_answers_as_its_policy_says(hit: str, data: st.DataObject) -> None:
    width = data.draw(st.integers(1, 3))
    several = hit not in ("sum", "min", "max") and data.draw(st.booleans())
    number = hit in ("sum", "min", "max") or data.draw(st.booleans())
    outputs = [_NUMBERS if number else _WORDS, *([_WORDS] if several else [])]
    rows = [
        Row(tests, values, Place("", 1, 1))
        for tests, values in data.draw(
            st.lists(st.tuples(st.tuples(*[TESTS] * width), st.tuples(*outputs)), max_size=12)
        )
    ]
    default = data.draw(st.none() | st.just(tree.String("low")))
    allowed = data.draw(st.none() | TESTS)
    table = DecisionTable(
        "t",
        hit,
        tuple(TableInput(f"c{at}", tree.Name(f"c{at}"), allowed if not at else None) for at in range(width)),
        tuple(
            TableOutput(f"o{at}", tuple(map(tree.String, ORDER)), default if not at else None)
            for at in range(len(outputs))
        ),
        tuple(rows),
    )
    for values in data.draw(
        st.lists(st.lists(LIKELY, min_size=width, max_size=width), min_size=1, max_size=3)
    ):
        scope = {**SCOPE, **{f"c{at}": value for at, value in enumerate(values)}}
        answer, held = Decision(table).ask(scope)
        assert answer == _plain(table, values, scope)
        assert held == _reported(table, values, scope)


def _held(table: DecisionTable, values: Sequence[Value], scope: Mapping[str, Value]) -> list[int]:
    """Return the rows that hold, tested one by one; none for an input that may not come."""
    if _refused(table, values, scope):
        return []
    found = []
    for number, row in enumerate(table.rows):
        tested = zip(row.tests, values, strict=True)
        if all(compile_test(test)(value, scope) is True for test, value in tested):
            found.append(number)
    return found


def _reported(table: DecisionTable, values: Sequence[Value], scope: Mapping[str, Value]) -> list[int]:
    held = _held(table, values, scope)
    return held[:1] if table.hit == "first" else held


def _refused(table: DecisionTable, values: Sequence[Value], scope: Mapping[str, Value]) -> bool:
    allowed = table.inputs[0].allowed
    return (
        allowed is not None and values[0] is not None and compile_test(allowed)(values[0], scope) is not True
    )


def _plain(table: DecisionTable, values: Sequence[Value], scope: Mapping[str, Value]) -> Value:
    if _refused(table, values, scope):
        return None
    answers = [tuple(map(_said, table.rows[row].values)) for row in _held(table, values, scope)]
    hit = table.hit
    listed = hit in ("collect", "rule_order", "output_order")
    if hit == "count":
        return Decimal(len(answers))
    if not answers:
        default = tuple(_said(one.default) for one in table.outputs)
        given = None if default == (None,) * len(default) else _whole(table, default)
        return (given,) if listed and given is not None else given
    if hit in ("sum", "min", "max"):
        numbers = [answer[0] for answer in answers]
        if hit != "sum" and len(numbers) == 1:
            return numbers[0]
        if any(number is None for number in numbers):
            return None
        total = {"sum": sum, "min": min, "max": max}[hit](numbers)  # type: ignore[operator]  # numbers all
        return Decimal(total)
    if hit in ("priority", "output_order"):
        answers.sort(key=lambda answer: [ORDER.index(one) if one in ORDER else 3 for one in answer])
    if listed:
        return tuple(_whole(table, answer) for answer in answers)
    if (hit == "unique" and len(answers) > 1) or (hit == "any" and len(set(answers)) > 1):
        return None
    return _whole(table, answers[0])


def _said(expression: tree.Expr | None) -> Value:
    match expression:
        case tree.Number(text):
            return Decimal(text)
        case tree.String(text):
            return text
    return None


def _whole(table: DecisionTable, answer: Answer) -> Value:
    if len(answer) == 1:
        return answer[0]
    return {output.name: value for output, value in zip(table.outputs, answer, strict=True)}
