"""Our own failures: counted, told to the log without anybody's words, never swallowed."""

from __future__ import annotations

import logging
import traceback
from collections import Counter

LOG = logging.getLogger("flowc")


class Faults:
    """`total` is what `/readyz` shows; tests assert that it stays 0."""

    def __init__(self) -> None:
        self.places: Counter[str] = Counter()

    @property
    def total(self) -> int:
        return self.places.total()

    def record(self, where: str, error: BaseException) -> None:
        """Count a failure and log its type and lines of code; its text may hold a customer's words."""
        self.places[where] += 1
        frames = traceback.extract_tb(error.__traceback__)[-6:]
        lines = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
        LOG.error("internal error in %s: %s at %s", where, type(error).__name__, lines)

    def note(self, where: str, error: BaseException) -> None:
        """Log trouble that is not ours: a store that is busy, full or gone. Work goes on when it is back."""
        LOG.warning("%s: %s", where, type(error).__name__)
