"""The pages of the built-in functions."""

from __future__ import annotations

import pytest

from flowc.feel.pages import render, rows
from flowc.feel.summaries import SUMMARIES
from runtime.feel.builtins import BUILTINS


def test_every_function_has_a_summary_and_no_other_has() -> None:
    assert list(BUILTINS) == list(SUMMARIES)


@pytest.mark.parametrize("name", BUILTINS)
def test_a_page_says_how_it_is_called_and_what_comes_out(name: str) -> None:
    page = render(name)
    assert f"    {name}(" in page
    assert "    flowc eval '" in page
    assert "'" not in "".join(left for left, _ in BUILTINS[name].examples)  # a shell would end the text there


def test_a_page_in_indonesian() -> None:
    assert render("min", "id").splitlines()[0] == "min(): yang terkecil"


def test_the_table_keeps_its_columns() -> None:
    assert all(row.replace("\\|", "").count("|") == 4 for row in rows().splitlines())
