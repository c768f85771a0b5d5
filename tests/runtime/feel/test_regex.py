"""Patterns: as Python reads them where both know the syntax, and never slow."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.feel import limits
from runtime.feel.faults import Run
from runtime.feel.pattern import compile_pattern
from runtime.feel.regex import replace, search, split

_ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", "(a)", "(a|b)", "(?:ab)", "a|b", "^", "$", "\\d"])
_PATTERNS = st.lists(
    st.tuples(_ATOMS, st.sampled_from(["", "", "*", "+", "?", "{2}", "{1,2}", "*?", "+?"])), max_size=5
)


@given(_PATTERNS, st.text("ab1", max_size=8))
def test_the_first_match_is_the_one_python_finds(parts: list[tuple[str, str]], text: str) -> None:
    pattern = "".join(atom + (mark if atom not in ("^", "$") else "") for atom, mark in parts)
    compiled = compile_pattern(pattern, "")
    assert compiled is not None
    # `$` of Python also stands before a last newline; there is none in these texts
    expected = re.search(pattern, text)
    found = search(compiled, text, Run())
    assert (expected.span() if expected else None) == (found[:2] if found else None)


@pytest.mark.parametrize("pattern", ["(a*)*b", "(a|a)*b", "(a|aa)+$", ".*.*.*.*.*b"])
def test_what_blows_up_elsewhere_is_linear_here(pattern: str) -> None:
    """Work is counted, not timed: at most every state of the program at every character."""
    compiled = compile_pattern(pattern, "")
    assert compiled is not None
    run, text = Run(), "a" * 2_000 + "c"
    assert search(compiled, text, run) is None
    assert limits.PATTERN_WORK - run.patterns <= len(compiled.steps) * (len(text) + 1)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a)\\1",
        "(?=a)",
        "(?<=a)",
        "[a",
        "a)",
        "(a",
        "*a",
        "a**",
        "a{2",
        "a{3,1}",
        "\\",
        "[b-a]",
        "\\p{Xx}",
        "(" * 200,
    ],
)
def test_a_pattern_that_is_broken_or_not_supported_is_none(pattern: str) -> None:
    assert compile_pattern(pattern, "") is None


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "found"),
    [
        ("KOPI", "i", "kopi", True),
        ("^b$", "m", "a\nb\nc", True),
        ("^b$", "", "a\nb\nc", False),
        ("a.b", "", "a\nb", False),
        ("a.b", "s", "a\nb", True),
        ("a b", "x", "ab", True),
        ("[A-Z-[OI]]", "", "O", False),
        ("\\p{Lu}", "", "É", True),
        ("\\s", "", "a b", True),
        ("a", "q", "a", None),
    ],
)
def test_flags_and_classes(pattern: str, flags: str, text: str, found: bool | None) -> None:
    compiled = compile_pattern(pattern, flags)
    assert found == (None if compiled is None else search(compiled, text, Run()) is not None)


def test_replace_and_split_refuse_a_pattern_that_matches_nothing_at_all() -> None:
    compiled = compile_pattern("a*", "")
    assert compiled is not None
    assert (replace(compiled, "aa", "b", Run()), split(compiled, "aa", Run())) == (None, None)
