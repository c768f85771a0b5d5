"""A gallery of mistakes as people make them: each is told with its code at its line, and nothing follows.

What is expected was written from what a designer needs, before the compiler was asked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from flowc.diagnostics.model import Diagnostic
from tests.gallery.mistakes import Mistake, Wanted, mistakes, read_mistake, told
from tests.ui.bots import Expected
from tests.ui.wording import faults

MISTAKES = tuple(mistakes())
LEAST_MISTAKES = 550
LEAST_TRIPLES = 30


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.title)
def test_a_mistake_is_told_once_where_it_is(mistake: Mistake, tmp_path: Path) -> None:
    found = told(mistake, tmp_path / "bot")
    assert [place for place, _ in found] == in_order(mistake.wanted)
    assert list(lacking(mistake, found)) == []
    assert [fault for _, one in found for fault in faults(one)] == []


def test_there_are_enough_of_them_and_no_two_alike() -> None:
    wrong = [one for one in MISTAKES if one.wanted]
    triples = [one for one in wrong if one.habit == "three_at_once"]
    assert len(wrong) >= LEAST_MISTAKES
    assert len(triples) >= LEAST_TRIPLES
    assert {len(one.wanted) for one in triples} == {3}
    titles = Counter(one.title for one in MISTAKES)
    files = Counter(str(sorted(one.files.items())) for one in MISTAKES)
    assert [text for text, times in (titles + files).items() if times > 1] == []


def in_order(wanted: tuple[Wanted, ...]) -> list[Expected]:
    places = [one.place for one in wanted]
    return sorted(places, key=lambda place: (place.file, place.line))


def lacking(mistake: Mistake, found: list[tuple[Expected, Diagnostic]]) -> list[str]:
    """Return the wanted words of advice that no diagnostic at their place gives in both languages."""
    return [
        f"{wanted.place.code} at {wanted.place.line + 1} does not say `{wanted.help}`"
        for wanted in mistake.wanted
        if wanted.help is not None
        and not any(
            one.help is not None and wanted.help in one.help.en and wanted.help in one.help.id
            for place, one in found
            if place == wanted.place
        )
    ]


# ---- the gallery itself can fail -------------------------------------------------------------------------

CASE: dict[str, object] = {
    "note": "a keyword lacks a letter",
    "files": {"contoh.yaml": "flows:\n  a:\n    steps:\n      - colect: nama\n"},
    "want": [{"code": "FC104", "line": 4, "help": "collect"}],
}


@pytest.mark.parametrize(
    "place",
    [
        Expected("contoh.yaml", 2, "FC104"),
        Expected("contoh.yaml", 3, "FC101"),
        Expected("bot.yaml", 3, "FC104"),
    ],
    ids=["another line", "another code", "another file"],
)
def test_a_wrong_expectation_does_not_hold(place: Expected, tmp_path: Path) -> None:
    mistake = read_mistake("typos", CASE)
    found = [where for where, _ in told(mistake, tmp_path / "bot")]
    assert found == in_order(mistake.wanted)
    assert found != in_order((replace(mistake.wanted[0], place=place),))
    assert found != in_order(mistake.wanted * 2)
    assert found != in_order(())


def test_advice_that_is_not_given_is_missed(tmp_path: Path) -> None:
    mistake = read_mistake("typos", CASE)
    found = told(mistake, tmp_path / "bot")
    assert lacking(mistake, found) == []
    other = replace(mistake, wanted=(replace(mistake.wanted[0], help="choose"),))
    assert lacking(other, found) == ["FC104 at 4 does not say `choose`"]


@pytest.mark.parametrize(
    "change",
    [
        {"want": [{"code": "FC104", "line": 40}]},
        {"want": [{"code": "FC104", "line": 1, "file": "lain.yaml"}]},
        {"want": [{"code": "FC104"}]},
        {"wants": []},
    ],
    ids=["a line that is not there", "a file that is not there", "no line", "another key"],
)
def test_a_case_that_cannot_be_meant_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(AssertionError):
        read_mistake("typos", {**CASE, **change})
