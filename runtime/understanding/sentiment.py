"""How a message feels, from -1 to 1, by words, negation and intensity in Indonesian and English.

One signal among others, by lists of our own: it knows strong words, not irony. 0 means none, or unsure.

Laws:
- The words that moved the result are returned with it, in their order.
- A negation reaches over words of degree and feeling only, never over a comma: `tidak sampai, kecewa` is
  unhappy.
- Thanks and greetings are never turned round: `tidak, makasih` is polite.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import sqrt

from runtime.understanding.normalise import TEXT_CHARS, normalise
from runtime.understanding.sentiment_words import FEELINGS, LIGHT, MORE, MORE_AFTER, NEGATIONS, THANKS, TURNS

# sum / sqrt(sum² + SPREAD): one strong word (3) gives 0.73, a mild one (1) 0.33, and nothing reaches 1.
_SPREAD = 8.0
_NEGATED_GOOD = -0.8  # `tidak puas` is nearly as bad as `kecewa`,
_NEGATED_GOOD_AT_LEAST = -1.2  # and `not good` says more than `good`
_NEGATED_BAD = -0.2  # `tidak kecewa` is hardly praise
# By the first word, how many the longest expression has that begins with it.
_LONGEST: dict[str, int] = {}
for _expression in FEELINGS:
    _first, *_more = _expression.split(" ")
    _LONGEST[_first] = max(_LONGEST.get(_first, 0), len(_more) + 1)

_CLAUSE = re.compile(r"[,.!?;\n…()]+(?!\d)|\s-+\s")


@dataclass(frozen=True, slots=True)
class Feeling:
    """`value` from -1 to 1; `words` are the expressions that made it, as normalised."""

    value: float
    words: tuple[str, ...]


def read_sentiment(text: str) -> Feeling:
    """Return how `text`, as the customer wrote it, feels.

    >>> read_sentiment("parah banget, kecewa sekali").value < -0.5
    True
    """
    total = 0.0
    words: list[str] = []
    for clause in _CLAUSE.split(text[:TEXT_CHARS]):
        total += _read_clause(normalise(clause).split(), words)
    return Feeling(round(total / sqrt(total * total + _SPREAD), 3) if words else 0.0, tuple(words))


def _read_clause(tokens: list[str], words: list[str]) -> float:
    total = 0.0
    negated = False
    factor = 1.0
    at = 0
    while at < len(tokens):
        expression, value = _longest(tokens, at)
        size = expression.count(" ") + 1
        if value is None:
            word = tokens[at]
            if word in NEGATIONS:
                negated = True
            elif word in MORE:
                factor *= MORE[word]
            elif word in TURNS or word not in LIGHT:
                negated, factor = False, 1.0
            at += 1
            continue
        after = tokens[at + size] if at + size < len(tokens) else ""
        strength = value * min(factor, 2.0) * MORE_AFTER.get(after, 1.0)
        if negated and expression not in THANKS:
            strength = _turn_round(strength)
            expression = f"{_negation_before(tokens, at)} {expression}"
        if after in MORE_AFTER:
            expression = f"{expression} {after}"
            size += 1
        if value:
            total += strength
            words.append(expression)
        negated, factor = False, 1.0
        at += size
    return total


def _turn_round(strength: float) -> float:
    return min(strength * _NEGATED_GOOD, _NEGATED_GOOD_AT_LEAST) if strength > 0 else strength * _NEGATED_BAD


def _longest(tokens: list[str], at: int) -> tuple[str, float | None]:
    for size in range(min(_LONGEST.get(tokens[at], 0), len(tokens) - at), 0, -1):
        expression = " ".join(tokens[at : at + size])
        value = FEELINGS.get(expression)
        if value is not None:
            return expression, value
    return tokens[at], None


def _negation_before(tokens: list[str], at: int) -> str:
    return next(word for word in reversed(tokens[:at]) if word in NEGATIONS)
