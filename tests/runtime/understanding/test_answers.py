"""What is accepted as an answer (LANGUAGE section 2), type by type. The clock stands at Monday 10:00 WIB."""

from __future__ import annotations

import time as clock
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.artifact.model import Option, Type, ZoneChange
from runtime.feel.values import Value
from runtime.understanding.answers import can_be_found, find_in_text, read_answer
from runtime.understanding.fits import DoesNotFit, Fits, Reading
from runtime.understanding.phrases import phrase_lists

WIB = (ZoneChange(at=0, offset=7 * 3600, name="WIB"),)
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
ORDER = Type("text", pattern="TK-[0-9]{6}")


def read(type_: Type | str, text: str, **around: object) -> Reading:
    wanted = Type(type_) if isinstance(type_, str) else type_
    return read_answer(wanted, text, now=NOW, zone=WIB, **around)  # type: ignore[arg-type]  # keyword arguments


def value(type_: Type | str, text: str, **around: object) -> Value:
    reading = read(type_, text, **around)
    assert isinstance(reading, Fits), reading
    return reading.value


def why(type_: Type | str, text: str, **around: object) -> str:
    reading = read(type_, text, **around)
    assert isinstance(reading, DoesNotFit), reading
    return reading.why


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("TK-[0-9]{6}", "TK-123456", "TK-123456"),
        ("TK-[0-9]{6}", "resinya tk-123456, sama jam buka?", "TK-123456"),
        ("TK-[0-9]{6}", "TK-111111 atau TK-222222", "TK-111111"),
        ("[a-z]{3}[0-9]", "ABC1", "ABC1"),
        (r"\d{4}", "kode 1234 ya", "1234"),
        ("A|B", "pilih b", "B"),
    ],
)
def test_text_with_a_pattern(pattern: str, text: str, expected: str) -> None:
    assert value(Type("text", pattern=pattern), text) == expected


def test_text() -> None:
    assert value("text", "  Sari Dewi \n") == "Sari Dewi"
    assert why("text", "   ") == "empty"
    assert why("text", "x" * 1025) == "too_long"
    assert why("text", "x" * 61, high=Decimal(60)) == "too_long"
    assert why("text", "ab", low=Decimal(3)) == "too_short"
    assert [why(ORDER, text) for text in ("TK-1234567", "XTK-123456", "123456")] == ["pattern"] * 3


def test_what_matched_is_kept_as_it_was_written() -> None:
    assert read(ORDER, "resi tk-123456 ya") == Fits("TK-123456", "tk-123456")


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        ("1.250.000", 1250000, 1250000),
        ("1,250,000", 1250000, 1250000),
        ("1.250", 1250, "1.250"),
        ("1,250", "1.250", 1250),
        ("1,5", "1.5", "1.5"),
        ("1.5", "1.5", "1.5"),
        ("1.250.000,50", "1250000.50", "1250000.50"),
        ("1,5 juta", 1500000, 1500000),
        ("2,5jt", 2500000, 2500000),
        ("IDR 50rb", 50000, 50000),
        ("Rp 50.000,-", 50000, 50000),
        ("$20", 20, 20),
        ("dua", 2, 2),
        ("dua puluh lima ribu", 25000, 25000),
        ("seratus dua puluh", 120, 120),
        ("sejuta dua ratus ribu", 1200000, 1200000),
        ("satu koma lima juta", 1500000, 1500000),
        ("one hundred and five thousand", 105000, 105000),
        ("twenty five", 25, 25),
        ("sekitar 3 orang ya", 3, 3),
        ("-5", -5, -5),
        ("0,500", "0.500", "0.500"),
        ("2 ratus ribu", 200000, 200000),
    ],
)
def test_number(text: str, indonesian: int | str, english: int | str) -> None:
    assert value("number", text) == Decimal(indonesian)
    assert value("number", text, locale="en") == Decimal(english)


@pytest.mark.parametrize(
    "text", ["banyak", "TK-123456", "0812-3456-7890", "1.25.000", "dua tiga", "9" * 40, "1e5", "an apple"]
)
def test_not_a_number(text: str) -> None:
    assert why("number", text) == "not_a_number"


