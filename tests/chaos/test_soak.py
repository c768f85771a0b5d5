"""What grows is told: the soak's judgement, on figures made up. The soak itself is a command of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.chaos.soak import Sample, grown

FLAT = [Sample(60_000 + number % 3, 20 + number % 2, 4_000, number) for number in range(40)]


def test_what_is_flat_is_fine() -> None:
    assert grown(FLAT) == []


@pytest.mark.parametrize(
    ("key", "step", "told"), [("memory", 1_000, "memory"), ("files", 1, "files"), ("wal", 5_000, "log")]
)
def test_what_grows_is_told(key: str, step: int, told: str) -> None:
    samples = [replace(one, **{key: getattr(one, key) + n * step}) for n, one in enumerate(FLAT)]
    (line,) = grown(samples)
    assert told in line
