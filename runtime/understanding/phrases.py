"""Finds which phrases occur in a message, all in one pass over its words.

A trie of words: the cost is the message's length times the longest phrase, not the number of phrases.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from runtime.artifact.model import LocalePhrases
from runtime.understanding.normalise import is_symbol, normalise

T = TypeVar("T")


class Hit(
    NamedTuple, Generic[T]
):  # made for every phrase of every message: a tuple takes a third of the time
    """A phrase in the message: words `start` to `end` (exclusive), and what it was filed under."""

    of: T
    phrase: str
    start: int
    end: int
    whole: bool


class _Node(Generic[T]):
    __slots__ = ("next", "of", "phrase")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.of: list[T] = []
        self.phrase = ""


class PhraseIndex(Generic[T]):
    """All phrases of some things. Built once from normalised phrases, then only read."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for phrase, of in entries:
            node = self._root
            for word in phrase.split():
                node = node.next.setdefault(word, _Node())
            if node is not self._root and of not in node.of:
                node.of.append(of)
                node.phrase = phrase

    def find(self, text: str) -> list[Hit[T]]:
        """Return every phrase in the normalised `text`, in the order of their first words, shorter ones
        first.

        Emoji beside the phrase do not keep it from being the whole message.
        """
        words = text.split()
        beginnings = self._root.next
        found: list[tuple[_Node[T], int, int]] = []
        for start, word in enumerate(words):
            node = beginnings.get(word)
            end = start
            while node is not None:
                end += 1
                if node.of:
                    found.append((node, start, end))
                node = node.next.get(words[end]) if end < len(words) else None
        if not found:
            return []
        first, last = _solid(words)
        return [
            Hit(of, node.phrase, start, end, start <= first and end >= last)
            for node, start, end in found
            for of in node.of
        ]

    def find_whole(self, text: str) -> list[Hit[T]]:
        """Return the phrases that are the whole normalised `text`."""
        return [hit for hit in self.find(text) if hit.whole]


def _solid(words: list[str]) -> tuple[int, int]:
    """Return where the words begin and end that are no emoji; all of them where there is no other."""
    first, last = 0, len(words)
    while first < last and is_symbol(words[first]):
        first += 1
    if first == last:
        return 0, last
    while is_symbol(words[last - 1]):
        last -= 1
    return first, last


def without_covered(hits: list[Hit[T]]) -> list[Hit[T]]:
    """Return the hits that do not lie inside a longer one: `gold` is not meant by `gold plus`."""
    return [
        hit
        for hit in hits
        if not any(
            other.start <= hit.start
            and hit.end <= other.end
            and other.end - other.start > hit.end - hit.start
            for other in hits
        )
    ]


def phrase_lists(**texts: str) -> LocalePhrases:
    """Return phrases by locale from texts with commas between them, each phrase normalised, once."""
    return {
        locale: tuple(dict.fromkeys(filter(None, map(normalise, text.split(",")))))
        for locale, text in texts.items()
    }
