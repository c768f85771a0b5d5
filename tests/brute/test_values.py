"""Texts that lack a value: FC553 tells of a small bot's text exactly where exploring the bot meets it.

`--scale` above 1 tries so many times 50 bots.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from flowc.compiler import compile_bot
from tests.brute.exploring import explore
from tests.brute.values import Printing, disagreements, printing_bot
from tests.chaos.scale import scale
from tests.ui.bots import AS_OF

# Of some of these the text lacks its value, of others it never does.
SEEDS = (1, 2, 5, 8, 12, 20, 27, 31) if scale() == 1 else tuple(range(50 * scale()))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_told_of_a_text_is_what_happens(seed: int) -> None:
    assert list(disagreements(explored(seed))) == []


def test_a_proof_that_says_nothing_is_caught() -> None:
    mute = (replace(explored(seed), problems=()) for seed in SEEDS)
    assert any(any(disagreements(case)) for case in mute)


def test_a_proof_that_says_too_much_is_caught() -> None:
    loud = next(explored(seed).problems for seed in SEEDS if explored(seed).told())
    cases = (replace(explored(seed), problems=loud) for seed in SEEDS if not explored(seed).told())
    assert any(any(disagreements(case)) for case in cases)


@cache
def explored(seed: int) -> Printing:
    with TemporaryDirectory() as folder:
        (Path(folder) / "bot.yaml").write_text(printing_bot(seed), encoding="utf-8")
        result = compile_bot(Path(folder), AS_OF, despite_proofs=True)
    assert result.artifact is not None, [one.report().message.en for one in result.problems]
    return Printing(result.problems, explore(result.artifact))
