"""Days as people write them: `23/11`, `23 November`, `besok`, `Jumat depan`, `3 hari lagi`, `tanggal 5`.

Every expression gives its readings, the usual one first; more than one is an ambiguity that the customer
settles. Indonesian writes the day before the month; English may mean either, so `3/4` has two readings there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from runtime.understanding.numbers import SMALL

# Years a written year may have: what lies outside is a typing mistake.
YEARS = range(1900, 2101)
# Days, weeks or months counted from today at most.
COUNTED = 366

_DAYS = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jumaat": 4, "sabtu": 5, "minggu": 6,
    "ahad": 6,
    "monday": 0, "mon": 0, "tuesday": 1, "tue": 1, "tues": 1, "wednesday": 2, "wed": 2, "thursday": 3,
    "thu": 3,
    "thurs": 3, "friday": 4, "fri": 4, "saturday": 5, "sat": 5, "sunday": 6, "sun": 6,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "january", "jan"),
            ("februari", "february", "pebruari", "feb"),
            ("maret", "march", "mar"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "june", "jun"),
            ("juli", "july", "jul"),
            ("agustus", "august", "agu", "agt", "agst", "ags", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "october", "okt", "oct"),
            ("november", "nopember", "nov", "nop"),
            ("desember", "december", "des", "dec"),
        ),
        1,
    )
    for name in names
}
_NAMED = {
    "hari ini": 0, "sekarang": 0, "today": 0, "now": 0, "malam ini": 0, "sore ini": 0, "siang ini": 0,
    "pagi ini": 0,
    "nanti malam": 0, "nanti sore": 0, "nanti siang": 0, "tonight": 0, "this morning": 0,
    "this afternoon": 0, "this evening": 0,
    "besok lusa": 2, "besok": 1, "esok": 1, "tomorrow": 1, "tmr": 1, "tmrw": 1, "tommorow": 1, "tomorow": 1,
    "lusa": 2, "day after tomorrow": 2, "kemarin lusa": -2, "kemarin dulu": -2, "day before yesterday": -2,
    "kemarin": -1, "yesterday": -1, "tadi malam": -1, "last night": -1,
}  # fmt: skip
_COUNTS = {"a": 1, **{word: number for word, number in SMALL.items() if 1 <= number <= 10}}
_UNITS = {
    "hari": "d", "day": "d", "days": "d", "minggu": "w", "pekan": "w", "week": "w", "weeks": "w",
    "bulan": "m", "month": "m", "months": "m",
}  # fmt: skip


def _any(words: dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_COUNT = rf"(?P<count>\d{{1,3}}|{_any(_COUNTS)})"
_UNIT = rf"(?P<unit>{_any(_UNITS)})"
_TH = "(?:st|nd|rd|th)?"


@dataclass(frozen=True, slots=True)
class Days:
    """What days a text names. `rest` is the normalised text without them, for a time beside a day."""

    readings: tuple[date, ...]
    matched: str
    rest: str


def find_days(text: str, today: date, locale: str, low: date | None = None, high: date | None = None) -> Days:
    """Return the days that the normalised `text` names; no readings where it names none.

    A day without a year (or month) is the likeliest one within `low` and `high`.
    """
    asked = _Asked(today, locale, low, high)
    readings: dict[date, None] = {}
    matched: list[str] = []
    rest = text
    for pattern, read in _PATTERNS:
        weekday = read is _weekday
        for match in pattern.finditer(rest):
            found = [day for day in read(match, asked) if day is not None]
            if not found:
                continue
            if not (weekday and readings):  # `Senin 23 November`: the date says it all
                readings.update(dict.fromkeys(found))
                matched.append(match.group().strip())
            rest = rest.replace(match.group(), " " * len(match.group()), 1)
    return Days(tuple(readings), " ".join(matched), " ".join(rest.split()))


@dataclass(frozen=True, slots=True)
class _Asked:
    today: date
    locale: str
    low: date | None
    high: date | None

    def fits(self, day: date) -> bool:
        return (self.low is None or day >= self.low) and (self.high is None or day <= self.high)


_Found = Iterator[date | None]


def _iso(match: re.Match[str], _asked: _Asked) -> _Found:
    yield _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _numeric(match: re.Match[str], asked: _Asked) -> _Found:
    first, second = int(match["first"]), int(match["second"])
    year = _year(match["year"])
    day_first = _with_year(year, second, first, asked)
    month_first = _with_year(year, first, second, asked)
    if day_first is None or (asked.locale != "id" and month_first is not None):
        yield month_first
    yield day_first


def _named_month(match: re.Match[str], asked: _Asked) -> _Found:
    yield _with_year(_year(match["year"]), _MONTHS[match["month"]], int(match["day"]), asked)


def _named_day(match: re.Match[str], asked: _Asked) -> _Found:
    yield asked.today + timedelta(days=_NAMED[match.group().strip()])


def _counted(match: re.Match[str], asked: _Asked) -> _Found:
    groups = match.groupdict()
    written = groups.get("count") or "1"
    count = int(written) if written.isdigit() else _COUNTS[written]
    unit = _UNITS[match["unit"]]
    if count > COUNTED:
        return
    signed = -count if groups.get("ago") else count
    if unit == "m":
        yield _months_on(asked.today, signed)
    else:
        yield asked.today + timedelta(days=signed * (7 if unit == "w" else 1))


def _next_minggu(_match: re.Match[str], asked: _Asked) -> _Found:
    """`minggu depan` is "next week" to one and "next Sunday" to another."""
    yield asked.today + timedelta(days=7)
    yield _in_week(asked.today, 1, 6)


def _weekday(match: re.Match[str], asked: _Asked) -> _Found:
    today, number = asked.today, _DAYS[match["day"]]
    which = match["before"] or match["after"] or ""
    if which in ("depan", "next", "mendatang"):
        yield _in_week(today, 1, number)
    elif which in ("ini", "this"):
        yield _in_week(today, 0, number)
    elif which in ("lalu", "kemarin", "last"):
        yield today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    else:
        days_on = (number - today.weekday()) % 7
        if days_on == 0:  # said on that very day: today or in a week?
            yield today
            days_on = 7
        yield today + timedelta(days=days_on)


def _day_of_month(match: re.Match[str], asked: _Asked) -> _Found:
    number = int(match["day"])
    months = [_months_on(asked.today.replace(day=1), step) for step in (0, 1, -1)]
    days = [_day(month.year, month.month, number) for month in months]
    coming = [day for day in days if day is not None and day >= asked.today]
    passed = [day for day in days if day is not None and day < asked.today]
    likely = [*sorted(coming), *sorted(passed, reverse=True)]
    yield next((day for day in likely if asked.fits(day)), likely[0] if likely else None)


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Asked], _Found]], ...] = tuple(
    (re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), read)
    for pattern, read in (
        (r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})", _iso),
        (r"(?P<first>\d{1,2})(?P<by>[/.-])(?P<second>\d{1,2})(?P=by)(?P<year>\d{4}|\d{2})", _numeric),
        (r"(?P<first>\d{1,2})[/-](?P<second>\d{1,2})(?P<year>)", _numeric),
        (rf"(?P<day>\d{{1,2}}){_TH} (?:of )?(?P<month>{_any(_MONTHS)})(?: (?P<year>\d{{4}}))?", _named_month),
        (rf"(?P<month>{_any(_MONTHS)}) (?P<day>\d{{1,2}}){_TH}(?: (?P<year>\d{{4}}))?", _named_month),
        (rf"{_COUNT} {_UNIT} (?:lagi|ke depan|kedepan|mendatang|from now|from today|later)", _counted),
        (rf"(?:in|dalam|within) {_COUNT} {_UNIT}", _counted),
        (rf"{_COUNT} {_UNIT} (?P<ago>yang lalu|lalu|ago)", _counted),
        (r"se(?P<unit>hari|minggu|pekan|bulan) (?:lagi|ke depan|kedepan)", _counted),
        (r"se(?P<unit>hari|minggu|pekan|bulan) (?P<ago>yang lalu|lalu)", _counted),
        (r"(?<!hari )minggu (?:depan|yang akan datang)", _next_minggu),
        (
            rf"(?:hari )?(?:(?P<before>next|this|last|coming) )?(?P<day>{_any(_DAYS)})"
            r"(?: (?:yang )?(?P<after>depan|ini|lalu|kemarin|mendatang))?",
            _weekday,
        ),
        (_any(_NAMED), _named_day),
        (rf"(?:tanggal|tgl|tg|the) (?P<day>\d{{1,2}}){_TH}", _day_of_month),
        (r"(?P<day>\d{1,2})(?:st|nd|rd|th)", _day_of_month),
    )
)


def _with_year(year: int | None, month: int, day: int, asked: _Asked) -> date | None:
    if year is not None:
        return _day(year, month, day)
    years = (asked.today.year, asked.today.year + 1, asked.today.year - 1)
    days = [found for found in (_day(year, month, day) for year in years) if found is not None]
    days.sort(key=lambda found: (not asked.fits(found), abs(found - asked.today)))
    return days[0] if days else None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + (2000 if len(text) == 2 else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _months_on(start: date, months: int) -> date:
    """Return the same day some months on, or the month's last where it has no such day."""
    index = start.year * 12 + start.month - 1 + months
    for day in range(start.day, 27, -1):
        found = _day(index // 12, index % 12 + 1, day)
        if found is not None:
            return found
    return start.replace(year=index // 12, month=index % 12 + 1)


def _in_week(today: date, weeks_on: int, weekday: int) -> date:
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks_on)
