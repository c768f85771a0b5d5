"""Escalation rules: what they are true of, and whether that ever passes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from flowc.structure import tree
from flowc.types.checking import Checking
from flowc.types.decisions import asked_tables, parts
from flowc.types.problems.rules import RuleFiresAgain
from runtime.artifact.tree import Expr, Name, Path, Test

# What is about one message, or is counted anew when a colleague gives the conversation back.
PASSING = frozenset(("message", "turns", "conversation.sentiment"))


def check_rules(check: Checking) -> None:
    for rule in check.symbols.bot.escalation:
        check.condition(rule.when, check.scope)
        rests = rule.cool_down is not None or isinstance(rule.step, tree.Offer)  # an offer rests by itself
        parsed = check.parsed(rule.when)
        if parsed is not None and not rests:
            named = _names_behind(parsed, check)
            if named and not named & PASSING:
                check.report(RuleFiresAgain(rule.when.span, rule.name.text))


def _names_behind(expression: Expr, check: Checking) -> set[str]:
    """Return what an expression names; a table stands for what it names, and the tables that it asks."""
    tables, typed = check.symbols.bot.tables, check.typed()
    named: set[str] = set()
    pending: list[Expr | Test] = [expression]
    asked: set[str] = set()
    while pending:
        part = pending.pop()
        named.update(name for name in _names(part) if name.partition(".")[0] != "table")
        for name in asked_tables(part):
            if name in tables and name not in asked:
                asked.add(name)
                pending.extend(parts(tables[name], typed))
    return named


def _names(part: object) -> Iterator[str]:
    """Return the names that an expression begins its paths with, with their first member too."""
    if isinstance(part, Name):
        yield part.name
    elif isinstance(part, Path) and isinstance(part.of, Name):
        yield from (part.of.name, f"{part.of.name}.{part.name}")
    elif is_dataclass(part):
        for one in fields(part):
            yield from _names(getattr(part, one.name))
    elif isinstance(part, tuple):
        for item in part:
            yield from _names(item)
