"""Checks what a bot names of the world outside: time zones, countries' holidays, days yet unknown."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from flowc.diagnostics.similar import similar_names
from flowc.diagnostics.sink import Sink
from flowc.emit.problems import BeyondHorizon, UnknownHolidays, UnknownTimeZone
from flowc.hours.calendars import known_countries
from flowc.structure import tree


def check_world(bot: tree.Bot, horizon: date, sink: Sink) -> None:
    _zone(bot.timezone, sink)
    for hours in bot.hours.values():
        if hours.timezone is not None:
            _zone(hours.timezone, sink)
        if hours.holidays is not None and hours.holidays.country.text not in known_countries():
            sink.add(UnknownHolidays(hours.holidays.country.span, hours.holidays.country.text))
        for override in hours.overrides:
            if override.last > horizon.isoformat():
                sink.add(BeyondHorizon(override.key.span, override.key.text, horizon.isoformat()))


def _zone(zone: tree.Word, sink: Sink) -> None:
    try:
        ZoneInfo(zone.text)
    except (LookupError, ValueError, OSError):  # no such name · no such form · a folder of zones, as `Asia`
        near = _zones_at(zone.text) or similar_names(zone.text, available_timezones())
        sink.add(UnknownTimeZone(zone.span, zone.text, near))


# As people call them, and by their distance from Greenwich.
_SPOKEN = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura", "sgt": "Asia/Singapore"}
_DISTANCES = {7: "Asia/Jakarta", 8: "Asia/Makassar", 9: "Asia/Jayapura"}


def _zones_at(written: str) -> tuple[str, ...]:
    text = written.casefold()
    if found := re.fullmatch(r"(?:gmt|utc)\s*\+\s*0?(\d{1,2})(?::?00)?", text):
        name = _DISTANCES.get(int(found[1]))
    else:
        name = _SPOKEN.get(text)
    return (name,) if name else ()
