"""Opening hours with their holidays as dates, known up to the horizon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import holidays

from flowc.structure import tree
from runtime.artifact.model import Calendar, Override, Span

ALWAYS = "always"  # the built-in calendar
_EVERY_DAY = range(7)
_PUBLIC, _JOINT_LEAVE = (
    "public",
    "government",
)  # the library's names; Indonesia's `cuti bersama` is the second


def calendar(hours: tree.Hours, as_of: date, horizon: date, locale: str) -> Calendar:
    """Return a calendar; `locale` names the holidays where the country's list has that language."""
    return Calendar(
        week=_week(hours.week),
        overrides=tuple(
            Override(
                first=date.fromisoformat(one.first),
                last=date.fromisoformat(one.last),
                week=_week(() if one.closed else one.week),
            )
            for one in sorted(hours.overrides, key=lambda one: (one.first, one.last))
        ),
        holidays={} if hours.holidays is None else _closed(hours.holidays, as_of, horizon, locale),
        zone=None if hours.timezone is None else hours.timezone.text,
        always=hours.always,
    )


def calendars(bot: tree.Bot, as_of: date, horizon: date) -> dict[str, Calendar]:
    """Return all calendars of a bot, with the built-in one; holidays are named in the first locale."""
    locale = bot.locales[0].text
    return {
        ALWAYS: built_in(),
        **{name: calendar(one, as_of, horizon, locale) for name, one in bot.hours.items()},
    }


def built_in() -> Calendar:
    """Return the calendar `always`."""
    return Calendar(week=_week(()), always=True)


def known_countries() -> frozenset[str]:
    """Return the two-letter codes of countries whose holidays are known."""
    return frozenset(holidays.list_supported_countries(include_aliases=False))


def _week(days: Iterable[tree.DayHours]) -> tuple[tuple[Span, ...], ...]:
    """Return the spans of seven days; a later key replaces what an earlier one says of the same day."""
    spans: dict[int, tuple[Span, ...]] = {}
    for one in days:
        for day in one.days:
            spans[day] = tuple(Span(start, end) for start, end in sorted(one.spans))
    return tuple(spans.get(day, ()) for day in _EVERY_DAY)


def _closed(written: tree.Holidays, as_of: date, horizon: date, locale: str) -> Mapping[str, str]:
    days = dict(_national(written.country.text, written.joint_leave, as_of.year, horizon, locale))
    days.update((word.text, days.get(word.text, "")) for word in written.closed)
    for word in written.open:
        days.pop(word.text, None)
    return dict(sorted(days.items()))


@lru_cache(maxsize=64)
def _national(
    country: str, joint_leave: bool, first_year: int, horizon: date, locale: str
) -> tuple[tuple[str, str], ...]:
    """Return ISO dates with names from `first_year` to the horizon; none for an unknown country."""
    if country not in known_countries():
        return ()
    years = range(first_year, horizon.year + 1)
    plain = holidays.country_holidays(country, years=first_year)
    wanted = {_PUBLIC, _JOINT_LEAVE} if joint_leave else {_PUBLIC}
    categories = tuple(sorted(wanted & set(plain.supported_categories))) or None
    # A language must be named: the library otherwise takes it from the environment of whoever compiles.
    languages = plain.supported_languages
    language = next((one for one in languages if one.split("_")[0] == locale), plain.default_language)
    known = holidays.country_holidays(country, years=years, categories=categories, language=language)
    return tuple((day.isoformat(), known[day]) for day in sorted(known) if day <= horizon)
