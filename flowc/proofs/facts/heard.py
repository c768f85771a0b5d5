"""What customers may say, as the bot itself understands it: every phrase and answer tried on it once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from flowc.machine import Machine
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model
from runtime.artifact.tree import Binary, Expr, Name, Path, String
from runtime.understanding.detect import Detector
from runtime.understanding.result import Understood

Detect = Callable[[str], Understood]

# Commands that are obeyed wherever the bot has the conversation; others only mean something in some places.
ALWAYS_OBEYED = frozenset(("cancel", "menu", "stop"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase or example of an intent or faq, and what it is understood as; empty: as nothing.

    `by`: the text of the other intent that won.
    """

    word: tree.Word
    owner: str
    faq: bool
    example: bool
    reached: str
    reached_faq: bool
    command: str | None
    by: str = ""

    @property
    def is_right(self) -> bool:
        return (self.reached, self.reached_faq, self.command) == (self.owner, self.faq, None)


@dataclass(frozen=True, slots=True)
class Answer:
    """A word that answers a question of options: the option's label or one of its phrases.

    `intent` is what it means beside, `command` the command that it is as a whole.
    """

    word: tree.Word
    option: str
    states: tuple[str, ...]  # that ask for it
    intent: str | None
    command: str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """`rules` has each rule that fires on an intent alone, by the intent."""

    phrases: tuple[Phrase, ...] = ()
    answers: tuple[Answer, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)


def heard(bot: tree.Bot, machine: Machine, understanding: model.Understanding) -> Heard:
    detect = cache(Detector(understanding).detect)  # many options have the same words: "Ya", "Kembali"
    rules: dict[str, str] = {}
    for rule in machine.rules:
        intent = asked_for(rule.when)
        if intent is not None:
            rules.setdefault(intent, rule.name)
    return Heard(tuple(_phrases(bot, detect)), tuple(_answers(bot, machine, detect)), rules)


def asked_for(when: Expr) -> str | None:
    """Return the intent that a rule asks for, where its condition is just that."""
    match when:
        case Binary("=", Path(Name("message"), "intent"), String(intent)):
            return intent
        case _:
            return None


def words_of(phrases: tree.Phrases | None) -> tuple[tree.Word, ...]:
    """Return the phrases of all locales: the bot compares with all of them."""
    if phrases is None:
        return ()
    return (*phrases.all, *(word for some in phrases.locales.values() for word in some))


def _phrases(bot: tree.Bot, detect: Detect) -> Iterator[Phrase]:
    for faq, owners in ((False, bot.intents), (True, bot.faq)):
        for name, intent in owners.items():
            for word in words_of(intent.phrases):
                yield _phrase(word, name, faq, False, detect)
            for word in intent.examples:
                yield _phrase(word, name, faq, True, detect)


def _phrase(word: tree.Word, owner: str, faq: bool, example: bool, detect: Detect) -> Phrase:
    meant = detect(word.text)
    command = meant.command if meant.command in ALWAYS_OBEYED else None
    reached = meant.faq or meant.intent or ""
    by = next((one.text for one in meant.evidence if one.name == reached), "")
    return Phrase(word, owner, faq, example, reached, meant.faq is not None, command, by)


def _answers(bot: tree.Bot, machine: Machine, detect: Detect) -> Iterator[Answer]:
    asked: dict[tuple[Span, str], tuple[tree.Option, list[str]]] = {}
    for key, state in machine.states.items():
        for option in _options(bot, machine.steps.get(key), state):
            asked.setdefault((option.word.span, option.word.text), (option, []))[1].append(key)
    for option, states in asked.values():
        label = () if option.label is None else (option.label.all, *option.label.locales.values())
        for word in (*(one for one in label if one is not None), *words_of(option.phrases)):
            meant = detect(word.text)
            command = meant.command if meant.command in ALWAYS_OBEYED else None
            yield Answer(word, option.word.text, tuple(states), meant.intent, command)


def _options(bot: tree.Bot, step: tree.Step | None, state: model.State) -> tuple[tree.Option, ...]:
    if isinstance(state, model.Choose) and isinstance(step, tree.Choose):
        return tuple(one.option for one in step.options)
    if isinstance(state, model.Ask) and state.slot in bot.slots:
        return bot.slots[state.slot].type.options
    return ()
