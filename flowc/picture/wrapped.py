"""Breaking the lines of a box so that it stays narrow: a picture that reads from left to right grows wide."""

from __future__ import annotations

import textwrap

BOX_CHARS = 32  # of a line: a message's name of usual length beside its step
LABEL_CHARS = 22  # of a line on the way between boxes, where every character costs width
MOST_LINES = 4  # of one text: what is longer is read in the file, whose place is beside it
CUT = "…"


def wrap(text: str, chars: int = BOX_CHARS) -> tuple[str, ...]:
    """Return a text as lines of at most `chars`, the last one cut where it is too long.

    >>> wrap("switch pesanan.status", 12)
    ('switch', 'pesanan.stat', 'us')
    """
    lines = textwrap.wrap(visible(text), chars, break_on_hyphens=False)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][: chars - 1] + CUT]
    return tuple(lines)


def visible(text: str) -> str:
    """Return a text on one line, with a space for every sign that cannot be seen."""
    return "".join(one if one.isprintable() else " " for one in text)


def wrap_all(texts: tuple[str, ...], chars: int = BOX_CHARS) -> tuple[str, ...]:
    """Return the lines of several texts."""
    return tuple(line for text in texts for line in wrap(text, chars))
