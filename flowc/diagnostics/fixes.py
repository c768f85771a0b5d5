"""Fixes that are certain: what a machine may write in place of what is there, without asking anybody.

Certain means: nobody could have meant anything else. A guess stays advice, and gets no fix.
"""

from __future__ import annotations

from flowc.diagnostics.model import Fix, Text
from flowc.source.span import Span


def write_instead(span: Span, replacement: str, least: int = 1) -> tuple[Fix, ...]:
    """Return the fix that puts `replacement` at `span`, or none.

    None for an empty replacement, and for a place that is not one whole line's part of at least `least`
    characters: what is shown of a longer value is only where it begins.
    """
    if not replacement or span.line != span.end_line or span.end_column - span.column < least:
        return ()
    title = Text(f"write `{replacement}`", f"tulis `{replacement}`")
    return (Fix(title, span, replacement, safe=True),)


def insert(span: Span, at: int, text: str) -> tuple[Fix, ...]:
    """Return the fix that puts `text` between two characters, `at` of them behind the start of `span`."""
    title = Text(f"put in `{text}`", f"sisipkan `{text}`")
    return (Fix(title, span.part(at, at), text, safe=True),)
