"""Patterns that a bot may use: understood by every engine, and fast on every message."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.types.patterns import MESSAGE_CHARS, PatternFault, check_pattern

GOOD = [
    ("an order number", "TK-[0-9]{6}"),
    ("words with a gap", "resi .{0,40}(belum|blm) sampai"),
    ("one unbounded repeat", "refund.*"),
    ("an optional word", "(sudah )?bayar"),
    ("a repeated group without choices", "(?:[0-9]{3}-)+"),
    ("a class with a bracket", "[]a-z]+"),
    ("escapes", r"\bRp\.?\s?\d{1,9}\b"),
    ("an empty alternative", "ya|"),
]
BAD = [
    ("a repeat in a repeat", "(a+)+", "too_many_ways", (0, 5)),
    ("a choice in a repeat", "(a|b)*", "too_many_ways", (0, 6)),
    ("two unbounded repeats", "a.*b.*c", "too_many_ways", (1, 3)),
    ("many bounded repeats", "a{0,99}" * 4, "too_many_ways", (0, 7)),
    ("look-ahead", "(?=x)", "look_around", (0, 3)),
    ("look-behind", "(?<!x)y", "look_around", (0, 3)),
    ("a back-reference", r"(a)\1", "back_reference", (3, 5)),
    ("flags", "(?i)x", "flags", (0, 3)),
    ("a named group", "(?P<n>x)", "flags", (0, 3)),
    ("an open class", "[a", "broken", (0, 2)),
    ("an open group", "(a", "broken", (0, 1)),
    ("a stray bracket", "a)", "broken", (1, 2)),
    ("two repeats", "a**", "broken", (2, 3)),
    ("nothing to repeat", "+a", "broken", (0, 1)),
    ("a repeat without a start", "a{,3}", "broken", (1, 2)),
    ("a class in a class", "[[:alpha:]]", "broken", (0, 2)),
    ("a set operation", "[a--b]", "broken", (0, 3)),
    ("an unknown escape", r"\p{L}", "broken", (0, 2)),
    ("a backslash at the end", "a\\", "broken", (1, 2)),
    ("reversed bounds", "a{3,1}", "broken", (0, 6)),
    ("a reversed range", "[z-a]", "broken", (0, 5)),
    ("a long pattern", "a" * 257, "too_long", (256, 257)),
    ("many groups", "(" * 40 + ")" * 40, "broken", (20, 21)),
]


@pytest.mark.parametrize("pattern", [case[1] for case in GOOD], ids=[case[0] for case in GOOD])
def test_a_good_pattern_is_taken(pattern: str) -> None:
    assert check_pattern(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "kind", "place"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_a_bad_pattern_is_refused_at_its_place(pattern: str, kind: str, place: tuple[int, int]) -> None:
    fault = check_pattern(pattern)
    assert fault is not None
    assert (fault.kind, fault.start, fault.end) == (kind, *place)


@given(st.text(st.sampled_from("ab()[]{}|*+?.\\^$-,0129:=!<wdP"), max_size=40))
def test_any_text_gets_an_answer_and_what_is_taken_compiles(pattern: str) -> None:
    fault = check_pattern(pattern)
    if fault is None:
        re.compile(pattern)
    else:
        assert isinstance(fault, PatternFault)
        assert 0 <= fault.start <= fault.end <= len(pattern)


@pytest.mark.parametrize("pattern", [case[1] for case in GOOD], ids=[case[0] for case in GOOD])
def test_what_is_taken_is_fast_on_a_hostile_message(pattern: str) -> None:
    letter = next((sign for sign in pattern if sign.isalnum()), "a")
    begun = time.perf_counter()
    re.search(f"(?:{pattern})Z", letter * MESSAGE_CHARS)
    assert time.perf_counter() - begun < 3
