"""Whether a calendar is open at an instant, when that changes, and why it is closed.

Laws:
- Open or closed depends on the wall time alone: the spans of the day, and of the day before past midnight.
- A day's spans come from the strongest of: a dated override, an override's range, holidays, the week.
- A span belongs to the day it starts on: New Year's Eve until 02:00 stays open into a closed New Year's Day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from runtime.artifact.model import Calendar, Override, Span
from runtime.routing.zone import Zone, to_instant, to_instants, to_local

# Days ahead searched for the next change: a year, so that every yearly exception is passed once.
HORIZON_DAYS = 370

_DAY_MINUTES = 24 * 60
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Status:
    """A calendar at an instant. `opens_at` and the reason stand only while closed, `closes_at` while open.

    Both are None when nothing changes within the horizon. `closed_because`: `hours`, `holiday` or `override`.
    """

    open: bool
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    closed_because: str | None = None


def is_open(calendar: Calendar, zone: Zone, at: datetime) -> bool:
    """Return whether `calendar` is open at the instant `at`; `zone`: the calendar's own or the bot's."""
    return calendar.always or _open_by_wall(calendar, to_local(zone, at).replace(tzinfo=None))


def next_change(calendar: Calendar, zone: Zone, at: datetime) -> datetime | None:
    """Return the first instant after `at` that opens or closes, None without one within the horizon."""
    if calendar.always:
        return None
    now_open = is_open(calendar, zone, at)
    for instant in _boundaries(calendar, zone, at):
        if instant > at and is_open(calendar, zone, instant) != now_open:
            return instant
    return None


def changes(
    calendar: Calendar, zone: Zone, start: datetime, end: datetime
) -> Iterator[tuple[datetime, bool]]:
    """Yield every instant between two at which a calendar opens (True) or closes, in order."""
    now_open = is_open(calendar, zone, start)
    for instant in () if calendar.always else _boundaries(calendar, zone, start, (end - start).days + 3):
        if start < instant < end and is_open(calendar, zone, instant) != now_open:
            now_open = not now_open
            yield instant, now_open


def opens_at(calendar: Calendar, zone: Zone, at: datetime) -> datetime | None:
    """Return when a calendar that is closed at `at` opens; None while it is open."""
    return None if is_open(calendar, zone, at) else next_change(calendar, zone, at)


def closes_at(calendar: Calendar, zone: Zone, at: datetime) -> datetime | None:
    """Return when a calendar that is open at `at` closes; None while it is closed, and for `always`."""
    return next_change(calendar, zone, at) if is_open(calendar, zone, at) else None


def closed_because(calendar: Calendar, zone: Zone, at: datetime) -> str | None:
    """Return why it is closed, None while open. `override`: the plain week would be open."""
    if is_open(calendar, zone, at):
        return None
    wall = to_local(zone, at).replace(tzinfo=None)
    override = _override_of(calendar, wall.date())
    if override is not None:
        whole_day = not override.week[wall.weekday()]
        return "override" if whole_day or _open_in_week(calendar, wall) else "hours"
    return "holiday" if wall.date().isoformat() in calendar.holidays else "hours"


def status(calendar: Calendar, zone: Zone, at: datetime) -> Status:
    """Return all of it at once."""
    if is_open(calendar, zone, at):
        return Status(open=True, closes_at=next_change(calendar, zone, at))
    return Status(
        open=False,
        opens_at=next_change(calendar, zone, at),
        closed_because=closed_because(calendar, zone, at),
    )


def spans_of(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """Return the spans that start on `day`."""
    override = _override_of(calendar, day)
    if override is not None:
        return override.week[day.weekday()]
    if day.isoformat() in calendar.holidays:
        return ()
    return calendar.week[day.weekday()]


def _override_of(calendar: Calendar, day: date) -> Override | None:
    holding = [override for override in calendar.overrides if override.first <= day <= override.last]
    return min(holding, key=lambda override: override.first != override.last, default=None)


def _open_by_wall(calendar: Calendar, wall: datetime) -> bool:
    minute = _minute(wall)
    return _holds(spans_of(calendar, wall.date()), minute) or _holds(
        spans_of(calendar, wall.date() - _DAY), minute + _DAY_MINUTES
    )


def _open_in_week(calendar: Calendar, wall: datetime) -> bool:
    minute = _minute(wall)
    today, yesterday = calendar.week[wall.weekday()], calendar.week[wall.weekday() - 1]
    return _holds(today, minute) or _holds(yesterday, minute + _DAY_MINUTES)


def _holds(spans: tuple[Span, ...], minute: int) -> bool:
    return any(span.start <= minute < span.end for span in spans)


def _minute(wall: datetime) -> int:
    return wall.hour * 60 + wall.minute


def _boundaries(calendar: Calendar, zone: Zone, at: datetime, days: int = HORIZON_DAYS) -> Iterator[datetime]:
    """Yield, in order, every instant from about `at` on at which the answer could change."""
    first = to_local(zone, at).date() - _DAY
    horizon = at + timedelta(days=days)
    changes = [_change_instant(at, change.at) for change in zone]
    changes = [instant for instant in changes if at < instant <= horizon]
    waiting: list[datetime] = []
    for offset in range(days + 1):
        day = first + offset * _DAY
        for span in spans_of(calendar, day):
            for minute in (span.start, span.end):
                wall = datetime.combine(day, time()) + timedelta(minutes=minute)
                waiting.extend(to_instants(zone, wall) or (to_instant(zone, wall),))
        # Spans reach one day on, and clocks move by hours: what lies two days back is complete.
        complete = to_instant(zone, datetime.combine(day - _DAY, time()))
        due = sorted(instant for instant in (*waiting, *changes) if instant < complete)
        waiting = [instant for instant in waiting if instant >= complete]
        changes = [instant for instant in changes if instant >= complete]
        yield from due
    yield from sorted(waiting)


def _change_instant(like: datetime, seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=like.tzinfo)
