"""The OMG's conformance kit: FLOWC_DATA is a folder with `dmn-tck/expr.jsonl`. The docs tell what fails."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowc.trying import Failure, load_cases, try_expression
from flowc.trying.report import Judged, by_feature, judge
from runtime.feel.writing import text_of
from tests.runtime.feel.strategies import EXPRESSIONS

_DATA = os.environ.get("FLOWC_DATA")
_NOW = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001 - as on a person's wall
_DOCS = Path(__file__).parents[3] / "docs" / "conformance.md"


@pytest.fixture(scope="module")
def judged() -> Sequence[Judged]:
    if _DATA is None:
        pytest.skip("FLOWC_DATA is not set: the conformance kit is not shipped")
    cases = load_cases(Path(_DATA, "dmn-tck", "expr.jsonl"))
    return [judge(case, _NOW) for case in cases if case.in_standard]


def test_the_docs_name_what_fails_and_nothing_else(judged: Sequence[Judged]) -> None:
    text = _DOCS.read_text(encoding="utf-8").partition("## What fails")[2].partition("##")[0]
    told = {
        f"{feature}/{name}"
        for feature, names in re.findall(r"\| `([^`]+)`: ([^|]+) \|", text)
        for name in names.split(", ")
    }
    wrong = {f"{one.case.feature}/{str(one.case.id).rpartition('/')[2]}" for one in judged if not one.right}
    assert told == wrong


def test_the_docs_have_the_figures(judged: Sequence[Judged]) -> None:
    text = _DOCS.read_text(encoding="utf-8")
    for feature, those in by_feature(judged).items():
        values = [one for one in those if one.expects_value]
        if feature != "all":
            counted = f"{sum(one.right for one in those)}/{len(those)}"
            counted_values = f"{sum(one.right for one in values)}/{len(values)}"
            assert f"| {feature} | {counted} | {counted_values} |" in text


_PIECES = st.lists(EXPRESSIONS | st.text(max_size=6), max_size=4).map("".join)


@settings(max_examples=400, deadline=None)
@given(_PIECES | st.text(max_size=40))
def test_any_text_gives_a_value_or_says_where_it_is_none(text: str) -> None:
    found = try_expression(text, {"a b": None, "now": _NOW}, _NOW)
    if not isinstance(found, Failure):
        assert isinstance(text_of(found), str)
        return
    assert found.faults
    for fault in found.faults:
        assert 0 <= fault.start <= fault.end <= len(text)
    assert re.match(r"\d+:\d+: \w+", found.why)


@pytest.mark.parametrize("cut", range(1, 8))
def test_no_text_of_the_kit_breaks_however_it_is_cut(judged: Sequence[Judged], cut: int) -> None:
    for one in judged[cut::7]:
        text = one.case.expr
        middle = len(text) * cut // 8
        for piece in (text[:middle], text[middle:], text[middle:] + text[:middle]):
            found = try_expression(piece, {}, _NOW)
            assert found.faults if isinstance(found, Failure) else isinstance(text_of(found), str)
