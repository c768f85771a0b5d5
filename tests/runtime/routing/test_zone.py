from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.artifact.model import ZoneChange
from runtime.routing.zone import change_at, to_instant, to_instants, to_local


def _at(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[misc, arg-type]  # parts of a date


WIB = (ZoneChange(at=0, offset=7 * 3600, name="WIB"),)
BERLIN = (
    ZoneChange(at=0, offset=3600, name="CET"),
    ZoneChange(at=_at(2026, 3, 29, 1), offset=7200, name="CEST"),
    ZoneChange(at=_at(2026, 10, 25, 1), offset=3600, name="CET"),
)


@pytest.mark.parametrize(
    ("zone", "instant", "wall", "name"),
    [
        (WIB, datetime(2026, 11, 23, 3, 0, tzinfo=UTC), "2026-11-23T10:00:00+07:00", "WIB"),
        (WIB, datetime(1965, 1, 1, tzinfo=UTC), "1965-01-01T07:00:00+07:00", "WIB"),
        (BERLIN, datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "2026-03-29T01:59:00+01:00", "CET"),
        (BERLIN, datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "2026-03-29T03:00:00+02:00", "CEST"),
        (BERLIN, datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "2026-10-25T02:00:00+01:00", "CET"),
    ],
)
def test_to_local(zone: tuple[ZoneChange, ...], instant: datetime, wall: str, name: str) -> None:
    local = to_local(zone, instant)
    assert local.isoformat() == wall
    assert local.tzname() == name
    assert change_at(zone, instant).name == name


@pytest.mark.parametrize(
    ("wall", "instants"),
    [
        pytest.param("2026-06-01T12:00", ["2026-06-01T12:00:00+02:00"], id="an ordinary time"),
        pytest.param("2026-03-29T02:30", [], id="skipped when clocks go forward"),
        pytest.param(
            "2026-10-25T02:30",
            ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"],
            id="shown twice when clocks go back",
        ),
        pytest.param("2026-10-25T03:00", ["2026-10-25T03:00:00+01:00"], id="after both"),
    ],
)
def test_to_instants(wall: str, instants: list[str]) -> None:
    found = to_instants(BERLIN, datetime.fromisoformat(wall))
    assert [instant.isoformat() for instant in found] == instants


def test_a_skipped_time_counts_on_from_before() -> None:
    assert to_instant(BERLIN, datetime(2026, 3, 29, 2, 30)).isoformat() == "2026-03-29T03:30:00+02:00"  # noqa: DTZ001


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)))  # noqa: DTZ001  # wall times are naive
def test_every_instant_comes_back(naive: datetime) -> None:
    instant = naive.replace(tzinfo=UTC)
    wall = to_local(BERLIN, instant).replace(tzinfo=None)
    assert instant in to_instants(BERLIN, wall)
    assert abs(to_instant(BERLIN, wall) - instant) <= timedelta(hours=1)
