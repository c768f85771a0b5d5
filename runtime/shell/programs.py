"""Artifacts made ready to run, by name: the newest for what begins, any other for what began on it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from runtime.artifact import codec
from runtime.core.env import Render
from runtime.core.program import Program
from runtime.stores.base import Store
from runtime.understanding.result import Understood

KEPT = 8  # programs in memory: more versions than are ever in use at once

Understand = Callable[[str, str], Understood]  # text, locale


@dataclass(frozen=True, slots=True)
class Ready:
    """A program with what it needs beside it: its own filling-in of texts and its own understanding."""

    program: Program
    render: Render
    understand: Understand


MakeReady = Callable[[Program], Ready]


class UnknownArtifact(Exception):
    """A conversation began on an artifact that the store does not have."""


class Programs:
    """`newest` is what a new conversation takes."""

    def __init__(self, store: Store, artifact: bytes, make_ready: MakeReady) -> None:
        self._store = store
        self._data = artifact
        self._make_ready = make_ready
        self.newest = make_ready(Program(codec.load(artifact), codec.name(artifact)))
        self._others: OrderedDict[str, Ready] = OrderedDict()

    async def keep(self) -> None:
        """Put the newest artifact into the store, where its conversations find it again."""
        await self._store.put_artifact(self.newest.program.name, self._data)

    async def renew(self, artifact: bytes) -> str:
        """Make another artifact the newest and return its name; the one before serves what began on it.

        Raises:
            ArtifactError: not an artifact that this runtime can run; nothing has changed.
        """
        ready = self._make_ready(Program(codec.load(artifact), codec.name(artifact)))
        await self._store.put_artifact(ready.program.name, artifact)
        old, self.newest, self._data = self.newest, ready, artifact
        if old.program.name != ready.program.name:
            self._remember(old)
        return ready.program.name

    def _remember(self, ready: Ready) -> None:
        self._others[ready.program.name] = ready
        self._others.move_to_end(ready.program.name)
        if len(self._others) > KEPT:
            self._others.popitem(last=False)

    async def ready(self, name: str) -> Ready:
        """Return an artifact made ready.

        Raises:
            UnknownArtifact: nobody kept it.
        """
        if name == self.newest.program.name:
            return self.newest
        if name in self._others:
            self._others.move_to_end(name)
            return self._others[name]
        data = await self._store.artifact(name)
        if data is None:
            raise UnknownArtifact(name)
        ready = self._make_ready(Program(codec.load(data, name), name))
        self._remember(ready)
        return ready
