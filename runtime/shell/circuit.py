"""Leaving a host alone that is down: who calls it next is turned away at once, and one at a time looks.

Laws:
- Only failures in a row open it: any answer that is not "what is behind me is down" closes it again.
- While it is open nothing is sent and nobody waits; who is turned away learns when the next look is due.
- One call looks (half open). What was under way when it opened changes nothing more.
"""

from __future__ import annotations

FAILURES = 5  # in a row: fewer happen on a bad line
FIRST_S = 5.0  # until the first look
LONGEST_S = 60.0  # between looks, each twice as long as the last: a host that is back is found
LOOKING_S = 2.0  # who comes while somebody looks is told to come back after this
DOWN = (502, 503, 504)  # what a gateway answers for a system that is not there


class Circuit:
    """The state of one host. Times are monotonic seconds, given by the caller."""

    def __init__(self) -> None:
        self._failures = 0
        self._span_s = FIRST_S
        self._until = 0.0
        self._looking = False

    @property
    def is_open(self) -> bool:
        """Whether calls are turned away, or one is looking."""
        return self._failures >= FAILURES

    def wait_s(self, now: float) -> float | None:
        """Return how long to stay away; None: a call may begin."""
        if not self.is_open:
            return None
        if now < self._until:
            return self._until - now
        return LOOKING_S if self._looking else None

    def begin(self) -> bool:
        """A call begins, after `wait_s` gave None; True: it is the one that looks. Give it to the end."""
        self._looking = self.is_open
        return self._looking

    def end(self, looked: bool, answered: bool | None, now: float) -> None:
        """A call has ended; `answered` None: it was given up without learning anything."""
        if looked:
            self._looking = False
        if answered:
            self._failures, self._span_s = 0, FIRST_S
        elif answered is False and (looked or not self.is_open):
            self._failures += 1
            if self.is_open:
                self._until = now + self._span_s
                self._span_s = min(2 * self._span_s, LONGEST_S)
