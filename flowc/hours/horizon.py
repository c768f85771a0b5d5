"""How far ahead holidays and clock changes are known."""

from __future__ import annotations

from datetime import MAXYEAR, date

HORIZON_YEARS = 2  # holidays are decreed a year ahead; beyond two years a table would be mostly guesses


def horizon_of(as_of: date) -> date:
    """Return the last day that an artifact knows holidays and clock changes of."""
    year = min(as_of.year + HORIZON_YEARS, MAXYEAR)
    day = min(as_of.day, 28) if as_of.month == 2 else as_of.day  # 29 February is not in every year
    return date(year, as_of.month, day)
