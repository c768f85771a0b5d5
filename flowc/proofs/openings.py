"""How a conversation comes to begin where it does: the customer's first words, or what happened before."""

from __future__ import annotations

from collections.abc import Iterator

from flowc.diagnostics.model import Turn, note, said
from flowc.machine import Machine
from flowc.proofs.facts.heard import asked_for
from flowc.proofs.facts.roots import Begins, Root
from flowc.proofs.wording import Wording
from flowc.structure import tree
from runtime.understanding.builtin import INTENTS

_BEFORE = {
    Begins.RESOLVED: note(
        "an agent has helped and closes the handover", "agen sudah membantu dan menyelesaikan percakapan"
    ),
    Begins.RETURNED: note(
        "an agent gives the conversation back to the bot", "agen mengembalikan percakapan ke bot"
    ),
    Begins.LEAVING: note(
        "nobody can take over now, so a message is left",
        "belum ada yang bisa menerima, jadi pesan ditinggalkan",
    ),
    Begins.SHARED: note(
        "a step elsewhere falls back on `defaults`", "langkah di tempat lain memakai `defaults`"
    ),
}


def opening(root: Root, bot: tree.Bot, machine: Machine, wording: Wording) -> Iterator[Turn]:
    """Yield the first lines of a conversation that begins at `root`."""
    if root.begins in _BEFORE:
        yield _BEFORE[root.begins]
        return
    intent = root.name
    if root.begins is Begins.START:
        intent = "greeting"
    elif root.begins is Begins.RULE:
        when = next(rule.when for rule in machine.rules if rule.name == root.name)
        intent = asked_for(when) or ""
    if intent:
        yield said("customer", phrase(intent, bot, wording.locale))
    else:
        yield note(
            f"a message of the customer for which rule `{root.name}` holds",
            f"pesan pelanggan yang memenuhi aturan `{root.name}`",
        )
    if bot.welcome is not None:
        yield said("bot", wording.of(machine.names.of(bot.welcome)))


def phrase(intent: str, bot: tree.Bot, locale: str) -> str:
    """Return words that mean an intent: its first phrase or example in the locale, else its name."""
    declared = bot.intents.get(intent)
    if declared is not None:
        phrases = declared.phrases
        written = () if phrases is None else (*phrases.locales.get(locale, ()), *phrases.all)
        for word in (*written, *declared.examples):
            return word.text
    built_in = INTENTS.get(intent)
    if built_in is not None:
        known = built_in.phrases.get(locale) or built_in.phrases.get("en", ())
        return known[0] if known else intent
    return intent
