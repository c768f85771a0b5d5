"""Make any text fit to be kept: names as keys of bounded size, reasons as one line a person can read."""

from __future__ import annotations

import hashlib

from runtime.stores.limits import KEY_BYTES, WHY_CHARS


def key(text: str) -> str:
    """Return a name as it is kept: itself, or its digest when it is too long or no database can hold it.

    The same name always gives the same key, and a key gives itself.

    >>> key("wa:62812")
    'wa:62812'
    >>> key("x" * 300)[:15]
    'sha256:98365f28'
    """
    raw = text.encode("utf-8", "surrogatepass")
    # A lone surrogate is no text in SQLite, a NUL none in PostgreSQL.
    plain = "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
    if plain and len(raw) <= KEY_BYTES:
        return text
    return "sha256:" + hashlib.sha256(raw).hexdigest()


def reason(text: str) -> str:
    """Return a reason as it is kept: cut, and without what no database can hold.

    >>> reason("refused: \\ud800")
    'refused: \ufffd'
    """
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text[:WHY_CHARS])
