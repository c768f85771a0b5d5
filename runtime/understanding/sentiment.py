"""How a message feels, from -1 to 1, by words, negation and intensity in Indonesian and English.

One signal among others: lists of our own know how strong words are, a small model (`sentiment_model.py`)
which way a longer message leans. Neither knows irony. 0 means none, or unsure.

Laws:
- The words that moved the result are returned with it, in their order.
- A negation reaches over words of degree and feeling only, never over a comma: `tidak sampai, kecewa` is
  unhappy.
- The model alone never makes anger, and never unmakes what the lists are sure of; on a short message it is
not asked.
- Thanks and greetings are never turned round: `tidak, makasih` is polite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from runtime.understanding.normalise import TEXT_CHARS, normalise
from runtime.understanding.sentiment_model import lean
from runtime.understanding.sentiment_words import FEELINGS, LIGHT, MORE, MORE_AFTER, NEGATIONS, THANKS, TURNS

# sum / sqrt(sum² + SPREAD): one strong word (3) gives 0.73, a mild one (1) 0.33, and nothing reaches 1.
_SPREAD = 8.0
_NEGATED_GOOD = -0.8  # `tidak puas` is nearly as bad as `kecewa`,
_NEGATED_GOOD_AT_LEAST = -1.2  # and `not good` says more than `good`
_NEGATED_BAD = -0.2  # `tidak kecewa` is hardly praise
# Facts of a problem (`rusak`, `belum sampai`) are this strong at most; however many, they are not yet anger.
_FACT = 0.6
_FACTS = 0.8
_STRONG = 0.6  # from here on the lists are sure, and the model is not asked
_SHORT = 8  # nor on a message of fewer words: most questions and reports of a problem are
_HINT = 0.2  # a feeling that only the model sees: no rule for angry people fires at it
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


_NONE = Feeling(0.0, ())


def read_sentiment(text: str) -> Feeling:
    """Return how `text`, as the customer wrote it, feels.

    >>> read_sentiment("parah banget, kecewa sekali").value < -0.5
    True
    """
    clauses = clauses_of(text)
    return _weighed(clauses, _by_lists(clauses))


def read_lists(text: str) -> Feeling:
    """Return how `text` feels by the lists alone, as the model learns beside them."""
    return _by_lists(clauses_of(text))


def clauses_of(text: str) -> list[list[str]]:
    """Return the words of each clause of `text`, as normalised."""
    return [normalise(clause).split() for clause in _CLAUSE.split(text[:TEXT_CHARS])]


def _weighed(clauses: list[list[str]], found: Feeling) -> Feeling:
    """Return `found`, unless the model leans elsewhere."""
    if abs(found.value) >= _STRONG or sum(map(len, clauses)) < _SHORT:
        return found
    leaning = lean(clauses, found.value)
    if leaning.way * found.value > 0 or leaning.way == found.value:
        return found
    return Feeling(leaning.way * _HINT, leaning.words())


def _by_lists(clauses: list[list[str]]) -> Feeling:
    total = facts = 0.0
    words: list[str] = []
    for clause in clauses:
        for strength in _read_clause(clause, words):
            if -_FACT <= strength < 0:
                facts += strength
            else:
                total += strength
    if not words:
        return _NONE
    total += max(facts, -_FACTS)
    return Feeling(round(total / sqrt(total * total + _SPREAD), 3), tuple(words))


def _read_clause(tokens: list[str], words: list[str]) -> Iterator[float]:
    """Yield how strong each expression is; it is added to `words`."""
    if _LONGEST.keys().isdisjoint(tokens):  # no expression begins here: most clauses
        return
    negated = False
    factor = 1.0
    at = 0
    while at < len(tokens):
        word = tokens[at]
        expression, value = _longest(tokens, at) if word in _LONGEST else (word, None)
        if value is None:
            if word in NEGATIONS:
                negated = True
            elif word in MORE:
                factor *= MORE[word]
            elif word in TURNS or word not in LIGHT:
                negated, factor = False, 1.0
            at += 1
            continue
        size = expression.count(" ") + 1
        after = tokens[at + size] if at + size < len(tokens) else ""
        strength = value * min(factor, 2.0) * MORE_AFTER.get(after, 1.0)
        if negated and expression not in THANKS:
            strength = _turn_round(strength)
            expression = f"{_negation_before(tokens, at)} {expression}"
        if after in MORE_AFTER:
            expression = f"{expression} {after}"
            size += 1
        if value:
            words.append(expression)
            yield strength
        negated, factor = False, 1.0
        at += size


def _turn_round(strength: float) -> float:
    return min(strength * _NEGATED_GOOD, _NEGATED_GOOD_AT_LEAST) if strength > 0 else strength * _NEGATED_BAD


def _longest(tokens: list[str], at: int) -> tuple[str, float | None]:
    for size in range(min(_LONGEST[tokens[at]], len(tokens) - at), 0, -1):
        expression = " ".join(tokens[at : at + size])
        value = FEELINGS.get(expression)
        if value is not None:
            return expression, value
    return tokens[at], None


def _negation_before(tokens: list[str], at: int) -> str:
    return next(word for word in reversed(tokens[:at]) if word in NEGATIONS)
