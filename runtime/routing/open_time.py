"""Working time: lengths that count only while a calendar is open, in hours of opening or in working days.

Laws:
- A working day is the spans that start on one date, past midnight included, however long they are together:
  half of its open time is half a day. A date without open time is none.
- Spans follow the wall clock: where clocks are put back a span may last longer, put forward shorter.
- `add_…` and `…_between` are each other's inverse, to the microsecond.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from runtime.artifact.model import Calendar
from runtime.routing.hours import spans_of
from runtime.routing.zone import Zone, to_local

DAYS = 1_100  # dates walked at most: three years, beyond any promise and the artifact's horizon

_DAY = timedelta(days=1)
_US = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_Piece = tuple[datetime, datetime]


def add_open_time(calendar: Calendar, zone: Zone, at: datetime, length: timedelta) -> datetime | None:
    """Return the instant when `length` of open time has passed since `at`; None: it never does.

    Example: a shop open 08:00-17:00; one hour added to 16:30 gives 08:30 the next morning.
    """
    if calendar.always:
        return at + length
    left = length
    for day in _days(calendar, zone, at):
        for start, end in day.after(at):
            if start + left <= end:
                return (start + left).astimezone(at.tzinfo)
            left -= end - start
    return None


def add_working_days(calendar: Calendar, zone: Zone, at: datetime, length: timedelta) -> datetime | None:
    """Return the instant when `length` of working days, 24 hours standing for each, has passed since `at`.

    Example: open 09:00-17:00, Saturdays until 13:00; two days added to Friday 11:00 give Monday 11:00.
    """
    if calendar.always:
        return at + length
    left = length
    for day in _days(calendar, zone, at):
        here = sum((end - start for start, end in day.after(at)), timedelta())
        share = _part(here, day.length)
        if share < left:
            left -= share
            continue
        open_time = -(-(left // _US) * (day.length // _US) // (_DAY // _US)) * _US
        for start, end in day.after(at):
            if start + open_time <= end:
                return (start + open_time).astimezone(at.tzinfo)
            open_time -= end - start
    return None


def open_between(calendar: Calendar, zone: Zone, start: datetime, end: datetime) -> timedelta:
    """Return how long a calendar is open between two instants."""
    if calendar.always:
        return max(end - start, timedelta())
    return sum((day.between(start, end) for day in _days(calendar, zone, start, end)), timedelta())


def days_between(calendar: Calendar, zone: Zone, start: datetime, end: datetime) -> timedelta:
    """Return how many working days pass between two instants, 24 hours standing for each."""
    if calendar.always:
        return max(end - start, timedelta())
    days = _days(calendar, zone, start, end)
    return sum((_part(day.between(start, end), day.length) for day in days), timedelta())


@dataclass(frozen=True, slots=True)
class _OpenDay:
    """The open time that starts on one date, in order and without overlap."""

    pieces: tuple[_Piece, ...]
    length: timedelta

    def after(self, at: datetime) -> Iterator[_Piece]:
        yield from ((max(start, at), end) for start, end in self.pieces if end > at)

    def between(self, start: datetime, end: datetime) -> timedelta:
        pieces = ((max(first, start), min(last, end)) for first, last in self.pieces)
        return sum((last - first for first, last in pieces if last > first), timedelta())


def _part(of: timedelta, length: timedelta) -> timedelta:
    """Return the part of a working day, of 24 hours, that some of its open time is."""
    return (of // _US) * (_DAY // _US) // (length // _US) * _US


def _days(calendar: Calendar, zone: Zone, at: datetime, until: datetime | None = None) -> Iterator[_OpenDay]:
    """Yield the days with open time, from the one that may still be open at `at`."""
    first = to_local(zone, at).date() - _DAY
    days = DAYS if until is None else min(DAYS, (to_local(zone, until).date() - first).days + 1)
    for offset in range(days):
        day = first + offset * _DAY
        pieces = tuple(sorted(_pieces(calendar, zone, day)))
        if pieces:
            yield _OpenDay(pieces, sum((end - start for start, end in pieces), timedelta()))


def _pieces(calendar: Calendar, zone: Zone, day: date) -> Iterator[_Piece]:
    """Yield the instants at which clocks show the day's spans; what the night before holds is not its own."""
    night = max((span.end for span in spans_of(calendar, day - _DAY)), default=0) - 24 * 60
    midnight = int((datetime(day.year, day.month, day.day, tzinfo=UTC) - _EPOCH).total_seconds())
    for span in spans_of(calendar, day):
        start = midnight + 60 * max(span.start, night)
        end = midnight + 60 * span.end
        for index, change in enumerate(zone):
            begins = start - change.offset if index == 0 else max(start - change.offset, change.at)
            ends = end - change.offset
            if index + 1 < len(zone):
                ends = min(ends, zone[index + 1].at)
            if begins < ends:
                yield _EPOCH + timedelta(seconds=begins), _EPOCH + timedelta(seconds=ends)
