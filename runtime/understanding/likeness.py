"""How much a message is like the examples of intents and faq: a linear model, trained by the compiler.

Laws:
- Only addition, multiplication, division and square roots, always in the same order: the same text gives the
  same score on every machine. All of the model's numbers are whole, in thousandths.
- A message that has nothing in common with any example scores 0. What no example knows weighs against it.
- Cost: pieces of the message times the intents that know each; not the number of examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from runtime.artifact.model import Likeness
from runtime.understanding.language import LITTLE_WORDS
from runtime.understanding.matters import MATTERS
from runtime.understanding.normalise import is_symbol
from runtime.understanding.stems import stem

WHOLE = 1000  # the model's numbers are thousandths
LIKE_MOST = 0.85  # LANGUAGE section 5; a phrase inside a message (0.9) says more than any likeness
LIKE_ACCEPTED = 0.6  # what a score at the model's threshold becomes: the standard `accept`
LIKE_CANDIDATES = 5  # intents that one message may be like
WORDS_MOST = 200  # words of a message that are compared; a longer one is a letter, not a question

# Weight of each kind of piece: stems, two words in a row, three and four letters of a word, its matter.
_STEMS, _PAIRS, _LETTERS, _ABOUT = 1.0, 0.6, 1.0, 0.8
_LETTERS_IN_A_ROW = (3, 4)
_EVIDENCE_PART = 0.3  # a word is evidence when it gives this part of what the best word gives
_EVIDENCE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a message, and which words (by place) it is of; `little`: all of them every talk has."""

    name: str
    words: tuple[int, ...]
    little: bool = False


@dataclass(frozen=True, slots=True)
class Like:
    """An intent (number `of` in the model's `names`), its score and the words that speak most for it."""

    of: int
    score: float
    words: str


def pieces(text: str) -> tuple[tuple[float, list[Piece]], ...]:
    """Return what is compared of a normalised `text`: the kinds of pieces with their weights."""
    words = [word for word in text.split()[:WORDS_MOST] if not is_symbol(word)]
    framed = ["^", *words, "$"]
    letters = [
        Piece("." + f"<{word}>"[start : start + size], (at,), word in LITTLE_WORDS)
        for at, word in enumerate(words)
        for size in _LETTERS_IN_A_ROW
        for start in range(len(word) + 3 - size)
    ]
    last = len(words) - 1
    little = [word in LITTLE_WORDS for word in framed]
    little[0] = little[-1] = True
    return (
        (_STEMS, [Piece(stem(word), (at,), word in LITTLE_WORDS) for at, word in enumerate(words)]),
        (
            _PAIRS,
            [
                Piece(
                    f"{one} {two}",
                    tuple(sorted({max(at - 1, 0), min(at, last)})),
                    little[at] and little[at + 1],
                )
                for at, (one, two) in enumerate(pairwise(framed))
                if words
            ],
        ),
        (_LETTERS, letters),
        (
            _ABOUT,
            [
                Piece(f"~{matter}", (at,), word in LITTLE_WORDS)
                for at, word in enumerate(words)
                for matter in MATTERS.get(stem(word), ())
            ],
        ),
    )


def measures(text: str, weights: Mapping[str, float], unknown: float) -> dict[str, float]:
    """Return how much of each piece is in a normalised `text`, as a vector of length 1.

    Args:
        weights: what each known piece tells; only these are returned.
        unknown: what all others count for in the length.
    """
    known: dict[str, float] = {}
    length = 0.0
    for weight, found in pieces(text):
        counts: dict[str, int] = {}
        for piece in found:
            counts[piece.name] = counts.get(piece.name, 0) + 1
        values = [(name, sqrt(count) * weights.get(name, unknown)) for name, count in counts.items()]
        total = 0.0
        for _, value in values:
            total += value * value
        if not total:
            continue
        part = weight / sqrt(total)
        length += weight * weight
        for name, value in values:
            if name in weights:
                known[name] = value * part
    size = sqrt(length)
    return {name: value / size for name, value in known.items()}


class Comparison:
    """A model made ready for comparing. Holds no conversation."""

    def __init__(self, model: Likeness) -> None:
        self._model = model
        self._tells = {name: numbers[0] / WHOLE for name, numbers in model.weights.items()}
        self._weights = {
            name: (numbers[1], tuple(zip(numbers[2::2], numbers[3::2], strict=True)))
            for name, numbers in model.weights.items()
        }
        self._unknown = model.unknown / WHOLE

    def compare(self, text: str, accept: float = LIKE_ACCEPTED) -> list[Like]:
        """Return the intents that a normalised `text` is like, from `accept` to 0.85, best first."""
        found = measures(text, self._tells, self._unknown)
        base = 0.0
        sums: dict[int, float] = {}
        for name, value in found.items():
            tells_mean, pairs = self._weights[name]
            base += value * tells_mean
            for of, weight in pairs:
                sums[of] = sums.get(of, 0.0) + value * weight
        best = sorted((-total, of) for of, total in sums.items())[:LIKE_CANDIDATES]
        scores = [(of, self._scaled(-total - base)) for total, of in best]
        return [Like(of, score, self._evidence(text, found, of)) for of, score in scores if score >= accept]

    def _scaled(self, raw: float) -> float:
        """Straight lines through (0, 0), (threshold, 0.6) and (usual, 0.85); level after that."""
        model = self._model
        if raw < model.threshold:
            return round(max(raw, 0.0) / model.threshold * LIKE_ACCEPTED, 3)
        above = min((raw - model.threshold) / max(model.usual - model.threshold, 1), 1.0)
        return round(LIKE_ACCEPTED + (LIKE_MOST - LIKE_ACCEPTED) * above, 3)

    def _evidence(self, text: str, found: Mapping[str, float], of: int) -> str:
        """Return the words that speak most for an intent, in their order."""
        gives: dict[int, float] = {}
        for _, kind in pieces(text):
            for piece in kind:
                gain = found.get(piece.name, 0.0) * self._weight(piece.name, of) / len(piece.words)
                for at in piece.words:
                    gives[at] = gives.get(at, 0.0) + gain
        best = sorted(gives, key=lambda at: (-gives[at], at))[:_EVIDENCE_WORDS]
        words = [word for word in text.split()[:WORDS_MOST] if not is_symbol(word)]
        return " ".join(
            words[at] for at in sorted(best) if gives[at] >= _EVIDENCE_PART * max(gives[best[0]], 1e-9)
        )

    def _weight(self, name: str, of: int) -> int:
        return next((weight for other, weight in self._weights.get(name, (0, ()))[1] if other == of), 0)
