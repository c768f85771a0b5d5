"""Who mentions what: intents in conditions, messages in steps, divisions in tables and chains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flowc.names.walk import messages
from flowc.structure import tree
from flowc.types import Typed
from runtime.artifact.tree import String

WORDS_OF_THE_MESSAGE = ("message.intent", "message.intents")


class Mentions:
    """Texts of a bot searched for names. A name counts as mentioned wherever it stands between quotes."""

    def __init__(self, bot: tree.Bot, typed: Typed) -> None:
        self._bot, self._typed = bot, typed
        self._conditions = "\n".join(
            dict.fromkeys(one.text for one in (*typed.exprs, *typed.tests))  # cells have words without quotes
        )
        self.messages = frozenset(at.use.text for at in messages(bot) if isinstance(at.use, tree.Word))
        self.handed_intents = any(one.text.strip() in WORDS_OF_THE_MESSAGE for one in typed.exprs)

    def in_conditions(self, name: str) -> bool:
        """Return whether an expression or a cell has this word, whatever it says of it."""
        return re.search(rf"\b{re.escape(name)}\b", self._conditions) is not None

    def suggested(self) -> frozenset[str]:
        """Return the intents that a button of a message stands for."""
        return frozenset(
            word.text
            for message in self._bot.messages.values()
            for variant in message.variants
            for content in variant.contents
            for word in content.suggest
        )

    def routed(self) -> frozenset[str] | None:
        """Return the divisions that tables name; None: a cell works one out, so it may be any."""
        found = set()
        for table, row, at in self._cells("to"):
            value = self._typed.output(row.cells[at], table.headings[at].text)
            if isinstance(value, String):
                found.add(value.value)
            elif value is not None:
                return None
        return frozenset(found)

    def _cells(self, heading: str) -> Iterator[tuple[tree.Table, tree.TableRow, int]]:
        for table in self._bot.routing:
            for at, one in enumerate(table.headings):
                if one.text == heading:
                    for row in table.rows:
                        yield table, row, at
