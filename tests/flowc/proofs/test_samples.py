"""Sample answers fit the patterns they are made for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.proofs.samples import UNKNOWN, matching


@pytest.mark.parametrize(
    ("pattern", "sample"),
    [
        ("KP-[0-9]{5}", "KP-12345"),
        (r"\d{3}", "123"),
        ("[A-Z]{2}[0-9]+", "AA1"),
        ("INV/[a-f0-9]{4}", "INV/1234"),
        ("[2-4]{3}", "222"),
    ],
)
def test_a_plain_pattern_has_a_readable_sample(pattern: str, sample: str) -> None:
    assert re.fullmatch(pattern, sample)
    assert matching(pattern) == sample


@pytest.mark.parametrize("pattern", ["(a|b)", "x(?=y)", "[", "[^$", "a{9999999}", "\\"])
def test_a_pattern_beyond_that_has_none(pattern: str) -> None:
    assert matching(pattern) == UNKNOWN


@given(st.text("AZ09-/[]{}\\d+*?.^$", max_size=20))
def test_any_text_gives_a_fitting_sample_or_none(pattern: str) -> None:
    sample = matching(pattern)
    assert sample == UNKNOWN or re.fullmatch(pattern, sample)