def test_number_bounds() -> None:
    assert read("number", "3 atau 4") == DoesNotFit("ambiguous", (Decimal(3), Decimal(4)))
    assert why("number", "11", high=Decimal(10)) == "range"
    assert why("number", "0", low=Decimal(1)) == "range"
    assert why(Type("number", integer=True), "1,5") == "integer"
    assert value(Type("number", integer=True), "3,0") == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ya", True), ("iya kak", True), ("Boleh dong", True), ("ok", True), ("yes please", True),
        ("👍", True),
        ("true", True), ("tidak", False), ("gausah deh, makasih", False), ("no thanks", False),
        ("false", False),
    ],
)  # fmt: skip
def test_boolean(text: str, expected: bool) -> None:
    assert value("boolean", text) is expected


@pytest.mark.parametrize("text", ["tidak bisa login", "ya atau tidak", "bukan, TK-654321", "mungkin", "7"])
def test_not_a_boolean(text: str) -> None:
    assert why("boolean", text) == "not_a_boolean"


def test_a_bot_may_add_to_yes() -> None:
    assert why("boolean", "gaskeun") == "not_a_boolean"
    assert value("boolean", "gaskeun", yes={"id": ("gaskeun",)}) is True


def option(word: str, indonesian: str, english: str, phrases: str = "") -> Option:
    return Option(word, {"id": indonesian, "en": english}, phrase_lists(id=phrases))


CHOICE = Type(
    "choice",
    options=(
        option("refund", "Pengembalian dana", "Refund", "uang kembali"),
        option("rusak", "Produk rusak", "Damaged item", "rusak, pecah"),
        option("gold", "Gold", "Gold"),
        option("gold_plus", "Gold Plus", "Gold Plus"),
    ),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("refund", "refund"),
        ("gold_plus", "gold_plus"),
        ("Pengembalian Dana", "refund"),
        ("damaged item!", "rusak"),
        ("mau uang kembali dong kak", "refund"),
        ("barangnya PECAAAH", "rusak"),
        ("gold plus", "gold_plus"),
        ("bukan refund, rusak", "rusak"),
        ("2", "rusak"),
        ("nomor 1 kak", "refund"),
        ("yang ketiga", "gold"),
        ("the second one", "rusak"),
        ("dua", "rusak"),
    ],
)
def test_choice(text: str, expected: str) -> None:
    assert value(CHOICE, text) == expected


def test_no_choice() -> None:
    assert read(CHOICE, "refund karena rusak") == DoesNotFit("ambiguous", ("refund", "rusak"))
    for text in ("bukan refund", "9", "0", "halo", "refundable", "12 refunds"):
        assert why(CHOICE, text) == "not_a_choice"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("23/11", date(2026, 11, 23)),
        ("11/23", date(2026, 11, 23)),
        ("3/4/2027", date(2027, 4, 3)),
        ("23-11-26", date(2026, 11, 23)),
        ("23.11.2026", date(2026, 11, 23)),
        ("1 Januari", date(2027, 1, 1)),
        ("1 Oktober", date(2026, 10, 1)),
        ("Dec 5th", date(2026, 12, 5)),
        ("Senin, 30 November 2026", date(2026, 11, 30)),
        ("hari ini", date(2026, 11, 23)),
        ("besok aja kak", date(2026, 11, 24)),
        ("bsk", date(2026, 11, 24)),
        ("lusa", date(2026, 11, 25)),
        ("day after tomorrow", date(2026, 11, 25)),
        ("kemarin", date(2026, 11, 22)),
        ("Jum'at", date(2026, 11, 27)),
        ("Jumat ini", date(2026, 11, 27)),
        ("Jumat depan", date(2026, 12, 4)),
        ("next friday", date(2026, 12, 4)),
        ("Jumat lalu", date(2026, 11, 20)),
        ("hari Minggu depan", date(2026, 12, 6)),
        ("tgl 5", date(2026, 12, 5)),
        ("tanggal 25", date(2026, 11, 25)),
        ("3 hari lagi", date(2026, 11, 26)),
        ("in two weeks", date(2026, 12, 7)),
        ("seminggu lagi", date(2026, 11, 30)),
        ("3 days ago", date(2026, 11, 20)),
        ("besok jam 3 sore", date(2026, 11, 24)),
    ],
)
def test_date(text: str, expected: date) -> None:
    assert value("date", text) == expected


@pytest.mark.parametrize(
    ("text", "locale", "readings"),
    [
        ("minggu depan", "id", (date(2026, 11, 30), date(2026, 12, 6))),
        ("3/4/2027", "en", (date(2027, 3, 4), date(2027, 4, 3))),
        ("Senin", "id", (date(2026, 11, 23), date(2026, 11, 30))),
        ("23/11 atau 24/11", "id", (date(2026, 11, 23), date(2026, 11, 24))),
    ],
)
def test_an_ambiguous_date_shows_its_readings(text: str, locale: str, readings: tuple[date, ...]) -> None:
    assert read("date", text, locale=locale) == DoesNotFit("ambiguous", readings)


