"""Filling slots without a question: from the channel at the beginning, later from what is said in passing.

What a channel tells is read as an answer would be: a name that is too long, or a plan that does not exist,
fills nothing.
"""

from __future__ import annotations

from dataclasses import replace

from runtime.artifact.model import Slot
from runtime.core.asking import asked
from runtime.core.events import CustomerWrote
from runtime.core.reading import read_text
from runtime.core.slots import is_known, keep, passes
from runtime.core.state import Known
from runtime.core.turn import Turn


def fill_from_channel(turn: Turn) -> None:
    """Fill slots from the profile and the page of a conversation that begins: the first source that has a
    value.

    What a customer's slot held before is read anew.
    """
    for name, slot in turn.program.artifact.slots.items():
        known = turn.state.slots.get(name)
        if known is not None and known.source == "given":  # a test's own value
            continue
        for source in slot.from_:
            if _from_channel(turn, name, slot, source):
                break


def _from_channel(turn: Turn, name: str, slot: Slot, source: str) -> bool:
    kind, _, path = source.partition(".")
    texts = {"profile": turn.state.profile, "page": turn.state.page}.get(kind)
    text = texts.get(path) if texts is not None else None
    if not text or not text.strip():
        return False
    read = read_text(turn, slot.type, text, slot.place)
    if not isinstance(read, Known):
        turn.trace("source_does_not_fit", slot.place, slot=name, source=source)
        return False
    known = Known(read.value, kind, turn.now, origin=source)
    return passes(turn, name, known) and keep(turn, name, known)


def fill_from_words(turn: Turn, event: CustomerWrote) -> None:
    """Fill slots from free text, and the topic from what the message is about."""
    artifact, understood = turn.program.artifact, event.understood
    waiting = turn.state.waiting
    awaited = asked(turn, waiting).slot if waiting is not None else None
    filled = set()
    for name, candidates in understood.slot_candidates.items():
        slot = artifact.slots.get(name)
        if slot is None or name == awaited or slot.fill == "asked" or not candidates:
            continue
        if slot.fill == "empty" and is_known(turn, name):
            continue
        text = candidates[0].value
        if slot.type.name == "choice" and not candidates[0].given:
            # two options at once do not fit: a choice is read from the whole message
            text = event.received.text
        known = read_text(turn, slot.type, text, slot.place)
        if isinstance(known, Known) and passes(turn, name, known):
            keep(turn, name, replace(known, said=candidates[0].text))
            filled.add(name)
    if "topic" in artifact.slots and "topic" not in filled and awaited != "topic":
        _fill_topic(turn, event)


def _fill_topic(turn: Turn, event: CustomerWrote) -> None:
    understood, parts = event.understood, turn.program.artifact.understanding
    about = parts.intents.get(understood.intent or "") or parts.faq.get(understood.faq or "")
    if about is None or about.topic is None:
        return
    words = next((one.text for one in understood.evidence if one.kind in ("intent", "faq")), "")
    known = Known(about.topic, "said", turn.now, said=words or event.received.text, origin=event.id)
    keep(turn, "topic", known)
