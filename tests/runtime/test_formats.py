from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.artifact.model import ZoneChange
from runtime.formats import Formats, Label, Unprintable, wait_range

WIB = (ZoneChange(at=0, offset=7 * 3600, name="WIB"),)
ID = Formats("id", "IDR", WIB)
EN = Formats("en", "IDR", WIB)
EVENING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (Decimal("1250000.5"), "1.250.000,5", "1,250,000.5"),
        (Decimal("1250000.50"), "1.250.000,5", "1,250,000.5"),
        (Decimal("1E+3"), "1.000", "1,000"),
        (7, "7", "7"),
        (0.5, "0,5", "0.5"),
        (Decimal("-0.0"), "0", "0"),
        (Decimal("-1234.5"), "-1.234,5", "-1,234.5"),
        (date(2026, 11, 23), "23 Nov 2026", "23 Nov 2026"),
        (date(2026, 8, 5), "5 Agu 2026", "5 Aug 2026"),
        (time(16, 30), "16.30 WIB", "4:30 pm WIB"),
        (time(0, 5), "00.05 WIB", "12:05 am WIB"),
        (time(12, 0), "12.00 WIB", "12:00 pm WIB"),
        (EVENING, "Sen 23 Nov, 16.30 WIB", "Mon 23 Nov, 4:30 pm WIB"),
        (timedelta(minutes=5), "5 menit", "5 minutes"),
        (timedelta(minutes=5, microseconds=1), "6 menit", "6 minutes"),
        (timedelta(seconds=1), "1 detik", "1 second"),
        (timedelta(seconds=60), "1 menit", "1 minute"),
        (timedelta(0), "0 menit", "0 minutes"),
        (timedelta(minutes=90), "1 jam 30 menit", "1 hour 30 minutes"),
        (timedelta(minutes=59, seconds=30), "1 jam", "1 hour"),
        (timedelta(days=1), "1 hari", "1 day"),
        (timedelta(days=2, hours=2, minutes=1), "2 hari 3 jam", "2 days 3 hours"),
        (timedelta(minutes=-5), "-5 menit", "-5 minutes"),
        (True, "ya", "yes"),
        (False, "tidak", "no"),
        (("a", "b", "c"), "a, b, dan c", "a, b and c"),
        (("a", "b"), "a dan b", "a and b"),
        (("a",), "a", "a"),
        ((), "", ""),
        ((Decimal("1.5"), True), "1,5 dan ya", "1.5 and yes"),
        ("{{ 7*7 }} %s {0.__class__}", "{{ 7*7 }} %s {0.__class__}", "{{ 7*7 }} %s {0.__class__}"),
        (Label("gold", "Emas"), "Emas", "Emas"),
    ],
)
def test_prints(value: object, indonesian: str, english: str) -> None:
    assert ID.print(value) == indonesian
    assert EN.print(value) == english


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (ID.money(Decimal(1250000)), "Rp1.250.000"),
        (EN.money(Decimal(1250000)), "IDR 1,250,000"),
        (ID.money(Decimal("1250000.5")), "Rp1.250.000,50"),
        (ID.money(-5000), "-Rp5.000"),
        (Formats("en", "USD").money(Decimal("12.5")), "USD 12.50"),
        (Formats("id", "USD").money(12), "USD 12,00"),
        (ID.number(Decimal("2.5"), 0), "3"),
        (ID.number(Decimal("-2.5"), 0), "-3"),
        (EN.number(Decimal("1234.567"), 2), "1,234.57"),
        (EN.number(5, 2), "5.00"),
        (EN.number(Decimal("-0.001"), 2), "0.00"),
        (ID.day(date(2026, 11, 23), "long"), "Senin, 23 November 2026"),
        (EN.day(date(2026, 11, 23), "long"), "Monday, 23 November 2026"),
        (ID.day(datetime(2026, 11, 23, 20, 0, tzinfo=UTC)), "24 Nov 2026"),
        (ID.phone("+6281234567890"), "+62 812-3456-7890"),
        (ID.phone("+14155550123"), "+14155550123"),
        (ID.phone("bukan nomor"), "bukan nomor"),
        (ID.mask("3271046504930002"), "••••0002"),
        (ID.mask("1234"), "••••"),
        (ID.mask("sari@contoh.id"), "s•••@contoh.id"),
        (ID.mask("@"), "••••"),
    ],
)
def test_filters(printed: str, expected: str) -> None:
    assert printed == expected


def test_a_time_in_a_zone_with_summer_time_bears_no_name() -> None:
    changing = (*WIB, ZoneChange(at=1, offset=8 * 3600, name="WITA"))
    assert Formats("id", "IDR", changing).clock(time(16, 30)) == "16.30"


@pytest.mark.parametrize("value", [None, {"status": "dikirim"}, object(), Decimal("NaN"), Decimal("1E+80")])
def test_what_has_no_print(value: object) -> None:
    with pytest.raises(Unprintable):
        ID.print(value)


@pytest.mark.parametrize(
    ("low", "high", "indonesian", "english"),
    [
        (2, 5, "2–5 menit", "2–5 minutes"),
        (0, 2, "kurang dari 2 menit", "less than 2 minutes"),
        (0, 1, "kurang dari 1 menit", "less than 1 minute"),
        (90, 120, "90–120 menit", "90–120 minutes"),
    ],
)
def test_wait_range(low: int, high: int, indonesian: str, english: str) -> None:
    ends = timedelta(minutes=low), timedelta(minutes=high)
    assert wait_range(*ends, "id") == indonesian
    assert wait_range(*ends, "en") == english


def test_a_label_is_its_word_when_compared() -> None:
    label = Label("gold", "Emas")
    assert label == "gold"
    assert label != "Emas"
    assert label == Label("gold", "Gold")
    assert {"gold": 1}[label] == 1  # type: ignore[index]  # that it hashes as its word is the point
    assert label in ("gold", "platinum")


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_duration_is_never_rounded_down(value: timedelta) -> None:
    words = EN.duration(value).split()
    units = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}
    printed = sum(
        int(count) * units[unit.rstrip("s")] for count, unit in zip(words[::2], words[1::2], strict=True)
    )
    assert printed >= value.total_seconds()
    assert len(words) <= 4


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_print_or_are_refused(value: Decimal) -> None:
    try:
        text = EN.number(value)
    except Unprintable:
        return
    assert len(text) <= 200