def test_bounds_settle_an_ambiguous_date() -> None:
    assert value("date", "minggu depan", high=date(2026, 12, 1)) == date(2026, 11, 30)
    assert value("date", "Senin", low=date(2026, 11, 24)) == date(2026, 11, 30)
    assert value("date", "1/10", low=date(2026, 11, 23)) == date(2027, 10, 1)
    assert read("date", "Jumat depan", high=date(2026, 11, 30)) == DoesNotFit("range", (date(2026, 12, 4),))


@pytest.mark.parametrize("text", ["30 februari", "nanti", "jam 3", "2026-13-45", "99/99", "9999 hari lagi"])
def test_not_a_date(text: str) -> None:
    assert why("date", text) == "not_a_date"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16:30", time(16, 30)),
        ("16.30", time(16, 30)),
        ("08:30", time(8, 30)),
        ("jam 3 sore", time(15)),
        ("jam tiga sore", time(15)),
        ("3pm", time(15)),
        ("3:30 pm", time(15, 30)),
        ("pukul 15", time(15)),
        ("setengah empat sore", time(15, 30)),
        ("jam 3 lewat 15 sore", time(15, 15)),
        ("jam 4 kurang seperempat sore", time(15, 45)),
        ("quarter to 4 pm", time(15, 45)),
        ("jam 12 siang", time(12)),
        ("jam 12 malam", time(0)),
        ("12 am", time(0)),
        ("jam 1 siang", time(13)),
        ("jam 8 malam", time(20)),
        ("besok pagi jam 8", time(8)),
        ("noon", time(12)),
    ],
)
def test_time(text: str, expected: time) -> None:
    assert value("time", text) == expected


def test_an_hour_alone_is_ambiguous_unless_bounds_settle_it() -> None:
    assert read("time", "jam 3") == DoesNotFit("ambiguous", (time(3), time(15)))
    assert read("time", "9") == DoesNotFit("ambiguous", (time(9), time(21)))
    assert value("time", "jam 3", low=time(8), high=time(17)) == time(15)
    assert [why("time", text) for text in ("sore", "25:00", "halo", "jam 8.75")] == ["not_a_time"] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-01T10:00", "2026-12-01T10:00"),
        ("2026-12-01T03:00+00:00", "2026-12-01T10:00"),
        ("besok jam 3 sore", "2026-11-24T15:00"),
        ("Jumat depan 16.30", "2026-12-04T16:30"),
        ("23/12 pukul 9 pagi", "2026-12-23T09:00"),
        ("jam 3 sore", "2026-11-23T15:00"),
        ("jam 9 pagi", "2026-11-24T09:00"),
        ("tomorrow at noon", "2026-11-24T12:00"),
    ],
)
def test_datetime(text: str, expected: str) -> None:
    assert value("datetime", text) == local(expected)


def test_no_datetime() -> None:
    assert read("datetime", "besok") == DoesNotFit("time_missing", (date(2026, 11, 24),))
    assert why("datetime", "halo") == "not_a_datetime"
    assert read("datetime", "besok jam 3") == DoesNotFit(
        "ambiguous", (local("2026-11-24T03:00"), local("2026-11-24T15:00"))
    )
    assert why("datetime", "kemarin 16.30", low=NOW) == "range"
    assert value("datetime", "besok jam 3", low=local("2026-11-24T08:00")) == local("2026-11-24T15:00")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2 jam", 120), ("3 days", 4320), ("1h30m", 90), ("1 jam 30 menit", 90), ("setengah jam", 30),
        ("sejam", 60),
        ("satu setengah jam", 90), ("2 jam setengah", 150), ("1,5 jam", 90), ("half an hour", 30),
        ("an hour", 60),
        ("2 minggu 3 hari", 24480), ("90 menit kira-kira", 90),
    ],
)  # fmt: skip
def test_duration(text: str, minutes: int) -> None:
    assert value("duration", text) == timedelta(minutes=minutes)


