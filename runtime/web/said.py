"""What the bot and the agents have said in a thread, as our own clients read it."""

from __future__ import annotations

import asyncio
from asyncio import Queue
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from runtime.artifact.records import Json
from runtime.channels.base import shown
from runtime.core.codec import load_effect
from runtime.core.effects import SendMessage
from runtime.shell.following import Notice, TurnMade, WordsSaid
from runtime.stores.base import Store
from runtime.stores.rows import OutboxEntry

PAGE = 100  # messages in one answer
LOOK_S = 0.25  # without a word from this process, the store is asked so often
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

    async def since(self, thread: str, begun: datetime) -> Sequence[str]:
        """Return the messages of a thread that were made at `begun` or later, and are sent."""
        entries = await self._store.published(thread, self._seen.get(thread, 0), PAGE)
        return [entry.id for entry in entries if entry.created >= begun]

    async def find(self, thread: str, ids: Sequence[str]) -> list[OutboxEntry]:
        """Return those of these messages that are sent, in order."""
        wanted, found = set(ids), list[OutboxEntry]()
        after, more = self._seen.pop(thread, 0), True
        while more:
            entries = await self._store.published(thread, after, PAGE)
            after = entries[-1].seq if entries else after
            found += [entry for entry in entries if entry.id in wanted]
            more = len(entries) == PAGE
        self._seen[thread] = after
        if len(self._seen) > HINTS:
            self._seen.popitem(last=False)
        return found


async def ready(
    notices: Queue[Notice],
    arrival: tuple[str, str],
    look: Callable[[], Awaitable[Sequence[str]]],
    within_s: float,
) -> Sequence[str]:
    """Return the messages that answer an arrival and are sent by now; waits `within_s` at most.

    An action that the arrival's turn asks for belongs to the answer while there is time. `look` returns what
    the store has of the answer: another process may make the turn, and nobody here is told of it.
    """
    wanted: list[str] = []
    sent: set[str] = set()
    made = waits = False
    seen: Sequence[str] = ()
    time = asyncio.get_running_loop().time
    until = time() + within_s
    while not made or waits or not sent.issuperset(wanted):
        match await _next(notices, min(LOOK_S, until - time())):
            case TurnMade() as turn if made or turn.arrival == arrival:
                wanted += turn.messages
                made, waits = True, turn.waits
            case WordsSaid(message=message):
                sent.add(message)
            case None if time() >= until:
                return await look()  # what is not there yet is fetched later
            case None:
                before, seen = seen, () if wanted else await look()
                if seen and seen == before:  # all of it is there: words of one turn are sent together
                    return seen
            case _:
                pass
    return [message for message in wanted if message in sent]


async def _next(notices: Queue[Notice], within_s: float) -> Notice | None:
    """Return the next notice; None: there was none in so many seconds."""
    if not notices.empty():  # a turn and its words are told together: no need to set a clock for them
        return notices.get_nowait()
    try:
        async with asyncio.timeout(within_s):
            return await notices.get()
    except TimeoutError:
        return None
