"""Working time against an oracle that looks at every minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.artifact.model import Calendar, Override, Span, ZoneChange
from runtime.routing.hours import is_open, spans_of
from runtime.routing.open_time import add_open_time, add_working_days, days_between, open_between
from runtime.routing.zone import Zone, to_local

JAKARTA: Zone = (ZoneChange(0, 7 * 3600, "WIB"),)
SPRING = int(datetime(2026, 3, 29, 1, tzinfo=UTC).timestamp())
AUTUMN = int(datetime(2026, 4, 2, 1, tzinfo=UTC).timestamp())  # soon after, so that a case can meet both
BERLIN: Zone = (ZoneChange(0, 3600, "CET"), ZoneChange(SPRING, 7200, "CEST"), ZoneChange(AUTUMN, 3600, "CET"))
BEGIN = datetime(2026, 3, 27, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OFFICE = (Span(9 * 60, 17 * 60),)


def week(*days: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
    return (*days, *((),) * (7 - len(days)))


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Up to two spans of a day, the last perhaps past midnight."""
    cuts = sorted(draw(st.lists(st.integers(0, 95), min_size=4, max_size=4, unique=True)))
    first, last = Span(cuts[0] * 15, cuts[1] * 15), Span(cuts[2] * 15, cuts[3] * 15)
    night = Span(cuts[2] * 15, 24 * 60 + cuts[0] * 15)
    return draw(st.sampled_from([(), (last,), (first, last), (night,) if cuts[0] else (first,)]))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    days = tuple(draw(spans()) for _ in range(7))
    holidays = draw(st.sets(st.integers(0, 7), max_size=2))
    override = draw(st.none() | spans())
    on = date(2026, 3, 30)
    return Calendar(
        week=days,
        holidays={(BEGIN.date() + day * DAY).isoformat(): "libur" for day in holidays},
        overrides=() if override is None else (Override(on, on, (override,) * 7),),
    )


instants = st.integers(0, 8 * 24 * 60).map(lambda minutes: BEGIN + minutes * MINUTE)
zones = st.sampled_from([JAKARTA, BERLIN])


def minutes(start: datetime, end: datetime) -> list[datetime]:
    return [start + index * MINUTE for index in range(int((end - start) / MINUTE))]


def owner(calendar: Calendar, zone: Zone, at: datetime) -> date:
    """The date whose span an open minute belongs to: the night before goes on until it ends."""
    wall = to_local(zone, at)
    minute = wall.hour * 60 + wall.minute + 24 * 60
    before = wall.date() - DAY
    return (
        before if any(span.start <= minute < span.end for span in spans_of(calendar, before)) else wall.date()
    )


@given(calendars(), zones, instants, instants)
@settings(max_examples=20, deadline=None)
def test_open_time_is_the_minutes_that_are_open(
    calendar: Calendar, zone: Zone, one: datetime, other: datetime
) -> None:
    start, end = min(one, other), max(one, other)
    opened = sum(1 for at in minutes(start, end) if is_open(calendar, zone, at))
    assert open_between(calendar, zone, start, end) == opened * MINUTE


@given(calendars(), zones, instants, instants)
@settings(max_examples=20, deadline=None)
def test_working_days_are_each_days_share_of_its_own_minutes(
    calendar: Calendar, zone: Zone, one: datetime, other: datetime
) -> None:
    start, end = min(one, other), max(one, other)
    whole: dict[date, int] = {}
    passed: dict[date, int] = {}
    for at in minutes(BEGIN - 2 * DAY, BEGIN + 11 * DAY):
        if is_open(calendar, zone, at):
            day = owner(calendar, zone, at)
            whole[day] = whole.get(day, 0) + 1
            passed[day] = passed.get(day, 0) + (start <= at < end)
    expected = sum(passed[day] / whole[day] for day in whole) * DAY.total_seconds()
    found = days_between(calendar, zone, start, end).total_seconds()
    assert found == pytest.approx(expected, abs=0.001)


@settings(deadline=None)
@given(calendars(), zones, instants, st.integers(1, 40 * 60).map(lambda found: found * MINUTE))
def test_what_is_added_is_what_lies_between(
    calendar: Calendar, zone: Zone, at: datetime, length: timedelta
) -> None:
    due = add_open_time(calendar, zone, at, length)
    if due is None:
        assert not any(calendar.week)
        return
    assert open_between(calendar, zone, at, due) == length
    assert open_between(calendar, zone, at, due - MINUTE) < length
    later = add_working_days(calendar, zone, at, length)
    assert later is not None
    assert abs(days_between(calendar, zone, at, later) - length) < timedelta(milliseconds=1)
    assert days_between(calendar, zone, at, later - MINUTE) < length


SATURDAY_SHORT = Calendar(week=week(*(OFFICE,) * 5, (Span(9 * 60, 13 * 60),)))
NIGHT = Calendar(week=week((Span(20 * 60, 30 * 60),)))


@pytest.mark.parametrize(
    ("calendar", "start", "days", "due"),
    [
        pytest.param(SATURDAY_SHORT, "2026-03-27T11:00", 2, "2026-03-30T11:00", id="a short day is a day"),
        pytest.param(SATURDAY_SHORT, "2026-03-29T11:00", 1, "2026-03-30T17:00", id="a closed day is none"),
        pytest.param(SATURDAY_SHORT, "2026-03-30T17:30", 1, "2026-03-31T17:00", id="after closing time"),
        pytest.param(NIGHT, "2026-03-30T22:00", 1, "2026-04-06T22:00", id="a night is one day"),
    ],
)
def test_working_days_as_people_count_them(calendar: Calendar, start: str, days: int, due: str) -> None:
    at = datetime.fromisoformat(f"{start}+07:00")
    assert add_working_days(calendar, JAKARTA, at, days * DAY) == datetime.fromisoformat(f"{due}+07:00")


def test_a_calendar_that_never_opens_lets_no_time_pass() -> None:
    never = Calendar(week=week())
    at = datetime.combine(date(2026, 3, 27), time(9), UTC)
    assert add_open_time(never, JAKARTA, at, HOUR) is None
    assert add_working_days(never, JAKARTA, at, DAY) is None
    assert open_between(never, JAKARTA, at, at + 400 * DAY) == timedelta()
