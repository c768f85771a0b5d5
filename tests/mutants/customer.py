"""A customer who knows nothing of the bot's rules, and sees only what the channel shows.

What is said is drawn by a seed. The words a customer may know are those of the *unchanged* bot: its phrases,
its options and some of what people write anywhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from runtime.artifact.model import Artifact

ASK = ("saya mau bicara dengan orang", "talk to a human please", "minta cs dong")
YES = ("ya", "yes")
PLAIN = (
    "Sari",
    "2",
    "besok",
    "sari@toko.example",
    "0812 3456 7890",
    "1000000",
    "tidak",
    "lewati",
    "terima kasih",
)
NONSENSE = ("qwzx plmk vbnt", "???", "zzz yyy xxx www", "hjkl hjkl")
SILENCES = (timedelta(minutes=12), timedelta(hours=3), timedelta(hours=26))
INSISTING = 10  # turns in which whoever insists on a person must have come to one


@dataclass(frozen=True, slots=True)
class Act:
    """What a customer does: writes a text, taps the n-th button (if there is one, else writes), or waits."""

    text: str = ""
    tap: int | None = None
    wait: timedelta | None = None
    insists: bool = False


def words_of(bot: Artifact) -> Sequence[str]:
    """Return what a customer of this bot may come to say."""
    found: list[str] = []
    for intent in bot.understanding.intents.values():
        found += list(_texts(intent.phrases))[:2]
    for slot in bot.slots.values():
        for option in slot.type.options:
            found += [option.word, *list(_texts(option.phrases))[:1]]
        if slot.type.pattern is not None:
            found.append(_like(slot.type.pattern))
    return tuple(dict.fromkeys(found)) or PLAIN


def script(bot: Artifact, seed: str, length: int) -> tuple[Act, ...]:
    """Return what a customer does, ending with insisting on a person."""
    chance = random.Random(seed)
    words = words_of(bot)
    acts = [Act(chance.choice(("halo", "hi", *words)))]
    for _ in range(length - 1):
        kind = chance.choices(("word", "plain", "tap", "nonsense", "ask", "silent"), (6, 4, 5, 3, 1, 2))[0]
        match kind:
            case "word":
                acts.append(Act(chance.choice(words)))
            case "plain":
                acts.append(Act(chance.choice(PLAIN)))
            case "tap":
                acts.append(Act(chance.choice(PLAIN), tap=chance.randrange(3)))
            case "nonsense":
                acts.append(Act(chance.choice(NONSENSE)))
            case "ask":
                acts.append(Act(chance.choice(ASK)))
            case _:
                acts.append(Act(wait=chance.choice(SILENCES)))
    return (*acts, *insisting(chance))


def insisting(chance: random.Random) -> Iterator[Act]:
    """Asks for a person, agrees to what is offered, answers what is asked: once more and again."""
    for turn in range(INSISTING):
        text = chance.choice(ASK) if turn % 3 == 0 else chance.choice((*YES, *PLAIN))
        yield Act(text, tap=None if turn % 3 == 0 else 0, insists=True)


def _texts(by_locale: object) -> Iterator[str]:
    """The texts in whatever holds them: a list, or lists by locale."""
    if isinstance(by_locale, str):
        yield by_locale
    elif isinstance(by_locale, Mapping):
        for one in by_locale.values():
            yield from _texts(one)
    elif isinstance(by_locale, Sequence):
        for one in by_locale:
            yield from _texts(one)


def _like(pattern: str) -> str:
    """A text of the commonest kind of pattern: letters as they stand, then so many digits."""
    head = pattern.partition("[")[0]
    count = pattern.partition("{")[2].rstrip("}").partition(",")[0]
    return head.replace("\\", "") + "1" * (int(count) if count.isdigit() else 3)
