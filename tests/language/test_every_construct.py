"""Five bots, one per article that the product answers, use every construct of the language between them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from runtime.templates.filters import FILTERS
from tests.architecture import ROOT
from tools.language.used import constructs, used_by

BOTS = tuple(sorted(file.parent for file in ROOT.glob("tests/conversations/artikel_*/bot.yaml")))


def test_there_is_a_bot_for_each_article() -> None:
    assert len(BOTS) == 5


def test_every_key_and_word_of_the_schema_is_used() -> None:
    assert sorted(constructs() - used_by(BOTS)) == []


def test_nothing_is_used_that_is_no_construct() -> None:
    assert used_by(BOTS) <= constructs()


@pytest.mark.parametrize("left_out", BOTS, ids=lambda folder: folder.name)
def test_without_one_of_them_something_would_be_missing(left_out: Path) -> None:
    assert constructs() - used_by([folder for folder in BOTS if folder != left_out])


def test_every_filter_is_used() -> None:
    texts = "\n".join(file.read_text(encoding="utf-8") for bot in BOTS for file in bot.rglob("*.yaml"))
    used = set(re.findall(r"\|\s*([a-z]+)", " ".join(re.findall(r"\{\{.*?\}\}", texts))))
    assert sorted(set(FILTERS) - used) == []
