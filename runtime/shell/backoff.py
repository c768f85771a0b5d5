"""When to try again: growing pauses with full jitter, and what other systems ask for.

Full jitter: any time up to the pause is as likely as any other, so that what failed together does not come
back together ("Exponential Backoff and Jitter", AWS Architecture Blog, 2015).
"""

from __future__ import annotations

import email.utils
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Chance = Callable[[], float]  # from 0 up to 1; `random.random`, or a test's own

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
# Standard Webhooks' example schedule: nothing that a desk's bad night breaks is lost
DESK_PAUSES = (
    5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR,
)  # fmt: skip
DESK_LIFE = sum(DESK_PAUSES, timedelta())  # 75 h 35 min: then a person must look
REPLY_PAUSES = (SECOND, 5 * SECOND, 15 * SECOND, MINUTE)  # a chat moves on within minutes
LEAST = timedelta(milliseconds=100)  # between two attempts, whatever chance says
LONGEST_RETRY_AFTER = timedelta(hours=24)  # what another system may ask us to wait


@dataclass(frozen=True, slots=True)
class Backoff:
    """`chance` is the only randomness."""

    chance: Chance

    def after(self, now: datetime, pause: timedelta, asked: str | None = None) -> datetime:
        """Return when to try again: within `pause`, but not before a `Retry-After` that `asked` to wait.

        The pause is counted from what was asked: all who were told the same would come at once otherwise.
        """
        begin = max(now, retry_after(asked, now) or now)
        return begin + max(LEAST, pause * self.chance())


def reply_pause(attempts: int) -> timedelta:
    """Return the pause after so many attempts (at least one) to say something to a customer."""
    return REPLY_PAUSES[min(attempts, len(REPLY_PAUSES)) - 1]


def desk_pause(age: timedelta) -> timedelta:
    """Return the pause of a delivery to a desk: by its age, for a circuit spends attempts too."""
    passed = timedelta()
    for pause in DESK_PAUSES:
        passed += pause
        if age < passed:
            return pause
    return DESK_PAUSES[-1]


def retry_after(text: str | None, now: datetime) -> datetime | None:
    """Return until when a `Retry-After` asks to wait, a day at most: seconds or a date (RFC 9110, 10.2.3)."""
    if text is None:
        return None
    if text.strip().isascii() and text.strip().isdigit() and len(text.strip()) <= 9:
        return now + min(timedelta(seconds=int(text)), LONGEST_RETRY_AFTER)
    try:
        until = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(until, now + LONGEST_RETRY_AFTER)
