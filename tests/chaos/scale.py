"""How long a chaos run is, and which: `--scale` and `--seed` of commands, of tests the environment.

`FLOWC_SCALE` is the tests' scale; without it 1, and 20 where `FLOWC_LONG` is set. `FLOWC_SEED` repeats a run.
"""

from __future__ import annotations

import argparse
import os
import random

LONG = 20


def scale() -> int:
    """Return how many times as long as in CI the tests run."""
    return int(os.environ.get("FLOWC_SCALE", LONG if os.environ.get("FLOWC_LONG") else 1))


def seed() -> int:
    """Return the seed of a test. Print it: a failure repeats with it."""
    return int(os.environ.get("FLOWC_SEED", random.randrange(2**32)))


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scale", type=int, default=1, help="how many times as long as in CI (1)")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32), help="of the run to repeat")
