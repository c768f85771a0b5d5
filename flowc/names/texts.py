"""Checks that every text for people exists in every locale, channel and kind of wait where it can be needed.

A text under a locale that the bot does not declare was refused before; what that text then lacks is not told.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowc.diagnostics.similar import similar_names
from flowc.names import reserved
from flowc.names.builtin_messages import BUILTIN_MESSAGES, LOCALES, WAIT_KINDS, WAIT_MESSAGES
from flowc.names.declared import types
from flowc.names.look import Look
from flowc.names.problems.messages import (
    MisplacedWaitKind,
    MissingBuiltin,
    MissingChannel,
    MissingLocale,
    MissingWaitKind,
    SuggestWithoutLabel,
    UnknownChannel,
)
from flowc.structure import tree


def check(look: Look) -> None:
    for name, message in look.bot.messages.items():
        _message(look, name, message)
    for position, in_place in look.symbols.in_place.items():
        _message(look, position, in_place)
    for what, text in _people_texts(look):
        _people_text(look, what, text)
    for locale in look.bot.locales:
        if locale.text not in LOCALES:
            declared = {*look.bot.messages, *look.bot.broken.get("messages", ())}
            missing = tuple(name for name in BUILTIN_MESSAGES if name not in declared)
            if missing:
                look.report(MissingBuiltin(locale.span, locale.text, missing))


def _message(look: Look, what: str, message: tree.Message) -> None:
    place = message.name.span if message.name is not None else message.span
    locales = tuple(locale.text for locale in look.bot.locales)
    by_locale: dict[str | None, list[tree.Variant]] = {}
    for variant in message.variants:
        by_locale.setdefault(variant.locale.text if variant.locale is not None else None, []).append(variant)
        for content in variant.contents:
            _suggestions(look, content)
    if None not in by_locale or len(locales) > 1:
        builtin = BUILTIN_MESSAGES[what].locales if what in BUILTIN_MESSAGES else {}
        missing = tuple(locale for locale in locales if locale not in by_locale and locale not in builtin)
        if missing and not look.told_inside(message.span):
            look.report(MissingLocale(place, what, missing))
    for variants in by_locale.values():
        _channels(look, what, variants)


def _channels(look: Look, what: str, variants: list[tree.Variant]) -> None:
    channels = tuple(channel.text for channel in look.bot.channels)
    found: dict[str, list[tree.Variant]] = {}
    plain: list[tree.Variant] = []
    for variant in variants:
        if variant.channel is None:
            plain.append(variant)
            continue
        name = variant.channel.text
        if name != "default" and name not in channels:
            look.report(
                UnknownChannel(
                    variant.channel.span, name, channels, similar_names(name, (*channels, "default"))
                )
            )
        found.setdefault(name, []).append(variant)
    if found and not plain and "default" not in found:
        missing = tuple(channel for channel in channels if channel not in found)
        if missing:
            look.report(MissingChannel(variants[0].span, what, missing))
    for same in (*found.values(), plain):
        _waits(look, what, same)


def _waits(look: Look, what: str, variants: list[tree.Variant]) -> None:
    kinds = [variant.wait for variant in variants if variant.wait is not None]
    if not kinds:
        return
    if what not in WAIT_MESSAGES:
        look.report(MisplacedWaitKind(kinds[0].span, what))
        return
    written = {kind.text for kind in kinds if look.known("wait kind", kind, WAIT_KINDS)}
    if len(written) < len(kinds):
        return
    missing = tuple(kind for kind in WAIT_KINDS if kind not in written)
    if missing and len(kinds) == len(variants):
        look.report(MissingWaitKind(variants[0].span, what, missing))


def _suggestions(look: Look, content: tree.Content) -> None:
    for word in content.suggest:
        if not look.known("intent", word, look.symbols.intents):
            continue
        intent = look.symbols.intents[word.text]
        if intent is not None and intent.label is None and word.text not in reserved.BUILTIN_INTENTS:
            look.report(SuggestWithoutLabel(word.span, word.text))


def _people_text(look: Look, what: str, text: tree.PeopleText) -> None:
    if text.all is None:
        locales = tuple(locale.text for locale in look.bot.locales)
        missing = tuple(locale for locale in locales if locale not in text.locales)
        if missing and not look.told_inside(text.span):
            look.report(MissingLocale(text.span, what, missing))


def _options(look: Look) -> Iterator[tree.Option]:
    for type_ in types(look.bot):
        yield from type_.options
    for visit in look.symbols.visits:
        if isinstance(visit.step, tree.Choose):
            for choose in visit.step.options:
                yield choose.option


def _people_texts(look: Look) -> Iterator[tuple[str, tree.PeopleText]]:
    for slot in look.bot.slots.values():
        if slot.label is not None:
            yield slot.name.text, slot.label
    for option in _options(look):
        if option.label is not None:
            yield option.word.text, option.label
    for intent in (*look.bot.intents.values(), *look.bot.faq.values()):
        if intent.label is not None:
            yield intent.name.text, intent.label
    for division in look.bot.divisions.values():
        yield division.name.text, division.title
