"""Built-ins over dates and times (DMN 1.5 section 10.3.4.7). The moment
comes from the scope, never from a clock.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from runtime.feel.builtins.signature import Builtin, takes
from runtime.feel.compare import equal
from runtime.feel.temporal import zone_name
from runtime.feel.values import Value, Wide, kind_of
from runtime.feel.wide import Moment, offset_of, stand_in, widened

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _now(now: datetime | None) -> Value:
    return now


def _today(now: datetime | None) -> Value:
    return None if now is None else now.date()


def _day_of_year(day: Moment) -> Value:
    return Decimal(_day(day).timetuple().tm_yday)


def _day_of_week(day: Moment) -> Value:
    return DAYS[_day(day).weekday()]


def _month_of_year(day: Moment) -> Value:
    return MONTHS[_day(day).month - 1]


def _week_of_year(day: Moment) -> Value:
    return Decimal(_day(day).isocalendar().week)


def _day(value: Moment) -> date:
    return stand_in(widened(value).day or 0)


def _is(left: Value, right: Value) -> Value:
    """Stricter than `=`: moments are the same only when their clocks and offsets are."""
    if kind_of(left) != kind_of(right):
        return False
    if isinstance(left, Moment) and isinstance(right, Moment):
        first, second = widened(left), widened(right)
        return _written(first) == _written(second)
    return equal(left, right) is True


def _written(moment: Wide) -> tuple[object, ...]:
    """What is seen of a moment; `@Etc/GMT` and `Z` are two zones with the same clock."""
    return moment.day, moment.nanos, zone_name(moment.zone), offset_of(moment)


_DAY = "date: date|date and time"

MOMENTS: tuple[Builtin, ...] = (
    Builtin("now", (takes("", "date and time", _now, needs_now=True),), (("now() - now()", '@"PT0S"'),)),
    Builtin("today", (takes("", "date", _today, needs_now=True),), (("today() = date(now())", "true"),)),
    Builtin("day of year", (takes(_DAY, "number", _day_of_year),), (('day of year(@"2019-09-17")', "260"),)),
    Builtin(
        "day of week", (takes(_DAY, "string", _day_of_week),), (('day of week(@"2019-09-17")', '"Tuesday"'),)
    ),
    Builtin(
        "month of year",
        (takes(_DAY, "string", _month_of_year),),
        (('month of year(@"2019-09-17")', '"September"'),),
    ),
    Builtin(
        "week of year", (takes(_DAY, "number", _week_of_year),), (('week of year(@"2019-09-17")', "38"),)
    ),
    Builtin(
        "is",
        (takes("value1?: any, value2?: any", "boolean", lambda left=None, right=None: _is(left, right)),),
        (("is(1, 1.0)", "true"), ('is(@"10:00:00Z", @"11:00:00+01:00")', "false")),
    ),
)
