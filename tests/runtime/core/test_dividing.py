"""Combining what rules, steps and tables want."""

from __future__ import annotations

import pytest

from runtime.artifact.model import HandoverOptions
from runtime.core.dividing import combined, higher, united


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), "normal"),
        ((None, None), "normal"),
        (("low",), "low"),
        (("low", None, "high"), "high"),
        (("urgent", "high"), "urgent"),
    ],
)
def test_the_highest_priority_wins(given: tuple[str | None, ...], expected: str) -> None:
    assert higher(*given) == expected


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        (((), ()), ()),
        ((("english",), ("english",)), ("english",)),
        ((("english",), ("english >= 2",)), ("english >= 2",)),
        ((("english >= 3",), ("refund", "english>=2")), ("english >= 3", "refund")),
        ((("english >= 1",),), ("english",)),
    ],
)
def test_skills_are_united_with_the_highest_level(
    lists: tuple[tuple[str, ...], ...], expected: tuple[str, ...]
) -> None:
    assert united(*lists) == expected


def test_the_later_division_counts_and_the_higher_level() -> None:
    first = HandoverOptions(to="cs", level="L2", priority="high", skills=("english",), needs=())
    more = HandoverOptions(to="auto", level="L1", priority="low", skills=("refund",), topic="refund")
    assert combined(first, more) == HandoverOptions(
        to="cs", level="L2", priority="high", skills=("english", "refund"), topic="refund", needs=()
    )
    assert combined(first, HandoverOptions(to="keamanan")).to == "keamanan"


def test_without_a_priority_the_tables_decide() -> None:
    assert combined(HandoverOptions(), HandoverOptions()).priority is None
