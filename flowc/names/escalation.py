"""Checks escalation rules: a way to a person must exist, and no flow may be excepted from it."""

from __future__ import annotations

import re

from flowc.names.look import Look
from flowc.names.problems.flows import HumanExcepted, NoWayToHuman
from flowc.structure import tree

# The text is enough: conditions are parsed by a later stage, and only these comparisons let the intent in.
_ASKED = re.compile(
    r'message\.intent\s*=\s*"ask_human"'
    r'|"ask_human"\s*=\s*message\.intent'
    r'|message\.intent\s+in\s*[(\[][^)\]]*"ask_human"'
    r'|message\.intents\s*,\s*"ask_human"'  # list contains(message.intents, "ask_human")
)

_UNQUOTED = re.compile(r"(?<![\w\"'])ask_human(?![\w\"'])")


def answers_ask_human(rule: tree.Rule) -> bool:
    """Return whether a rule reacts to a customer who asks for a person."""
    return _ASKED.search(rule.when.text) is not None


def _means_to(rule: tree.Rule) -> bool:
    """Return whether a rule names the intent without quotes, which is told where conditions are read."""
    return _UNQUOTED.search(rule.when.text) is not None


def check(look: Look) -> None:
    if not look.bot.broken.get("escalation") and not any(
        answers_ask_human(rule) or _means_to(rule) for rule in look.bot.escalation
    ):
        span = look.bot.escalation[0].name.span if look.bot.escalation else look.bot.name.span
        look.report(NoWayToHuman(span))
    for flow in look.bot.flows.values():
        for word in flow.except_rules:
            rule = look.symbols.rules.get(word.text)
            if look.known("rule", word, look.symbols.rules) and rule is not None and answers_ask_human(rule):
                look.report(HumanExcepted(word.span, word.text))
