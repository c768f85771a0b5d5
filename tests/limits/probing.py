"""What a probe is: it puts so much of something before a public door, and tells whether it was held back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from runtime.clean import Refused
from runtime.limits import Limit

FAR = 100  # times the limit are tried at the end
Try = Callable[[int, Path], bool]  # how much, an empty folder → whether it was held back


@dataclass(frozen=True, slots=True)
class Probe:
    """Tries one limit at its door."""

    limit: Limit
    held_back: Try


def refused(act: Callable[[], object], status: int = 422) -> bool:
    """Whether a door refuses with this status."""
    try:
        act()
    except Refused as error:
        return error.status == status
    return False
