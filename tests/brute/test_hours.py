"""Random hours, and a customer at every change of them: FC525 is told where one is told no day, only there.

`--scale` tries so many times as many bots.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from flowc.compiler import Result, compile_bot
from flowc.hours import alone, horizon_of
from tests.brute.hours import has_no_day, hours_bot, moments
from tests.chaos.scale import scale
from tests.ui.bots import AS_OF

SEEDS = tuple(range(8 * scale()))


@pytest.mark.parametrize("seed", SEEDS)
def test_who_has_no_day_is_told(seed: int) -> None:
    assert _told(_compiled(seed)) == seen(seed)


def test_both_kinds_of_bots_are_tried() -> None:
    assert {seen(seed) for seed in SEEDS} == {True, False}


def test_a_proof_that_looks_only_at_the_first_division_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody may be open along the chain, and then nobody leaves a message."""
    monkeypatch.setattr(alone.Openings, "reached", lambda self, division: (division,))
    assert any(_told(_compiled(seed)) != seen(seed) for seed in SEEDS)


@cache
def seen(seed: int) -> bool:
    """Return whether somebody is told no day, at one of the moments tried."""
    bot = _compiled(seed).artifact
    assert bot is not None
    return any(has_no_day(bot, at) for at in moments(bot, horizon_of(AS_OF), seed))


def _told(result: Result) -> bool:
    return any(one.code == "FC525" for one in result.problems)


def _compiled(seed: int) -> Result:
    with TemporaryDirectory() as folder:
        (Path(folder) / "bot.yaml").write_text(hours_bot(seed), encoding="utf-8")
        return compile_bot(Path(folder), AS_OF, despite_proofs=True)
