"""Finding 10,000 phrases in a message, beside an automaton in C, and beside finding 10 of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from itertools import cycle

from benchmarks import bot
from benchmarks.goal import Figure
from benchmarks.measure import measure
from runtime.understanding.phrases import PhraseIndex

MANY = 10_000
FEW = 10
TIMES_AUTOMATON = 6
MESSAGE_WORDS = 30  # about 200 letters

_FILLING = (
    *("kak", "mau", "tanya", "dong", "kemarin", "saya", "lihat", "di", "toko", "katanya", "ada", "tapi"),
    *("belum", "yakin", "jadi", "tolong", "info"),
)

Find = Callable[[str], object]


def figures() -> Iterator[Figure]:
    try:
        automaton = import_module("ahocorasick").Automaton()
    except ImportError:
        yield Figure("phrases: left out, `pip install pyahocorasick` first", 0, "")
        return
    many, few = (bot.phrases(count) for count in (MANY, FEW))
    texts = [message(number, many) for number in range(200)]
    index = PhraseIndex((phrase, phrase) for phrase in many)
    for phrase in many:
        automaton.add_word(f" {phrase} ", phrase)
    automaton.make_automaton()

    def ours(text: str) -> set[str]:
        return {hit.of for hit in index.find(text)}

    def theirs(text: str) -> set[str]:
        return {phrase for _, phrase in automaton.iter(f" {text} ")}

    assert all(ours(text) == theirs(text) != set() for text in texts), "both must find the same"
    small = PhraseIndex((phrase, phrase) for phrase in few)
    said = cycle(texts)
    taken = measure(
        {
            "ours": partial(_next, ours, said),
            "theirs": partial(_next, theirs, said),
            "few": partial(_next, lambda text: {hit.of for hit in small.find(text)}, said),
        }
    )
    yield Figure(f"{MANY:,} phrases in a message of {MESSAGE_WORDS} words", taken["ours"].us, "µs")
    yield Figure("pyahocorasick on the same", taken["theirs"].us, "µs")
    yield Figure("10,000 phrases, beside it", taken["ours"].times(taken["theirs"]), "×", TIMES_AUTOMATON)
    yield Figure("10,000 phrases, beside 10", taken["ours"].times(taken["few"]), "")


def message(number: int, phrases: Sequence[str]) -> str:
    """Return a normalised message with two of the phrases in it."""
    words = (_FILLING * 3)[number % 7 : number % 7 + MESSAGE_WORDS - 6]
    first, second = phrases[number * 37 % len(phrases)], phrases[number * 101 % len(phrases)]
    return " ".join((*words[:9], first, *words[9:], second))


def _next(find: Find, said: Iterator[str]) -> object:
    return find(next(said))
