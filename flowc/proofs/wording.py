"""The bot's own words, plainly: a message in the first locale, with sample values where it has blanks."""

from __future__ import annotations

import re

from flowc.machine import Machine
from flowc.names.builtin_messages import BUILTIN_MESSAGES
from flowc.proofs import samples
from flowc.structure import tree

MAX_CHARS = 160  # of one message in a witness; its beginning is enough to know it again

_BRANCHES = re.compile(r"\{%-?\s*(?:else|elif)\b.*?\{%-?\s*endif\s*-?%\}", re.DOTALL)
_TAGS = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BLANKS = re.compile(r"\{\{-?\s*([\w.]+).*?\}\}", re.DOTALL)


class Wording:
    """Looks up what the bot says. Nothing is evaluated: of an `if` the first branch is shown."""

    def __init__(self, bot: tree.Bot, machine: Machine) -> None:
        self.locale = bot.locales[0].text if bot.locales else "id"
        self._bot = bot
        self._messages = {**bot.messages, **machine.names.in_place}

    def of(self, name: str) -> str:
        """Return the words of a message, on one line; its name where there are none."""
        return self.filled(self._template(name)) or name

    def filled(self, template: str) -> str:
        """Return a text of a message with sample values, on one line."""
        return _line(self._with_samples(template))

    def label(self, option: tree.Option) -> str:
        return samples.option(option, self.locale)

    def _template(self, name: str) -> str:
        message = self._messages.get(name)
        if message is not None:
            return _first_text(message, self.locale)
        built_in = BUILTIN_MESSAGES.get(name)
        texts = {} if built_in is None else built_in.locales.get(self.locale, built_in.locales["en"])
        return next(iter(texts.values()), "")

    def _with_samples(self, template: str) -> str:
        return _BLANKS.sub(lambda blank: self._sample(blank[1]), _TAGS.sub("", _BRANCHES.sub("", template)))

    def _sample(self, path: str) -> str:
        slot = self._bot.slots.get(path)
        return samples.UNKNOWN if slot is None else samples.answer(slot.type, self.locale)


def _first_text(message: tree.Message, locale: str) -> str:
    for variant in message.variants:
        if (variant.locale is None or variant.locale.text == locale) and variant.contents:
            return variant.contents[0].text.text
    return ""


def _line(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= MAX_CHARS else f"{joined[: MAX_CHARS - 1]}…"
