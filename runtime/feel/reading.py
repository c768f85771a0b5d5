"""Texts read as dates, times and durations (DMN 1.5 sections 10.3.2.3 and 10.3.4.1).

Texts are read strictly as ISO 8601, also with a named time zone (`10:00:00@Asia/Jakarta`); one that is none
gives None. Which names there are is the caller's to say: a pure package has no tables of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, timedelta, timezone, tzinfo

from runtime.feel import wide
from runtime.feel.limits import MONTHS, YEAR_DAYS
from runtime.feel.values import Wide, YearsMonths
from runtime.feel.wide import Length, Moment

Zones = Callable[[str], tzinfo | None]  # the zone of a name, or None

_DATE = r"(-?(?:\d{4}|[1-9]\d{4,8}))-(\d\d)-(\d\d)"
_ZONE = r"([Zz])|([+-])(\d\d):(\d\d)(?::(\d\d))?|@([A-Za-z0-9_+/-]{1,64})"
_TIME = rf"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:{_ZONE})?"
_IS_DATE = re.compile(_DATE, re.ASCII)
_IS_TIME = re.compile(f"T?{_TIME}", re.ASCII)
_IS_DATE_TIME = re.compile(f"{_DATE}T{_TIME}", re.ASCII)
_IS_DAY_END = re.compile(r"T24:00(?::00(?:\.0*)?)?(?![\d:.])", re.ASCII)
_IS_DURATION = re.compile(
    r"(-)?P(?:(\d{1,18})D)?(?:T(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d*))?S)?)?", re.ASCII
)
_IS_YEARS_MONTHS = re.compile(r"(-)?P(?:(\d{1,10})Y)?(?:(\d{1,11})M)?", re.ASCII)
_UNITS = ("y", "w", "d", "h", "m", "s", "ms")
_IS_SHORT = re.compile("(-)?" + "".join(rf"(?:(\d{{1,9}}){unit})?" for unit in _UNITS), re.ASCII)
_SHORT_NANOS = tuple(
    count * wide.SECOND // 1000
    for count in (YEAR_DAYS * 86_400_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1)
)
_MOST_OFFSET = timedelta(hours=18)  # XML Schema part 2, section 3.3.8: at most 14; DMN's kit goes to 18


def only_utc(name: str) -> tzinfo | None:
    """Return the one zone that needs no tables."""
    return UTC if name in ("UTC", "Etc/UTC") else None


def read_date(text: str) -> Moment | None:
    found = _IS_DATE.fullmatch(text)
    return make_date(*(int(part) for part in found.groups())) if found else None


def make_date(year: int, month: int, day: int) -> Moment | None:
    number = wide.day_of(year, month, day)
    return None if number is None else wide.lowered(Wide(number, None))


def read_time(text: str, zones: Zones = only_utc) -> Moment | None:
    found = _IS_TIME.fullmatch(text)
    at = _time(found.groups(), zones) if found else None
    return None if at is None else wide.lowered(at)


def _time(parts: tuple[str | None, ...], zones: Zones) -> Wide | None:
    hour, minute, second, fraction, utc, sign, zone_hours, zone_minutes, zone_seconds, name = parts
    zone: tzinfo | None = UTC if utc else None
    if sign:
        minutes, seconds = int(zone_minutes or 0), int(zone_seconds or 0)
        offset = timedelta(hours=int(zone_hours or 0), minutes=minutes, seconds=seconds)
        if offset > _MOST_OFFSET or minutes > 59 or seconds > 59:
            return None
        zone = offset_zone(-offset if sign == "-" else offset)
    if name is not None and (zone := zones(name)) is None:
        return None
    clock = int(hour or 0), int(minute or 0), int(second or 0)
    if clock[0] > 23 or clock[1] > 59 or clock[2] > 59:
        return None
    seconds = (clock[0] * 60 + clock[1]) * 60 + clock[2]
    return Wide(None, seconds * wide.SECOND + _nanos(fraction), zone)


def _nanos(fraction: str | None) -> int:
    return int((fraction or "0")[:9].ljust(9, "0"))


def offset_zone(offset: timedelta) -> timezone:
    return timezone(offset) if offset else UTC


def read_date_time(text: str, zones: Zones = only_utc) -> Moment | None:
    """Return the moment that `text` names; a date alone is its midnight, 24:00:00 that of the next day."""
    if _IS_DAY_END.search(text):
        start = read_date_time(_IS_DAY_END.sub("T00:00:00", text, count=1), zones)
        return None if start is None else wide.later(start, wide.DAY)
    found = _IS_DATE_TIME.fullmatch(text)
    if not found:
        day = read_date(text)
        return None if day is None else wide.lowered(Wide(wide.widened(day).day, 0))
    groups = found.groups()
    number = wide.day_of(*(int(part) for part in groups[:3]))
    at = _time(groups[3:], zones)
    return None if number is None or at is None else wide.lowered(Wide(number, at.nanos, at.zone))


def read_duration(text: str) -> Length | YearsMonths | None:
    """Return a duration from ISO 8601 (`P1DT2H`, `P1Y6M`) or our short form (`1h30m`, largest unit first)."""
    found = _IS_YEARS_MONTHS.fullmatch(text)
    if found and (found[2] or found[3]):
        months = int(found[2] or 0) * 12 + int(found[3] or 0)
        return years_months(-months if found[1] else months)
    found = _IS_DURATION.fullmatch(text)
    if found and text[-1] not in "PT":
        _, days, hours, minutes, seconds, fraction = found.groups()
        clock = ((int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
        nanos = clock * wide.SECOND + _nanos(fraction)
        return wide.length_of(-nanos if found[1] else nanos)
    found = _IS_SHORT.fullmatch(text)
    if found and any(found.groups()[1:]):
        counts = zip(found.groups()[1:], _SHORT_NANOS, strict=True)
        nanos = sum(int(count or 0) * unit for count, unit in counts)
        return wide.length_of(-nanos if found[1] else nanos)
    return None


def years_months(months: int) -> YearsMonths | None:
    """Return a duration of so many months, or None beyond the limit."""
    return YearsMonths(months) if abs(months) <= MONTHS else None


def read_literal(text: str, zones: Zones = only_utc) -> Moment | Length | YearsMonths | None:
    """Return what an `@"…"` literal means, or None."""
    if "T" in text.partition("@")[0] and not text.startswith(("P", "-P", "T")):
        return read_date_time(text, zones)
    return read_date(text) or read_time(text, zones) or read_duration(text)
