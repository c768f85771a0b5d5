"""How long a wait may be, as an honest range or the plain word that nobody can tell.

Laws:
- A range comes from at least `SAMPLES` waits of handovers like this one, and from nothing else.
- For waits that come like the sampled ones the range holds at least `HOLDS` of them: its ends are order
  statistics `r` and `n + 1 - r` with `(n + 1 - 2 r) / (n + 1) >= HOLDS`, which is exact for every sample
  size and distribution; rounding outward only adds to it.
- Ends stand on the scale of minutes, `low < high`; the range never promises less than the data did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import floor

from runtime.artifact.model import Division

SAMPLES = 20  # waits like this one below which nothing is announced (LANGUAGE section 11)
HOLDS = 0.8  # share of real waits that an announced range must hold
SCALE_MIN = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120)  # minutes that may be announced


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """What is known of a division's queue at one moment. Whoever counts chooses the sample.

    `agents` online who could serve it, None where nobody can know; `busy` conversations they hold now;
    `capacity` conversations one agent holds at once; `waiting` people in the queue; `ahead` those served
    before this one; `free` whether somebody would take this one at once, None where that is only counted;
    `recent_waits_s` whole waits, in seconds, of 30 days' handovers that began alike.
    """

    agents: int | None = None
    busy: int = 0
    waiting: int = 0
    ahead: int = 0
    recent_waits_s: tuple[float, ...] = ()
    capacity: int = 1
    free: bool | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What an estimate was made from, kept beside what was announced."""

    agents: int | None
    waiting: int
    ahead: int
    samples: int


@dataclass(frozen=True, slots=True)
class Wait:
    """`kind`: `closed now unknown over_limit range`; a range has `low` and `high`, over_limit the `limit`."""

    kind: str
    low: timedelta | None = None
    high: timedelta | None = None
    limit: timedelta | None = None
    basis: Basis | None = None


def estimate(
    figures: QueueFigures | None, division: Division, is_open: bool, waited: timedelta = timedelta(0)
) -> Wait:
    """Return what may be said about the remaining wait.

    Args:
        figures: None where nobody counts this division's queue.
        division: gives the longest wait that may be announced.
        is_open: whether the division is open now.
        waited: how long this customer has waited already; the range is of what remains, judged by those who
            waited at least as long.
    """
    if not is_open:
        return Wait("closed")
    if figures is None or figures.agents is None:
        return Wait("unknown", basis=_basis(figures, 0))
    room = figures.agents * figures.capacity - figures.busy > figures.ahead
    if room if figures.free is None else figures.free:
        return Wait("now", basis=_basis(figures, 0))
    so_far = waited.total_seconds()
    remaining = sorted(wait - so_far for wait in figures.recent_waits_s if wait >= so_far)
    basis = _basis(figures, len(remaining))
    if figures.agents == 0 or len(remaining) < SAMPLES:
        return Wait("unknown", basis=basis)
    low_s, high_s = _interval(remaining)
    rounded = round_outward(low_s, high_s)
    if rounded is None and division.wait_limit >= timedelta(minutes=SCALE_MIN[-1]):
        return Wait("unknown", basis=basis)  # beyond the scale, yet perhaps within the limit
    if rounded is None or rounded[1] > division.wait_limit:
        return Wait("over_limit", limit=division.wait_limit, basis=basis)
    return Wait("range", low=rounded[0], high=rounded[1], basis=basis)


def round_outward(low_s: float, high_s: float) -> tuple[timedelta, timedelta] | None:
    """Return the narrowest announceable range around `low_s` to `high_s` seconds, or None: off the scale.

    A low end below one minute becomes 0 ("less than …").
    """
    above = [minutes for minutes in SCALE_MIN if minutes * 60 >= high_s]
    if not above:
        return None
    high = above[0]
    low = max((minutes for minutes in SCALE_MIN if minutes * 60 <= low_s and minutes < high), default=0)
    return timedelta(minutes=low), timedelta(minutes=high)


def _interval(waits: list[float]) -> tuple[float, float]:
    """Return the order statistics that hold at least `HOLDS` of like waits; `waits` is sorted."""
    rank = floor((1 - HOLDS) / 2 * (len(waits) + 1) + 1e-9)
    return waits[rank - 1], waits[len(waits) - rank]


def _basis(figures: QueueFigures | None, samples: int) -> Basis | None:
    if figures is None:
        return None
    return Basis(figures.agents, figures.waiting, figures.ahead, samples)
