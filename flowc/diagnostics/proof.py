"""What can be said of a proof beside its findings: how sure it is, over what, and what it took."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from flowc.diagnostics.model import Problem, Text


class How(enum.Enum):
    """How sure a rule is."""

    EXACT = Text("exact", "pasti")
    OVER = Text("over-approximate", "bisa lebih")
    UNDER = Text("under-approximate", "bisa kurang")

    @property
    def meaning(self) -> Text:
        return _MEANINGS[self]


_MEANINGS = {
    How.EXACT: Text("finds all there is, and nothing else", "menemukan semua yang ada, tidak lebih"),
    How.OVER: Text(
        "finds all there is, and perhaps what the data rules out",
        "menemukan semua yang ada, dan mungkin yang menurut datanya tidak bisa terjadi",
    ),
    How.UNDER: Text(
        "finds only what is sure, and perhaps not all", "hanya menemukan yang pasti, mungkin tidak semuanya"
    ),
}


class Over(enum.Enum):
    """What a rule looks at, one by one."""

    STATES = Text("states", "keadaan")
    ROWS = Text("rows of tables", "baris tabel")
    TEXTS = Text("texts", "teks")  # of messages, by locale and channel
    PHRASES = Text("phrases and examples", "frasa dan contoh")
    ANSWERS = Text("words of answers", "kata jawaban")
    INTENTS = Text("intents", "intent")
    MESSAGES = Text("messages", "pesan")
    ESCALATION = Text("escalation rules", "aturan eskalasi")
    DIVISIONS = Text("divisions", "divisi")
    SLOTS = Text("slots", "slot")


class Finding(Problem, Protocol):
    """A problem that a proof finds."""

    how: ClassVar[How]
    over: ClassVar[Over]


@dataclass(frozen=True, slots=True)
class Proof:
    """A rule that ran: `count` of `over` were looked at, `found` problems came of it, in `seconds`."""

    code: str
    name: str
    how: How
    over: Over
    count: int
    found: int
    seconds: float = field(compare=False)  # the same bot gives the same, whatever it took


@dataclass(frozen=True, slots=True)
class Proved:
    """All rules in the order of their codes; `facts_seconds` is what finding out took that they share."""

    rules: tuple[Proof, ...] = ()
    facts_seconds: float = field(default=0.0, compare=False)
