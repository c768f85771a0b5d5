"""Regular expressions of slots and intents: a subset that RE2 has too, and that is fast on any message.

A matcher that tries one way after the other needs, in the worst case, as many tries as there are ways to
match. `ways` counts them from the pattern alone: repeats multiply, alternatives add. Beyond `MAX_WAYS` a
message could be written that keeps the bot busy, so the pattern is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from runtime import limits

PATTERN_CHARS = limits.FEEL_PATTERN.value
MAX_WAYS = 20_000  # ways per starting place; with a message's 4,096 places below a second
MESSAGE_CHARS = limits.TEXT.value  # of one message, so also the most rounds of an unbounded repeat
MAX_DEPTH = 20  # groups inside each other

FaultKind = Literal[
    "broken", "too_long", "look_around", "back_reference", "flags", "too_many_ways", "slashes"
]


@dataclass(frozen=True, slots=True)
class PatternFault:
    """What is wrong with a pattern, at which offsets."""

    kind: FaultKind
    start: int
    end: int


def check_pattern(text: str) -> PatternFault | None:
    """Return what is wrong with a pattern, or None.

    >>> check_pattern("TK-[0-9]{6}")
    >>> check_pattern("(a+)+").kind
    'too_many_ways'
    """
    if len(text) > PATTERN_CHARS:
        return PatternFault("too_long", PATTERN_CHARS, len(text))
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):
        return PatternFault("slashes", 0, len(text))
    reader = _Reader(text)
    try:
        ways = reader.whole()
        re.compile(text)
    except _Refused as refused:
        fault = refused.fault
        return PatternFault(fault.kind, fault.start, min(fault.end, len(text)))
    except (re.error, OverflowError, RecursionError):
        return PatternFault("broken", 0, len(text))
    if ways > MAX_WAYS:
        return PatternFault("too_many_ways", *reader.widest)
    return None


class _Refused(Exception):
    """Ends the reading from inside; it never leaves this module."""

    def __init__(self, kind: FaultKind, start: int, end: int) -> None:
        super().__init__(kind)
        self.fault = PatternFault(kind, start, end)


_REPEAT = re.compile(r"\*|\+|\?|\{(\d{1,4})(?:(,)(\d{1,4})?)?\}")
_LETTERS = frozenset("dDwWsSbBntrfv")


class _Reader:
    """Reads a pattern from left to right and counts its ways; `widest` is the repeat that adds most."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.widest = (0, len(text))
        self._most = 1
        self._depth = 0

    def whole(self) -> int:
        ways = self._alternatives()
        if self.at < len(self.text):
            raise _Refused("broken", self.at, self.at + 1)
        return ways

    def _alternatives(self) -> int:
        ways = self._sequence()
        while self._peek() == "|":
            self.at += 1
            ways += self._sequence()
        return ways

    def _sequence(self) -> int:
        ways = 1
        while self._peek() not in ("", "|", ")"):
            start = self.at
            inner = self._atom()
            ways = min(ways * self._repeated(start, inner), MAX_WAYS + 1)
        return ways

    def _repeated(self, start: int, inner: int) -> int:
        match = _REPEAT.match(self.text, self.at)
        if match is None:
            return inner
        self.at = match.end()
        if self._peek() == "?":
            self.at += 1
        low, high = _bounds(match)
        rounds = (MESSAGE_CHARS if high is None else high) - low + 1
        if inner == 1:
            ways = max(rounds, 1)
        elif high is None or high > 20:
            ways = MAX_WAYS + 1
        else:
            ways = min(max(rounds, 1) * inner**high, MAX_WAYS + 1)
        if ways > self._most:
            self._most, self.widest = ways, (start, self.at)
        return ways

    def _atom(self) -> int:
        sign = self.text[self.at]
        if sign == "(":
            return self._group()
        if sign == "[":
            self._class()
        elif sign == "\\":
            self._escape()
        elif sign in "*+?{":
            raise _Refused("broken", self.at, self.at + 1)
        else:
            self.at += 1
        return 1

    def _group(self) -> int:
        start = self.at
        self.at += 1
        if self._peek() == "?":
            self._marked(start)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Refused("broken", start, start + 1)
        ways = self._alternatives()
        self._depth -= 1
        if self._peek() != ")":
            raise _Refused("broken", start, start + 1)
        self.at += 1
        return ways

    def _marked(self, start: int) -> None:
        """What follows `(?`: only `(?:` groups without a meaning of their own."""
        if self.text.startswith("?:", self.at):
            self.at += 2
        elif re.match(r"\?<?[=!]", self.text[self.at :]):
            raise _Refused("look_around", start, self.at + 2)
        else:
            raise _Refused("flags", start, self.at + 2)

    def _class(self) -> None:
        """A class ends at the first `]` that is not its first sign; no classes inside of classes."""
        start = self.at
        self.at += 2 if self.text.startswith("[^", self.at) else 1
        first = True
        while (sign := self._peek()) != "]" or first:
            if not sign or sign == "[" or self.text[self.at : self.at + 2] in ("--", "&&", "||", "~~"):
                raise _Refused("broken", start, self.at + 1)
            if sign == "\\":
                self._escape()
            else:
                self.at += 1
            first = False
        self.at += 1

    def _escape(self) -> None:
        sign = self.text[self.at + 1 : self.at + 2]
        if sign.isdigit():
            raise _Refused("back_reference", self.at, self.at + 2)
        if not sign or (sign.isalnum() and sign not in _LETTERS):
            raise _Refused("broken", self.at, self.at + 2)
        self.at += 2

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]


def _bounds(match: re.Match[str]) -> tuple[int, int | None]:
    sign = match.group()
    if sign in ("*", "+"):
        return int(sign == "+"), None
    if sign == "?":
        return 0, 1
    low = int(match.group(1))
    if match.group(2) is None:
        return low, low
    return low, int(match.group(3)) if match.group(3) else None
