"""Small random bots, explored wholly: what the proofs say of them is what happens, and nothing else happens.

`--scale` above 1 tries so many times 50 bots.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from flowc.compiler import Result, compile_bot
from flowc.machine import Machine
from flowc.proofs import facts
from flowc.proofs.facts.edges import Cause, Edge, edges
from tests.brute.agreeing import CHECKS, Case
from tests.brute.exploring import explore
from tests.brute.small_bots import small_bot
from tests.chaos.scale import scale
from tests.ui.bots import AS_OF

FEW = (3, 4, 5, 16, 20, 23, 40, 46, 68, 117, 269, 342, 486, 513, 622)
# Each proof has something to say of one of these, and not of another.
PRINTING = (5, 21, 30, 44, 56) if scale() == 1 else tuple(range(20 * scale()))
SEEDS = FEW if scale() == 1 else tuple(range(50 * scale()))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_proofs_agree_with_what_happens(seed: int) -> None:
    case = explored(seed)
    assert [one for check in CHECKS.values() for one in check(case)] == []


@pytest.mark.parametrize("code", CHECKS)
def test_a_proof_that_says_nothing_is_caught(code: str) -> None:
    mute = (_without(explored(seed), code) for seed in SEEDS)
    assert any(any(CHECKS[code](case)) for case in mute)


@pytest.mark.parametrize("code", CHECKS)
def test_a_proof_that_says_too_much_is_caught(code: str) -> None:
    """What it says of one bot, it says of the others too."""
    (said, *_) = [case.told(code) for case in map(explored, SEEDS) if case.told(code)]
    loud = (
        replace(case, problems=(*case.problems, *said))
        for case in map(explored, SEEDS)
        if not case.told(code)
    )
    assert any(any(CHECKS[code](case)) for case in loud)


def test_a_machine_whose_options_lead_nowhere_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def fewer(machine: Machine) -> Mapping[str, tuple[Edge, ...]]:
        return {
            key: tuple(edge for edge in found if edge.cause is not Cause.TAKEN)
            for key, found in edges(machine).items()
        }

    monkeypatch.setattr(facts, "edges", fewer)
    wrong = (replace(explored(seed), problems=_compiled(seed).problems) for seed in SEEDS)
    assert any(any(CHECKS["FC501"](case)) for case in wrong)


@pytest.mark.parametrize("seed", PRINTING)
def test_texts_that_may_lack_a_value_are_told(seed: int) -> None:
    """FC553: told wherever a text could not be filled in, and, of bots explored wholly, only there."""
    case = explored(seed, prints=True)
    if _lacked(case) or case.explored.whole:
        assert _lacked(case) == bool(case.told("FC553"))


def test_texts_that_lack_a_value_and_texts_that_do_not_are_tried() -> None:
    assert {_lacked(explored(seed, prints=True)) for seed in PRINTING} == {True, False}


def _lacked(case: Case) -> bool:
    return any("fault" in way.traces for way in case.explored.ways)


@cache
def explored(seed: int, *, prints: bool = False) -> Case:
    result = _compiled(seed, prints=prints)
    assert result.artifact is not None, [one.report().message.en for one in result.problems]
    return Case(result.artifact, result.problems, explore(result.artifact))


def _compiled(seed: int, *, prints: bool = False) -> Result:
    with TemporaryDirectory() as folder:
        (Path(folder) / "bot.yaml").write_text(small_bot(seed, prints=prints), encoding="utf-8")
        return compile_bot(Path(folder), AS_OF, despite_proofs=True)


def _without(case: Case, code: str) -> Case:
    return replace(case, problems=tuple(one for one in case.problems if one.code != code))
