"""The tasks that understanding is measured by: one label, and its score, for a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from runtime.artifact.model import Understanding
from runtime.understanding.builtin import INTENTS
from runtime.understanding.detect import Detector
from runtime.understanding.language import detect_language
from runtime.understanding.sentiment import read_sentiment

# From this on a feeling is one, chosen on public reviews and tweets (docs/understanding.md).
NEGATIVE = -0.05
POSITIVE = 0.05


@dataclass(frozen=True, slots=True)
class Label:
    """What one text is; None where the task finds nothing, as for a message out of scope."""

    label: str | None
    score: float


Labeller = Callable[[str], Label]


def by_bot(detector: Detector) -> Labeller:
    """Return the intent or faq of a bot."""

    def label(text: str) -> Label:
        found = detector.detect(text)
        return Label(found.intent or found.faq, found.score)

    return label


def sentiment(text: str) -> Label:
    """Return `negative`, `neutral` or `positive`; the score runs from -1 to 1."""
    value = read_sentiment(text).value
    name = "negative" if value < NEGATIVE else "positive" if value > POSITIVE else "neutral"
    return Label(name, value)


def language(text: str) -> Label:
    """Return `id`, `en`, or None when the text does not say."""
    found = detect_language(text)
    return Label(found, 0.0 if found is None else 1.0)


def handoff(text: str) -> Label:
    """Return `handoff` for a message that asks for a person, else `none`."""
    for scored in _HUMAN.detect(text).intents:
        if scored.name == "ask_human":
            return Label("handoff", scored.score)
    return Label("none", 0.0)


_HUMAN = Detector(Understanding(intents=INTENTS))
TASKS: Mapping[str, Labeller] = {"handoff": handoff, "language": language, "sentiment": sentiment}
