"""Patterns: as Python reads them where both know the syntax, and never slow."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.feel import limits
from runtime.feel.faults import OverBudgetError, Run
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


@given(_PATTERNS, st.sampled_from(["(a|b)", "(a*)", "([^a])"]), st.text("ab1", max_size=8))
def test_references_back_are_those_of_python(parts: list[tuple[str, str]], group: str, text: str) -> None:
    middle = "".join(
        atom.replace("(a", "(?:a") + (mark if atom not in ("^", "$") else "") for atom, mark in parts
    )
    compiled = compile_pattern(f"{group}(?:{middle})\\1", "")
    assert compiled is not None
    expected = re.search(f"{group}(?:{middle})\\1", text)
    found = search(compiled, text, Run())
    assert (expected.span() if expected else None) == (found[:2] if found else None)


def test_references_back_end_with_the_budget() -> None:
    compiled = compile_pattern("(a*)(a*)(a*)(a*)\\1\\2\\3\\4b", "")
    assert compiled is not None
    with pytest.raises(OverBudgetError, match="pattern_work"):
        search(compiled, "a" * 2_000, Run())


@pytest.mark.parametrize(
    ("pattern", "flags", "text"),
    [
        pytest.param("(a)\\1", "i", "aA", id="a reference back that ignores case"),
        pytest.param("\\p{IsThai}+", "", "สวัสดี", id="a block of Unicode"),
        pytest.param("\\P{IsBasicLatin}", "", "é", id="outside a block"),
        pytest.param("\\p{ I s B a s i c L a t i n }+", "x", "a b", id="a block with spaces"),
        pytest.param("a.b(c", "q", "xa.b(cx", id="nothing has a meaning"),
        pytest.param("\\i\\c*", "", "xml-name.1", id="names of XML"),
    ],
)
def test_what_the_standard_has_beside(pattern: str, flags: str, text: str) -> None:
    compiled = compile_pattern(pattern, flags)
    assert compiled is not None
    assert search(compiled, text, Run()) is not None


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
        "\\1(a)",
        "(a\\1)",
        "(a)\\2",
        "\\p{IsNowhere}",
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
        ("a", "z", "a", None),
    ],
)
def test_flags_and_classes(pattern: str, flags: str, text: str, found: bool | None) -> None:
    compiled = compile_pattern(pattern, flags)
    assert found == (None if compiled is None else search(compiled, text, Run()) is not None)


def test_replace_and_split_refuse_a_pattern_that_matches_nothing_at_all() -> None:
    compiled = compile_pattern("a*", "")
    assert compiled is not None
    assert (replace(compiled, "aa", "b", Run()), split(compiled, "aa", Run())) == (None, None)
