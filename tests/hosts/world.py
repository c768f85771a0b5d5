"""What is around a host and outlives it: the clock, the customers' messenger, the desk.

Both sides listen on a real port for hosts that speak HTTP, and can be called by those that do not.
"""

from __future__ import annotations

import asyncio
import enum
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from runtime.artifact.records import Json
from runtime.clock import ManualClock
from tests.runtime.shell.listening import Asked, Write, answer, listening

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


class Mood(enum.Enum):
    """How a side answers. `HANGS`: it has read the delivery, and nobody ever hears that it has."""

    TAKES = "takes"
    REFUSES = "refuses"
    HANGS = "hangs"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came to one of the sides.

    To the messenger: `about` is the conversation, `what` is `bot` or `agent`. To the desk: `about` is the
    handover, `what` is `created message changed notice`, `text` what the customer wrote, or what has changed.
    """

    id: str
    about: str
    what: str
    text: str = ""


@dataclass(slots=True)
class Side:
    """`tried` is all that came, in order; `taken` is what was answered with a yes.

    `takes`: so many more, and then it hangs; None: as many as come.
    """

    mood: Mood = Mood.TAKES
    takes: int | None = None
    tried: list[Delivery] = field(default_factory=list)
    taken: list[Delivery] = field(default_factory=list)

    async def take(self, delivery: Delivery) -> bool:
        """Return whether it was taken; never where the side hangs."""
        self.tried.append(delivery)
        if self.takes is not None:
            self.takes -= 1
        if self.mood is Mood.HANGS or (self.takes is not None and self.takes < 0):
            await asyncio.Event().wait()
        if self.mood is Mood.REFUSES:
            return False
        self.taken.append(delivery)
        return True


@dataclass(slots=True)
class World:
    clock: ManualClock
    url: str = ""
    messenger: Side = field(default_factory=Side)
    desk: Side = field(default_factory=Side)

    async def answer(self, asked: Asked, write: Write) -> None:
        """Answer a request to `/messenger` or `/desk`."""
        data = json.loads(asked.body)
        id_ = asked.headers["webhook-id"]
        if asked.target == "/messenger":
            taken = await self.messenger.take(said(id_, data["data"]))
        else:
            taken = await self.desk.take(told(id_, data))
        await answer(204 if taken else 503)(asked, write)


def said(id_: str, data: Json) -> Delivery:
    """Return a message to a customer, as the JSON channel pushes it."""
    message = data["message"]
    return Delivery(id_, data["conversation"], message["author"], message["text"])


def told(id_: str, event: Json) -> Delivery:
    """Return what the webhook desk is told."""
    data = event["data"]
    what = event["type"].rpartition(".")[2]
    if what == "created":
        lines = data["record"].get("transcript", ())
        text = "\n".join(line["text"] for line in lines if line["who"] == "customer")
    else:
        text = data.get("text") or data.get("what") or data.get("why") or ""
    return Delivery(id_, event["subject"], what, text)


@asynccontextmanager
async def new_world() -> AsyncIterator[World]:
    world = World(ManualClock(START))
    async with listening(world.answer) as server:
        world.url = server.url
        yield world
