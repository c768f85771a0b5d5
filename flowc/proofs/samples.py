"""What a customer might answer, to show a conversation that goes wrong: one plain value for each type."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping

from flowc.structure import tree

UNKNOWN = "…"
_MAX_COUNT = 64  # signs that one part of a sample has at most; nobody reads a longer one

_BY_TYPE: Mapping[str, Mapping[str, str]] = {
    "id": {
        "text": "Sari Wulandari",
        "number": "2",
        "boolean": "ya",
        "date": "besok",
        "time": "jam 3 sore",
        "datetime": "besok jam 3 sore",
        "duration": "2 jam",
        "phone": "0812 3456 7890",
        "email": "sari@example.com",
        "file": "(foto)",
    },
    "en": {
        "text": "Sari Wulandari",
        "number": "2",
        "boolean": "yes",
        "date": "tomorrow",
        "time": "3 pm",
        "datetime": "tomorrow 3 pm",
        "duration": "2 hours",
        "phone": "+62 812 3456 7890",
        "email": "sari@example.com",
        "file": "(a photo)",
    },
}


def answer(kind: tree.Type, locale: str) -> str:
    """Return an answer that fits a type, in the words of a locale (English where it is not Indonesian)."""
    if kind.pattern is not None:
        return matching(kind.pattern.text)
    if kind.options:
        return option(kind.options[0], locale)
    if kind.of is not None:
        return answer(kind.of, locale)
    return _BY_TYPE.get(locale, _BY_TYPE["en"]).get(kind.name.text, UNKNOWN)


def option(one: tree.Option, locale: str) -> str:
    """Return the label of an option as the customer sees it."""
    if one.label is None:
        return one.word.text
    if locale in one.label.locales:
        return one.label.locales[locale].text
    return one.label.all.text if one.label.all is not None else one.word.text


def matching(pattern: str) -> str:
    """Return a text that fits a plain pattern (literals, sets, counts); `…` for any other.

    >>> matching("KP-[0-9]{5}")
    'KP-12345'
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)  # `[[a]`, which another Python may read otherwise
        try:
            re.compile(pattern)
        except (re.error, FutureWarning):
            return UNKNOWN
    parts: list[str] = []
    rest = pattern.removeprefix("^").removesuffix("$")
    digit = 0
    while rest:
        found = _ATOM.match(rest)
        if found is None:
            return UNKNOWN
        rest = rest[found.end() :]
        for _ in range(_count(found["count"])):
            atom = found["atom"]
            if re.fullmatch(atom, "1") and len(atom) > 1:
                digit = digit % 9 + 1
                parts.append(str(digit) if re.fullmatch(atom, str(digit)) else "1")
            else:
                parts.append(_first(atom))
    text = "".join(parts)
    return text if re.fullmatch(pattern, text) else UNKNOWN


_ATOM = re.compile(
    r"(?P<atom>\[\^?[^\[\]\\]+\]|\\[dws]|\\[^\w\s]|[^\\\[\](){}*+?|.^$])(?P<count>\{\d+(?:,\d*)?\}|[*+?])?"
)


def _count(written: str | None) -> int:
    if written is None or written in ("+", "?"):
        return 1
    return 1 if written == "*" else min(int(re.findall(r"\d+", written)[0]), _MAX_COUNT)


def _first(atom: str) -> str:
    candidates = (atom, atom[-1:], *"Aa0123456789-_ ")
    return next((one for one in candidates if len(one) == 1 and re.fullmatch(atom, one)), UNKNOWN)
