"""Wall-clock time of a zone from the artifact's table of clock changes. No system time zone is ever read.

Laws:
- Every instant has exactly one wall time; a wall time has none (clock put forward), one, or two (put back).
- `to_instant` of a missing wall time counts on from the old offset; of a repeated one it is the first.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta, timezone

from runtime.artifact.model import ZoneChange

Zone = tuple[ZoneChange, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def change_at(zone: Zone, at: datetime) -> ZoneChange:
    """Return the rule of the clock in force at the instant `at`; before the first entry, the first."""
    return zone[_index(zone, _seconds(at))]


def to_local(zone: Zone, at: datetime) -> datetime:
    """Return the instant `at` as wall time, with its offset and the zone's name (`WIB`) as `tzinfo`."""
    change = change_at(zone, at)
    return at.astimezone(timezone(timedelta(seconds=change.offset), change.name))


def to_instants(zone: Zone, wall: datetime) -> tuple[datetime, ...]:
    """Return the instants, none, one or two, at which the zone's clocks show the naive `wall` time."""
    shown = _seconds(wall.replace(tzinfo=UTC))
    nearby = {_index(zone, shown - 86400), _index(zone, shown), _index(zone, shown + 86400)}
    nearby |= {index + 1 for index in nearby if index + 1 < len(zone)}
    instants = {
        shown - zone[index].offset for index in nearby if _index(zone, shown - zone[index].offset) == index
    }
    return tuple(_local(zone, seconds) for seconds in sorted(instants))


def to_instant(zone: Zone, wall: datetime) -> datetime:
    """Return the instant of the naive `wall` time: the first of two, and past the gap where there is none."""
    instants = to_instants(zone, wall)
    if instants:
        return instants[0]
    shown = _seconds(wall.replace(tzinfo=UTC))
    return _local(zone, shown - zone[_index(zone, shown - 86400)].offset)


def _local(zone: Zone, seconds: float) -> datetime:
    return to_local(zone, _EPOCH + timedelta(seconds=seconds))


def _seconds(at: datetime) -> float:
    return (at - _EPOCH).total_seconds()


def _index(zone: Zone, seconds: float) -> int:
    return max(0, bisect_right(zone, seconds, key=lambda change: change.at) - 1)
