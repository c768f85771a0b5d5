"""Four processes on one store give what one alone would give. And see that others are caught."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.scale import scale, seed
from tests.chaos.side_by_side import side_by_side
from tests.stores.kept import File, Kept

SEED = seed()
FEW = 20  # conversations show a broken promise
FEWER = 6  # are soon answered, all but the one that is left to wait


def test_four_processes_do_what_one_alone_would(kept: Kept) -> None:
    report = side_by_side(kept, SEED, scale())
    print(report)
    assert report.anomalies == [], str(report)
    assert report.starved == [], str(report)
    assert report.deliveries > 1.2 * report.messages


@pytest.mark.parametrize("store", ["StateLater", "ForgetsIds", "WithoutFence"])
def test_a_store_that_breaks_a_promise_is_caught(store: str, kept: Kept) -> None:
    report = side_by_side(kept, SEED, 1, FEW, f"tests.chaos.broken_{kept.kind}:{store}")
    print(report)
    assert report.anomalies


def test_a_store_that_lets_somebody_starve_is_caught(tmp_path: Path) -> None:
    report = side_by_side(File(tmp_path / "flowc.db"), SEED, 1, FEWER, "tests.chaos.broken_sqlite:LeavesOne")
    print(report)
    # Where more is to do than cores, others of so few may wait, too; that one is never missed.
    assert "c3" in {one.partition("-")[0] for one in report.starved}
