"""Who follows a thread in this process: told when a turn is committed and when words are said.

It is a hint and no promise: another process may make the turn, so whoever follows also looks into the store
from time to time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TurnMade:
    """`arrival` is the worked-on arrival's source and id; `messages` what the turn says.

    `waits`: an action runs, or more may follow the text; what comes of it is a turn of its own.
    """

    arrival: tuple[str, str]
    messages: tuple[str, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class WordsSaid:
    """A message was sent, or is ready to be fetched."""

    message: str


Notice = TurnMade | WordsSaid
QUEUED = 256  # notices that wait for a slow follower; beyond, it looks into the store anyway


class Followers:
    def __init__(self) -> None:
        self._of: dict[str, set[asyncio.Queue[Notice]]] = {}

    @contextmanager
    def follow(self, thread: str) -> Iterator[asyncio.Queue[Notice]]:
        """Give a queue of notices of a thread, as long as the block lasts."""
        queue: asyncio.Queue[Notice] = asyncio.Queue(QUEUED)
        self._of.setdefault(thread, set()).add(queue)
        try:
            yield queue
        finally:
            queues = self._of[thread]
            queues.discard(queue)
            if not queues:
                del self._of[thread]

    def tell(self, thread: str, notice: Notice) -> None:
        for queue in self._of.get(thread, ()):
            if not queue.full():
                queue.put_nowait(notice)
