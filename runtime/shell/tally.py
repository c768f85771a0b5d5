"""What a host has done since it began: counted for `/metrics`, and told to the log line by line.

Law: nothing here holds a customer's words or address. A conversation is named by the digest of its thread.
"""

from __future__ import annotations

import hashlib
import logging
from bisect import bisect_left
from collections import Counter

from runtime.stores.rows import Arrival, Commit, Fate, SendResult

LOG = logging.getLogger("flowc.work")  # below `flowc`, which tells of trouble only
TURN_S = (
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.5,
    5.0,
    10.0,
)  # bounds of the histogram


class Tally:
    """`turns` counts turns by the first bound of `TURN_S` that they do not exceed; the last one has none."""

    def __init__(self) -> None:
        self.accepted: Counter[str] = Counter()  # by source
        self.duplicates: Counter[str] = Counter()
        self.refused: Counter[int] = Counter()  # by status
        self.sends: Counter[tuple[str, str]] = Counter()  # by kind and fate
        self.turns = [0] * (len(TURN_S) + 1)
        self.turn_seconds = 0.0

    def arrived(self, source: str, new: bool) -> None:
        """A message or event came in; not `new`: it had come before."""
        (self.accepted if new else self.duplicates)[source] += 1

    def turned(self, arrival: Arrival, commit: Commit, seconds: float) -> None:
        """A turn was committed."""
        self.turns[bisect_left(TURN_S, seconds)] += 1
        self.turn_seconds += seconds
        if LOG.isEnabledFor(logging.INFO):
            _tell(
                "turn",
                conversation=mark(arrival.thread),
                turn=commit.turn,
                source=arrival.source,
                artifact=commit.artifact,
                sends=len(commit.outbox),
                ms=round(seconds * 1_000, 1),
            )

    def sent(self, result: SendResult) -> None:
        """An attempt to send has ended."""
        send = result.send
        self._ended(send.thread, send.id, send.kind, result.fate, send.attempts, result.why)

    def _ended(self, thread: str, id_: str, kind: str, fate: Fate, attempt: int, why: str) -> None:
        self.sends[kind, fate.value] += 1
        if LOG.isEnabledFor(logging.INFO):
            _tell(
                "send",
                conversation=mark(thread),
                send=id_,
                sort=kind,
                fate=fate.value,
                attempt=attempt,
                why=why,
            )

    def said(self, thread: str, message: str) -> None:
        """A message was sent by being kept: its customer's side fetches it."""
        self._ended(thread, message, "message", Fate.SENT, 1, "")

    def erased(self, thread: str) -> None:
        """A customer was forgotten, as somebody asked."""
        _tell("erased", conversation=mark(thread))


def mark(thread: str) -> str:
    """Return what a thread is called where its customer must not be recognised."""
    return hashlib.sha256(thread.encode()).hexdigest()[:12]


def _tell(what: str, **facts: str | int | float) -> None:
    """Log one line with its facts."""
    LOG.info("%s", what, extra={"facts": facts})
