"""Other names, another order, other files: as clean as before, and a customer is told the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conversations.bots import SHOP, bot
from tests.mutants.files import Files
from tests.mutants.keeping import KEEPING, Kept, kept
from tests.mutants.likeness import likeness
from tests.mutants.world import DAYS

SEED = "5"
STEPS_NAMED = bot("artikel_otomasi")  # the shop names no step
SAMPLE = tuple(
    (folder, one)
    for folder in (SHOP, STEPS_NAMED)
    for one in kept(Files.read(folder), SEED, 1)
    if (one.mutator == "rename_steps") == (folder == STEPS_NAMED)
)


@pytest.mark.parametrize(("folder", "one"), SAMPLE, ids=[one.mutator for _, one in SAMPLE])
def test_what_a_bot_does_is_kept(folder: Path, one: Kept) -> None:
    assert not likeness(folder, one, SEED, DAYS[0]).differs


def test_every_kind_of_change_finds_something_to_change() -> None:
    assert {one.mutator for _, one in SAMPLE} == {one.__name__ for one in KEEPING}


@pytest.mark.parametrize(("folder", "one"), SAMPLE, ids=[one.mutator for _, one in SAMPLE])
def test_a_change_changes_the_files(folder: Path, one: Kept) -> None:
    files = Files.read(folder)
    one.change(files)
    assert files.texts() != Files.read(folder).texts()


def test_another_order_that_means_something_is_noticed() -> None:
    """The options of a question: the buttons stand the other way round."""

    def change(files: Files) -> None:
        (options, *_) = [one.node for one in files.places() if one.path[-1] == "options"]
        options.value.reverse()

    assert likeness(SHOP, Kept("reorder_keys", "options", change), SEED, DAYS[0]).words


def test_another_word_is_noticed() -> None:
    def change(files: Files) -> None:
        for wording in (0, 1):
            files.at(("pesan.id.yaml", "messages", "salam", "id", wording)).value += "!"

    assert likeness(SHOP, Kept("rename_words", "id", change, names=True), SEED, DAYS[0]).words


def test_a_name_changed_in_one_place_only_is_noticed() -> None:
    def change(files: Files) -> None:
        files.at(("manusia.yaml", "divisions")).value[0][0].value += "_baru"

    assert likeness(SHOP, Kept("rename_divisions", "", change, names=True), SEED, DAYS[0]).check
