"""How many terminal cells a text takes, and a form of it that cannot disturb a terminal.

Source lines come from anywhere: escape sequences and direction marks in them are shown, never sent.
Widths follow Unicode's East Asian Width (UAX #11); an emoji sequence takes the cells of its first sign.
"""

from __future__ import annotations

import unicodedata

TAB_CELLS = 4  # YAML refuses tabs as indentation, so only their visibility matters, not their stops

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def visible(text: str) -> tuple[str, ...]:
    """Return for each character of `text` what a terminal may print for it."""
    return tuple(_visible(sign) for sign in text)


def cells(text: str) -> tuple[int, ...]:
    """Return for each character of `text` how many cells its visible form adds to the line."""
    widths: list[int] = []
    joined = False
    for place, sign in enumerate(text):
        if joined or ord(sign) in _SKIN_TONES:
            widths.append(0)
        elif sign == _EMOJI_STYLE and place and widths[-1] == 1:
            widths.append(1)  # turns a one-cell sign such as ❤ into its two-cell emoji
        else:
            widths.append(_cells(sign))
        joined = sign == _JOINER
    return tuple(widths)


def _visible(sign: str) -> str:
    if sign == "\t":
        return " " * TAB_CELLS
    code = ord(sign)
    if code < 0x20:
        return chr(0x2400 + code)  # the pictures of control characters: ␀ to ␟
    if code == 0x7F:
        return "␡"
    category = unicodedata.category(sign)
    if category in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(sign) in _DIRECTION_MARKS:
        return "\N{REPLACEMENT CHARACTER}"
    return sign


_DIRECTION_MARKS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def _cells(sign: str) -> int:
    shown = _visible(sign)
    if shown != sign:
        return len(shown)
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    if ord(sign) in _FLAG_LETTERS:
        return 1  # two letters make one flag of two cells
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1
