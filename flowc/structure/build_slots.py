"""What the bot may know and understand: slots, intents, faq, commands."""

from __future__ import annotations

from decimal import Decimal

from flowc.source.nodes import Node
from flowc.structure.build_allowed import note_allowed
from flowc.structure.build_messages import build_message_use
from flowc.structure.build_values import (
    Context,
    Fields,
    build_boolean,
    build_duration,
    build_expression,
    build_integer,
    build_optional_value,
    build_people_text,
    build_phrases,
    build_type,
    build_word,
    build_words,
    scalar_of,
)
from flowc.structure.tree import Command, Intent, OwnDetector, Phrases, Slot, Understanding, Word


def build_slot(name: Word, node: Node, context: Context) -> Slot:
    fields = Fields(node)
    note_allowed(node, context, name)
    record = build_boolean(fields.get("record"))
    return Slot(
        name=name,
        type=build_type(node, context),
        span=node.span,
        from_=build_words(fields.get("from")),
        default=build_optional_value(fields.get("default")),
        ask=build_message_use(fields.get("ask"), context),
        invalid=build_message_use(fields.get("invalid"), context),
        retries=build_integer(fields.get("retries")),
        check=build_expression(fields.get("check")),
        confirm=build_message_use(fields.get("confirm"), context),
        optional=build_boolean(fields.get("optional")) or False,
        fill=build_word(fields.get("fill")),
        pii=build_boolean(fields.get("pii")),
        record=True if record is None else record,
        label=build_people_text(fields.get("label"), context),
    )


def build_intent(name: Word, node: Node, context: Context) -> Intent:
    """An intent, or a faq: the one with `answer`."""
    fields = Fields(node)
    note_allowed(node, context, name)
    only = build_boolean(fields.get("only")) or False
    return Intent(
        name=name,
        span=node.span,
        label=build_people_text(fields.get("label"), context),
        phrases=build_phrases(fields.get("phrases"), context, only=only),
        examples=build_words(fields.get("examples")),
        patterns=build_words(fields.get("patterns")),
        negative=build_phrases(fields.get("not"), context),
        priority=build_integer(fields.get("priority")) or 0,
        topic=build_word(fields.get("topic")),
        answer=build_message_use(fields.get("answer"), context),
        only=only,
    )


def build_command(name: Word, node: Node, context: Context) -> Command:
    fields = Fields(node)
    only = build_boolean(fields.get("only")) or False
    return Command(name, build_phrases(fields["phrases"], context, only=only) or Phrases(node.span))


def build_understanding(node: Node | None, context: Context) -> Understanding | None:
    if node is None:
        return None
    fields = Fields(node)
    accept = fields.get("accept")
    return Understanding(
        node.span,
        float(Decimal(scalar_of(accept).text)) if accept is not None else None,
        build_duration(fields.get("join_within"), context),
        _detector(fields.get("detector"), context),
    )


def _detector(node: Node | None, context: Context) -> OwnDetector | None:
    if node is None:
        return None
    fields = Fields(node)
    return OwnDetector(build_word(fields["call"]), build_duration(fields.get("timeout"), context))
