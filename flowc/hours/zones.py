"""A time zone's clock changes as a plain table, so that the runtime needs no zone database.

The table depends on the database of the machine that compiles; where that knows of a new rule, the artifact
has other bytes, and rightly so.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from flowc.structure import tree
from runtime.artifact.model import ZoneChange

YEARS_BACK = 10  # years before the date of compiling: dates that customers speak of (orders, warranties)
_DAY = timedelta(days=1)  # two changes within a day have never been ordered anywhere
_SECOND = timedelta(seconds=1)


def zones(bot: tree.Bot, as_of: date, horizon: date) -> dict[str, tuple[ZoneChange, ...]]:
    """Return all zones of a bot, of itself and of its calendars."""
    named = {
        bot.timezone.text,
        *(one.timezone.text for one in bot.hours.values() if one.timezone is not None),
    }
    return {zone: zone_changes(zone, as_of, horizon) for zone in sorted(named)}


@lru_cache(maxsize=64)
def zone_changes(name: str, as_of: date, horizon: date) -> tuple[ZoneChange, ...]:
    """Return a zone's clock rules from ten years before `as_of` to `horizon`; the first has always held."""
    zone = ZoneInfo(name)
    at = datetime.combine(as_of.replace(year=as_of.year - YEARS_BACK, month=1, day=1), time(), UTC)
    end = datetime.combine(horizon, time(), UTC) + _DAY
    changes = [_rule(zone, at)]
    while at < end:
        later = at + _DAY
        if _clock(zone, later) != _clock(zone, at):
            changes.append(_rule(zone, _moment(zone, at, later)))
        at = later
    return tuple(changes)


def _clock(zone: ZoneInfo, at: datetime) -> tuple[int, str]:
    local = at.astimezone(zone)
    offset = local.utcoffset()
    return (0 if offset is None else int(offset.total_seconds())), local.tzname() or zone.key


def _rule(zone: ZoneInfo, at: datetime) -> ZoneChange:
    offset, name = _clock(zone, at)
    return ZoneChange(int(at.timestamp()), offset, name)


def _moment(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first second of the new rule between two instants."""
    old = _clock(zone, before)
    while after - before > _SECOND:
        middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
        if _clock(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after
