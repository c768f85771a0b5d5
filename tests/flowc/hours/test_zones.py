"""Zone tables say what the zone database says, at every instant they cover."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.hours.zones import zone_changes
from runtime.routing.zone import to_local

AS_OF, HORIZON = date(2026, 11, 23), date(2028, 11, 23)
FIRST = datetime(2016, 1, 1, tzinfo=UTC)


def test_a_zone_without_changes_is_one_row() -> None:
    (only,) = zone_changes("Asia/Jakarta", AS_OF, HORIZON)
    assert (only.offset, only.name) == (7 * 3600, "WIB")


@pytest.mark.parametrize(
    "zone", ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca"]
)
def test_rows_are_in_order_and_each_changes_something(zone: str) -> None:
    rows = zone_changes(zone, AS_OF, HORIZON)
    assert [row.at for row in rows] == sorted({row.at for row in rows})
    assert all(
        one != (after.offset, after.name)
        for one, after in zip([(row.offset, row.name) for row in rows], rows[1:], strict=False)
    )


@given(
    st.sampled_from(["Asia/Jakarta", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]),
    st.integers(0, int((datetime(2028, 11, 23, tzinfo=UTC) - FIRST).total_seconds())),
)
def test_every_instant_has_the_offset_and_name_of_the_database(zone: str, seconds: int) -> None:
    at = FIRST + timedelta(seconds=seconds)
    expected = at.astimezone(ZoneInfo(zone))
    found = to_local(zone_changes(zone, AS_OF, HORIZON), at)
    assert (found.utcoffset(), found.tzname()) == (expected.utcoffset(), expected.tzname())
