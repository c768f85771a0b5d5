"""Built-ins that turn values into values of another kind (DMN 1.5 section 10.3.4.1)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from runtime.feel import reading
from runtime.feel.builtins.signature import Builtin, takes
from runtime.feel.decimals import NUMBERS, guarded, whole
from runtime.feel.faults import Run
from runtime.feel.values import Range, Value, Wide, YearsMonths
from runtime.feel.wide import SECOND, Length, Moment, lowered, months_between, widened
from runtime.feel.writing import text_of

_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_RANGE = re.compile(r"\s*([\[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])\[])\s*", re.DOTALL)
_RANGE_END = re.compile(
    r'@"([^"]*)"|(date and time|date|time|duration)\(\s*"([^"]*)"\s*\)|("(?:[^"\\])*")|(\S+)'
)


def _date(value: str | date | Wide) -> Value:
    if isinstance(value, str):
        return reading.read_date(value)
    return lowered(Wide(widened(value).day, None))


def _date_of_parts(year: Decimal, month: Decimal, day: Decimal) -> Value:
    parts = [whole(part) for part in (year, month, day)]
    return None if None in parts else reading.make_date(*(part for part in parts if part is not None))


def _time(run: Run, value: str | time | date | Wide) -> Value:
    if isinstance(value, str):
        return reading.read_time(value, run.zones)
    moment = widened(value)
    return lowered(Wide(None, 0, UTC) if moment.nanos is None else Wide(None, moment.nanos, moment.zone))


def _time_of_parts(hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None = None) -> Value:
    nanos = guarded(NUMBERS.multiply, second, Decimal(SECOND))
    hours, minutes = whole(hour), whole(minute)
    if nanos is None or hours is None or minutes is None or not 0 <= nanos < 60 * SECOND:
        return None
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        return None
    if offset is not None and abs(offset) > timedelta(hours=18):
        return None
    zone = None if offset is None else reading.offset_zone(offset)
    return lowered(Wide(None, (hours * 60 + minutes) * 60 * SECOND + int(nanos), zone))


def _date_time(run: Run, value: str | date | Wide) -> Value:
    """A moment written without offset is in the bot's zone, which is the zone of `now`."""
    if isinstance(value, str):
        return located(reading.read_date_time(value, run.zones), run.now)
    moment = widened(value)
    return located(lowered(Wide(moment.day, moment.nanos or 0, moment.zone)), run.now)


def _date_time_of_parts(run: Run, day: date | Wide, at: time | Wide) -> Value:
    clock = widened(at)
    return located(lowered(Wide(widened(day).day, clock.nanos, clock.zone)), run.now)


def located(moment: Value, now: datetime | None) -> Value:
    """Return a moment in the zone of `now` if it is one without offset; anything else as it is."""
    if isinstance(moment, datetime) and moment.tzinfo is None and now is not None:
        return moment.replace(tzinfo=now.tzinfo)
    return moment


def _number(text: str, grouping: str | None = None, decimal: str | None = None) -> Value:
    if (
        grouping not in (None, " ", ",", ".")
        or decimal not in (None, ",", ".")
        or (grouping and grouping == decimal)
    ):
        return None
    if grouping:
        text = text.replace(grouping, "")
    if decimal == ",":
        if "." in text:
            return None
        text = text.replace(",", ".")
    return guarded(NUMBERS.create_decimal, Decimal(text)) if _NUMBER.fullmatch(text) else None


def _number_of_number(value: Decimal) -> Value:
    return value


def _string(value: Value) -> Value:
    return None if value is None else text_of(value)


def _duration(value: str | Length | YearsMonths) -> Value:
    return reading.read_duration(value) if isinstance(value, str) else value


def _years_and_months(start: Moment, end: Moment) -> Value:
    months = months_between(start, end)
    return None if months is None else reading.years_months(months)


def _range(text: str) -> Value:
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    left, low_text, high_text, right = found.groups()
    low, high = _range_end(low_text), _range_end(high_text)
    if low is None or high is None or type(low) is not type(high):
        return None
    try:
        if low > high:  # type: ignore[operator]  # same type, and all types of `_range_end` are ordered
            return None
    except TypeError:
        return None
    return Range(low, high, left == "[", right == "]")


def _range_end(text: str) -> Value:
    found = _RANGE_END.fullmatch(text)
    if not found:
        return None
    literal, function, inner, string, other = found.groups()
    if literal is not None:
        return reading.read_literal(literal)
    if function is not None:
        reads = {
            "date": reading.read_date,
            "time": reading.read_time,
            "date and time": reading.read_date_time,
            "duration": reading.read_duration,
        }
        return reads[function](inner)
    return string[1:-1] if string is not None else _number(other)


CONVERSION: tuple[Builtin, ...] = (
    Builtin(
        "date",
        (
            takes("from: string|date|date and time", "date!", _date),
            takes("year: number, month: number, day: number", "date!", _date_of_parts),
        ),
        (('date("2026-11-23")', '@"2026-11-23"'), ("date(2026, 11, 23)", '@"2026-11-23"')),
    ),
    Builtin(
        "time",
        (
            takes("from: string|time|date|date and time", "time!", _time, needs_run=True),
            takes(
                "hour: number, minute: number, second: number, offset?: days and time duration",
                "time!",
                _time_of_parts,
            ),
        ),
        (('time("16:30:00")', '@"16:30:00"'), ("time(16, 30, 0)", '@"16:30:00"')),
    ),
    Builtin(
        "date and time",
        (
            takes("from: string|date|date and time", "date and time!", _date_time, needs_run=True),
            takes(
                "date: date|date and time, time: time", "date and time!", _date_time_of_parts, needs_run=True
            ),
        ),
        (
            ('date and time("2026-11-23T10:00:00+07:00")', '@"2026-11-23T10:00:00+07:00"'),
            ('date and time(@"2026-11-23", @"10:00:00Z")', '@"2026-11-23T10:00:00Z"'),
        ),
    ),
    Builtin(
        "number",
        (
            takes(
                "from: string, grouping separator?: string, decimal separator?: string", "number!", _number
            ),
            takes("from: number", "number", _number_of_number),
        ),
        (('number("1.250.000,50", ".", ",")', "1250000.5"), ('number("dua") = null', "true")),
    ),
    Builtin("string", (takes("from: any", "string?", _string),), (("string(1.5)", '"1.5"'),)),
    Builtin(
        "duration",
        (takes("from: string|days and time duration|years and months duration", "duration!", _duration),),
        (
            ('duration("P1DT2H")', '@"P1DT2H"'),
            ('duration("1h30m")', '@"PT1H30M"'),
            ('duration("3d")', '@"P3D"'),
        ),
    ),
    Builtin(
        "years and months duration",
        (
            takes(
                "from: date|date and time, to: date|date and time",
                "years and months duration",
                _years_and_months,
            ),
        ),
        (('years and months duration(@"2024-01-15", @"2026-03-14")', '@"P2Y1M"'),),
    ),
    Builtin("range", (takes("from: string", "range!", _range),), (('range("[18..21)")', "[18..21)"),)),
)
