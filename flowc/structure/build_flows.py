"""Flows, escalation rules, and what holds where a step says nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from flowc.source.durations import read_duration
from flowc.source.nodes import Node, Scalar
from flowc.structure.build_allowed import note_allowed
from flowc.structure.build_steps import (
    build_block,
    build_handover,
    build_offer,
    build_optional_block,
    build_run_flow,
    build_timeout,
)
from flowc.structure.build_values import (
    Context,
    Fields,
    build_duration,
    build_expression,
    build_integer,
    build_people_text,
    build_types,
    build_word,
    build_words,
    items_of,
    scalar_of,
)
from flowc.structure.tree import (
    CoolDown,
    Defaults,
    Duration,
    Flow,
    Handover,
    Offer,
    Rule,
    RunFlow,
    Shortcut,
    Word,
)


def build_flow(name: Word, node: Node, context: Context) -> Flow:
    fields = Fields(node)
    note_allowed(node, context, name)
    escalation = fields.get("escalation")
    exceptions = Fields(escalation) if escalation is not None else None
    return Flow(
        name=name,
        span=node.span,
        steps=build_block(fields["steps"], context),
        start_on=build_words(fields.get("start_on")),
        inputs=build_types(fields.get("inputs"), context),
        outputs=build_words(fields.get("outputs")),
        if_interrupted=build_word(fields.get("if_interrupted")),
        except_rules=build_words(exceptions["except"]) if exceptions else (),
        except_reason=build_word(exceptions["reason"]) if exceptions else None,
    )


def build_shortcut(name: Word, node: Node, context: Context) -> Shortcut:
    fields = Fields(node)
    note_allowed(node, context, name)
    return Shortcut(
        name=name,
        span=node.span,
        label=build_people_text(fields["label"], context),
        needs=build_words(fields.get("needs")),
        steps=build_block(fields["steps"], context),
    )


def build_rules(node: Node | None, context: Context) -> tuple[Rule, ...]:
    return tuple(_rule(item, context) for item in items_of(node))


def _rule(node: Node, context: Context) -> Rule:
    """A step without a guard of its own: the rule has it."""
    fields = Fields(node)
    note_allowed(node, context)
    step: Handover | Offer | RunFlow
    if "handover" in fields:
        step = replace(build_handover(fields, context), when=None)
    elif "offer" in fields:
        step = replace(build_offer(fields, context), when=None)
    else:
        step = replace(build_run_flow(fields, context), when=None)
    return Rule(
        name=build_word(fields["rule"]),
        span=node.span,
        when=build_expression(fields["when"]),
        step=step,
        cool_down=_cool_down(fields.get("cool_down")),
    )


def _cool_down(node: Node | None) -> CoolDown | None:
    if node is None:
        return None
    scalar: Scalar = scalar_of(node)
    if scalar.text == "conversation":
        return CoolDown(scalar.span, conversation=True)
    if turns := re.fullmatch(r"([0-9]+) turns?", scalar.text):
        return CoolDown(scalar.span, turns=int(turns[1]))
    length = read_duration(scalar.text)
    return CoolDown(scalar.span, duration=Duration(length, scalar.span) if length is not None else None)


def build_defaults(node: Node | None, context: Context) -> Defaults | None:
    if node is None:
        return None
    fields = Fields(node)
    return Defaults(
        span=node.span,
        timeout=build_timeout(fields.get("timeout"), context),
        retries=build_integer(fields.get("retries")),
        on_invalid=build_optional_block(fields.get("on_invalid"), context),
        on_error=build_optional_block(fields.get("on_error"), context),
        idle_after=build_duration(fields.get("idle_after"), context),
    )
