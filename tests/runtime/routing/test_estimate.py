from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.artifact.model import Chains, Division
from runtime.artifact.records import decode, encode
from runtime.routing.estimate import (
    HOLDS,
    SAMPLES,
    SCALE_MIN,
    QueueFigures,
    Wait,
    _interval,
    estimate,
    round_outward,
)

CHAIN = ("leave_message",)
DIVISION = Division(name={"id": "Umum"}, calendar="always", fallback=Chains(CHAIN, CHAIN, CHAIN, CHAIN))
MINUTES_5_TO_12 = tuple(60.0 * (5 + 7 * step / 39) for step in range(40))


def figures(**changed: object) -> QueueFigures:
    base: dict[str, object] = {
        "agents": 2, "busy": 6, "capacity": 3, "waiting": 4, "ahead": 4, "recent_waits_s": MINUTES_5_TO_12,
    }  # fmt: skip
    return QueueFigures(**{**base, **changed})  # type: ignore[arg-type]  # a table of keyword arguments


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("queue", "is_open", "kind"),
    [
        pytest.param(figures(), False, "closed", id="a closed division says so whatever its queue"),
        pytest.param(None, False, "closed", id="closed is known without figures"),
        pytest.param(None, True, "unknown", id="nobody counts the queue"),
        pytest.param(figures(agents=None), True, "unknown", id="nobody knows the agents"),
        pytest.param(figures(busy=5, ahead=0), True, "now", id="an agent has a free place"),
        pytest.param(figures(busy=5, ahead=1), True, "range", id="the free place is somebody else's"),
        pytest.param(figures(agents=0, busy=0), True, "unknown", id="no agent online"),
        pytest.param(
            figures(recent_waits_s=MINUTES_5_TO_12[:19]), True, "unknown", id="nineteen waits are too few"
        ),
        pytest.param(
            figures(recent_waits_s=MINUTES_5_TO_12[:20]), True, "range", id="twenty waits are enough"
        ),
        pytest.param(figures(recent_waits_s=(2400.0,) * 30), True, "over_limit", id="longer than the limit"),
        pytest.param(figures(recent_waits_s=(9000.0,) * 30), True, "over_limit", id="longer than the scale"),
    ],
)
def test_kind(queue: QueueFigures | None, is_open: bool, kind: str) -> None:
    assert estimate(queue, DIVISION, is_open).kind == kind


def test_range_is_rounded_outward_and_remembers_its_basis() -> None:
    wait = estimate(figures(), DIVISION, True)
    assert (wait.low, wait.high) == (minutes(5), minutes(15))
    assert wait.basis is not None
    assert (wait.basis.agents, wait.basis.ahead, wait.basis.samples) == (2, 4, 40)


def test_remaining_wait_is_judged_by_those_who_waited_as_long() -> None:
    waits = tuple(float(60 * (1 + number % 20)) for number in range(100))
    rest = estimate(figures(recent_waits_s=waits), DIVISION, True, waited=minutes(10))
    assert rest.basis is not None
    assert rest.basis.samples == 55
    assert rest.high == minutes(10)
    assert estimate(figures(recent_waits_s=waits), DIVISION, True, waited=minutes(19)).kind == "unknown"


def test_beyond_the_scale_but_within_the_limit_is_unknown() -> None:
    patient = Division(name={}, calendar="c", fallback=DIVISION.fallback, wait_limit=timedelta(hours=5))
    assert estimate(figures(recent_waits_s=(9000.0,) * 30), patient, True).kind == "unknown"


@given(st.floats(0, 7200), st.floats(0, 7200))
def test_rounding_only_widens(one: float, other: float) -> None:
    low_s, high_s = sorted((one, other))
    rounded = round_outward(low_s, high_s)
    assert rounded is not None
    low, high = rounded
    assert low.total_seconds() <= low_s
    assert high_s <= high.total_seconds()
    assert low < high
    assert low == timedelta(0) or low / minutes(1) in SCALE_MIN
    assert high / minutes(1) in SCALE_MIN


def test_a_range_that_ends_off_the_scale_is_none() -> None:
    assert round_outward(60, 7201) is None


@pytest.mark.parametrize("samples", [SAMPLES, 25, 60, 400])
def test_ranges_hold_as_many_waits_as_promised(samples: int) -> None:
    """Unrounded waits of many simulated queues: rounding could hide an interval that is too narrow."""
    chance = random.Random(samples)
    held = 0
    rounds = 3000
    for _ in range(rounds):
        waits = [chance.lognormvariate(6, 0.8) for _ in range(samples + 1)]
        low, high = _interval(sorted(waits[1:]))
        held += low <= waits[0] <= high
    assert held / rounds >= HOLDS - 0.02  # three standard errors of 3000 rounds


def test_announced_ranges_cover_a_simulated_queue() -> None:
    """First come, first served, three agents, steady load: what is announced must come true often enough."""
    chance = random.Random(7)
    free_at = [0.0] * 3
    at, history = 0.0, list[float]()
    held = announced = 0
    for _ in range(4000):
        at += chance.expovariate(1 / 130)
        agent = min(range(3), key=lambda index: free_at[index])
        wait = max(0.0, free_at[agent] - at)
        free_at[agent] = at + wait + chance.expovariate(1 / 360)
        if wait == 0:
            continue
        said = estimate(figures(recent_waits_s=tuple(history[-200:])), DIVISION, True)
        history.append(wait)
        if said.low is not None and said.high is not None:
            announced += 1
            held += said.low.total_seconds() <= wait <= said.high.total_seconds()
    assert announced > 500
    assert held / announced >= HOLDS


def test_what_was_announced_can_be_kept() -> None:
    wait = estimate(figures(), DIVISION, True)
    assert decode(Wait, encode(wait)) == wait
    assert decode(QueueFigures, encode(figures())) == figures()
