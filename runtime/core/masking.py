"""Hiding what is personal in all that is read elsewhere than in the transcript and the desk's record.

That is traces, logs, lists, exports, and what a bot's own detector sees. Two means, used together:

- By rule, in any text: 13 to 19 digits (cards, identity numbers) keep their last four, phone numbers their
  last three, an e-mail address its first letter and domain.
- By value: what a slot with `pii: true` holds, or is being filled with, wherever it stands in a text.

Law: of a personal slot's value no seven digits in a row are left, however they were grouped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from runtime.artifact.model import Slot
from runtime.core.events import BurstEnded, CustomerWrote, Event
from runtime.core.state import Known, State
from runtime.feel.values import Value
from runtime.feel.writing import text_of
from runtime.understanding.result import Understood

HIDDEN = "•••"
WORD_CHARS = 2  # a value of one letter is in every text; hiding it would hide nothing and spoil all

_GAP = r"[ .\-/()]{0,3}"  # how people group digits
_EMAIL = re.compile(r"[\w.+-]+@(?=[\w-]+\.)")
_DIGITS = re.compile(rf"\+?[0-9](?:{_GAP}[0-9]){{6,}}")
_PHONE = re.compile(r"(?:\+?62|0)8\d{7,12}|\+\d{7,15}")
_CARD_DIGITS = 13  # and more: from the shortest card number on


def mask_text(text: str) -> str:
    """Return a text with what looks personal hidden.

    >>> mask_text("0812-3456-7890, budi@contoh.id, 3171 2345 6789 0123, TK-123456")
    '•••890, b•••@contoh.id, •••0123, TK-123456'
    """
    text = _EMAIL.sub(lambda found: f"{found[0][0]}{HIDDEN}@", text)
    return _DIGITS.sub(_number, text)


def _number(found: re.Match[str]) -> str:
    digits = re.sub(r"[^\d+]", "", found[0])
    if _PHONE.fullmatch(digits):
        return f"{HIDDEN}{digits[-3:]}"
    if len(digits.lstrip("+")) >= _CARD_DIGITS:
        return f"{HIDDEN}{digits[-4:]}"
    return found[0]


@dataclass(frozen=True, slots=True)
class Masks:
    """What is hidden in the texts of one thread. `personal` finds the values; None: none is known."""

    personal: re.Pattern[str] | None = None

    def text(self, text: str) -> str:
        """Return a text with everything personal hidden."""
        if self.personal is not None:
            text = self.personal.sub(HIDDEN, text)
        return mask_text(text)

    def facts(self, facts: Mapping[str, str]) -> dict[str, str]:
        """Return the facts of a trace with everything personal hidden."""
        return {name: self.text(fact) for name, fact in facts.items()}


def masks_of(
    slots: Mapping[str, Slot], states: Iterable[State], understood: Iterable[Understood] = ()
) -> Masks:
    """Return what is hidden, from what a thread knows (before and after a turn) and has just understood."""
    personal = {name for name, slot in slots.items() if slot.pii}
    words = {
        word
        for state in states
        for known in _known(state, personal, slots)
        for word in (*_texts(known.value), known.said or "", *known.earlier)
    }
    words |= {
        text
        for one in understood
        for name, found in one.slot_candidates.items()
        if name in personal
        for candidate in found
        for text in (candidate.value, candidate.text)
    }
    return masks_of_words(words)


def masks_of_words(words: Iterable[str]) -> Masks:
    """Return what hides these values."""
    patterns = {
        pattern for word in words if len(word.strip()) >= WORD_CHARS for pattern in _patterns(word.strip())
    }
    if not patterns:
        return Masks()
    # the longest first: a part of a value must not hide the rest of it from view
    ordered = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
    return Masks(re.compile("|".join(ordered), re.IGNORECASE))


def understood_in(event: Event) -> tuple[Understood, ...]:
    """Return what was understood with an event."""
    match event:
        case CustomerWrote():
            return (event.understood,)
        case BurstEnded():
            return (event.burst.understood, event.by.understood)
        case _:
            return ()


def _known(state: State, personal: set[str], slots: Mapping[str, Slot]) -> Iterator[Known]:
    for name, known in state.slots.items():
        if name in personal:
            yield known
    if state.waiting is not None and state.waiting.proposed is not None:
        yield state.waiting.proposed
    for name in personal:
        for source in slots[name].from_:
            kind, _, path = source.partition(".")
            if kind == "profile" and path in state.profile:
                yield Known(state.profile[path], kind, state.started)


def _texts(value: Value) -> Iterator[str]:
    match value:
        case None | bool():
            return
        case Mapping():
            for item in value.values():
                yield from _texts(item)
        case list() | tuple():
            for item in value:
                yield from _texts(item)
        case _:
            yield text_of(value)


def _patterns(word: str) -> Iterator[str]:
    """Yield what finds a value: its words however spaced, and its long numbers however grouped."""
    for number in _DIGITS.findall(word):
        yield rf"\+?{_GAP.join(re.sub(r'[^0-9]', '', number))}"
    spaced = r"\s+".join(re.escape(part) for part in word.split())
    yield rf"(?<!\w){spaced}(?!\w)"
