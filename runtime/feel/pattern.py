"""Regular expressions read into the small programs that `runtime.feel.regex` runs.

Understood: literals, `.`, classes with ranges, negation and subtraction, `\\d \\w \\s` and their opposites,
`\\p{L}` and other general categories, `\\p{IsThai}` and other blocks, `\\i \\c` for XML's names, groups, `|`,
`* + ? {n,m}` also lazy, `^ $`, `\\1` for what a group has matched, flags `i s m x q`.
Not understood, so that `compile_pattern` gives None: look-around, which the standard does not have.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from runtime.feel import limits
from runtime.feel.blocks import BLOCKS

Predicate = Callable[[str], bool]


class Op(enum.Enum):
    CHAR = "char"
    SPLIT = "split"
    JUMP = "jump"
    SAVE = "save"
    LINE_START = "line start"
    LINE_END = "line end"
    BACK = "back"
    MATCH = "match"


@dataclass(frozen=True, slots=True)
class Step:
    """`first` is tried before `second`; for SAVE it is the capture's number, for BACK the group's."""

    op: Op
    test: Predicate | None = None
    first: int = 0
    second: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    steps: tuple[Step, ...]
    groups: int
    multiline: bool
    ignore_case: bool = False
    refers_back: bool = False


class _UnsupportedError(Exception):
    """The pattern is broken or uses what this engine leaves out."""


@lru_cache(maxsize=512)
def compile_pattern(pattern: str, flags: str) -> Pattern | None:
    """Return the program for a pattern, or None if it is broken, too large or not supported."""
    if len(pattern) > limits.PATTERN_CHARS or not set(flags) <= set("ismxq"):
        return None
    if "q" in flags:  # every character stands for itself
        pattern = _SIGNS.sub(r"\\\g<0>", pattern)
    elif "x" in flags:
        pattern = _without_spaces(pattern)
    try:
        reader = _Reader(pattern, "i" in flags, "s" in flags)
        reader.emit_pattern()
    except (_UnsupportedError, RecursionError):
        return None
    refers_back = any(step.op is Op.BACK for step in reader.steps)
    return Pattern(tuple(reader.steps), reader.groups, "m" in flags, "i" in flags, refers_back)


def _without_spaces(pattern: str) -> str:
    """Flag `x`: white space counts only inside a class."""
    result, in_class, escaped = [], False, False
    for char in pattern:
        if not escaped and char in "[]":
            in_class = char == "["
        if in_class or escaped or char not in " \t\r\n":
            result.append(char)
        escaped = char == "\\" and not escaped
    return "".join(result)


class _Reader:
    """Reads the pattern and emits steps as it goes; a quantified part comes as often as it may repeat."""

    def __init__(self, pattern: str, ignore_case: bool, dot_all: bool) -> None:
        self.pattern = pattern
        self.at = 0
        self.ignore_case = ignore_case
        self.dot_all = dot_all
        self.steps: list[Step] = []
        self.groups = 0
        self.closed: set[int] = set()

    def emit_pattern(self) -> None:
        self._emit(Step(Op.SAVE, first=0))
        self._alternatives()
        if self.at < len(self.pattern):
            raise _UnsupportedError("stray )")
        self._emit(Step(Op.SAVE, first=1))
        self._emit(Step(Op.MATCH))

    def _emit(self, step: Step) -> int:
        if len(self.steps) >= limits.PATTERN_STATES:
            raise _UnsupportedError("too large")
        self.steps.append(step)
        return len(self.steps) - 1

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _take(self) -> str:
        char = self._peek()
        if not char:
            raise _UnsupportedError("ends too early")
        self.at += 1
        return char

    def _alternatives(self) -> None:
        """Emits `a|b|c` as: split to a or the rest; a; jump to the end; …"""
        ends: list[int] = []
        while True:
            split_at = self._emit(Step(Op.JUMP))
            self._sequence()
            if self._peek() != "|":
                self.steps[split_at] = Step(Op.JUMP, first=split_at + 1)
                break
            self.at += 1
            ends.append(self._emit(Step(Op.JUMP)))
            self.steps[split_at] = Step(Op.SPLIT, first=split_at + 1, second=len(self.steps))
        for end in ends:
            self.steps[end] = Step(Op.JUMP, first=len(self.steps))

    def _sequence(self) -> None:
        while self._peek() not in ("", "|", ")"):
            start, first_step, groups = self.at, len(self.steps), self.groups
            self._atom()
            end = self.at
            low, high, lazy = self._quantifier()
            if (low, high) == (1, 1):
                continue
            after = self.at
            del self.steps[first_step:]
            self._repeat(start, end, groups, low, high, lazy)
            self.at = after

    def _again(self, start: int, end: int, groups: int) -> None:
        self.at, self.groups = start, groups
        self._atom()
        if self.at != end:
            raise _UnsupportedError("unreachable: an atom is read the same way twice")

    def _repeat(self, start: int, end: int, groups: int, low: int, high: int | None, lazy: bool) -> None:
        for _ in range(low):
            self._again(start, end, groups)
        if high is None:
            split_at = self._emit(Step(Op.SPLIT))
            self._again(start, end, groups)
            self._emit(Step(Op.JUMP, first=split_at))
            self._choose(split_at, split_at + 1, len(self.steps), lazy)
            return
        splits = []
        for _ in range(high - low):
            splits.append(self._emit(Step(Op.SPLIT)))
            self._again(start, end, groups)
        for split_at in splits:
            self._choose(split_at, split_at + 1, len(self.steps), lazy)

    def _choose(self, at: int, inner: int, out: int, lazy: bool) -> None:
        self.steps[at] = Step(Op.SPLIT, first=out if lazy else inner, second=inner if lazy else out)

    def _quantifier(self) -> tuple[int, int | None, bool]:
        char = self._peek()
        low, high = 1, 1  # type: int, int | None
        if char in ("*", "+", "?") and char:
            self.at += 1
            low, high = {"*": (0, None), "+": (1, None), "?": (0, 1)}[char]
        elif char == "{":
            close = self.pattern.find("}", self.at)
            bounds = self.pattern[self.at + 1 : close].split(",") if close > 0 else []
            if len(bounds) not in (1, 2) or not bounds[0].isdecimal() or not (bounds[-1] or "0").isdecimal():
                raise _UnsupportedError("broken quantifier")
            self.at = close + 1
            low = int(bounds[0])
            high = low if len(bounds) == 1 else int(bounds[1]) if bounds[1] else None
            if low > limits.PATTERN_STATES or high == 0 or (high is not None and high < low):
                raise _UnsupportedError("broken quantifier")
        else:
            return 1, 1, False
        lazy = self._peek() == "?"
        self.at += lazy
        if self._peek() in ("*", "+", "?", "{") and self._peek():
            raise _UnsupportedError("two quantifiers")
        return low, high, lazy

    def _atom(self) -> None:
        match self._take():
            case "(":
                self._group()
            case "[":
                self._char(self._class())
            case ".":
                self._char((lambda char: True) if self.dot_all else (lambda char: char not in "\n\r"))
            case "^":
                self._emit(Step(Op.LINE_START))
            case "$":
                self._emit(Step(Op.LINE_END))
            case "\\":
                if self._peek().isdecimal():
                    self._back()
                else:
                    self._char(self._escape())
            case "*" | "+" | "?" | "{" | "}" | "]":
                raise _UnsupportedError("nothing to repeat")
            case char:
                self._char(self._literal(char))

    def _char(self, test: Predicate) -> None:
        self._emit(Step(Op.CHAR, test))

    def _back(self) -> None:
        """`\\1`: what the first group has matched; only a group that is closed has."""
        number = int(self._take())
        if number not in self.closed:
            raise _UnsupportedError("no such group yet")
        self._emit(Step(Op.BACK, first=number))

    def _group(self) -> None:
        captured = self._peek() != "?"
        number = 0
        if captured:
            self.groups += 1
            number = self.groups
            if number > 9:  # `$1` … `$9` is all a replacement can name
                raise _UnsupportedError("too many groups")
            self._emit(Step(Op.SAVE, first=2 * number))
        elif self.pattern[self.at : self.at + 2] == "?:":
            self.at += 2
        else:
            raise _UnsupportedError("look-around")
        self._alternatives()
        if self._take() != ")":
            raise _UnsupportedError("unclosed group")
        if captured:
            self._emit(Step(Op.SAVE, first=2 * number + 1))
            self.closed.add(number)

    def _literal(self, wanted: str) -> Predicate:
        if not self.ignore_case:
            return lambda char: char == wanted
        return self._folded(lambda char: char == wanted)

    def _folded(self, test: Predicate) -> Predicate:
        """Flag `i`: a character fits if any of its cases does (the Kelvin sign is a `k`)."""
        if not self.ignore_case:
            return test
        return lambda char: test(char) or test(char.lower()) or test(char.upper()) or test(char.casefold())

    def _escape(self) -> Predicate:
        char = self._take()
        if char in _CLASSES:
            return _CLASSES[char]
        if char in "pP":
            return self._category(char == "P")
        return self._literal(self._escaped_character(char))

    def _escaped_character(self, char: str) -> str:
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char.isalnum():
            raise _UnsupportedError("back-reference or unknown escape")
        return char

    def _category(self, opposite: bool) -> Predicate:
        close = self.pattern.find("}", self.at)
        name = self.pattern[self.at + 1 : close]
        if self._peek() == "{" and close > 0 and name.startswith("Is") and name[2:] in BLOCKS:
            self.at = close + 1
            low, high = BLOCKS[name[2:]]
            return lambda char: (low <= ord(char) <= high) != opposite
        if (
            self._peek() != "{"
            or close < 0
            or not (name in _CATEGORIES or (name[:1] + "*" in _CATEGORIES and len(name) == 2))
        ):
            raise _UnsupportedError("unknown category")
        self.at = close + 1
        return lambda char: unicodedata.category(char).startswith(name) != opposite

    def _class(self) -> Predicate:
        negated = self._peek() == "^"
        self.at += negated
        tests: list[Predicate] = []
        excluded: Predicate | None = None
        first = True
        while (char := self._take()) != "]" or first:
            first = False
            if char == "-" and self._peek() == "[":
                self.at += 1
                excluded = self._class()
                if self._peek() != "]":
                    raise _UnsupportedError("subtraction stands last")
                continue
            if char == "[":
                raise _UnsupportedError("class inside a class")
            if char == "\\" and (self._peek() in _CLASSES or self._peek() in ("p", "P")):
                tests.append(self._escape())
                continue
            low = self._escaped_character(self._take()) if char == "\\" else char
            high = self._range_end() or low
            if high < low:
                raise _UnsupportedError("reversed range")
            tests.append(self._folded(_between(low, high)))
        parts, minus = tuple(tests), excluded
        if minus is None:
            return lambda char: any(test(char) for test in parts) != negated
        return lambda char: any(test(char) for test in parts) != negated and not minus(char)

    def _range_end(self) -> str:
        if self._peek() != "-" or self.pattern[self.at + 1 : self.at + 2] in ("]", "[", ""):
            return ""
        self.at += 1
        char = self._take()
        return self._escaped_character(self._take()) if char == "\\" else char


def _between(low: str, high: str) -> Predicate:
    return lambda char: low <= char <= high


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] not in "PZC"


def _is_space(char: str) -> bool:
    return char in " \t\n\r"


_CLASSES: dict[str, Predicate] = {
    "d": str.isdecimal,
    "D": lambda char: not char.isdecimal(),
    "w": _is_word,
    "W": lambda char: not _is_word(char),
    "s": _is_space,
    "S": lambda char: not _is_space(char),
    "i": lambda char: char in ":_" or char.isalpha(),
    "I": lambda char: char not in ":_" and not char.isalpha(),
    "c": lambda char: char in ":_-." or char.isalnum(),
    "C": lambda char: char not in ":_-." and not char.isalnum(),
}
_SIGNS = re.compile(r"[^\w\s]|_")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_CATEGORIES = frozenset({"L", "M", "N", "P", "S", "Z", "C"} | {f"{letter}*" for letter in "LMNPSZC"})
