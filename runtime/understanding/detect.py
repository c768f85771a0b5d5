"""What a message means: intent or faq, command, feeling, language, values for slots (LANGUAGE section 5).

Laws:
- The whole message a phrase: 1.0; a phrase inside, on word borders, or a pattern: 0.9; like the examples: up
  to 0.85, and that much for an example itself. Below `accept` nothing passes.
- One pool for intents and faq: score, then priority, longer match, intent before faq, name. No chance in it.
- Slips of the finger are mended only in a message that means nothing without it; then at most 0.8.
- A greeting or thanks inside a message gives way to whatever else it says.
- `yes` and `no` count for whole messages only: `tidak bisa login` must not decline an offer.
- The same text gives the same result in every conversation; awaiting and state are the step's matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from runtime.artifact.model import Intent, LocalePhrases, Slot, Understanding
from runtime.understanding.answers import can_be_found, find_in_text
from runtime.understanding.choices import YesNo
from runtime.understanding.language import detect_language
from runtime.understanding.likeness import LIKE_MOST, Comparison
from runtime.understanding.normalise import TEXT_CHARS, normalise
from runtime.understanding.patterns import PatternIndex
from runtime.understanding.phrases import PhraseIndex
from runtime.understanding.result import Candidate, Evidence, Scored, Understood
from runtime.understanding.sentiment import read_sentiment
from runtime.understanding.small_talk import GIVES_WAY
from runtime.understanding.typos import Spelling

WHOLE = 1.0
INSIDE = 0.9
PATTERN = 0.9
MENDED = 0.8  # a phrase or pattern with a slip of the finger in it, at most

_YES_NO = ("yes", "no")

_Key = tuple[bool, str]  # faq?, name


class _Match(NamedTuple):
    score: float
    text: str

    @property
    def rank(self) -> tuple[float, int]:
        return self.score, len(self.text)


class Detector:
    """A bot's understanding, its phrases and patterns prepared once. Holds no conversation.

    `slots` are all slots of the bot; those filled only when asked are left alone.
    """

    def __init__(
        self, understanding: Understanding, slots: Mapping[str, Slot] | None = None, country: str = "ID"
    ) -> None:
        self._accept = understanding.accept
        self._country = country
        self._pool: dict[_Key, Intent] = {
            **{(False, name): intent for name, intent in understanding.intents.items()},
            **{(True, name): faq for name, faq in understanding.faq.items()},
        }
        self._yes_no = YesNo(*(_phrases_of(understanding.intents.get(name)) for name in _YES_NO))
        free = {key: intent for key, intent in self._pool.items() if key not in _WHOLE_ONLY}
        self._phrases = PhraseIndex(
            (phrase, key) for key, intent in free.items() for phrase in _all(intent.phrases)
        )
        self._spelling = Spelling(phrase for intent in free.values() for phrase in _all(intent.phrases))
        self._negative = PhraseIndex(
            (phrase, key) for key, intent in self._pool.items() for phrase in _all(intent.negative)
        )
        self._patterns = PatternIndex(
            (pattern, key) for key, intent in self._pool.items() for pattern in intent.patterns
        )
        self._examples = {
            normalise(example): key for key, one in reversed(self._pool.items()) for example in one.examples
        }
        model = understanding.likeness
        self._comparison = Comparison(model) if model is not None else None
        self._likened: tuple[_Key, ...] = (
            (*((False, name) for name in model.intents), *((True, name) for name in model.faq))
            if model is not None
            else ()
        )
        self._commands = PhraseIndex(
            (phrase, (name, locale))
            for name, phrases in understanding.commands.items()
            for locale, group in phrases.items()
            for phrase in group
        )
        self._slots = {
            name: slot
            for name, slot in (slots or {}).items()
            if slot.fill != "asked" and can_be_found(slot.type)
        }

    def detect(self, text: str) -> Understood:
        """Return what `text`, as the customer wrote it, means."""
        text = text[:TEXT_CHARS]
        words = normalise(text)
        ranked = self._ranked(words)
        passed = tuple(Scored(name, match.score, faq) for (faq, name), match in ranked)
        evidence = [Evidence("faq" if faq else "intent", name, match.text) for (faq, name), match in ranked]
        best = passed[0] if passed else None
        command, locale = None, None
        for hit in self._commands.find_whole(words):
            command, locale = hit.of
            evidence.append(Evidence("command", command, hit.phrase))
            break
        candidates = self._candidates(text)
        evidence.extend(
            Evidence("slot", name, candidate.text)
            for name, found in candidates.items()
            for candidate in found
        )
        feeling = read_sentiment(text)
        evidence.extend(Evidence("sentiment", "sentiment", word) for word in feeling.words)
        return Understood(
            intent=best.name if best and not best.faq else None,
            faq=best.name if best and best.faq else None,
            intents=passed,
            score=best.score if best else 0.0,
            evidence=tuple(evidence),
            sentiment=feeling.value,
            sentiment_words=feeling.words,
            language=detect_language(text),
            topics=self._topics(candidates, [key for key, _ in ranked]),
            slot_candidates=candidates,
            command=command,
            command_locale=locale,
        )

    def _ranked(self, words: str) -> list[tuple[_Key, _Match]]:
        """Return what passed, best first."""
        best: dict[_Key, _Match] = {}
        matches = self._matches(words) or self._mended(words)
        if not matches:
            return []
        for key, match in matches:
            if key not in best or match.rank > best[key].rank:
                best[key] = match
        for hit in self._negative.find(words):
            best.pop(hit.of, None)
        passed = [(key, match) for key, match in best.items() if match.score >= self._accept]
        if len(passed) < 2:
            return passed
        return sorted(
            passed,
            key=lambda found: (
                found[1].score < WHOLE and self._pool[found[0]].priority <= GIVES_WAY,
                -found[1].score,
                -self._pool[found[0]].priority,
                -len(found[1].text),
                found[0],  # an intent before a faq, then by name
            ),
        )

    def _matches(self, words: str) -> list[tuple[_Key, _Match]]:
        found = self._written(words)
        if self._comparison is not None:
            found.extend(self._alike(words))
        answer = self._yes_no.read(words)
        if answer is not None and (False, _YES_NO[not answer]) in self._pool:
            found.append(((False, _YES_NO[not answer]), _Match(WHOLE, words)))
        return found

    def _written(self, words: str) -> list[tuple[_Key, _Match]]:
        found = [
            (hit.of, _Match(WHOLE if hit.whole else INSIDE, hit.phrase)) for hit in self._phrases.find(words)
        ]
        found.extend((key, _Match(PATTERN, text)) for key, text in self._patterns.find(words))
        return found

    def _mended(self, words: str) -> list[tuple[_Key, _Match]]:
        mended = self._spelling.mend(words)
        if mended == words:
            return []
        return [(key, _Match(min(match.score, MENDED), match.text)) for key, match in self._written(mended)]

    def _alike(self, words: str) -> Iterator[tuple[_Key, _Match]]:
        if self._comparison is None or not words:
            return
        example_of = self._examples.get(words)
        if example_of is not None:
            yield example_of, _Match(LIKE_MOST, words)
            return
        for like in self._comparison.compare(words, self._accept):
            yield self._likened[like.of], _Match(like.score, like.words)

    def _candidates(self, text: str) -> dict[str, tuple[Candidate, ...]]:
        found = {name: find_in_text(slot.type, text, self._country) for name, slot in self._slots.items()}
        return {name: candidates for name, candidates in found.items() if candidates}

    def _topics(self, candidates: Mapping[str, tuple[Candidate, ...]], passed: list[_Key]) -> tuple[str, ...]:
        said = [candidate.value for candidate in candidates.get("topic", ())]
        meant = [self._pool[key].topic for key in passed]
        return tuple(dict.fromkeys([*said, *(topic for topic in meant if topic is not None)]))


def detect(
    understanding: Understanding, text: str, slots: Mapping[str, Slot] | None = None, country: str = "ID"
) -> Understood:
    """Return what `text` means; for more than one text keep a `Detector`."""
    return Detector(understanding, slots, country).detect(text)


_WHOLE_ONLY = frozenset((False, name) for name in _YES_NO)


def _all(phrases: LocalePhrases) -> Iterator[str]:
    for group in phrases.values():
        yield from group


def _phrases_of(intent: Intent | None) -> LocalePhrases:
    return intent.phrases if intent is not None else {}
