"""Checks what a bot names of the world outside: time zones, countries' holidays, days yet unknown."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from flowc.diagnostics.similar import similar_names
from flowc.diagnostics.sink import Sink
from flowc.emit.calendars import known_countries
from flowc.emit.problems import BeyondHorizon, UnknownHolidays, UnknownTimeZone
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
        sink.add(UnknownTimeZone(zone.span, zone.text, similar_names(zone.text, available_timezones())))
