"""Dates of any year, times to the nanosecond, and named time zones."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.feel.parser import Parsed, parse_expression
from flowc.trying import Failure, try_expression
from runtime.feel import reading, wide
from runtime.feel.compare import equal, same_key
from runtime.feel.evaluate import compile_expr
from runtime.feel.faults import Fault
from runtime.feel.values import Value, Wide, WideLength, YearsMonths
from runtime.feel.writing import literal, text_of
from tests.runtime.feel.strategies import NOW

ZONES = st.sampled_from(["", "Z", "+07:00", "-03:30", "@Asia/Jakarta", "@Australia/Melbourne", "@Etc/UTC"])
DAYS = st.integers(-300_000, 4_000_000)
NANOS = st.integers(0, wide.DAY - 1)


def _zone(text: str) -> ZoneInfo | None:
    return ZoneInfo(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('@"-2021-01-31" + @"P1M"', '@"-2021-02-28"'),
        ('date("999999999-12-31") - date("999999999-12-30")', '@"P1D"'),
        ('@"9999-12-31" + @"P1D"', '@"10000-01-01"'),
        ('@"10000-01-01" - @"P1D"', '@"9999-12-31"'),
        ('@"0001-01-01" - @"P1D"', '@"0000-12-31"'),
        ('date(-44, 3, 15).year', '-44'),
        ('@"-0044-03-15".month', '3'),
        ('day of week(@"-0044-03-15") = day of week(@"1956-03-15")', 'true'),
        ('day of year(@"12000-03-01")', '61'),
        ('@"-2021-01-01" < @"2021-01-01"', 'true'),
        ('max(@"20210-01-01", @"2021-01-01")', '@"20210-01-01"'),
        ('years and months duration(@"-2016-01-30", @"-2017-02-28")', '@"-P11M"'),
        ('time("10:00:00.123456789")', '@"10:00:00.123456789"'),
        ('time(10, 0, 0.000000001)', '@"10:00:00.000000001"'),
        ('@"10:00:00.123456789" - @"10:00:00.123456788"', '@"PT0.000000001S"'),
        ('duration("PT1S") / 3 * 3', '@"PT0.999999999S"'),
        ('abs(@"-PT0.000000001S")', '@"PT0.000000001S"'),
        ('@"10:30:00.0001" = @"10:30:00.0002"', 'true'),
        ('@"10:30:00.0001" < @"10:30:00.0002"', 'true'),
        ('@"2021-01-01T10:00:00@Asia/Jakarta" = @"2021-01-01T03:00:00Z"', 'true'),
        ('@"2021-01-01T10:00:00@Asia/Jakarta" - @"2021-01-01"', '@"PT3H"'),
        ('string(@"2021-01-01T10:00:00@Asia/Jakarta" + @"P1M")', '"2021-02-01T10:00:00@Asia/Jakarta"'),
        ('@"2021-10-02T12:00:00@Australia/Melbourne" + @"P1D"', '@"2021-10-03T13:00:00@Australia/Melbourne"'),
        ('@"10:00:00@Asia/Jakarta".timezone', '"Asia/Jakarta"'),
        ('@"10:00:00@Asia/Jakarta" = @"10:00:00@Asia/Tokyo"', 'false'),
        ('@"10:00:00@Asia/Jakarta" < @"10:00:00@Asia/Tokyo"', 'null'),
        ('for d in @"9999-12-31"..@"10000-01-01" return d', '[@"9999-12-31", @"10000-01-01"]'),
        ('@"10:00:00@Not/There"', 'null'),
        ('@"10:00:00@../../etc/passwd"', 'null'),
        ('is(@"10:00:00@Etc/GMT", @"10:00:00Z")', 'false'),
        ('@"2021-01-01" - @"10:00:00"', 'null'),
        ('date("1000000000-01-01")', 'null'),
    ],
)  # fmt: skip
def test_values(text: str, expected: str) -> None:
    value = try_expression(text, {})
    assert not isinstance(value, Failure)
    assert expected == literal(value)


@given(DAYS, NANOS, ZONES)
def test_what_is_written_is_read_again(day: int, nanos: int, zone: str) -> None:
    moment = reading.read_date_time("2020-01-01T00:00:00" + zone, _zone)
    assert moment is not None
    value = wide.lowered(Wide(day, nanos, wide.widened(moment).zone))
    assert value == reading.read_literal(text_of(value), _zone)
    assert equal(value, reading.read_literal(text_of(value), _zone)) is True


@given(st.datetimes() | st.dates() | st.times())
def test_python_s_values_go_there_and_back(value: date | time) -> None:
    assert value == wide.lowered(wide.widened(value))


@given(st.datetimes(), st.timedeltas())
def test_moments_move_as_python_moves_them(start: datetime, by: timedelta) -> None:
    moved = wide.later(start, wide.nanos_of(by))
    try:
        assert start + by == moved
    except OverflowError:
        assert isinstance(moved, Wide)


@given(DAYS, st.integers(-50_000, 50_000))
def test_a_month_later_is_between_by_as_many(day: int, months: int) -> None:
    start = wide.lowered(Wide(day // 31 * 31, None))
    assert start is not None
    first = wide.year_month_day(wide.widened(start).day or 0)
    moved = wide.later_by_months(start, months)
    assert moved is not None
    year, month, _ = wide.year_month_day(wide.widened(moved).day or 0)
    assert (year - first[0]) * 12 + month - first[1] == months


@given(DAYS, NANOS, DAYS, NANOS, st.booleans())
def test_equal_ones_have_one_key(day: int, nanos: int, other: int, later: int, near: bool) -> None:
    left = wide.lowered(Wide(day, nanos))
    right = wide.lowered(Wide(day if near else other, nanos // wide.SECOND * wide.SECOND if near else later))
    assert (equal(left, right) is True) == (same_key(left) == same_key(right))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        pytest.param('@"-2021-01-01"', None, id="no bot holds such a year"),
        pytest.param('date("20210-01-01")', None, id="also read from a text"),
        pytest.param('duration("PT1S") / 3', timedelta(microseconds=333_333), id="parts of a microsecond"),
        pytest.param('time("10:00:00.123456789")', time(10, 0, 0, 123_456), id="of a time too"),
        pytest.param('{a: [@"-2021-01-01"]}', {"a": (None,)}, id="inside lists and contexts"),
        pytest.param('@"P1Y"', YearsMonths(12), id="the others as they are"),
    ],
)
def test_bots_get_what_they_can_hold(text: str, held: Value) -> None:
    parsed = parse_expression(text, functions=True)
    assert isinstance(parsed, Parsed)
    faults: list[Fault] = []
    assert held == compile_expr(parsed.tree)({"now": NOW}, faults)
    assert bool(faults) == ("2021" in text or "20210" in text)


def test_in_a_bot_a_day_begins_at_its_own_midnight() -> None:
    parsed = parse_expression('now - date("2026-11-23")')
    assert isinstance(parsed, Parsed)
    assert timedelta(hours=10) == compile_expr(parsed.tree)({"now": NOW})


def test_a_bot_cannot_write_what_it_cannot_hold() -> None:
    faults = parse_expression('@"-2021-01-01"')
    assert isinstance(faults, tuple)
    assert [fault.kind for fault in faults] == ["bad_literal"]


def test_lengths_have_an_end() -> None:
    longest = try_expression('duration("P999999999999999999D")', {})
    assert longest is None
    assert isinstance(try_expression('duration("P9999999999D")', {}), WideLength)
