"""How long a run is, and which: `--scale` and `--seed`, of the commands here and of pytest.

For tests the environment says the same: `FLOWC_SCALE`, without it 1 and 20 where `FLOWC_LONG` is set, as in
`make test-long`; `FLOWC_SEED` repeats a run.
"""

from __future__ import annotations

import argparse
import os
import random

LONG = 20


def scale() -> int:
    """Return how many times as long as in CI the tests run."""
    return int(os.environ.get("FLOWC_SCALE", LONG if os.environ.get("FLOWC_LONG") else 1))


def seed(usual: int | None = None) -> int:
    """Return the seed of a test: `usual`, or another each time. Print it: a failure repeats with it."""
    return int(os.environ.get("FLOWC_SEED", random.randrange(2**32) if usual is None else usual))


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scale", type=int, default=1, help="how many times as long as in CI (1)")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32), help="of the run to repeat")
