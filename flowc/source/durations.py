"""Reads and writes durations (`90s`, `1h30m`, `3d`) and the hours of a day (`08:00-12:00, 13:00-17:00`)."""

from __future__ import annotations

import re
from datetime import timedelta

MOST_DIGITS = 6  # 999,999y is past any promise, and the sum of all parts still fits a timedelta
MINUTES_OF_A_DAY = 24 * 60

# Largest first; each at most once. A year is 365 days: promises and retention, not birthdays.
_UNITS = {
    "y": timedelta(days=365),
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
    "ms": timedelta(milliseconds=1),
}
_DURATION = re.compile("".join(rf"(?:([0-9]{{1,{MOST_DIGITS}}}){unit})?" for unit in _UNITS))
_HOURS = re.compile(r"([0-9]{2}):([0-9]{2})\s*-\s*([0-9]{2}):([0-9]{2})")


def read_duration(text: str) -> timedelta | None:
    """Return the duration, or None where the text is not one.

    >>> read_duration("1h30m")
    datetime.timedelta(seconds=5400)
    """
    match = _DURATION.fullmatch(text)
    if not text or match is None:
        return None
    parts = zip(match.groups(), _UNITS.values(), strict=True)
    return sum((int(count) * unit for count, unit in parts if count), timedelta())


def write_duration(span: timedelta) -> str:
    """Return a duration as files write it, to the second.

    >>> write_duration(timedelta(minutes=90))
    '1h30m'
    """
    left, parts = int(span.total_seconds()), []
    for unit in ("d", "h", "m", "s"):
        count, left = divmod(left, int(_UNITS[unit].total_seconds()))
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"


def read_hours(text: str) -> tuple[tuple[int, int], ...] | None:
    """Return spans of a day as minutes since midnight, or None where the text is not that.

    An end before its start is on the next day and so past 1440; `24:00` is allowed as an end. Spans stand in
    order without overlap, and only the last may reach into the next day.
    """
    spans: list[tuple[int, int]] = []
    for part in text.split(","):
        match = _HOURS.fullmatch(part.strip())
        if match is None:
            return None
        from_hour, from_minute, to_hour, to_minute = (int(group) for group in match.groups())
        start, end = from_hour * 60 + from_minute, to_hour * 60 + to_minute
        if max(from_minute, to_minute) > 59 or start >= MINUTES_OF_A_DAY or end > MINUTES_OF_A_DAY:
            return None
        if start == end or (spans and start < spans[-1][1]):
            return None
        spans.append((start, end if end > start else end + MINUTES_OF_A_DAY))
    if spans and spans[-1][1] - MINUTES_OF_A_DAY > spans[0][0]:
        return None  # would overlap with itself on the next day
    return tuple(spans)
