"""How a value that people say in words is written in a bot's files: times, hours, dates, numbers.

Only for advice. Nothing here is ever taken for what was written, and an empty text means: no idea.
"""

from __future__ import annotations

import re
from datetime import date

from flowc.source.durations import read_duration, read_hours

# Unit → how people write it, in Indonesian and English. A month is no unit: it is told in days.
_UNITS = {
    "y": ("y", "yr", "year", "years", "tahun", "thn", "th"),
    "w": ("w", "week", "weeks", "minggu", "pekan", "mgg"),
    "d": ("d", "day", "days", "hari", "hr"),
    "h": ("h", "hour", "hours", "hrs", "jam", "j"),
    "m": ("m", "min", "mins", "minute", "minutes", "menit", "mnt"),
    "s": ("s", "sec", "secs", "second", "seconds", "detik", "dtk"),
    "ms": ("ms", "millisecond", "milliseconds", "milidetik"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_MONTHS = ("month", "months", "bulan", "bln", "mo")
_DAYS_OF_A_MONTH = 30
_SMALLER = {"y": ("d", 365), "w": ("d", 7), "d": ("h", 24), "h": ("m", 60), "m": ("s", 60)}
_PART = re.compile(r"(\d+)(?:[.,](5))?\s*([a-z]+)")

_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|pagi|siang|sore|malam)?"
_SPAN = re.compile(rf"(?:jam |pukul )?{_TIME}\s*(?:-|–|—|~|s/d|s\.d\.|sd|to|until|sampai|hingga)\s*{_TIME}")
_ALL_DAY = re.compile(r"24\s*(?:jam|hours?|h|/\s*7)|(?:all day|sepanjang hari|seharian)")
_CLOSED = re.compile(r"closed|tutup|libur|off|none|-|–")
_NOON = _MONTHS_OF_A_YEAR = 12
_NO = ("false", "no", "tidak", "off")


def suggested_duration(written: str) -> str:
    """Return the duration that was meant.

    >>> suggested_duration("1.5 jam"), suggested_duration("6 bulan"), suggested_duration("30")
    ('1h30m', '180d', '')
    """
    text = written.strip().casefold()
    if clock := re.fullmatch(r"(\d{1,2}):(\d{2})", text):
        return _valid(
            "".join(f"{int(n)}{unit}" for n, unit in zip(clock.groups(), "hm", strict=True) if int(n))
        )
    counts: dict[str, int] = {}
    for number, half, word in _PART.findall(text):
        count, unit = int(number), _UNIT_OF.get(word, "")
        if word in _MONTHS:
            count, unit = count * _DAYS_OF_A_MONTH + (_DAYS_OF_A_MONTH // 2 if half else 0), "d"
        elif half and unit in _SMALLER:
            smaller, size = _SMALLER[unit]
            counts[smaller] = counts.get(smaller, 0) + size // 2
        if not unit:
            return ""
        counts[unit] = counts.get(unit, 0) + count
    if not re.fullmatch(r"[\s,.&]*|\s*(?:dan|and)\s*", _PART.sub("", text)):
        return ""
    return _valid("".join(f"{counts[unit]}{unit}" for unit in _UNITS if counts.get(unit)))


def _valid(duration: str) -> str:
    return duration if read_duration(duration) is not None else ""


def suggested_hours(written: str) -> str:
    """Return the hours of a day that were meant.

    >>> suggested_hours("8am - 5pm"), suggested_hours("08.00 s/d 12.00; 13.00-17"), suggested_hours("24 jam")
    ('08:00-17:00', '08:00-12:00, 13:00-17:00', '00:00-24:00')
    """
    text = written.strip().casefold()
    if _ALL_DAY.fullmatch(text):
        return "00:00-24:00"
    spans = [
        f"{_time(*found.groups()[:3])}-{_time(*found.groups()[3:])}"
        for part in re.split(r"[,;&]|\bdan\b|\band\b", text)
        if (found := _SPAN.fullmatch(part.strip().removesuffix("wib").strip()))
    ]
    hours = ", ".join(spans)
    return hours if hours and read_hours(hours) is not None else ""


def certain_duration(written: str) -> str:
    """Return the duration that was meant, where it can be no other: no month, clock, or letter of two units.

    >>> certain_duration("1.5 jam"), certain_duration("6 bulan"), certain_duration("1:30")
    ('1h30m', '', '')
    """
    words = re.findall(r"[a-z]+", written.casefold())
    unsure = ":" in written or "M" in written or not {"hr", *_MONTHS}.isdisjoint(words)
    return "" if unsure else suggested_duration(written)


def certain_hours(written: str) -> str:
    """Return the hours that were meant, ready for any place in a file; none where a zone stands beside them.

    >>> certain_hours("08.00 s/d 12.00; 13.00-17"), certain_hours("08.00-17.00 WIB")
    ('"08:00-12:00, 13:00-17:00"', '')
    """
    hours = "" if "wib" in written.casefold() else suggested_hours(written)
    return f'"{hours}"' if "," in hours else hours


def certain_date(written: str) -> str:
    """Return the day that was meant, where no other order of its numbers is a day.

    >>> certain_date("24/12/2026"), certain_date("3/4/2026"), certain_date("2026-2-3")
    ('2026-12-24', '', '2026-02-03')
    """
    found = re.fullmatch(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})", written.strip())
    if found and found[1] != found[3] and int(found[1]) <= _MONTHS_OF_A_YEAR >= int(found[3]):
        return ""
    if not found and not re.fullmatch(r"\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}", written.strip()):
        return ""
    return suggested_date(written)


def certain_number(written: str) -> str:
    """Return the number that was meant; none where a point or comma may part thousands.

    >>> certain_number("3"), certain_number("0,6"), certain_number("1.000")
    ('3', '0.6', '')
    """
    found = re.fullmatch(r"(-?(?:0|[1-9]\d{0,17}))(?:,(\d{1,2}))?", written.strip())
    return "" if found is None else found[1] + (f".{found[2]}" if found[2] else "")


def certain_boolean(written: str) -> str:
    """Return `true` or `false` for the words that mean it.

    >>> certain_boolean("Ya"), certain_boolean("off"), certain_boolean("mungkin")
    ('true', 'false', '')
    """
    text = written.strip().casefold()
    return "true" if text in ("true", "yes", "ya", "on") else "false" if text in _NO else ""


def means_closed(written: str) -> bool:
    return _CLOSED.fullmatch(written.strip().casefold()) is not None


def _time(hour: str, minute: str | None, part: str | None) -> str:
    number = int(hour)
    afternoon = part in ("pm", "sore", "malam") or (part == "siang" and number < 10)
    if afternoon and number < _NOON:
        number += _NOON
    elif part == "am" and number == _NOON:
        number = 0
    return f"{number:02}:{minute or '00'}"


def suggested_date(written: str) -> str:
    """Return the day that was meant; day and month stand as in Indonesia unless that is no day.

    >>> suggested_date("24/12/2026"), suggested_date("31-12-2026"), suggested_date("2026-2-3")
    ('2026-12-24', '2026-12-31', '2026-02-03')
    """
    found = re.fullmatch(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})", written.strip())
    if found is None:
        return ""
    first, second, third = (int(part) for part in found.groups())
    orders = (
        ((first, second, third),) if len(found[1]) == 4 else ((third, second, first), (third, first, second))
    )
    for year, month, day in orders:
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return ""


def suggested_number(written: str) -> str:
    """Return the number that was meant, without the signs and words of an amount.

    >>> suggested_number("0,6"), suggested_number("1.000.000"), suggested_number("Rp50rb")
    ('0.6', '1000000', '50000')
    """
    text = re.sub(r"^(?:rp\.?|idr|\$)\s*", "", written.strip().casefold())
    found = re.fullmatch(r"(-?\d[\d.,]*)\s*([a-z]*)", text)
    if found is None:
        return ""
    digits, word = found.groups()
    if re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})+", digits):
        digits = re.sub("[.,]", "", digits)
    digits = digits.replace(",", ".")
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", digits):
        return ""
    zeros = {"rb": 3, "ribu": 3, "k": 3, "jt": 6, "juta": 6, "m": 9, "miliar": 9, "milyar": 9}.get(word, 0)
    if zeros and "." in digits:
        whole, part = digits.split(".")
        return (whole + part.ljust(zeros, "0")).lstrip("0") if len(part) <= zeros else ""
    return digits + "0" * zeros
