"""The summary of a handover record: what was wanted, tried and answered, from facts by fixed sentences.

It stands in the bot's first locale, the agents' own. Nothing is invented, and no name of the bot's files is
needed to understand it.
"""

from __future__ import annotations

import re

from runtime.core.history import label_of_slot
from runtime.core.limits import EVENTS_TOLD, SUMMARY_CHARS
from runtime.core.record import SlotFact
from runtime.core.state import OpenHandover
from runtime.core.turn import Turn

_QUOTE_CHARS = 140  # of the customer's words in one sentence
_VALUE_CHARS = 40  # of one value; the record has all of it
_TELLING_CHARS = 16  # a first message shorter than this is a greeting
_FACT = re.compile(r"[a-z_.]+ = ")  # evidence that is no words of the customer: `turns.declined = 2`

_SENTENCES = {
    "id": {
        "topic": "Perihal: {0}.",
        "rule": "Diserahkan karena aturan “{0}”{1}.",
        "step": "Diserahkan oleh alur “{0}”{1}.",
        "offer": "Pelanggan menerima tawaran untuk bicara dengan tim{1}.",
        "fault": "Diserahkan karena bot mengalami kendala{1}.",
        "agent": "Diserahkan oleh agen{1}.",
        "known": "Diketahui: {0}.",
        "missing": "Belum didapat: {0}.",
        "tried": "Sebelumnya: {0}.",
        "left": "Pesan yang ditinggalkan: “{0}”.",
        "first": "Awalnya pelanggan menulis: “{0}”.",
        "last": "Terakhir pelanggan menulis: “{0}”.",
    },
    "en": {
        "topic": "About: {0}.",
        "rule": "Handed over by the rule “{0}”{1}.",
        "step": "Handed over by the flow “{0}”{1}.",
        "offer": "The customer accepted the offer to talk to the team{1}.",
        "fault": "Handed over because the bot ran into trouble{1}.",
        "agent": "Handed over by an agent{1}.",
        "known": "Known: {0}.",
        "missing": "Not obtained: {0}.",
        "tried": "Before that: {0}.",
        "left": "Message left: “{0}”.",
        "first": "At first the customer wrote: “{0}”.",
        "last": "The customer's last words: “{0}”.",
    },
}


def summary(turn: Turn, handover: OpenHandover, facts: tuple[SlotFact, ...]) -> str:
    """Return the summary, in at most `SUMMARY_CHARS` characters; what matters most stands first."""
    say = _SENTENCES.get(turn.agents_locale, _SENTENCES["en"])
    parts = [say["topic"].format(fact.shown) for fact in facts if fact.name == "topic"]
    parts.append(_why(say, handover))
    if handover.left_text:
        parts.append(say["left"].format(_short(handover.left_text, _QUOTE_CHARS)))
    known = [f"{fact.label} {_short(fact.shown, _VALUE_CHARS)}" for fact in facts if _said(fact)]
    if known:
        parts.append(say["known"].format(", ".join(known)))
    if handover.missing:
        names = (label_of_slot(turn, missing.slot) for missing in handover.missing)
        parts.append(say["missing"].format(", ".join(names)))
    tried = list(dict.fromkeys(line.text for line in turn.state.transcript if line.who == "event"))
    if tried:
        parts.append(say["tried"].format("; ".join(tried[-EVENTS_TOLD:])))
    words = [line.text for line in turn.state.transcript if line.who == "customer" and line.text]
    first = next((text for text in words[:-1] if len(text) >= _TELLING_CHARS), None)
    if first is not None and first != handover.left_text:
        parts.append(say["first"].format(_short(first, _QUOTE_CHARS)))
    if words and not handover.left_text:
        parts.append(say["last"].format(_short(words[-1], _QUOTE_CHARS)))
    return _short(" ".join(parts), SUMMARY_CHARS)


def _why(say: dict[str, str], handover: OpenHandover) -> str:
    trigger = handover.trigger
    name = trigger.name.partition("/")[0].replace("_", " ")
    words = [f"“{one}”" for one in trigger.evidence if not _FACT.match(one)]
    return say[trigger.by].format(name, f" ({', '.join(words)})" if words else "")


def _said(fact: SlotFact) -> bool:
    """What nobody said or looked up tells an agent little."""
    return fact.name != "topic" and fact.source != "default"


def _short(text: str, chars: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= chars else f"{text[: chars - 1].rstrip()}…"
