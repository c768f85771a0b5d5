"""Dates and times of any year and to the nanosecond, where Python's classes end (DMN 1.5 section 10.3.2.3).

A value is one of Python's wherever that holds it exactly, else `Wide` or `WideLength`: `lowered` decides, and
everything that makes one goes through it. The calendar is the Gregorian one in both directions; it comes back
every 400 years, so Python's own stands for any year.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from runtime.feel.limits import LENGTH_NANOS, YEARS
from runtime.feel.values import Value, Wide, WideLength

Moment = date | time | Wide
Length = timedelta | WideLength

SECOND = 1_000_000_000
DAY = 86_400 * SECOND
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097
_MICROSECOND = timedelta(microseconds=1)


# ---- to and fro --------------------------------------------------------------------------------------


def widened(value: Moment) -> Wide:
    """Return the same date or time as parts that have no bounds."""
    match value:
        case Wide():
            return value
        case datetime():
            return Wide(value.toordinal(), _nanos_of_day(value), value.tzinfo)
        case date():
            return Wide(value.toordinal(), None)
        case time():
            return Wide(None, _nanos_of_day(value), value.tzinfo)


def _nanos_of_day(value: time | datetime) -> int:
    seconds = (value.hour * 60 + value.minute) * 60 + value.second
    return seconds * SECOND + value.microsecond * 1000


def lowered(value: Wide) -> Moment | None:
    """Return Python's own value where there is one; None beyond the years that anybody may name."""
    day, nanos = value.day, value.nanos
    if day is not None and not -YEARS * 366 < day < YEARS * 366:
        return None
    if (day is not None and not 0 < day <= date.max.toordinal()) or (nanos or 0) % 1000:
        return value
    if nanos is None:
        return date.fromordinal(day or 1)
    seconds, micros = nanos // SECOND, nanos % SECOND // 1000
    at = time(seconds // 3600, seconds // 60 % 60, seconds % 60, micros, value.zone)
    return at if day is None else datetime.combine(date.fromordinal(day), at)


def nanos_of(length: Length) -> int:
    return length.nanos if isinstance(length, WideLength) else length // _MICROSECOND * 1000


def length_of(nanos: int) -> Length | None:
    """Return a duration of so many nanoseconds; None beyond the limit."""
    if nanos % 1000 == 0:
        try:
            return timedelta(microseconds=nanos // 1000)
        except OverflowError:
            pass
    return WideLength(nanos) if abs(nanos) <= LENGTH_NANOS else None


def narrowed(value: Value) -> Value:
    """Return a value as a bot can hold it: parts of a microsecond are cut off, other years give None."""
    match value:
        case WideLength():
            cut = length_of(value.nanos // 1000 * 1000)
            return cut if isinstance(cut, timedelta) else None
        case Wide():
            nanos = None if value.nanos is None else value.nanos // 1000 * 1000
            whole = lowered(Wide(value.day, nanos, value.zone))
            return None if isinstance(whole, Wide) else whole
    return value


# ---- the calendar ------------------------------------------------------------------------------------


def day_of(year: int, month: int, day: int) -> int | None:
    """Return the number of a day, or None where the calendar has no such day."""
    cycles, within = divmod(year - 1, _CYCLE_YEARS)
    if abs(year) > YEARS:
        return None
    try:
        return date(within + 1, month, day).toordinal() + cycles * _CYCLE_DAYS
    except (ValueError, OverflowError):
        return None


def year_month_day(day: int) -> tuple[int, int, int]:
    cycles, within = divmod(day - 1, _CYCLE_DAYS)
    found = date.fromordinal(within + 1)
    return found.year + cycles * _CYCLE_YEARS, found.month, found.day


def stand_in(day: int) -> date:
    """Return a day of Python's calendar at the same place of its year, with the same day of the week."""
    return date.fromordinal((day - 1) % _CYCLE_DAYS + 1)


def offset_of(value: Wide) -> timedelta | None:
    """Return how far the clock is ahead of UTC that day; None without zone, or for a time in a named one."""
    if value.zone is None or value.day is None:
        return None if value.zone is None else value.zone.utcoffset(None)
    near = date.fromordinal(max(1, min(date.max.toordinal(), value.day)))
    seconds = (value.nanos or 0) // SECOND
    at = time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    return value.zone.utcoffset(datetime.combine(near, at, value.zone))


def instant(value: Wide) -> int:
    """Return the nanoseconds since a fixed moment, in UTC where there is an offset."""
    local = (value.day or 0) * DAY + (value.nanos or 0)
    offset = offset_of(value)
    return local if offset is None else local - nanos_of(offset)


# ---- moved and compared ------------------------------------------------------------------------------


def later(start: Moment, nanos: int) -> Moment | None:
    """Return `start` moved by a length of time; a time goes round the clock, a date loses parts of days."""
    wide = widened(start)
    if wide.day is None:
        return lowered(Wide(None, ((wide.nanos or 0) + nanos) % DAY, wide.zone))
    days, rest = divmod((wide.nanos or 0) + nanos, DAY)
    if wide.nanos is None:
        return lowered(Wide(wide.day + days, None))
    moved = Wide(wide.day + days, rest, wide.zone)
    before, after = offset_of(wide), offset_of(moved)
    if before is not None and after is not None and before != after:  # the clocks were changed between
        days, rest = divmod(rest + nanos_of(after - before), DAY)
        moved = Wide((moved.day or 0) + days, rest, wide.zone)
    return lowered(moved)


def later_by_months(start: Moment, months: int) -> Moment | None:
    """Return the same day some months later, or the month's last day; keeps the time."""
    wide = widened(start)
    if wide.day is None:
        return None
    year, month, day = year_month_day(wide.day)
    year, month0 = divmod(year * 12 + month - 1 + months, 12)
    last = monthrange(2000 + year % _CYCLE_YEARS, month0 + 1)[1]
    moved = day_of(year, month0 + 1, min(day, last))
    return None if moved is None else lowered(Wide(moved, wide.nanos, wide.zone))


def comparable(left: Wide, right: Wide) -> bool:
    """Whether anybody can say which is earlier: both or none have an offset, or both the same named zone."""
    first, second = offset_of(left), offset_of(right)
    if first is None and second is None:
        return str(left.zone) == str(right.zone)
    return first is not None and second is not None


def between(left: Moment, right: Moment) -> Length | None:
    """Return `left - right`; a date is its midnight in UTC where the other has a zone."""
    first, second = widened(left), widened(right)
    if first.nanos is None and second.zone is not None:
        first = Wide(first.day, 0, UTC)
    if second.nanos is None and first.zone is not None:
        second = Wide(second.day, 0, UTC)
    return length_of(instant(first) - instant(second)) if comparable(first, second) else None


def months_between(start: Moment, end: Moment) -> int | None:
    """Return the whole months from `start` to `end`, cut towards zero. Only the days count, as in the kit."""
    first, last = widened(start).day, widened(end).day
    if first is None or last is None:
        return None
    if last < first:
        back = months_between(end, start)
        return None if back is None else -back
    (year, month, day), (to_year, to_month, to_day) = year_month_day(first), year_month_day(last)
    months = (to_year - year) * 12 + to_month - month
    return months - 1 if to_day < day else months
