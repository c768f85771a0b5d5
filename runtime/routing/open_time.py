"""Working time: adding a length of time that counts only while a calendar is open."""

from __future__ import annotations

from datetime import datetime, timedelta

from runtime.artifact.model import Calendar
from runtime.routing.hours import closes_at, is_open, opens_at
from runtime.routing.zone import Zone

SPANS = 1_000  # openings walked at most: two years of two spans a day, beyond any promise


def add_open_time(calendar: Calendar, zone: Zone, at: datetime, length: timedelta) -> datetime | None:
    """Return the instant when `length` of open time has passed since `at`; None: it never does.

    Example: a shop open 08:00-17:00; one hour added to 16:30 gives 08:30 the next morning.
    """
    if calendar.always:
        return at + length
    left, here = length, at
    for _ in range(SPANS):
        if not is_open(calendar, zone, here):
            opening = opens_at(calendar, zone, here)
            if opening is None:
                return None
            here = opening
        closing = closes_at(calendar, zone, here)
        if closing is None or here + left <= closing:
            return here + left
        left -= closing - here
        here = closing
    return None
