"""Kill the product under load: nothing is lost, doubled or out of order. And see that this can fail.

`FLOWC_KILLS` sets the number of kills, `FLOWC_SEED` the seed; the seed is printed either way.
"""

from __future__ import annotations

import os

import pytest

from tests.chaos.harness import ENOUGH_IN_FLIGHT, crash

KILLS = int(os.environ.get("FLOWC_KILLS", "25"))
SEED = int(seed) if (seed := os.environ.get("FLOWC_SEED")) else None


def test_killed_again_and_again_it_loses_doubles_and_disorders_nothing() -> None:
    report = crash(KILLS, SEED)
    print(report)
    assert report.sound, str(report)
    assert report.kills == KILLS
    assert report.accepted > 10 * KILLS
    enough = sum(count >= ENOUGH_IN_FLIGHT for count in report.in_flight)
    assert enough >= 0.9 * KILLS, report.in_flight
    assert len(report.given_up) <= 0.05 * KILLS
    assert 0 < report.repeats.total() <= report.under_way.total()


@pytest.mark.parametrize(
    ("store", "finds"), [("OutboxLater", "lost"), ("ConsumedLater", "doubled")], ids=lambda word: str(word)
)
def test_a_build_whose_transaction_is_broken_is_caught(store: str, finds: str) -> None:
    for _ in range(5):  # one kill in a few hits the moment between the two halves
        report = crash(4, SEED, f"tests.chaos.broken_store:{store}", lease_s=3.0)
        print(report)
        if getattr(report, finds):
            return
    pytest.fail(f"20 kills of a worker with {store} showed nothing")
