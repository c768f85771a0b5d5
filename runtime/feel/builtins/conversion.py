"""Built-ins that turn values into values of another kind (DMN 1.5 section 10.3.4.1)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from runtime.feel import temporal
from runtime.feel.builtins.signature import Builtin, takes
from runtime.feel.decimals import NUMBERS, guarded, whole
from runtime.feel.values import Range, Value, YearsMonths
from runtime.feel.writing import text_of

_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_RANGE = re.compile(r"\s*([\[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])\[])\s*", re.DOTALL)
_RANGE_END = re.compile(
    r'@"([^"]*)"|(date and time|date|time|duration)\(\s*"([^"]*)"\s*\)|("(?:[^"\\])*")|(\S+)'
)


def _date(value: str | date) -> Value:
    if isinstance(value, datetime):
        return value.date()
    return temporal.read_date(value) if isinstance(value, str) else value


def _date_of_parts(year: Decimal, month: Decimal, day: Decimal) -> Value:
    parts = [whole(part) for part in (year, month, day)]
    if any(part is None or not 0 < part < 10_000 for part in parts):
        return None
    return temporal.make_date(*(part for part in parts if part is not None))


def _time(value: str | time | date) -> Value:
    match value:
        case str():
            return temporal.read_time(value)
        case datetime():
            return value.timetz()
        case time():
            return value
    return time(tzinfo=temporal.offset_zone(timedelta()))


def _time_of_parts(hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None = None) -> Value:
    micros = guarded(NUMBERS.multiply, second, Decimal(1_000_000))
    hours, minutes = whole(hour), whole(minute)
    if micros is None or hours is None or minutes is None or not 0 <= micros < 60_000_000:
        return None
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        return None
    if offset is not None and abs(offset) > timedelta(hours=18):
        return None
    zone = None if offset is None else temporal.offset_zone(offset)
    seconds, fraction = divmod(int(micros), 1_000_000)
    return time(hours, minutes, seconds, fraction, zone)


def _date_time(now: datetime | None, value: str | date) -> Value:
    """A moment written without offset is in the bot's zone, which is the zone of `now`."""
    moment: Value
    match value:
        case str():
            moment = temporal.read_date_time(value)
        case datetime():
            moment = value
        case _:
            moment = datetime.combine(value, time())
    return located(moment, now)


def _date_time_of_parts(now: datetime | None, day: date, at: time) -> Value:
    return located(datetime.combine(day.date() if isinstance(day, datetime) else day, at), now)


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


def _duration(value: str | timedelta | YearsMonths) -> Value:
    return temporal.read_duration(value) if isinstance(value, str) else value


def _years_and_months(start: date, end: date) -> Value:
    return YearsMonths(temporal.months_between(start, end))


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
        return temporal.read_literal(literal)
    if function is not None:
        reads = {
            "date": temporal.read_date,
            "time": temporal.read_time,
            "date and time": temporal.read_date_time,
            "duration": temporal.read_duration,
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
            takes("from: string|time|date|date and time", "time!", _time),
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
            takes("from: string|date|date and time", "date and time!", _date_time, needs_now=True),
            takes(
                "date: date|date and time, time: time", "date and time!", _date_time_of_parts, needs_now=True
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
