"""Reading one of some options, and yes or no.

Laws:
- Two options at once do not fit. A longer phrase is meant instead of the shorter ones inside it.
- An option that is denied (`bukan refund`) is not chosen.
- Yes and no count only if the message says nothing else but politeness: `tidak bisa login` is not a no.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from runtime.artifact.model import LocalePhrases, Option
from runtime.understanding.builtin import INTENTS
from runtime.understanding.fits import DoesNotFit, Fits, Reading
from runtime.understanding.normalise import is_symbol, normalise
from runtime.understanding.phrases import Hit, PhraseIndex, without_covered

_DENIALS = frozenset(normalise("tidak bukan jangan not no dont isnt without tanpa").split())
_POLITE = frozenset(
    normalise(
        "kak kakak min admin pak bu ibu bapak mas mbak bang gan sis bro bos boss dong deh sih nih lah"
        " kok tuh loh"
        " saja kan ya tolong mohon please thanks makasih terima kasih sir madam maam just oh eh hmm um well"
    ).split()
)
_NUMBERED = re.compile(
    r"(?:(?:nomor|no|number|pilihan|pilih|opsi|option|yang|the|jawab|saya|mau|angka) )*"
    r"(?:ke)?(?P<number>\d{1,2})(?:st|nd|rd|th)?(?: (?:saja|ya|kak|dong|deh|please|one))*"
)
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("pertama kesatu satu first one", "kedua dua second two", "ketiga tiga third three",
         "keempat empat fourth four", "kelima lima fifth five"),
        1,
    )
    for word in words.split()
}  # fmt: skip
_ORDINAL = re.compile(
    rf"(?:(?:nomor|no|number|pilihan|pilih|opsi|option|yang|the|saya|mau) )*(?P<word>{'|'.join(_ORDINALS)})"
    r"(?: (?:saja|ya|kak|dong|deh|please|one))*"
)


def read_choice(options: Sequence[Option], text: str) -> Reading:
    """Return the word of the option that `text` means.

    By the option's word (a button says it), its number in the list, its label or a phrase in any locale,
    whole or inside on word borders. `options` are those offered, in their order.
    """
    said = text.strip()
    for option in options:
        if said == option.word:
            return Fits(option.word, said)
    words = normalise(text)
    if not words:
        return DoesNotFit("empty")
    hits = find_options(tuple(options), words)
    whole = [hit for hit in hits if hit.whole]
    chosen = dict.fromkeys(hit.of for hit in whole or hits)
    if not chosen:
        number = _number(words)
        if number is not None and 1 <= number <= len(options):
            return Fits(options[number - 1].word, said)
        return DoesNotFit("not_a_choice")
    if len(chosen) > 1:
        return DoesNotFit("ambiguous", tuple(chosen))
    return Fits(next(iter(chosen)), next(hit.phrase for hit in whole or hits))


def find_options(options: tuple[Option, ...], words: str) -> list[Hit[str]]:
    """Return where the normalised `words` name an option, without those denied and those inside longer
    ones."""
    tokens = words.split()
    hits = without_covered(_index(_named(options)).find(words))
    return [hit for hit in hits if hit.start == 0 or tokens[hit.start - 1] not in _DENIALS]


def read_yes_no(text: str, yes: LocalePhrases | None = None, no: LocalePhrases | None = None) -> bool | None:
    """Return whether `text` says yes or no; None if it says both, neither, or something else beside it.

    Args:
        yes, no: the phrases of the intents `yes` and `no`; without them the built-in ones.
    """
    return YesNo(yes, no).read(normalise(text))


class YesNo:
    """The phrases of the intents `yes` and `no` (None: the built-in ones), ready for many messages."""

    def __init__(self, yes: LocalePhrases | None = None, no: LocalePhrases | None = None) -> None:
        self._yes = _all(yes or INTENTS["yes"].phrases)
        self._no = _all(no or INTENTS["no"].phrases)

    def read(self, words: str) -> bool | None:
        """Return what `read_yes_no` does, of a text that is normalised."""
        if words in ("true", "false"):  # the word of the button
            return words == "true"
        says_yes, says_no = _only(words, self._yes), _only(words, self._no)
        return says_yes if says_yes != says_no else None


def _all(phrases: LocalePhrases) -> PhraseIndex[str]:
    return _index(tuple((phrase, "") for group in phrases.values() for phrase in group))


def _only(words: str, phrases: PhraseIndex[str]) -> bool:
    """Whether the words are phrases of one kind, at least one, and politeness."""
    hits = phrases.find(words)
    if not hits:
        return False
    covered = {place for hit in hits for place in range(hit.start, hit.end)}
    return all(
        place in covered or token in _POLITE or is_symbol(token) for place, token in enumerate(words.split())
    )


def _number(words: str) -> int | None:
    digits = _NUMBERED.fullmatch(words)
    if digits:
        return int(digits["number"])
    spelled = _ORDINAL.fullmatch(words)
    return _ORDINALS[spelled["word"]] if spelled else None


def _named(options: Iterable[Option]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (normalise(text), option.word)
        for option in options
        for text in (
            option.word,
            *option.label.values(),
            *(phrase for group in option.phrases.values() for phrase in group),
        )
    )


@lru_cache(maxsize=512)
def _index(phrases: tuple[tuple[str, str], ...]) -> PhraseIndex[str]:
    return PhraseIndex(phrases)
