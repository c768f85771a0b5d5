"""A few blind mutants of every kind: what the compiler lets through does customers no harm.

`python -m tools.mutants --scale` tries many more, and its figures stand in docs/proofs.md.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conversations.bots import SHOP
from tests.conversations.bots import compiled as as_it_is
from tests.mutants.breaking import MUTATORS
from tests.mutants.files import Files
from tests.mutants.judging import Mutant, converse, mutants, named_by, unchanged, verdict
from tests.mutants.likeness import without_places
from tests.mutants.oracle import judge
from tests.mutants.world import DAYS, Day

SEED = 3
BOTS = (SHOP,)
SAMPLE = tuple(mutants(SEED, 1, BOTS))


@pytest.mark.parametrize("mutant", SAMPLE, ids=[one.mutator for one in SAMPLE])
def test_what_is_let_through_does_no_harm(mutant: Mutant) -> None:
    found = verdict(mutant, SEED, DAYS[:1])
    assert not found.wrong, found


def test_every_mutator_finds_something_to_change() -> None:
    assert {one.mutator for one in SAMPLE} == {one.__name__ for one in MUTATORS}


def test_mutants_are_the_same_for_the_same_seed() -> None:
    again = [one.site.name for one in mutants(SEED, 1, BOTS)]
    assert again == [one.site.name for one in SAMPLE]
    assert again != [one.site.name for one in mutants(SEED + 1, 1, BOTS)]


@pytest.mark.parametrize("mutator", MUTATORS, ids=lambda one: one.__name__)
def test_a_change_changes_the_files(mutator: Callable[[Files], object]) -> None:
    (mutant, *_) = [one for one in SAMPLE if one.mutator == mutator.__name__]
    files = Files.read(SHOP)
    mutant.site.change(files)
    assert files.texts() != Files.read(SHOP).texts()


def test_files_written_again_are_the_same_bot() -> None:
    """Else a mutant would be told from its bot by how it was written."""
    written = unchanged(SHOP).artifact
    assert written is not None
    assert without_places(written) == without_places(as_it_is(SHOP))


@pytest.mark.parametrize("day", DAYS[:2], ids=lambda one: one.name)
def test_the_unchanged_bot_harms_nobody(day: Day) -> None:
    bot = unchanged(SHOP).artifact
    assert bot is not None
    assert not list(judge(converse(bot, bot, "sari", day), bot.bot.channels[0], named_by(bot)))