def test_no_duration() -> None:
    assert [why("duration", text) for text in ("90", "lama", "999999 tahun")] == ["not_a_duration"] * 3
    assert why("duration", "3 jam", high=timedelta(hours=2)) == "range"


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("0812-3456-7890", "ID", "+6281234567890"),
        ("hp saya 0812 3456 7890 ya", "ID", "+6281234567890"),
        ("+62 812 3456 7890", "SG", "+6281234567890"),
        ("6281234567890", "ID", "+6281234567890"),
        ("81234567890", "ID", "+6281234567890"),
        ("+62 (0)812 3456 7890", "ID", "+6281234567890"),
        ("(021) 555-1234", "ID", "+62215551234"),
        ("0062 812 3456 7890", "MY", "+6281234567890"),
        ("+1 (415) 555-0123", "ID", "+14155550123"),
        ("012-345 6789", "MY", "+60123456789"),
    ],
)
def test_phone(text: str, country: str, expected: str) -> None:
    assert value("phone", text, country=country) == expected


def test_no_phone() -> None:
    assert [why("phone", text) for text in ("123", "halo", "+0812", "1" * 30)] == ["not_a_phone"] * 4
    assert why("phone", "081234567890 atau 081234567891") == "ambiguous"


def test_email() -> None:
    assert value("email", "email saya Sari.Dewi+x@Contoh.CO.ID, ya") == "Sari.Dewi+x@contoh.co.id"
    assert why("email", "a@b.id atau c@d.id") == "ambiguous"
    for text in ("sari@", "@contoh.id", "a@b", "a..b@c.id", "sari at contoh.id", "a@b.c"):
        assert why("email", text) == "not_an_email", text


def test_list() -> None:
    texts = Type("list", of=Type("text"))
    assert value(texts, "apel, jeruk, dan mangga\nkopi and teh") == ("apel", "jeruk", "mangga", "kopi", "teh")
    assert value(Type("list", of=Type("number")), "1,5 juta, 2 dan 3") == (
        Decimal(1500000),
        Decimal(2),
        Decimal(3),
    )
    assert value(Type("list", of=CHOICE), "refund, pecah") == ("refund", "rusak")
    assert why(Type("list", of=CHOICE), "refund, halo") == "not_a_choice"
    assert why(texts, ", ".join("abc"), high=Decimal(2)) == "too_many"
    assert why(texts, ", ".join("x" * 21)) == "too_many"
    assert why(texts, "a", low=Decimal(2)) == "too_short"


def test_a_file_is_never_written() -> None:
    assert why("file", "foto.jpg") == "not_a_file"
    assert why("context", "{}") == "not_a_context"


def test_without_a_zone_the_offset_of_now_holds() -> None:
    reading = read_answer(Type("datetime"), "besok jam 3 sore", now=local("2026-11-23T23:30"))
    assert reading == Fits(local("2026-11-24T15:00"), "besok jam 3 sore")


@pytest.mark.parametrize(
    ("type_", "text", "values"),
    [
        (ORDER, "resi tk-123456, TK-123456 dan TK-654321", ["TK-123456", "TK-654321"]),
        (CHOICE, "produk rusak, uang kembali", ["rusak", "refund"]),
        (CHOICE, "bukan refund", []),
        (Type("email"), "ke a@b.id", ["a@b.id"]),
        (Type("phone"), "order 1234567890123 hp 081234567890", ["+6281234567890"]),
        (Type("text"), "Sari", []),
        (Type("boolean"), "ya", []),
        (Type("file"), "x", []),
        (Type("date"), "besok ya", ["besok ya"]),
    ],
)
def test_find_in_text(type_: Type, text: str, values: list[str]) -> None:
    assert [candidate.value for candidate in find_in_text(type_, text)] == values
    assert can_be_found(type_) or not values


TYPES = (
    "text",
    "number",
    "boolean",
    "date",
    "time",
    "datetime",
    "duration",
    "phone",
    "email",
    "list",
    "file",
)
SYNTAX = """
jam 3 sore besok depan minggu senin 23/11 1.250,5 juta setengah dua puluh + @ a@b.id 0812 - , dan lewat kurang
lagi hari next tanggal 31 februari 2026-02-30 T10:00 24:00 :
"""
WORDS = st.sampled_from(SYNTAX.split())


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TYPES), st.text(max_size=80) | st.lists(WORDS, max_size=10).map(" ".join))
def test_reading_is_total(name: str, text: str) -> None:
    for locale in ("id", "en"):
        assert isinstance(read(name, text, locale=locale), Fits | DoesNotFit)
    find_in_text(Type(name), text)


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("unit", ["1", "1.", "jam 3 ", "a@", "0 ", "satu ", "a.", "23/11 ", ", ", "dan dan "])
def test_reading_ends_soon(name: str, unit: str) -> None:
    begun = clock.perf_counter()
    read(name, unit * 20_000)
    assert clock.perf_counter() - begun < 2  # seconds; ten times what the slowest takes
