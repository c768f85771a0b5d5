"""Dates, times and durations as bots hold them (DMN 1.5 sections 10.3.2.3 and 10.3.4.1).

What is read here is Python's: years 1-9999, to the microsecond, without named time zones, which need tables
that a pure package does not have. `runtime.feel.reading` knows no such bounds.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from runtime.feel import reading, wide
from runtime.feel.values import Value, Wide, WideLength, YearsMonths
from runtime.feel.wide import Length, Moment


def read_date(text: str) -> date | None:
    found = reading.read_date(text)
    return found if isinstance(found, date) else None


def read_time(text: str) -> time | None:
    found = _held(reading.read_time(text))
    return found if isinstance(found, time) else None


def read_date_time(text: str) -> datetime | None:
    """Return the moment that `text` names; a date alone is its midnight, 24:00:00 that of the next day."""
    found = _held(reading.read_date_time(text))
    return found if isinstance(found, datetime) else None


def read_duration(text: str) -> timedelta | YearsMonths | None:
    """Return a duration from ISO 8601 (`P1DT2H`, `P1Y6M`) or our short form (`1h30m`, largest unit first)."""
    found = _held(reading.read_duration(text))
    return found if isinstance(found, timedelta | YearsMonths) else None


def read_literal(text: str) -> date | time | timedelta | YearsMonths | None:
    """Return what an `@"…"` literal means, or None."""
    found = _held(reading.read_literal(text))
    return found if isinstance(found, date | time | timedelta | YearsMonths) else None


def _held(value: Value) -> Value:
    return None if value is None else wide.narrowed(value)


# ---- written -----------------------------------------------------------------------------------------


def written_date(value: date | Wide) -> str:
    return _date(wide.widened(value).day or 0)


def written_time(value: time | Wide) -> str:
    clock = wide.widened(value)
    return _clock(clock.nanos or 0) + _zone(clock)


def written_date_time(value: datetime | Wide) -> str:
    moment = wide.widened(value)
    return f"{_date(moment.day or 0)}T{_clock(moment.nanos or 0)}{_zone(moment)}"


def _date(number: int) -> str:
    year, month, day = wide.year_month_day(number)
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"


def _clock(nanos: int) -> str:
    seconds, fraction = divmod(nanos, wide.SECOND)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{fraction:09}".rstrip("0") if fraction else text


def _zone(value: Wide) -> str:
    name = zone_name(value.zone)
    offset = wide.offset_of(value)
    if name is not None:
        return f"@{name}"
    if offset is None:
        return ""
    if not offset:
        return "Z"
    sign, offset = ("-", -offset) if offset < timedelta() else ("+", offset)
    hours, seconds = divmod(offset.seconds, 3600)
    text = f"{sign}{hours:02}:{seconds // 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text


def zone_name(zone: tzinfo | None) -> str | None:
    """Return the name that a time zone has in the tables of zones; a plain offset has none."""
    name = getattr(zone, "key", None)
    return name if isinstance(name, str) else None


def written_duration(value: Length) -> str:
    """Return the shortest ISO 8601 form: `P1DT2H`, `-PT30S`, `PT0S`."""
    nanos = wide.nanos_of(value)
    days, rest = divmod(abs(nanos), wide.DAY)
    seconds, fraction = divmod(rest, wide.SECOND)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    second = f"{seconds}.{fraction:09}".rstrip("0") if fraction else str(seconds)
    clock = (
        (f"{hours}H" if hours else "")
        + (f"{minutes}M" if minutes else "")
        + (f"{second}S" if second != "0" else "")
    )
    day = f"{days}D" if days else ""
    return f"{'-' if nanos < 0 else ''}P{day}{'T' + clock if clock else ''}" if day or clock else "PT0S"


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


def property_of(value: Value, name: str) -> int | Length | str | None:
    """Return a property of a date, time or duration. The caller has looked it up in `PROPERTIES`."""
    match value:
        case date() | time() | Wide():
            return _part(value, name)
        case timedelta() | WideLength():
            nanos = wide.nanos_of(value)
            days, seconds = divmod(abs(nanos) // wide.SECOND, 86_400)
            parts = {
                "days": days, "hours": seconds // 3600, "minutes": seconds // 60 % 60, "seconds": seconds % 60
            }  # fmt: skip
            return parts[name] if nanos >= 0 else -parts[name]
        case YearsMonths(months):
            sign = -1 if months < 0 else 1
            return sign * (abs(months) // 12 if name == "years" else abs(months) % 12)
    return None


def _part(value: Moment, name: str) -> int | Length | str | None:
    if name in ("hour", "minute", "second") and not isinstance(value, Wide):
        part: int = getattr(value, name)  # the quick way: guards ask for it
        return part
    moment = wide.widened(value)
    seconds = (moment.nanos or 0) // wide.SECOND
    match name:
        case "time offset":
            return wide.offset_of(moment)
        case "timezone":
            if wide.offset_of(moment) is None:
                return zone_name(moment.zone)
            return str(moment.zone)
        case "hour":
            return seconds // 3600
        case "minute":
            return seconds // 60 % 60
        case "second":
            return seconds % 60
        case "weekday":
            return wide.stand_in(moment.day or 0).isoweekday()
    return wide.year_month_day(moment.day or 0)[("year", "month", "day").index(name)]
