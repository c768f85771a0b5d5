"""What was understood from one message: frozen data, stored with the event, so a replay never detects again.

Laws:
- Only texts, numbers, booleans, tuples and mappings: `runtime.artifact.records` writes and reads it as it is.
- At most one of `intent` and `faq` is set; `intents` holds all that passed, of both kinds, best first.
- A slot candidate is text as the customer could have answered it: who fills a slot reads and checks it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why something was understood: the words that did it, as they stand after `normalise`."""

    kind: str  # intent faq command slot sentiment
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate that passed. 1.0 means: the whole message is one of its phrases."""

    name: str
    score: float
    faq: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value for a slot found in free text: `value` as `read_answer` takes it, `text` as it was written.

    `given`: by the bot's own detector, so it need not stand in the message.
    """

    value: str
    text: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """The understanding of one message.

    `sentiment` runs from -1 to 1; 0 is none or unsure. `language` None: unsure. `command_locale` is the
    locale under whose phrases the command stands (the command `language` switches to it). `topics` are values
    for the slot `topic`, the surest first. `slot_candidates` names only slots with at least one candidate.

    `detector_failed`: why the bot's own detector gave nothing; None: it did, or was not asked.
    `detector_dropped` are those of its fields that mean nothing to the bot.
    """

    intent: str | None = None
    faq: str | None = None
    intents: tuple[Scored, ...] = ()
    score: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    sentiment: float = 0.0
    sentiment_words: tuple[str, ...] = ()
    language: str | None = None
    topics: tuple[str, ...] = ()
    slot_candidates: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    command: str | None = None
    command_locale: str | None = None
    detector_failed: str | None = None
    detector_dropped: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the whole message is a phrase of the intent or faq that won."""
        return self.score == 1.0
