"""Intents, faq and commands: the built-in ones with what the bot adds to them, phrases normalised."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flowc.emit.likeness import likeness
from flowc.machine.at import place
from flowc.machine.messages import MessageNames
from flowc.machine.options import label, phrases, unique
from flowc.structure import tree
from runtime.artifact import model
from runtime.understanding.builtin import COMMANDS, INTENTS

# Decision 0013: on a phone people write one thought in several messages; on a page they wait for the answer.
JOIN_WITHIN = dict.fromkeys(("whatsapp", "telegram", "messenger", "instagram", "sms"), timedelta(seconds=1))


def understanding(bot: tree.Bot, names: MessageNames) -> model.Understanding:
    locales = tuple(word.text for word in bot.locales)
    written = bot.understanding
    intents = {name: _of_locales(intent, locales) for name, intent in INTENTS.items()}
    for name, intent in bot.intents.items():
        intents[name] = _added(intents.get(name), _intent(intent, names, locales), intent)
    commands = {name: _only(found, locales) for name, found in COMMANDS.items()}
    for name, command in bot.commands.items():
        own = phrases(command.phrases, locales)
        before: Mapping[str, tuple[str, ...]] = {} if command.phrases.only else commands.get(name, {})
        commands[name] = _joined(before, own)
    settings = model.Understanding()
    faq = {name: _intent(one, names, locales) for name, one in bot.faq.items()}
    return model.Understanding(
        accept=settings.accept if written is None or written.accept is None else written.accept,
        join_within=_join_within(bot),
        intents=intents,
        faq=faq,
        commands=commands,
        likeness=likeness(intents, faq),
        detector=None if written is None else _detector(written.detector),
    )


def _detector(written: tree.OwnDetector | None) -> model.OwnDetector | None:
    if written is None:
        return None
    if written.timeout is None:
        return model.OwnDetector(written.call.text)
    return model.OwnDetector(written.call.text, written.timeout.value)


def _join_within(bot: tree.Bot) -> dict[str, timedelta]:
    """Return how long texts wait for others, for each channel where they do."""
    written = bot.understanding
    own = None if written is None or written.join_within is None else written.join_within.value
    within = {word.text: own if own is not None else JOIN_WITHIN.get(word.text) for word in bot.channels}
    return {channel: span for channel, span in within.items() if span}


def _intent(written: tree.Intent, names: MessageNames, locales: tuple[str, ...]) -> model.Intent:
    return model.Intent(
        label=label(written.label, locales, written.name.text),
        phrases=phrases(written.phrases, locales),
        patterns=tuple(word.text for word in written.patterns),
        examples=unique(word.text for word in written.examples),
        negative=phrases(written.negative, locales),
        priority=written.priority,
        topic=None if written.topic is None else written.topic.text,
        answer=None if written.answer is None else names.of(written.answer),
        place=place(written.name.span),
    )


def _added(before: model.Intent | None, own: model.Intent, written: tree.Intent) -> model.Intent:
    """Return a declared intent: it adds to the built-in one of its name, or with `only` replaces it."""
    if before is None or written.only:
        return own
    return model.Intent(
        label=own.label if written.label is not None else before.label,
        phrases=_joined(before.phrases, own.phrases),
        patterns=tuple(dict.fromkeys((*before.patterns, *own.patterns))),
        examples=tuple(dict.fromkeys((*before.examples, *own.examples))),
        negative=_joined(before.negative, own.negative),
        priority=own.priority or before.priority,
        topic=own.topic or before.topic,
        answer=own.answer or before.answer,
        place=own.place,
    )


def _of_locales(intent: model.Intent, locales: tuple[str, ...]) -> model.Intent:
    """Return a built-in intent for the bot's locales; its label falls back to the first that is known."""
    known = next(iter(intent.label.values()), "")
    return model.Intent(
        label={locale: intent.label.get(locale, known) for locale in locales},
        phrases=_only(intent.phrases, locales),
        patterns=intent.patterns,
        examples=intent.examples,
        negative=_only(intent.negative, locales),
        priority=intent.priority,
    )


def _only(found: model.LocalePhrases, locales: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {locale: found[locale] for locale in locales if locale in found}


def _joined(
    before: Mapping[str, tuple[str, ...]], own: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    return {
        locale: tuple(dict.fromkeys((*before.get(locale, ()), *own.get(locale, ()))))
        for locale in dict.fromkeys((*before, *own))
    }
