"""The same turn as a programmer would write it for this one bot: the least that it takes in Python.

No bot files, no rules that somebody else can change, no trace, no limits, no replay. What a turn of the
engine costs is told as a multiple of this.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

BAD = frozenset(("kecewa", "parah", "jelek", "marah", "payah"))

Thread = dict[str, Any]  # Any: plain JSON data


class PlainBot:
    def __init__(self, phrases: Mapping[str, str], rows: Mapping[tuple[str, str], str]) -> None:
        self.phrases = phrases
        self.rows = rows

    def turn(self, thread: Thread, text: str) -> str:
        """Change the thread, and return what is said."""
        words = " ".join(unicodedata.normalize("NFC", text).casefold().split())
        intent = self.phrases.get(words)
        feeling = -sum(word in BAD for word in words.split())
        thread["customer"] += 1
        thread["transcript"] = [*thread["transcript"], ("customer", text)][-100:]
        feelings = thread["feelings"] = [*thread["feelings"], feeling][-3:]
        if (
            intent == "ask_human"
            or feeling < -0.5
            or sum(feelings) / len(feelings) < -0.4
            or (thread["customer"] > 40 and thread["in_flow"] >= 20)
            or thread["not_understood"] >= 2
            or thread["repeated"] >= 2
        ):
            return self.rows.get((thread["perihal"], thread["kota"]), "tim_0")
        order = f" ({thread['order_id']})" if thread["order_id"] else ""
        said = f"Halo {thread['nama'] or 'kak'}, dari {thread['kota']}: ada, {text}{order}"
        thread["transcript"] = [*thread["transcript"], ("bot", said)][-100:]
        return said

    def route(self, thread: Thread) -> str:
        return self.rows.get((thread["perihal"], thread["kota"]), "tim_0")
