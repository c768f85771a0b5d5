"""Dates, times and durations: read, written, added and taken apart (DMN 1.5 sections 10.3.2.3 and 10.3.4.1).

Texts are read strictly as ISO 8601; a text that is none gives None. Offsets only: names of time zones
(`@Europe/Paris`) need tables that a pure package does not have, so a text with one gives None.
Python's calendar bounds the years to 1-9999.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from runtime.feel.limits import MONTHS, YEAR_DAYS
from runtime.feel.values import Value, YearsMonths

_DATE = r"(\d{4})-(\d\d)-(\d\d)"
_TIME = r"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:(Z|z|@UTC|@Etc/UTC)|([+-])(\d\d):(\d\d)(?::(\d\d))?)?"
_IS_DATE = re.compile(_DATE, re.ASCII)
_IS_TIME = re.compile(f"T?{_TIME}", re.ASCII)
_IS_DATE_TIME = re.compile(f"{_DATE}T{_TIME}", re.ASCII)
_IS_DAY_END = re.compile(r"T24:00(?::00)?(?![\d:.])", re.ASCII)
_IS_DURATION = re.compile(
    r"(-)?P(?:(\d{1,12})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})(?:\.(\d+))?S)?)?", re.ASCII
)
_IS_YEARS_MONTHS = re.compile(r"(-)?P(?:(\d{1,10})Y)?(?:(\d{1,11})M)?", re.ASCII)
_UNITS = ("y", "w", "d", "h", "m", "s", "ms")
_IS_SHORT = re.compile("(-)?" + "".join(rf"(?:(\d{{1,9}}){unit})?" for unit in _UNITS), re.ASCII)
_SHORT_UNITS = (
    timedelta(days=YEAR_DAYS),
    timedelta(weeks=1),
    timedelta(days=1),
    timedelta(hours=1),
    timedelta(minutes=1),
    timedelta(seconds=1),
    timedelta(milliseconds=1),
)


def read_date(text: str) -> date | None:
    found = _IS_DATE.fullmatch(text)
    return make_date(*(int(part) for part in found.groups())) if found else None


def make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def read_time(text: str) -> time | None:
    found = _IS_TIME.fullmatch(text)
    return _time(found.groups()) if found else None


def _time(parts: tuple[str | None, ...]) -> time | None:
    hour, minute, second, fraction, utc, sign, zone_hours, zone_minutes, zone_seconds = parts
    zone: tzinfo | None = UTC if utc else None
    try:
        if sign:
            offset = timedelta(
                hours=int(zone_hours or 0), minutes=int(zone_minutes or 0), seconds=int(zone_seconds or 0)
            )
            if offset > timedelta(
                hours=18
            ):  # XML Schema part 2, section 3.3.8: at most 14; DMN's kit goes to 18
                return None
            zone = offset_zone(-offset if sign == "-" else offset)
        return time(int(hour or 0), int(minute or 0), int(second or 0), _micros(fraction), zone)
    except ValueError:
        return None


def _micros(fraction: str | None) -> int:
    return int((fraction or "0")[:6].ljust(6, "0"))


def offset_zone(offset: timedelta) -> timezone:
    return timezone(offset) if offset else UTC


def read_date_time(text: str) -> datetime | None:
    """Return the moment that `text` names; a date alone is its midnight, 24:00:00 that of the next day."""
    if _IS_DAY_END.search(text):
        day = read_date(text.partition("T")[0])
        start = read_date_time(text.replace("T24:", "T00:", 1))
        return None if day is None or day == date.max or start is None else start + timedelta(days=1)
    found = _IS_DATE_TIME.fullmatch(text)
    if not found:
        day = read_date(text)
        return datetime.combine(day, time()) if day else None
    groups = found.groups()
    day = make_date(*(int(part) for part in groups[:3] if part))
    at = _time(groups[3:])
    return datetime.combine(day, at) if day is not None and at is not None else None


def read_duration(text: str) -> timedelta | YearsMonths | None:
    """Return a duration from ISO 8601 (`P1DT2H`, `P1Y6M`) or our short form (`1h30m`, largest unit first)."""
    found = _IS_YEARS_MONTHS.fullmatch(text)
    if found and (found[2] or found[3]):
        months = int(found[2] or 0) * 12 + int(found[3] or 0)
        return years_months(-months if found[1] else months)
    try:
        found = _IS_DURATION.fullmatch(text)
        if found and text[-1] not in "PT":
            _, days, hours, minutes, seconds, fraction = found.groups()
            length = timedelta(int(days or 0), int(seconds or 0), _micros(fraction))
            length += timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
            return -length if found[1] else length
        found = _IS_SHORT.fullmatch(text)
        if found and any(found.groups()[1:]):
            length = timedelta()
            for count, unit in zip(found.groups()[1:], _SHORT_UNITS, strict=True):
                length += int(count or 0) * unit
            return -length if found[1] else length
    except OverflowError:
        return None
    return None


def years_months(months: int) -> YearsMonths | None:
    """Return a duration of so many months, or None beyond the limit."""
    return YearsMonths(months) if abs(months) <= MONTHS else None


def read_literal(text: str) -> date | time | datetime | timedelta | YearsMonths | None:
    """Return what an `@"…"` literal means, or None."""
    if "T" in text and not text.startswith(("P", "-P", "T")):
        return read_date_time(text)
    return read_date(text) or read_time(text) or read_duration(text)


# ---- written -----------------------------------------------------------------------------------------


def written_time(value: time) -> str:
    return value.isoformat().replace("+00:00", "Z")


def written_date_time(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def written_duration(value: timedelta) -> str:
    """Return the shortest ISO 8601 form: `P1DT2H`, `-PT30S`, `PT0S`."""
    sign, value = ("-", -value) if value < timedelta() else ("", value)
    hours, rest = divmod(value.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    second = f"{seconds}.{value.microseconds:06}".rstrip("0") if value.microseconds else str(seconds)
    clock = (
        (f"{hours}H" if hours else "")
        + (f"{minutes}M" if minutes else "")
        + (f"{second}S" if second != "0" else "")
    )
    days = f"{value.days}D" if value.days else ""
    return f"{sign}P{days}{'T' + clock if clock else ''}" if days or clock else "PT0S"


def written_years_months(value: YearsMonths) -> str:
    years, months = divmod(abs(value.months), 12)
    text = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
    return ("-" if value.months < 0 else "") + "P" + (text or "0M")


# ---- taken apart -------------------------------------------------------------------------------------

# DMN 1.5 table 65: the properties of each kind
PROPERTIES: dict[str, tuple[str, ...]] = {
    "date": ("year", "month", "day", "weekday"),
    "date and time": (
        "year", "month", "day", "weekday", "hour", "minute", "second", "time offset", "timezone",
    ),
    "time": ("hour", "minute", "second", "time offset", "timezone"),
    "days and time duration": ("days", "hours", "minutes", "seconds"),
    "years and months duration": ("years", "months"),
    "range": ("start", "end", "start included", "end included"),
}  # fmt: skip


def property_of(value: Value, name: str) -> int | timedelta | str | None:
    """Return a property of a date, time or duration. The caller has looked it up in `PROPERTIES`."""
    match value, name:
        case date(), "weekday":
            return value.isoweekday()
        case ((time() | datetime()), "time offset"):
            return value.utcoffset()
        case ((time() | datetime()), "timezone"):
            return str(value.tzinfo) if value.tzinfo is not None and value.utcoffset() is not None else None
        case timedelta(), _:
            sign, length = (-1, -value) if value < timedelta() else (1, value)
            hours, rest = divmod(length.seconds, 3600)
            minutes, seconds = divmod(rest, 60)
            return sign * {"days": length.days, "hours": hours, "minutes": minutes, "seconds": seconds}[name]
        case YearsMonths(months), _:
            sign = -1 if months < 0 else 1
            return sign * (abs(months) // 12 if name == "years" else abs(months) % 12)
        case _:
            part: int = getattr(value, name)
            return part


# ---- moved -------------------------------------------------------------------------------------------


def later_by_months(day: date, months: int) -> date | None:
    """Return the same day some months later, or the month's last day; keeps the time of a `datetime`."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    last = calendar.monthrange(year, month0 + 1)[1]
    return day.replace(year=year, month=month0 + 1, day=min(day.day, last))


def later_time(value: time, by: timedelta) -> time:
    """Return a time of day moved around the clock."""
    start = timedelta(
        hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
    )
    moved = datetime.combine(date(2000, 1, 3), time()) + (start + by) % timedelta(days=1)
    return moved.time().replace(tzinfo=value.tzinfo)


def time_between(left: time, right: time) -> timedelta | None:
    """Return `left - right`; None when only one of them has an offset."""
    if (left.utcoffset() is None) != (right.utcoffset() is None):
        return None
    anchor = date(2000, 1, 3)
    return datetime.combine(anchor, left) - datetime.combine(anchor, right)


def months_between(start: date, end: date) -> int:
    """Return the whole months from `start` to `end`, cut towards zero. Only the days count, as in the kit."""
    if (end.year, end.month, end.day) < (start.year, start.month, start.day):
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months
