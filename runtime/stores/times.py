"""Times as the tables keep them: whole microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import overload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


@overload
def to_micros(at: datetime) -> int: ...
@overload
def to_micros(at: datetime | None) -> int | None: ...
def to_micros(at: datetime | None) -> int | None:
    """Return the time as it is kept; exact, and the same order."""
    return None if at is None else (at - _EPOCH) // _TICK


@overload
def from_micros(micros: int) -> datetime: ...
@overload
def from_micros(micros: int | None) -> datetime | None: ...
def from_micros(micros: int | None) -> datetime | None:
    """Return the time of `to_micros`, in UTC."""
    return None if micros is None else _EPOCH + micros * _TICK


def to_ready(at: datetime) -> int:
    """Return when a row may be claimed. Never 0, which means at once."""
    return max(1, to_micros(at))
