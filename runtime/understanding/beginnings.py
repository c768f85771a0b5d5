"""With which letters a match of a regular expression can begin, so that a text without them needs no search.

Law: of a pattern with beginnings, every match begins at the beginning of a word, with one of them. A pattern
of which that is not sure, or that is not understood here, has none.
"""

from __future__ import annotations

import re
from functools import lru_cache

LETTERS = 4  # of a beginning, at most; with fewer, the little words of every message begin some pattern
MOST = 1_000  # beginnings of a pattern; with more it may as well begin anyhow

_BORDER = "\x00"  # stands first in what begins at the border of a word
_QUANTIFIER = re.compile(r"(?:(?P<sign>[*+?])|\{(?P<low>\d{1,4})(?P<to>,(?P<high>\d{1,4})?)?\})[?+]?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_ZERO_WIDTH = {"^": _BORDER, "$": ""}

_Start = tuple[str, bool]  # what comes first, and whether it is followed by anything
_NOTHING: frozenset[_Start] = frozenset({("", False)})
_ANYTHING: frozenset[_Start] = frozenset({("", True)})


class _UnknownError(Exception):
    """A form that is not understood, or too many beginnings."""


@lru_cache(maxsize=4_096)  # the built-in patterns stand in every bot
def beginnings_of(pattern: str) -> frozenset[str] | None:
    """Return the beginnings of all matches, of `LETTERS` characters or fewer; None: they may begin anyhow.

    >>> sorted(beginnings_of(r"\\b(?:cs|admin)(?:nya)?$"))
    ['admi', 'cs', 'csny']
    """
    reader = _Reader(pattern)
    try:
        starts = reader.alternatives()
        if reader.at < len(pattern):
            return None
    except (_UnknownError, IndexError, RecursionError):
        return None
    found = frozenset(text[1:] for text, _ in starts if text.startswith(_BORDER))
    sure = len(found) == len({text for text, _ in starts}) and all(text[:1].isalnum() for text in found)
    return found if sure else None


class _Reader:
    """Reads a pattern from left to right; each part gives what can come first in it."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> frozenset[_Start]:
        found = self._sequence()
        while self.pattern[self.at : self.at + 1] == "|":
            self.at += 1
            found |= self._sequence()
        return found

    def _sequence(self) -> frozenset[_Start]:
        found = _NOTHING
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            found = _then(found, self._repeated(self._atom()))
        return found

    def _atom(self) -> frozenset[_Start]:
        sign = self.pattern[self.at]
        self.at += 1
        if sign == "(":
            return self._group()
        if sign == "[":
            found = _CLASS.match(self.pattern, self.at - 1)
            if found is None:
                raise _UnknownError
            self.at = found.end()
            return _ANYTHING
        if sign == "\\":
            return self._escape()
        if sign == ".":
            return _ANYTHING
        if sign in "{}]*+?":
            raise _UnknownError
        return frozenset({(_ZERO_WIDTH.get(sign, sign), False)})

    def _group(self) -> frozenset[_Start]:
        if self.pattern[self.at] == "?":
            if self.pattern[self.at + 1] != ":":
                raise _UnknownError
            self.at += 2
        found = self.alternatives()
        if self.pattern[self.at] != ")":
            raise _UnknownError
        self.at += 1
        return found

    def _escape(self) -> frozenset[_Start]:
        sign = self.pattern[self.at]
        self.at += 1
        if sign == "b":
            return frozenset({(_BORDER, False)})
        if sign in "wWdDsS":
            return _ANYTHING
        if sign.isalnum():
            raise _UnknownError
        return frozenset({(sign, False)})

    def _repeated(self, starts: frozenset[_Start]) -> frozenset[_Start]:
        found = _QUANTIFIER.match(self.pattern, self.at)
        if found is None:
            return starts
        self.at = found.end()
        match found["sign"]:
            case None:
                low = int(found["low"])
                high = LETTERS + low if found["to"] and not found["high"] else int(found["high"] or low)
            case "?":
                low, high = 0, 1
            case sign:
                low, high = int(sign == "+"), LETTERS + 1
        result = once = _NOTHING
        for count in range(1, min(high, low + LETTERS) + 1):
            if count > low:
                result |= once
            once = _then(once, starts)
            if count <= low:
                result = once
        return result | once


def _then(first: frozenset[_Start], second: frozenset[_Start]) -> frozenset[_Start]:
    """Return what can come first in one after the other."""
    found: set[_Start] = set()
    for text, more in first:
        if more:
            found.add((text, more))
            continue
        for after, anything in second:
            # a border counts at the very beginning only
            whole = text + after.removeprefix(_BORDER) if text else after
            full = len(whole) - whole.startswith(_BORDER) >= LETTERS
            cut = LETTERS + whole.startswith(_BORDER)
            found.add((whole[:cut], anything or full))
    if len(found) > MOST:
        raise _UnknownError
    return frozenset(found)
