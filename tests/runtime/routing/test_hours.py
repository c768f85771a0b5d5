from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.artifact.model import Calendar, Override, Span, ZoneChange
from runtime.routing.hours import (
    closed_because,
    closes_at,
    is_open,
    next_change,
    opens_at,
    spans_of,
    status,
)
from runtime.routing.zone import to_instant

WIB = (ZoneChange(at=0, offset=7 * 3600, name="WIB"),)
BERLIN = (
    ZoneChange(at=0, offset=3600, name="CET"),
    ZoneChange(at=int(datetime(2026, 3, 29, 1, tzinfo=UTC).timestamp()), offset=7200, name="CEST"),
    ZoneChange(at=int(datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp()), offset=3600, name="CET"),
)
CLOSED_WEEK: tuple[tuple[Span, ...], ...] = ((),) * 7


def span(start: float, end: float) -> Span:
    return Span(int(start * 60), int(end * 60))


OFFICE = (span(8, 12), span(13, 17))
# Monday to Friday with a lunch break, Saturday mornings, Sunday from eight in the evening until two.
SHOP = Calendar(
    week=(*(OFFICE,) * 5, (span(9, 13),), (span(20, 26),)),
    overrides=(
        Override(date(2027, 2, 8), date(2027, 3, 9), ((span(9, 15),),) * 6 + ((),)),
        Override(date(2027, 2, 17), date(2027, 2, 17), CLOSED_WEEK),
        Override(date(2026, 12, 31), date(2026, 12, 31), ((span(20, 26),),) * 7),
        Override(date(2027, 1, 1), date(2027, 1, 1), CLOSED_WEEK),
        Override(date(2026, 12, 25), date(2026, 12, 25), ((span(10, 12),),) * 7),
    ),
    holidays={"2026-12-25": "Hari Raya Natal", "2026-08-17": "Hari Kemerdekaan"},
)


def wib(text: str) -> datetime:
    return to_instant(WIB, datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("at", "open_now", "because"),
    [
        pytest.param("2026-11-23T07:59", False, "hours", id="a minute before opening"),
        pytest.param("2026-11-23T08:00", True, None, id="opening is inside"),
        pytest.param("2026-11-23T12:00", False, "hours", id="the end is outside"),
        pytest.param("2026-11-23T16:59:59", True, None, id="the last second"),
        pytest.param("2026-11-29T23:00", True, None, id="Sunday night"),
        pytest.param("2026-11-30T01:59", True, None, id="Sunday's span on Monday morning"),
        pytest.param("2026-11-30T02:00", False, "hours", id="and its end"),
        pytest.param("2026-08-17T10:00", False, "holiday", id="a holiday"),
        pytest.param("2026-12-25T10:00", True, None, id="an override opens on a holiday"),
        pytest.param("2026-12-25T14:00", False, "override", id="but closes earlier than the week"),
        pytest.param("2027-02-08T16:00", False, "override", id="shorter hours in a range"),
        pytest.param("2027-02-08T20:00", False, "hours", id="closed in any week"),
        pytest.param("2027-02-17T10:00", False, "override", id="a date beats a range"),
        pytest.param("2027-01-01T01:00", True, None, id="New Year's Eve goes on into a closed day"),
        pytest.param("2027-01-01T03:00", False, "override", id="the closed day itself"),
    ],
)
def test_open_and_why_not(at: str, open_now: bool, because: str | None) -> None:
    assert is_open(SHOP, WIB, wib(at)) == open_now
    assert closed_because(SHOP, WIB, wib(at)) == because


@pytest.mark.parametrize(
    ("at", "change"),
    [
        ("2026-11-23T07:00", "2026-11-23T08:00"),
        ("2026-11-23T08:00", "2026-11-23T12:00"),
        ("2026-11-28T13:00", "2026-11-29T20:00"),
        ("2026-11-29T21:00", "2026-11-30T02:00"),
        ("2026-12-31T21:00", "2027-01-01T02:00"),
        ("2027-01-01T02:00", "2027-01-02T09:00"),
    ],
)
def test_next_change(at: str, change: str) -> None:
    assert next_change(SHOP, WIB, wib(at)) == wib(change)


def test_status_says_what_comes_next() -> None:
    closed = status(SHOP, WIB, wib("2026-11-28T20:00"))
    assert (closed.open, closed.closed_because) == (False, "hours")
    assert (closed.opens_at, closed.closes_at) == (wib("2026-11-29T20:00"), None)
    opened = status(SHOP, WIB, wib("2026-11-28T10:00"))
    assert (opened.open, opened.closed_because, opened.opens_at) == (True, None, None)
    assert opened.closes_at == wib("2026-11-28T13:00")


def test_always_never_changes() -> None:
    always = Calendar(week=CLOSED_WEEK, always=True)
    assert status(always, WIB, wib("2026-11-23T03:00")).open
    assert closes_at(always, WIB, wib("2026-11-23T03:00")) is None


def test_never_open_has_no_next_opening() -> None:
    assert opens_at(Calendar(week=CLOSED_WEEK), WIB, wib("2026-11-23T03:00")) is None


def test_adjoining_spans_are_one() -> None:
    night = Calendar(week=((span(0, 24),),) * 6 + ((),))
    assert closes_at(night, WIB, wib("2026-11-23T10:00")) == wib("2026-11-29T00:00")


@pytest.mark.parametrize(
    ("at", "change"),
    [
        pytest.param(
            "2026-03-28T22:00:00+00:00", "2026-03-29T06:00:00+00:00", id="opens at eight by the new clock"
        ),
        pytest.param("2026-10-24T22:00:00+00:00", "2026-10-25T07:00:00+00:00", id="and by the old one again"),
    ],
)
def test_spans_follow_the_wall_clock(at: str, change: str) -> None:
    daily = Calendar(week=((span(8, 17),),) * 7)
    assert next_change(daily, BERLIN, datetime.fromisoformat(at)) == datetime.fromisoformat(change)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 1440)), max_size=2).map(
        lambda spans: tuple(Span(start, start + length) for start, length in spans)
    ),
    st.sampled_from([date(2026, 3, 27), date(2026, 10, 23), date(2026, 6, 1)]),
    st.integers(0, 4 * 1440),
)
def test_next_change_is_where_a_minute_by_minute_look_finds_it(
    spans: tuple[Span, ...], day: date, after: int
) -> None:
    calendar = Calendar(week=(spans, (), spans, spans, (), spans, spans))
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=after)
    found = next_change(calendar, BERLIN, at)
    now = is_open(calendar, BERLIN, at)
    seen = at
    for _ in range(3 * 1440):
        seen += timedelta(minutes=1)
        if is_open(calendar, BERLIN, seen) != now:
            assert found == seen
            return
    assert found is None or found > seen


def test_a_day_is_ruled_by_the_strongest() -> None:
    assert spans_of(SHOP, date(2026, 8, 17)) == ()
    assert spans_of(SHOP, date(2026, 12, 25)) == (span(10, 12),)
    assert spans_of(SHOP, date(2026, 11, 28)) == (span(9, 13),)
