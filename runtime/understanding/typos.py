"""Mends words with one slip of the finger, towards the words of a bot's phrases.

Laws:
- Only words of five letters and more, and only where one word of the phrases is meant and no other: short
  words are too near to each other (`bayar`, `layar`).
- The first letter is right: people look at it.
- Cost: letters of the message, whatever the number of phrases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from runtime.understanding.language import LITTLE_WORDS

LETTERS_LEAST = 5  # of the word as it was written
MEANT_LEAST = 6  # and of the word that is meant: nearer ones are other words


class Spelling:
    """The words of some normalised phrases, for mending others. Built once, then only read."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._words = frozenset(word for phrase in phrases for word in phrase.split())
        self._shortened: dict[str, list[str]] = {}
        for word in sorted(self._words):
            if len(word) >= MEANT_LEAST and word.isalpha():
                for short in _shortened(word):
                    self._shortened.setdefault(short, []).append(word)

    def mend(self, text: str) -> str:
        """Return the normalised `text` with every word mended that can mean only one word of the phrases."""
        return " ".join(map(self._mended, text.split()))

    def _mended(self, word: str) -> str:
        if len(word) < LETTERS_LEAST or not word.isalpha() or word in self._words or word in LITTLE_WORDS:
            return word
        near = {
            meant
            for short in _shortened(word)
            for meant in self._shortened.get(short, ())
            if meant[0] == word[0] and _one_slip(word, meant)
        }
        return near.pop() if len(near) == 1 else word


def _shortened(word: str) -> Iterator[str]:
    """Yield the word, and the word without each of its letters."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _one_slip(word: str, meant: str) -> bool:
    """Whether one letter is missing, too many, another one, or two neighbours changed places."""
    if abs(len(word) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(word), len(meant)) and word[start] == meant[start]:
        start += 1
    rest, wanted = word[start:], meant[start:]
    return (
        rest[1:] == wanted[1:]
        or rest[1:] == wanted
        or rest == wanted[1:]
        or (rest[2:] == wanted[2:] and rest[:2] == wanted[1::-1])
    )
