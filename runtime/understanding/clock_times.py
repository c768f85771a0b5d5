"""Times of day as people write them: `jam 3 sore`, `16.30`, `setengah 4`, `3pm`, `half past three`.

An hour from 1 to 12 alone has two readings; `08:30`, written with two digits and minutes, has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from runtime.understanding.numbers import SMALL

_HOURS = {"dua belas": 12, **{word: number for word, number in SMALL.items() if 1 <= number <= 12}}
_MINUTES = {"seperempat": 15, "quarter": 15, "setengah": 30, "half": 30, "a quarter": 15}
# period: from hour 1 to 12, the hour of the day
_MORNING = (*range(1, 12), 0)
_AFTERNOON = (*range(13, 24), 12)
_MIDDAY = (13, 14, 15, 16, 17, 6, 7, 8, 9, 10, 11, 12)
_NIGHT = (1, 2, 3, 4, 5, 18, 19, 20, 21, 22, 23, 0)
_PERIODS = {
    "dini hari": _MORNING, "subuh": _MORNING, "pagi": _MORNING, "am": _MORNING, "morning": _MORNING,
    "siang": _MIDDAY, "sore": _AFTERNOON, "petang": _AFTERNOON, "pm": _AFTERNOON, "afternoon": _AFTERNOON,
    "evening": _AFTERNOON, "malam": _NIGHT, "night": _NIGHT, "tonight": _NIGHT,
}  # fmt: skip
_NAMED = {
    "tengah hari": time(12), "noon": time(12), "midday": time(12), "tengah malam": time(0),
    "midnight": time(0),
}  # fmt: skip

_WORD = "|".join(sorted(_HOURS, key=len, reverse=True))
_HOUR = rf"(?P<hour>\d{{1,2}}|{_WORD})"
_MINUTE = r"(?P<minutes>\d{1,2}|" + "|".join(sorted(_MINUTES, key=len, reverse=True)) + ")"
_PATTERNS = tuple(
    re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")
    for pattern in (
        rf"(?:jam |pukul |pkl |at )?(?:setengah|half) (?!past){_HOUR}(?P<half>)",
        rf"(?:jam |pukul |pkl |at )?{_HOUR} (?P<sign>lewat|lebih|kurang) {_MINUTE}(?: menit)?",
        rf"{_MINUTE} (?P<sign>past|to|after|before) {_HOUR}",
        r"(?:jam |pukul |pkl |at )?(?P<hour>\d{1,2})[:.](?P<minutes>\d{2})(?:[:.]\d{2})?(?P<meridiem>am|pm)?",
        r"(?:jam |pukul |pkl |at )?(?P<hour>\d{1,2})(?: oclock)?(?P<meridiem>am|pm)",
        rf"(?:jam|pukul|pkl|at|around|sekitar|oclock) {_HOUR}(?: oclock| tepat)?",
        rf"{_HOUR} oclock",
        rf"{_HOUR}(?= (?:{'|'.join(_PERIODS)})(?!\S))",
    )
)
_NAMED_TIME = re.compile(rf"(?<!\S)(?:{'|'.join(_NAMED)})(?!\S)")
_PERIOD = re.compile(rf"(?<!\S)(?:{'|'.join(_PERIODS)})(?!\S)")
_BARE = re.compile(rf"\s*{_HOUR}\s*")


@dataclass(frozen=True, slots=True)
class Times:
    """What times of day a text names, the earlier of two readings first."""

    readings: tuple[time, ...]
    matched: str


def find_times(text: str) -> Times:
    """Return the times that the normalised `text` names; no readings where it names none."""
    named = _NAMED_TIME.search(text)
    rest = _NAMED_TIME.sub(" ", text)
    periods = {_PERIODS[match.group()] for match in _PERIOD.finditer(rest)}
    period = periods.pop() if len(periods) == 1 else None
    readings: dict[time, None] = {_NAMED[named.group()]: None} if named else {}
    matched = [named.group()] if named else []
    for pattern in _PATTERNS:
        for match in pattern.finditer(rest):
            found = dict.fromkeys(_read(match, period))
            if found:
                readings.update(found)
                matched.append(match.group().strip())
                rest = rest.replace(match.group(), " " * len(match.group()), 1)
    bare = None if readings else _BARE.fullmatch(rest)
    if bare:  # only a number, in answer to "what time?"
        readings.update(dict.fromkeys(_read(bare, period)))
        matched.append(bare.group().strip())
    shown = _PERIOD.search(rest)
    return Times(tuple(readings), " ".join([*matched, *([shown.group()] if shown and readings else [])]))


def _read(match: re.Match[str], period: tuple[int, ...] | None) -> Iterator[time]:
    groups = match.groupdict()
    written = match["hour"]
    hour = int(written) if written.isdigit() else _HOURS[written]
    minute = _MINUTES.get(groups.get("minutes") or "", 0) or int(groups.get("minutes") or 0)
    if groups.get("meridiem"):
        period = _PERIODS[match["meridiem"]]
    back = "half" in groups or groups.get("sign") in ("kurang", "to", "before")
    if "half" in groups:  # `setengah 4` is half an hour before four
        minute = 30
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return
    clock = groups.get("sign") is None and groups.get("minutes") is not None and len(written) == 2
    if 1 <= hour <= 12 and period is not None:
        hours = [period[hour - 1]]
    elif 1 <= hour <= 12 and not clock:
        hours = [hour % 12, hour % 12 + 12] if hour == 12 else [hour, hour + 12]
    else:
        hours = [hour % 24]
    for one in hours:
        minutes = one * 60 + (-minute if back else minute)
        yield time(minutes // 60 % 24, minutes % 60)
