"""Spans of time as people write them: `2 jam`, `3 days`, `satu setengah jam`, `seminggu`, and our short
form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from runtime.feel.limits import YEAR_DAYS
from runtime.understanding.normalise import normalise
from runtime.understanding.numbers import find_numbers

# The longest span an answer may name, in days: beyond is a typing mistake.
DAYS = 100 * 366

_UNITS = {
    word: span
    for words, span in (
        ("detik second seconds sec secs s", timedelta(seconds=1)),
        ("menit minute minutes min mins m mnt", timedelta(minutes=1)),
        ("jam hour hours hr hrs h", timedelta(hours=1)),
        ("hari day days d", timedelta(days=1)),
        ("minggu pekan week weeks w", timedelta(weeks=1)),
        ("tahun year years y thn", timedelta(days=YEAR_DAYS)),
        ("ms milidetik", timedelta(milliseconds=1)),
    )
    for word in words.split()
}
_UNIT = re.compile(r"(?<!\S)(se)?(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")(?!\S)")
_GLUED = re.compile(r"(\d)(?=[a-z])|([a-z])(?=\d)")
_AFTER_HALF = re.compile(r"\s*setengah\b")


@dataclass(frozen=True, slots=True)
class Span:
    """A duration and the words that named it."""

    value: timedelta
    matched: str


def find_duration(text: str, locale: str) -> Span | None:
    """Return the span that `text` names, the parts of `1 jam 30 menit` together; None where it names none."""
    words = _GLUED.sub(lambda match: match.group() + " ", normalise(text))
    total = Decimal(0)
    start, first = 0, None
    for match in _UNIT.finditer(words):
        before = words[start : match.start()]
        count = _count(before, bool(match[1]), locale)
        if count is None:
            return None
        half = _AFTER_HALF.match(words, match.end())  # `2 jam setengah`
        if half:
            count += Decimal("0.5")
        if first is None:
            first = start + len(before) - len(before.lstrip())
        start = half.end() if half else match.end()
        total += count * Decimal(str(_UNITS[match[2]].total_seconds()))
        if total > DAYS * 86400:
            return None
    if first is None:
        return None
    return Span(timedelta(seconds=float(total)), words[first:start].strip())


def _count(before: str, one: bool, locale: str) -> Decimal | None:
    if one:  # `sejam`
        return Decimal(1)
    numbers = find_numbers(before, locale)
    if not numbers and before.split()[-1:] in (["a"], ["an"]):
        return Decimal(1)
    return numbers[0].value if len(numbers) == 1 and numbers[0].value >= 0 else None
