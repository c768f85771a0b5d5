"""What a bot's own detector found, laid over the built-in result (LANGUAGE section 5, "Own detector").

Laws:
- A field that is given takes the built-in one's place; what names nothing of the bot is dropped and told.
- `ask_human` found by its phrases, and every command, stay: no detector stands between a customer and people.
- A score below 1: only the bot's own phrases can be the whole message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from runtime.artifact.model import Slot, Understanding
from runtime.feel.values import Value
from runtime.feel.writing import text_of
from runtime.understanding.detect import INSIDE
from runtime.understanding.result import Candidate, Scored, Understood

SURE = 0.99  # the highest score of a detector
LANGUAGE_CHARS = 3  # of a language's code


def lay_over(
    built: Understood, found: Mapping[str, Value], understanding: Understanding, slots: Mapping[str, Slot]
) -> Understood:
    """Return the built-in result with what a detector found instead. `found` has the contract's fields."""
    dropped: list[str] = []
    result = built
    if found.get("intent") is not None or found.get("faq") is not None:
        result = _meaning(result, found, understanding, dropped)
    if (feeling := found.get("sentiment")) is not None:
        if isinstance(feeling, Decimal | int) and -1 <= feeling <= 1:
            result = replace(result, sentiment=float(feeling), sentiment_words=())
        else:
            dropped.append("sentiment")
    if (language := found.get("language")) is not None:
        if isinstance(language, str) and language.isalpha() and len(language) <= LANGUAGE_CHARS:
            result = replace(result, language=language.lower())
        else:
            dropped.append("language")
    candidates = _candidates(found, slots, dropped)
    if candidates:
        result = replace(result, slot_candidates={**result.slot_candidates, **candidates})
    if "topic" in candidates:
        said = [candidate.value for candidate in candidates["topic"]]
        result = replace(result, topics=tuple(dict.fromkeys((*said, *result.topics))))
    return replace(result, detector_dropped=tuple(dropped))


def _meaning(
    built: Understood, found: Mapping[str, Value], understanding: Understanding, dropped: list[str]
) -> Understood:
    intent, faq = found.get("intent"), found.get("faq")
    name, pool = (intent, understanding.intents) if intent is not None else (faq, understanding.faq)
    which = "intent" if intent is not None else "faq"
    if intent is not None and faq is not None:
        dropped.append("faq")  # a message is one or the other
    score = found.get("score")
    if score is not None and not (isinstance(score, Decimal | int) and 0 <= score <= 1):
        dropped.append("score")
        score = None
    sure = INSIDE if score is None else min(float(score), SURE)
    asks = built.intent == "ask_human" and built.score >= INSIDE
    if not isinstance(name, str) or name not in pool or sure < understanding.accept or asks:
        if name != built.intent:
            dropped.append(which)
        return built
    if name == (built.intent or built.faq) and built.score >= sure:
        return built
    best = Scored(name, sure, faq=which == "faq")
    others = tuple(one for one in built.intents if (one.name, one.faq) != (best.name, best.faq))
    topic = pool[name].topic
    return replace(
        built,
        intent=name if which == "intent" else None,
        faq=name if which == "faq" else None,
        intents=(best, *others),
        score=sure,
        topics=built.topics if topic is None else tuple(dict.fromkeys((topic, *built.topics))),
        evidence=tuple(one for one in built.evidence if one.kind not in ("intent", "faq")),
    )


def _candidates(
    found: Mapping[str, Value], slots: Mapping[str, Slot], dropped: list[str]
) -> dict[str, tuple[Candidate, ...]]:
    candidates: dict[str, tuple[Candidate, ...]] = {}
    given = found.get("slots")
    for name, value in given.items() if isinstance(given, Mapping) else ():
        slot = slots.get(name)
        if value is None:
            continue
        if slot is None or slot.fill == "asked":
            dropped.append(f"slots.{name}")
        else:
            candidates[name] = (_candidate(value),)
    topics = found.get("topics")
    if isinstance(topics, Sequence) and not isinstance(topics, str) and "topic" in slots:
        known = {option.word for option in slots["topic"].type.options}
        fitting = tuple(_candidate(topic) for topic in topics if topic in known)
        if len(fitting) < len(topics):
            dropped.append("topics")
        if fitting:
            candidates.setdefault("topic", fitting)
    elif topics:
        dropped.append("topics")
    return candidates


def _candidate(value: Value) -> Candidate:
    text = text_of(value)
    return Candidate(text, text, given=True)
