"""Named time zones, from the tables of this machine."""

from __future__ import annotations

from datetime import tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@cache
def named_zone(name: str) -> tzinfo | None:
    """Return the zone of a name such as `Asia/Jakarta`, or None."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # also names that are no file, and folders
        return None
