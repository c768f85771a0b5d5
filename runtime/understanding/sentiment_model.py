"""Which way a message leans, by a small linear model over its words and pairs of words.

The lists (`sentiment_words.py`) know how strong a word is; the model knows which words stand in praise, in
complaints and in plain talk. What it says is a direction only, never a strength.

Laws:
- A message of words the model has not learnt leans nowhere.
- The pieces are made here alone, for learning (`tools/train_sentiment.py`) and for reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from runtime.understanding.sentiment_weights import SILENT, STEP, WEIGHTS

LEAST_PIECES = 4  # a message of one word is not surer of it than a message of two
_TOLD = 3  # pieces named as evidence


@dataclass(frozen=True, slots=True)
class Lean:
    """`good` and `bad`: how much more so than neutral, 0.5 where the model is sure. `known`: the pieces that
    have a weight."""

    good: float
    bad: float
    known: tuple[str, ...]

    @property
    def way(self) -> int:
        """1 good, -1 bad, 0 neutral."""
        if max(self.good, self.bad) <= 0:
            return 0
        return 1 if self.good >= self.bad else -1

    def words(self) -> tuple[str, ...]:
        """Return the pieces that say most that it is so, in their order; none for neutral."""
        pulls = {piece: self.way * (WEIGHTS[piece][0] - WEIGHTS[piece][1]) for piece in self.known}
        most = sorted((piece for piece in pulls if pulls[piece] > 0), key=lambda piece: -pulls[piece])[:_TOLD]
        return tuple(piece for piece in self.known if piece in most)


def pieces(clauses: Iterable[Sequence[str]]) -> dict[str, None]:
    """Return the words and pairs of words of `clauses` (normalised tokens), once each, in their order."""
    found: dict[str, None] = {}
    for clause in clauses:
        before = ""
        for word in clause:
            if word[0].isdigit():
                before = ""
                continue
            found[word] = None
            if before:
                found[f"{before} {word}"] = None
            before = word
    return found


def lean(clauses: Iterable[Sequence[str]], value: float) -> Lean:
    """Return which way a message leans, of which the lists say `value` (-1 to 1)."""
    found = pieces(clauses)
    known = tuple(piece for piece in found if piece in WEIGHTS)
    scale = STEP / sqrt(max(len(found), LEAST_PIECES))
    good = bad = 0
    for piece in known:
        weights = WEIGHTS[piece]
        good += weights[0]
        bad += weights[1]
    silent = SILENT if value == 0 else (0.0, 0.0)
    return Lean(good * scale + value + silent[0], bad * scale - value + silent[1], known)
