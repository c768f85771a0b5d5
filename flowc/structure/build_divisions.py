"""Divisions, and the settings of all handovers."""

from __future__ import annotations

from flowc.source.nodes import Mapping, Node
from flowc.structure.build_allowed import note_allowed
from flowc.structure.build_messages import build_message_use
from flowc.structure.build_values import (
    Context,
    Fields,
    build_boolean,
    build_duration,
    build_integer,
    build_people_text,
    build_word,
    build_words,
    entries_of,
    items_of,
)
from flowc.structure.tree import Division, Fallback, HandoverSettings, Retention, Ring, Rung, SlaClock, Word

_DURATIONS = (
    "accept_within",
    "collect_within",
    "agent_silent_after",
    "customer_silent_after",
    "give_up_after",
    "reopen_within",
    "survey_within",
    "priority_step",
)


def build_division(name: Word, node: Node, context: Context) -> Division:
    fields = Fields(node)
    note_allowed(node, context, name)
    return Division(
        name=name,
        span=node.span,
        title=build_people_text(fields["name"], context),
        hours=build_word(fields.get("hours")),
        needs=build_words(fields.get("needs")),
        levels=build_words(fields.get("levels")),
        above=build_word(fields.get("above")),
        skills=build_words(fields.get("skills")),
        fallback=_fallback(fields.get("fallback")),
        queue_limit=build_integer(fields.get("queue_limit")),
        capacity=build_integer(fields.get("capacity")),
        assign=build_word(fields.get("assign")),
        sticky=build_duration(fields.get("sticky"), context),
        relax=tuple(_ring(ring, context) for ring in items_of(fields.get("relax"))),
        overflow_after=build_duration(fields.get("overflow_after"), context),
        wait_limit=build_duration(fields.get("wait_limit"), context),
        sla=tuple(_clock(clock, value, context) for clock, value in entries_of(fields.get("sla"))),
    )


def _fallback(node: Node | None) -> Fallback | None:
    if node is None:
        return None
    if isinstance(node, Mapping):
        causes = {cause.text: build_words(chain) for cause, chain in entries_of(node)}
        return Fallback(node.span, None, causes)
    return Fallback(node.span, build_words(node))


def _ring(node: Node, context: Context) -> Ring:
    fields = Fields(node)
    return Ring(node.span, build_duration(fields["after"], context), build_words(fields["drop"]))


def _clock(name: Word, node: Node, context: Context) -> SlaClock:
    fields = Fields(node)
    within = build_duration(fields["within"], context)
    ladder = tuple(_rung(rung, context) for rung in items_of(fields.get("ladder")))
    return SlaClock(name, within, build_word(fields.get("clock")), ladder)


def _rung(node: Node, context: Context) -> Rung:
    fields = Fields(node)
    return Rung(
        span=node.span,
        at=build_duration(fields["at"], context),
        notify=build_word(fields.get("notify")),
        priority=build_word(fields.get("priority")),
        level=build_word(fields.get("level")),
        to=build_word(fields.get("to")),
        say=build_message_use(fields.get("say"), context),
    )


def build_handover_settings(node: Node | None, context: Context) -> HandoverSettings | None:
    if node is None:
        return None
    fields = Fields(node)
    updates = fields.get("updates")
    often = Fields(updates) if updates is not None else None
    return HandoverSettings(
        span=node.span,
        after=build_word(fields.get("after")),
        on_return=build_word(fields.get("on_return")),
        update_every=build_duration(often.get("every"), context) if often else None,
        updates_at_most=build_integer(often.get("at_most")) if often else None,
        max_transfers=build_integer(fields.get("max_transfers")),
        durations={key: build_duration(fields[key], context) for key in _DURATIONS if key in fields},
        faq_while_waiting=build_boolean(fields.get("faq_while_waiting")),
    )


def build_retention(node: Node, context: Context) -> Retention:
    fields = Fields(node)
    return Retention(
        node.span,
        build_duration(fields["transcript"], context),
        build_duration(fields["handover"], context),
        build_duration(fields["customer"], context),
    )
