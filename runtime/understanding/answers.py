"""Reads a message as the answer to a question, by the type that is awaited (LANGUAGE section 2).

Laws:
- Reading is total: any text gives a value or the reason why there is none, in time bounded by the text's cut.
- A value that fits is of the type and within `low` and `high`; nothing is guessed where two readings remain.
- The customer's text is data: only the bot's own patterns are run, over a text that was cut first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from runtime.artifact.model import LocalePhrases, Type, ZoneChange
from runtime.feel.compare import ordered
from runtime.feel.values import Value
from runtime.routing.zone import Zone, to_instant, to_local
from runtime.understanding.choices import find_options, read_choice, read_yes_no
from runtime.understanding.clock_times import find_times
from runtime.understanding.contacts import Contact, find_addresses, find_phones
from runtime.understanding.days import Days, find_days
from runtime.understanding.durations import find_duration
from runtime.understanding.fits import DoesNotFit, Fits, Reading
from runtime.understanding.normalise import TEXT_CHARS, normalise
from runtime.understanding.numbers import find_numbers
from runtime.understanding.result import Candidate

TEXT_MOST = 1024  # characters of a text slot unless its `max` says less (LANGUAGE section 2)
LIST_MOST = 20  # items of a list unless its `max` says less
FOUND_MOST = 10  # candidates kept for one slot from one message

# Between a list's items; a comma inside a number (`1,5`) is none.
_ITEMS = re.compile(
    r"\s*(?:[\n;]|,(?!\d)|(?<!\d),)\s*(?:(?:dan|and)\s+)?|\s+(?:dan|and|serta|&)\s+", re.IGNORECASE
)
_ESCAPES = re.compile(r"\\[pP]\{[^}]*\}|\\.|\(\?[a-zA-Z]+\)|\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class _Around:
    """What reading depends on beside the text."""

    now: datetime
    zone: Zone
    locale: str
    country: str
    low: Value = None
    high: Value = None
    yes: LocalePhrases | None = None
    no: LocalePhrases | None = None

    @property
    def today(self) -> date:
        return to_local(self.zone, self.now).date()


# Types that can be told in a message which answers something else; a text only by its pattern.
_FOUND = frozenset(("choice", "email", "phone", "number", "date", "time", "datetime", "duration"))


def read_answer(
    type_: Type,
    text: str,
    *,
    now: datetime,
    locale: str = "id",
    country: str = "ID",
    zone: Zone | None = None,
    low: Value = None,
    high: Value = None,
    yes: LocalePhrases | None = None,
    no: LocalePhrases | None = None,
) -> Reading:
    """Return `text` read as a value of `type_`, or why it does not fit.

    Args:
        type_: of a choice it holds the options that are offered, in their order.
        now: the moment of the message, aware. Without `zone` its offset holds for all times read.
        locale: how a lone separator and `3/4` are read.
        country: whose telephone numbers are written without country code.
        low, high: the evaluated `min` and `max` of the type.
        yes, no: the phrases of those intents; None: the built-in ones.
    """
    text = text[:TEXT_CHARS].strip()
    if not text:
        return DoesNotFit("empty")
    around = _Around(now, zone or _zone_of(now), locale, country, low, high, yes, no)
    return _READERS.get(type_.name, _read_nothing)(type_, text, around)


def can_be_found(type_: Type) -> bool:
    """Return whether `find_in_text` could ever find something for a slot of this type."""
    return type_.name in _FOUND or (type_.name == "text" and type_.pattern is not None)


def find_in_text(type_: Type, text: str, country: str = "ID") -> tuple[Candidate, ...]:
    """Return what a slot of `type_` could be filled with from a message that answers something else.

    Only what says plainly what it is: pattern, option, e-mail, telephone number. Other types (a date, a
    number) give the whole message, which `read_answer` may find a value in; a text without pattern gives
    nothing.
    """
    text = text[:TEXT_CHARS].strip()
    match type_.name:
        case "text" if type_.pattern is not None:
            found = [
                _candidate(match.group(), type_.pattern) for match in _word(type_.pattern).finditer(text)
            ]
        case "choice":
            hits = find_options(type_.options, normalise(text))
            hits.sort(key=lambda hit: (not hit.whole, -len(hit.phrase), hit.start))
            found = [Candidate(hit.of, hit.phrase) for hit in hits]
        case "email":
            found = [Candidate(one.value, one.text) for one in find_addresses(text)]
        case "phone":
            found = [Candidate(one.value, one.text) for one in find_phones(text, country, certain=True)]
        case "number" | "date" | "time" | "datetime" | "duration" if text:
            found = [Candidate(text, text)]
        case _:
            found = []
    if not found:
        return ()
    first_of_each = {candidate.value: candidate for candidate in reversed(found)}
    return tuple(dict.fromkeys(first_of_each[candidate.value] for candidate in found))[:FOUND_MOST]


def _read_text(type_: Type, text: str, around: _Around) -> Reading:
    matched = text
    if type_.pattern is not None:
        match = _word(type_.pattern).search(text)
        if match is None or not match.group():
            return DoesNotFit("pattern")
        candidate = _candidate(match.group(), type_.pattern)
        text, matched = candidate.value, candidate.text
    if len(text) < _count(around.low, 1):
        return DoesNotFit("too_short")
    if len(text) > _count(around.high, TEXT_MOST):
        return DoesNotFit("too_long")
    return Fits(text, matched)


def _read_number(type_: Type, text: str, around: _Around) -> Reading:
    found = find_numbers(text, around.locale)
    values = tuple(dict.fromkeys(number.value for number in found))
    if not values:
        return DoesNotFit("not_a_number")
    if len(values) > 1:
        return DoesNotFit("ambiguous", values)
    if type_.integer and values[0] != values[0].to_integral_value():
        return DoesNotFit("integer")
    return _in_range(values[0], found[0].text, around)


def _read_boolean(_type: Type, text: str, around: _Around) -> Reading:
    answer = read_yes_no(text, around.yes, around.no)
    return DoesNotFit("not_a_boolean") if answer is None else Fits(answer, text)


def _read_choice(type_: Type, text: str, around: _Around) -> Reading:
    return read_choice(type_.options, text)


def _read_nothing(type_: Type, _text: str, _around: _Around) -> Reading:
    return DoesNotFit(f"not_a_{type_.name}")  # a file or a context is never written


def _read_date(_type: Type, text: str, around: _Around) -> Reading:
    days = _days(text, around)
    return _only(days.readings, days.matched, around, "not_a_date")


def _read_time(_type: Type, text: str, around: _Around) -> Reading:
    times = find_times(_days(text, around).rest)
    return _only(times.readings, times.matched, around, "not_a_time")


def _read_datetime(_type: Type, text: str, around: _Around) -> Reading:
    iso = _iso_moment(text, around.zone)
    if iso is not None:
        return _in_range(iso, text, around)
    days = _days(text, around)
    times = find_times(days.rest)
    if not days.readings and not times.readings:
        return DoesNotFit("not_a_datetime")
    if not times.readings:
        return DoesNotFit("time_missing", days.readings)
    moments = [
        to_instant(around.zone, datetime.combine(day, one))
        for day in days.readings or (around.today, around.today + timedelta(days=1))
        for one in times.readings
    ]
    if not days.readings:  # a time alone is its next occurrence
        coming = {moment.timetz(): moment for moment in sorted(moments, reverse=True) if moment > around.now}
        moments = sorted(coming.values())
    return _only(tuple(moments), f"{days.matched} {times.matched}".strip(), around, "not_a_datetime")


def _read_duration(_type: Type, text: str, around: _Around) -> Reading:
    found = find_duration(text, around.locale)
    return DoesNotFit("not_a_duration") if found is None else _in_range(found.value, found.matched, around)


def _read_phone(_type: Type, text: str, around: _Around) -> Reading:
    return _one(find_phones(text, around.country), "not_a_phone")


def _read_email(_type: Type, text: str, around: _Around) -> Reading:
    return _one(find_addresses(text), "not_an_email")


def _read_list(type_: Type, text: str, around: _Around) -> Reading:
    of = type_.of or Type("text")
    items = [item for item in _ITEMS.split(text) if item]
    if len(items) > _count(around.high, LIST_MOST):
        return DoesNotFit("too_many")
    inner = replace(around, low=None, high=None)
    values: list[Value] = []
    for item in items:
        reading = _READERS.get(of.name, _read_nothing)(of, item, inner)
        if isinstance(reading, DoesNotFit):
            return reading
        values.append(reading.value)
    if len(values) < _count(around.low, 1):
        return DoesNotFit("too_short")
    return Fits(tuple(values), text)


_READERS: Mapping[str, Callable[[Type, str, _Around], Reading]] = {
    "text": _read_text,
    "number": _read_number,
    "boolean": _read_boolean,
    "choice": _read_choice,
    "date": _read_date,
    "time": _read_time,
    "datetime": _read_datetime,
    "duration": _read_duration,
    "phone": _read_phone,
    "email": _read_email,
    "list": _read_list,
}


def _days(text: str, around: _Around) -> Days:
    low, high = (_day_of(bound, around.zone) for bound in (around.low, around.high))
    return find_days(normalise(text), around.today, around.locale, low, high)


def _day_of(bound: Value, zone: Zone) -> date | None:
    if isinstance(bound, datetime):
        return to_local(zone, bound).date() if bound.tzinfo is not None else bound.date()
    return bound if isinstance(bound, date) else None


def _iso_moment(text: str, zone: Zone) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) <= len("2026-11-23"):  # a day alone
        return None
    return to_local(zone, moment) if moment.tzinfo is not None else to_instant(zone, moment)


def _only(readings: Sequence[Value], matched: str, around: _Around, why: str) -> Reading:
    """Fit the one reading there is, or the one that is within the bounds."""
    if not readings:
        return DoesNotFit(why)
    if len(readings) > 1:
        within = [reading for reading in readings if not _outside(reading, around)]
        if len(within) != 1:
            return DoesNotFit("ambiguous", tuple(within or readings))
        readings = within
    return _in_range(readings[0], matched, around)


def _one(found: Sequence[Contact], why: str) -> Reading:
    if not found:
        return DoesNotFit(why)
    if len(found) > 1:
        return DoesNotFit("ambiguous", tuple(contact.value for contact in found))
    return Fits(found[0].value, found[0].text)


def _in_range(value: Value, matched: str, around: _Around) -> Reading:
    return DoesNotFit("range", (value,)) if _outside(value, around) else Fits(value, matched)


def _outside(value: Value, around: _Around) -> bool:
    """Whether a bound is passed; a bound of another kind bounds nothing."""
    return ordered("<", value, around.low) is True or ordered(">", value, around.high) is True


def _zone_of(now: datetime) -> Zone:
    offset = now.utcoffset() or timedelta()
    return (ZoneChange(at=0, offset=int(offset.total_seconds()), name=now.tzname() or ""),)


def _count(bound: Value, otherwise: int) -> int:
    return int(bound) if isinstance(bound, Decimal | int) and not isinstance(bound, bool) else otherwise


def _candidate(text: str, pattern: str) -> Candidate:
    return Candidate(text.upper() if _all_capitals(pattern) else text, text)


@lru_cache(maxsize=2048)
def _word(pattern: str) -> re.Pattern[str]:
    """The pattern as a word of its own; the compiler has proved that it is linear."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=2048)
def _all_capitals(pattern: str) -> bool:
    letters = [char for char in _ESCAPES.sub("", pattern) if char.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)
