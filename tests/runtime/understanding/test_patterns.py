"""Patterns found by how their matches begin: the same as trying each of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.understanding.beginnings import beginnings_of
from runtime.understanding.builtin import INTENTS
from runtime.understanding.patterns import PatternIndex

BUILT_IN = tuple(pattern for intent in INTENTS.values() for pattern in intent.patterns)
_WORDS = sorted({word for pattern in BUILT_IN for word in re.findall(r"[a-z]+", pattern)})
_TEXTS = st.lists(st.sampled_from([*_WORDS, "08-12", "tk-123", "😡", "08.00"]), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("pattern", "beginnings"),
    [
        (r"\bcs\b", ["cs"]),
        (r"\b(?:cs|admin)(?:nya)? ada", ["admi", "cs a", "csny"]),
        (r"^(?:(?:mau|ke) ){0,2}(?:bicara|cs)$", ["bica", "cs", "ke b", "ke c", "ke k", "ke m", "mau "]),
        (r"(?:^|\bmau )tanya", ["mau ", "tany"]),
        (r"\bke \w+", ["ke "]),
        (r"\ba{2}b?", ["aa", "aab"]),
        (r"\bx+y", ["xxxx", "xxxy", "xxy", "xy"]),
        (r"\b(?:a|b){5,}", sorted(f"{a}{b}{c}{d}" for a in "ab" for b in "ab" for c in "ab" for d in "ab")),
        (r"\btk-[0-9]{6}", ["tk-"]),
    ],
)
def test_beginnings(pattern: str, beginnings: list[str]) -> None:
    assert beginnings == sorted(beginnings_of(pattern) or ())


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            "cs",
            r"(?:\bcs|admin)",
            r"\b\w+",
            r"\b[ab]c",
            r"x?\bcs",
            r"\b cs",
            "^",
            "",
            r"\b(?:mau )?",
            r"\b.?a",
        ),
        *("(?i)cs", r"(?=cs)\bcs", r"\b(cs", r"\bcs)", r"\b(a)\1", r"\bx{,2}y", r"\b(?:[a-z]|b)c", r"\b_x"),
        r"\b" + "(?:a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z)" * 4,
    ],
)
def test_a_pattern_of_which_it_is_not_sure_has_none(pattern: str) -> None:
    assert beginnings_of(pattern) is None


_LEAVES = st.sampled_from(
    [*("a", "b", "ab", "cs", " ", "-", r"\w", r"\b", "^", "$", ".", "[ab]", r"\-", "nya", r"\b(?:ab|c)")]
)
_PATTERNS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,}", "??"])).map(
            lambda part: f"(?:{part[0]}){part[1]}"
        ),
    ),
    max_leaves=6,
).map(lambda pattern: rf"\b{pattern}")


@settings(max_examples=500, deadline=None)
@given(
    _PATTERNS,
    st.lists(st.sampled_from(["a", "b", "c", "cs", "ab", " ", "-", "nya"]), max_size=8).map("".join),
)
def test_every_match_begins_with_a_beginning(pattern: str, text: str) -> None:
    beginnings = beginnings_of(pattern)
    found = re.search(pattern, text)
    if beginnings is not None and found is not None:
        assert text.startswith(tuple(beginnings), found.start())
        assert not text[: found.start()][-1:].isalnum()


_INDEX = PatternIndex((pattern, number) for number, pattern in enumerate(BUILT_IN))


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_all_that_match_are_found(text: str) -> None:
    found = [(number, re.search(pattern, text)) for number, pattern in enumerate(BUILT_IN)]
    expected = [(number, match.group()) for number, match in found if match and match.group()]
    assert expected == list(_INDEX.find(text))


def test_hardly_any_built_in_pattern_is_always_tried() -> None:
    assert sum(beginnings_of(pattern) is None for pattern in BUILT_IN) <= 1
