"""Scalars, durations and hours are read after our own rules, by the place they stand in."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowc.source.durations import read_duration, read_hours
from flowc.source.nodes import Scalar
from flowc.source.scalars import as_boolean, as_integer, as_number, is_null
from flowc.source.span import Span


def scalar(text: str, style: str = "") -> Scalar:
    return Scalar(Span("bot.yaml"), text, style, Span("bot.yaml"))


@pytest.mark.parametrize("text", ["no", "on", "yes", "off", "True", "TRUE", "y", "~", "Null", "NULL"])
def test_what_yaml_1_1_calls_boolean_or_null_is_a_text(text: str) -> None:
    assert as_boolean(scalar(text)) is None
    assert not is_null(scalar(text))


@pytest.mark.parametrize("text", ["0812", "+62812", "10:30", "1e3", "0x1F", "1_000", ".5", "1.", "--1", "٣"])
def test_what_other_readers_call_a_number_is_a_text(text: str) -> None:
    assert as_number(scalar(text)) is None


@pytest.mark.parametrize(
    ("text", "number"), [("0", "0"), ("-3", "-3"), ("0.6", "0.6"), ("1250000", "1250000"), ("-0.50", "-0.50")]
)
def test_decimal_numbers_are_numbers(text: str, number: str) -> None:
    assert as_number(scalar(text)) == Decimal(number)
    assert as_integer(scalar(text)) == (None if "." in text else int(number))


def test_a_quoted_scalar_is_always_a_text() -> None:
    assert as_boolean(scalar("true", '"')) is None
    assert as_number(scalar("3", "'")) is None
    assert not is_null(scalar("", '"'))
    assert is_null(scalar(""))
    assert is_null(scalar("null"))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90s", 90),
        ("1h30m", 5400),
        ("3d", 259200),
        ("500ms", 0.5),
        ("1y2w", 365 * 86400 + 14 * 86400),
        ("1m1ms", 60.001),
        ("0s", 0),
    ],
)
def test_durations(text: str, seconds: float) -> None:
    assert read_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "30", "h", "30m1h", "1h1h", "1 h", "-1h", "1.5h", "9999999y", "٣s", "1h\n"]
)
def test_what_is_no_duration(text: str) -> None:
    assert read_duration(text) is None


@given(st.text(alphabet="0123456789ywdhms ", max_size=30))
def test_no_text_makes_durations_break(text: str) -> None:
    value = read_duration(text)
    assert value is None or value >= timedelta()


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("08:00-12:00, 13:00-17:00", ((480, 720), (780, 1020))),
        ("00:00-24:00", ((0, 1440),)),
        ("20:00-02:00", ((1200, 1560),)),
        ("01:00-02:00, 20:00-01:00", ((60, 120), (1200, 1500))),
    ],
)
def test_hours_of_a_day(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert read_hours(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8-17",
        "08:00",
        "08:00-08:00",
        "24:00-01:00",
        "08:00-25:00",
        "08:60-09:00",
        "13:00-14:00, 08:00-09:00",
        "08:00-12:00, 11:00-13:00",
        "01:00-02:00, 20:00-01:30",
        "20:00-02:00, 21:00-22:00",
        "08:00-09:00,",
    ],
)
def test_what_are_no_hours_of_a_day(text: str) -> None:
    assert read_hours(text) is None
