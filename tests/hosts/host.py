"""A host as it is seen from outside: messages and a desk's words in, deliveries out, a clock, a kill.

Nothing here names a store, a turn or a task: whatever serves a bot can be put behind these few calls, and is
then held to the promises of `tests/hosts/laws`.

Laws of the harness:
- Time is the world's: it moves when a law moves it. A host works when it is told to, until nothing is due.
- A life that was killed does nothing more; the next one begins on what was kept, by the same engine.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Protocol

from runtime.artifact.records import Json
from tests.hosts.world import World


class Answer(enum.Enum):
    """What a host says to something that came in. `ACCEPTED` and `DUPLICATE` are a promise: it is kept."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Life(Protocol):
    """A host that runs: from its beginning to `kill`."""

    async def accept(self, message: Mapping[str, Json]) -> Answer:
        """Take a customer's message in the form of the JSON channel: `conversation id at text`."""

    async def told(self, id_: str, event: Mapping[str, Json]) -> Answer:
        """Take what the desk says, in the form of the webhook desk, under an id of the desk's."""

    async def work(self) -> None:
        """Do all that is due by the world's clock, and all that follows from it."""

    async def swap(self, artifact: bytes) -> None:
        """Run another version from now on."""

    async def kill(self) -> None:
        """End at once, wherever it is, `work` included; only what was kept is left."""


class Engine(Protocol):
    """Begins one life after another on what it keeps; a new one has kept nothing."""

    async def begin(self, world: World, artifact: bytes) -> Life: ...


Make = Callable[[], Engine]
