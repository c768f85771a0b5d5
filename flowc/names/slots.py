"""Checks slots: their messages, and the sources that fill them at the start of a conversation."""

from __future__ import annotations

from flowc.diagnostics.similar import similar_names
from flowc.names import reserved
from flowc.names.look import Look
from flowc.names.problems.actions import SourceNeedsInput
from flowc.names.problems.slots import SlotCannotBeAsked, SlotNeverAsked, TopicNotChoice, UnknownSource
from flowc.structure import tree


def check(look: Look) -> None:
    for slot in look.bot.slots.values():
        for use in (slot.ask, slot.invalid, slot.confirm):
            look.message(use)
        for source in slot.from_:
            _source(look, source)
    topic = look.bot.slots.get("topic")
    if topic is not None and topic.type.name.text != "choice":
        look.report(TopicNotChoice(topic.type.span, topic.type.name.text))


def asked(look: Look, word: tree.Word, own_ask: bool = False) -> None:
    """Check a slot that a step asks for."""
    slot = look.slot(word)
    if slot is None:
        return
    if slot.type.name.text == "context":
        look.report(SlotCannotBeAsked(word.span, word.text))
    elif slot.ask is None and not own_ask:
        look.report(SlotNeverAsked(word.span, word.text, source_enough=False))


def needed(look: Look, word: tree.Word) -> None:
    """Check a slot that agents need: asked for, or filled from a source."""
    slot = look.slot(word)
    if slot is not None and slot.ask is None and not slot.from_:
        look.report(SlotNeverAsked(word.span, word.text, source_enough=True))


def _source(look: Look, word: tree.Word) -> None:
    head, _, rest = word.text.partition(".")
    if head == "profile":
        fitting = rest in reserved.PROFILE_SOURCES
    elif head == "page":
        fitting = rest in reserved.PAGE_SOURCES or (rest.startswith("query.") and len(rest) > len("query."))
    else:
        action = look.bot.actions.get(head)
        fitting = action is not None and rest in action.outputs
        if fitting and action is not None:
            given = {argument.name.text for argument in action.with_}
            for name in action.inputs:
                if name not in given:
                    look.report(SourceNeedsInput(word.span, head, name))
    if not fitting and head not in look.bot.broken.get("actions", ()):
        look.report(UnknownSource(word.span, word.text, similar_names(word.text, _sources(look))))


def _sources(look: Look) -> list[str]:
    return [
        *(f"profile.{name}" for name in reserved.PROFILE_SOURCES),
        *(f"page.{name}" for name in reserved.PAGE_SOURCES),
        *(f"{action.name.text}.{name}" for action in look.bot.actions.values() for name in action.outputs),
    ]
