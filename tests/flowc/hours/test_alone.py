"""When nobody is open, against asking the runtime's own calendars minute by quarter of an hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from flowc.hours.alone import Openings
from runtime.artifact.model import Calendar, Chains, Clock, Division, Override, Span, ZoneChange
from runtime.routing.hours import is_open, opens_at

ZONE = (ZoneChange(0, 7 * 3600, "WIB"),)
FIRST, LAST = date(2027, 1, 1), date(2027, 3, 31)
OFFICE = (*[(Span(480, 1020),)] * 5, (), ())
NIGHT = (*[(Span(1080, 1560),)] * 7,)  # until two in the morning
NONE: tuple[tuple[Span, ...], ...] = ((),) * 7


def division(calendar: str, *closed: str, sla: dict[str, Clock] | None = None) -> Division:
    return Division({"id": calendar}, calendar, Chains(closed, (), (), ()), sla=sla or {})


def openings(sla: dict[str, Clock] | None = None) -> Openings:
    moved = Override(date(2027, 2, 1), date(2029, 12, 31), NONE)
    once = Override(date(2027, 2, 3), date(2027, 2, 3), OFFICE)
    return Openings(
        {
            "kantor": division("kantor", "malam", "leave_message"),
            "malam": division("malam", "kantor"),
            "pindah": division("pindah", "leave_message"),
            "sekali": division("sekali", sla=sla),
            "dijaga": division("pindah", "selalu"),
            "selalu": division("selalu"),
        },
        {
            "kantor": Calendar(OFFICE, holidays={"2027-01-04": "libur"}),
            "malam": Calendar(NIGHT),
            "pindah": Calendar(OFFICE, (moved,)),
            "sekali": Calendar(NONE, (once,)),
            "selalu": Calendar(NONE, always=True),
        },
        {"Asia/Jakarta": ZONE},
        "Asia/Jakarta",
        FIRST,
        LAST,
    )


@pytest.mark.parametrize("name", ["kantor", "malam", "pindah", "sekali", "dijaga", "selalu"])
def test_every_quarter_of_an_hour_is_as_the_calendars_say(name: str) -> None:
    asked = openings()
    stretches = asked.alone(name)
    own = asked.calendars[asked.divisions[name].calendar]
    at = datetime(2026, 12, 31, 17, tzinfo=UTC)
    while at < datetime(2027, 3, 31, 17, tzinfo=UTC):
        calendars = [asked.calendars[asked.divisions[one].calendar] for one in asked.reached(name)]
        somebody = any(is_open(one, ZONE, at) for one in calendars)
        inside = [one for one in stretches if one.start <= at < one.end]
        assert len(inside) == (not somebody), at
        if inside and at == inside[0].start:
            assert inside[0].opens == opens_at(own, ZONE, at)
        at += timedelta(minutes=15)


def test_what_never_opens_again_is_told_from_its_first_moment() -> None:
    bad = [one for one in openings().alone("pindah") if one.unread]
    assert [one.start.isoformat() for one in bad] == ["2027-01-29T17:00:00+07:00"]
    assert [one.end.isoformat() for one in bad] == ["2027-04-01T00:00:00+07:00"]
    assert not openings().alone("dijaga")


@pytest.mark.parametrize(("hours", "missing"), [(9, [False, False]), (10, [True, False])])
def test_a_promise_longer_than_all_open_time_has_no_time(hours: int, missing: list[bool]) -> None:
    """It opens once, for nine hours: the second stretch never opens again, which says it already."""
    stretches = openings({"left_message": Clock(timedelta(hours=hours))}).alone("sekali")
    assert [one.due_missing for one in stretches] == missing
    assert [one.opens is None for one in stretches] == [False, True]


@pytest.mark.parametrize("name", ["kantor", "malam", "pindah", "sekali"])
def test_the_longest_time_open_is_the_longest_run_of_quarters(name: str) -> None:
    asked = openings()
    calendar = asked.calendars[asked.divisions[name].calendar]
    at, end, run, most = datetime(2026, 12, 31, 17, tzinfo=UTC), datetime(2027, 3, 31, 17, tzinfo=UTC), 0, 0
    while at < end:
        run = run + 1 if is_open(calendar, ZONE, at) else 0
        most = max(most, run)
        at += timedelta(minutes=15)
    found = asked.longest(name)
    assert found is not None
    assert found[1] - found[0] == most * timedelta(minutes=15)
    assert is_open(calendar, ZONE, found[0])


@pytest.mark.parametrize("others", [("malam",), ("sekali",), ("sekali", "malam"), ("selalu",), ("kantor",)])
@pytest.mark.parametrize("name", ["kantor", "pindah", "sekali", "selalu"])
def test_divisions_meet_when_some_quarter_finds_both_open(name: str, others: tuple[str, ...]) -> None:
    asked = openings()
    calendars = {one: asked.calendars[asked.divisions[one].calendar] for one in (name, *others)}
    at, meets = datetime(2026, 12, 31, 17, tzinfo=UTC), False
    while at < datetime(2027, 3, 31, 17, tzinfo=UTC) and not meets:
        now = {one: is_open(calendar, ZONE, at) for one, calendar in calendars.items()}
        meets = now[name] and any(now[one] for one in others)
        at += timedelta(minutes=15)
    assert asked.meets(name, others) == meets
