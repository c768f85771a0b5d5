"""Names of messages as they are used: a declared one has its own, one written in place its position's."""

from __future__ import annotations

from collections.abc import Mapping

from flowc.names.walk import messages
from flowc.structure.tree import Bot, Message, MessageUse, Word

INVALID = "slot.invalid"  # built in: said after an answer that does not fit


class MessageNames:
    """Looks names up by the use itself: two equal texts in two places are two messages."""

    def __init__(self, bot: Bot) -> None:
        self._positions: dict[int, str] = {}
        self._in_place: dict[str, Message] = {}
        for at in messages(bot):
            if isinstance(at.use, Message):
                self._positions[id(at.use)] = at.position
                self._in_place[at.position] = at.use

    @property
    def in_place(self) -> Mapping[str, Message]:
        """Every message written in place, by its position, in the order of the files."""
        return self._in_place

    def of(self, use: MessageUse) -> str:
        return use.text if isinstance(use, Word) else self._positions[id(use)]
