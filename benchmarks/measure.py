"""Times of small pieces of work, taken so that what else the machine does disturbs them least.

Law: contenders take turns within a round, and of each its least disturbed round counts. Times are the CPU's;
a busy machine makes them longer all the same, because neighbours share its caches and its pipelines.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ROUNDS = 30
BATCH_S = 0.008  # of one contender in a round: a thousand times the clock's step, far below a time slice

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Taken:
    """Microseconds of one piece of work, a figure for each round."""

    rounds: tuple[float, ...]

    @property
    def us(self) -> float:
        return min(self.rounds)

    def times(self, other: Taken) -> float:
        """Return how often the other's time goes into this one."""
        return self.us / other.us


def measure(contenders: Mapping[str, Work], rounds: int = ROUNDS) -> dict[str, Taken]:
    """Return what each contender takes."""
    sizes = {name: _size(work) for name, work in contenders.items()}
    found: dict[str, list[float]] = {name: [] for name in contenders}
    collecting = gc.isenabled()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, work in contenders.items():
                gc.collect(0)
                found[name].append(_spend(work, sizes[name]) / sizes[name] * 1e6)
    finally:
        if collecting:
            gc.enable()
    return {name: Taken(tuple(one)) for name, one in found.items()}


def _size(work: Work) -> int:
    """Return how often a work is done in one batch; caches are warm afterwards, as they are in a server."""
    _spend(work, 3)  # what is made when it is first wanted must not be taken for the work
    times = 1
    while (spent := _spend(work, times)) < BATCH_S / 4:
        times *= 4
    return max(1, round(times * BATCH_S / spent))


def _spend(work: Work, times: int) -> float:
    started = time.process_time()
    for _ in range(times):
        work()
    return time.process_time() - started
