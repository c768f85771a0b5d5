"""Kill the product under load: nothing is lost, doubled or out of order. And see that this can fail.

25 kills on each store at scale 1. `tests/chaos/scale.py` tells how to have more, or the same run again.
"""

from __future__ import annotations

import pytest

from tests.chaos import harness
from tests.chaos.harness import ENOUGH_IN_FLIGHT, crash
from tests.chaos.scale import scale, seed
from tests.stores.kept import Kept

KILLS = harness.KILLS * scale()
SEED = seed()


def test_killed_again_and_again_it_loses_doubles_and_disorders_nothing(kept: Kept) -> None:
    report = crash(KILLS, SEED, kept=kept)
    print(report)
    assert report.sound, str(report)
    assert report.kills == KILLS
    assert report.accepted > 10 * KILLS
    assert min(report.in_flight) >= ENOUGH_IN_FLIGHT, report.in_flight
    # Each was under way at five kills, or it would count as lost; short lives beside a lease make more.
    assert len(report.given_up) <= 0.1 * report.accepted
    assert 0 < report.repeats.total() <= report.under_way.total()


@pytest.mark.parametrize(
    ("store", "finds"), [("OutboxLater", "lost"), ("ConsumedLater", "doubled")], ids=lambda word: str(word)
)
def test_a_build_whose_transaction_is_broken_is_caught(store: str, finds: str, kept: Kept) -> None:
    for number in range(5):  # one kill in a few hits the moment between the two halves
        kept.empty()
        report = crash(4, SEED + number, f"tests.chaos.broken_{kept.kind}:{store}", lease_s=3.0, kept=kept)
        print(report)
        if getattr(report, finds):
            return
    pytest.fail(f"20 kills of a worker with {store} showed nothing")
