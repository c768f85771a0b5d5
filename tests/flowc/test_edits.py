"""Edits of files: only what they touch changes, down to the line breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.edits import Edit, apart, diff, edited, rewritten
from flowc.source.span import Span

TEXTS = st.text(alphabet="ab# \n", max_size=30)


@given(before=TEXTS, after=TEXTS, line_break=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.booleans())
def test_a_file_keeps_its_line_breaks_and_its_mark(
    before: str, after: str, line_break: str, mark: bool
) -> None:
    raw = ("\ufeff" if mark else "") + before.replace("\n", line_break)
    found = rewritten(raw, before, after)
    usual = line_break if "\n" in before else "\n"
    assert found == ("\ufeff" if mark else "") + after.replace("\n", usual)


def test_lines_that_do_not_change_keep_breaks_of_their_own() -> None:
    assert rewritten("a\r\nb\nc\r\n", "a\nb\nc\n", "a\nx\nc\n") == "a\r\nx\nc\r\n"


def test_a_file_that_changed_meanwhile_is_not_written() -> None:
    with pytest.raises(ValueError, match="meanwhile"):
        rewritten("a\n", "b\n", "c\n")


def test_edits_go_over_lines_and_those_that_overlap_are_left_out() -> None:
    first, inside = Edit(Span("a", 0, 1, 1, 1), "-"), Edit(Span("a", 0, 2, 0, 3), "x")
    last = Edit(Span("a", 1, 1, 1, 2), "+")
    assert apart((last, inside, first)) == (first, last)
    assert edited("abc\ndef", (first, last)) == "a-+f"


def test_a_diff_says_where_no_line_ends_the_file() -> None:
    assert diff({"a": "x"}, {"a": "y\n"}).splitlines()[-3:] == ["-x", "\\ No newline at end of file", "+y"]
    assert diff({"a": "x"}, {"a": "x"}) == ""
