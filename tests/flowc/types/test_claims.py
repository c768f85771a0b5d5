"""Conditions compared with each other: what cannot be true, and what makes another one true."""

from __future__ import annotations

import pytest

from flowc.feel.parser import Parsed, parse_expression
from flowc.proofs.facts.situations import asking_for_human, not_understood
from flowc.types.claims import alternatives, can_hold, implies, joined, where_not
from runtime.artifact.tree import Expr


def condition(text: str) -> Expr:
    parsed = parse_expression(text)
    assert isinstance(parsed, Parsed)
    return parsed.tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('topic = "a" and topic = "b"', False),
        ('topic = "a" or topic = "b"', True),
        ('topic = "a" and topic != "a"', False),
        ('topic = "a" and topic in ("a", "b")', True),
        ('topic = "c" and topic in ("a", "b")', False),
        ("topic = null and topic != null", False),
        ("n > 3 and n < 3", False),
        ("n >= 3 and n <= 3", True),
        ("n > 3 and n <= 3", False),
        ("3 < n and n < 2", False),
        ("turns.invalid < 0", False),
        ("turns.invalid > 0 and turns.invalid < 1", False),
        ("n > 0 and n < 1", True),
        ("message.sentiment < -1", False),
        ("message.sentiment < -0.5", True),
        ("false", False),
        ("not(true)", False),
        ("not(null)", False),
        ("hours.always and not(hours.always)", False),
        ("hours.always or not(hours.always)", True),
        ("n > 5 and n = null", False),
        ("n between 1 and 2 and n > 2", False),
        ("f(x) > 2 and f(x) < 2", False),
        ('d > date("2026-05-01") and d < @"2026-01-01"', False),
        ('d >= date("2026-05-01") and d <= @"2026-05-01"', True),
        ('d = date("2026-05-01") and d > @"2026-05-01"', False),
        ('t = @"10:00:00" and t > @"10:00:00"', True),  # equal to the second
        ('t < @"10:00:00" and t > @"10:00:00"', False),
        ('t < @"10:00:00+07:00" and t > @"10:00:00"', True),  # depends on the bot's zone
        ('d > @"PT2H" and d < duration("1h")', False),
        ("n in (1, 2) and n in (3, [5..6])", False),
        ("n in (1, 2) and n in (3, [2..6])", True),
        ("n in (2..3) and n in [3..4]", False),
        ("n in (< 2, > 5) and n = 3", False),
        ('n in (< 2, "a") and n = "b"', False),
        ("n in (m, 2) and n = 3", True),
    ],
)
def test_what_can_be_true(text: str, expected: bool) -> None:
    assert can_hold(condition(text)) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("n > 3", "n > 2", True),
        ("n > 2", "n > 3", False),
        ("turns.invalid > 2", "turns.invalid >= 3", True),
        ("n > 2", "n >= 3", False),
        ('topic = "a"', 'topic in ("a", "b")', True),
        ('topic in ("a", "b")', 'topic = "a"', False),
        ('topic = "a"', 'topic != "b"', True),
        ('topic != "b"', "topic != null", False),
        ('topic = "a"', "topic != null", True),
        ("n > 3", "n != null", True),
        ('n > 3 and topic = "a"', 'topic = "a"', True),
        ('topic = "a"', 'n > 3 and topic = "a"', False),
        ('topic = "a"', 'n > 3 or topic = "a"', True),
        ('n > 3 or topic = "a"', 'topic = "a"', False),
        ("false", "n > 3", True),
        ("n > 3", "turns.invalid >= 0", True),
        ("n > 3", "true", True),
    ],
)
def test_what_makes_another_one_true(first: str, second: str, expected: bool) -> None:
    assert implies(alternatives(condition(first)), alternatives(condition(second))) is expected


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ('message.intent = "ask_human"', True),
        ('"ask_human" = message.intent', True),
        ('message.intent in ("ask_human", "batal_langganan")', True),
        ('list contains(message.intents, "ask_human")', True),
        ('message.intent = "ask_human" or hours.always', True),
        ('message.intent = "ask_human" and hours.always', False),
        ('message.intent = "ask_human" and turns.customer >= 1', True),
        ('message.intent = "ask_human" and turns.customer >= 2', False),
    ],
)
def test_who_asks_for_a_person_is_heard(text: str, heard: bool) -> None:
    assert implies(asking_for_human(), alternatives(condition(text))) is heard


@pytest.mark.parametrize(
    ("text", "least"),
    [("turns.not_understood >= 2", 2), ("turns.not_understood > 2", 3), ("turns.not_understood >= 9", None)],
)
def test_how_often_not_understood(text: str, least: int | None) -> None:
    ways = alternatives(condition(text))
    assert next((n for n in range(1, 6) if implies(not_understood(n), ways)), None) == least


@pytest.mark.parametrize(
    ("refused", "then", "possible"),
    [
        ("not(kado)", "kado", True),
        ("kado", "kado", False),
        ('topic = "a"', 'topic = "a"', False),
        ('topic = "a"', 'topic = "b"', True),
        ("n > 3", "n > 3", True),  # numbers are not followed: it may be, for all that is known here
    ],
)
def test_what_a_guard_that_is_not_true_leaves(refused: str, then: str, possible: bool) -> None:
    left = where_not(condition(refused))
    assert any(joined(left, way) is not None for way in alternatives(condition(then))) is possible


def test_two_opposite_guards_leave_only_a_missing_value() -> None:
    left = joined(where_not(condition("kado")), where_not(condition("not(kado)")))
    assert left is not None
    assert joined(left, alternatives(condition("kado != null"))[0]) is None
