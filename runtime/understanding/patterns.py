"""Finds which patterns match a message, without trying each of them.

Nearly every pattern begins with one of some words; a message that has none of them cannot match it. What is
left is tried as ever: the cost is the message's words, and not the number of patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from runtime.understanding.beginnings import LETTERS, beginnings_of

T = TypeVar("T")

_BEGINS = re.compile(rf"\b(?=(\w.{{0,{LETTERS - 1}}}))", re.DOTALL)


class PatternIndex(Generic[T]):
    """All patterns of some things. Built once, then only read."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._patterns = [(re.compile(pattern), of) for pattern, of in entries]
        self._anyhow: list[int] = []
        self._beginning: dict[str, list[int]] = {}
        for number, (pattern, _) in enumerate(self._patterns):
            beginnings = beginnings_of(pattern.pattern)
            if beginnings is None:
                self._anyhow.append(number)
            for text in beginnings or ():
                self._beginning.setdefault(text, []).append(number)
        self._lengths = sorted({len(text) for text in self._beginning})

    def find(self, text: str) -> Iterator[tuple[T, str]]:
        """Yield each thing whose pattern matches, with the first match that is not empty, in their order."""
        for number in self._possible(text):
            pattern, of = self._patterns[number]
            found = pattern.search(text)
            if found and found.group():
                yield of, found.group()

    def _possible(self, text: str) -> list[int]:
        if not self._beginning:
            return self._anyhow
        possible: set[int] = set(self._anyhow)
        for begins in _BEGINS.findall(text):
            for length in self._lengths:
                numbers = self._beginning.get(begins[:length])
                if numbers is not None:
                    possible.update(numbers)
        return sorted(possible)
