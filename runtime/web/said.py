"""What the bot and the agents have said in a thread, as our own clients read it."""

from __future__ import annotations

import asyncio
from asyncio import Queue
from collections import OrderedDict
from collections.abc import Sequence

from runtime.artifact.records import Json
from runtime.channels.base import shown
from runtime.core.codec import load_effect
from runtime.core.effects import SendMessage
from runtime.shell.following import Notice, TurnMade, WordsSaid
from runtime.stores.base import OutboxEntry, Store

PAGE = 100  # messages in one answer
HINTS = 10_000  # threads whose last number is remembered


def entry_json(entry: OutboxEntry) -> Json:
    """Return a sent message; `seq` is what to ask after."""
    message = load_effect(entry.payload)
    assert isinstance(message, SendMessage)
    return {"seq": entry.seq, **shown(message, entry.created)}


async def said(store: Store, thread: str, after: int, limit: int = PAGE) -> list[Json]:
    """Return messages after `after`, in order."""
    return [entry_json(entry) for entry in await store.published(thread, after, limit)]


class Newest:
    """Finds certain messages among the newest of a thread without reading the thread from its beginning."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: OrderedDict[str, int] = OrderedDict()

    async def find(self, thread: str, ids: Sequence[str]) -> list[OutboxEntry]:
        """Return those of these messages that are sent, in order."""
        wanted, found = set(ids), list[OutboxEntry]()
        after = self._seen.pop(thread, 0)
        while entries := await self._store.published(thread, after, PAGE):
            after = entries[-1].seq
            found += [entry for entry in entries if entry.id in wanted]
        self._seen[thread] = after
        if len(self._seen) > HINTS:
            self._seen.popitem(last=False)
        return found


async def ready(notices: Queue[Notice], arrival: tuple[str, str], within_s: float) -> Sequence[str]:
    """Return the messages that answer an arrival and are sent by now; waits `within_s` at most.

    An action that the arrival's turn asks for belongs to the answer while there is time.
    """
    wanted: list[str] = []
    sent: set[str] = set()
    made = waits = False
    try:
        async with asyncio.timeout(within_s):
            while not made or waits or not sent.issuperset(wanted):
                match await notices.get():
                    case TurnMade() as turn if made or turn.arrival == arrival:
                        wanted += turn.messages
                        made, waits = True, turn.waits
                    case WordsSaid(message=message):
                        sent.add(message)
                    case _:
                        pass
    except TimeoutError:
        pass  # what is not there yet is fetched later
    return [message for message in wanted if message in sent]
