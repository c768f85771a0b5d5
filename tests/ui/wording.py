"""The rules that everything said to a designer keeps (docs: how a diagnostic is worded)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flowc.diagnostics.model import Diagnostic, Text

MAX_MESSAGE = 100  # an editor may show nothing else, on one line
UNSAYABLE = ("node", "token", "None", "schema", "illegal", "failed to", "please", "invalid", "violation")


def faults(one: Diagnostic) -> Iterator[str]:
    """Yield every breach of the rules in a diagnostic's texts."""
    for text in (one.message.en, one.message.id):
        if len(text) > MAX_MESSAGE:
            yield f"longer than {MAX_MESSAGE}: {text}"
        if text[:1].isupper() or text.endswith("."):
            yield f"a message begins small and has no full stop: {text}"
    for both in _texts(one):
        if both.id == both.en and _has_words(both.en):
            yield f"not translated: {both.en}"
        said = re.sub(r"`[^`]*`", "", both.en)
        yield from (f"says `{word}`: {both.en}" for word in UNSAYABLE if re.search(rf"\b{word}\b", said))
        if "!" in said:
            yield f"calls out: {both.en}"


def _texts(one: Diagnostic) -> Iterator[Text]:
    yield one.message
    yield one.primary.text
    yield from (label.text for label in one.secondary)
    yield from (text for text in (one.why, one.help) if text is not None)
    yield from (fix.title for fix in one.fixes)


def _has_words(text: str) -> bool:
    """Whether there is anything to translate: more than names in backticks, chains of names, and signs."""
    return re.search(r"[a-z]{2}", re.sub(r"`[^`]*`|\w+( → \w+)+", "", text)) is not None
