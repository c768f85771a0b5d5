"""Checks the names that a bot declares: taken twice, reserved by the language, or with a dot in the wrong
place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from flowc.diagnostics.similar import similar_names
from flowc.names import reserved
from flowc.names.builtin_messages import BUILTIN_MESSAGES
from flowc.names.look import Look
from flowc.names.problems.references import MisplacedDot, NameTaken, ReservedName
from flowc.names.symbols import calls_into
from flowc.source.span import Span
from flowc.structure import tree


def check(look: Look) -> None:
    _slots(look)
    _inputs(look)
    _results(look)
    for name, message in look.bot.messages.items():
        if "." in name and name not in BUILTIN_MESSAGES:
            span = message.name.span if message.name is not None else message.span
            look.report(MisplacedDot(span, name, "message", similar_names(name, BUILTIN_MESSAGES)))
    _reserved(look, "action", reserved.ACTION_WORDS, (one.name for one in look.bot.actions.values()))
    _reserved(look, "division", reserved.DIVISION_WORDS, (one.name for one in look.bot.divisions.values()))
    _reserved(look, "calendar", frozenset({"always"}), (one.name for one in look.bot.hours.values()))
    _twice(look, "rule", (rule.name for rule in look.bot.escalation))
    decisions = (table.name for table in look.bot.tables.values())
    _twice(look, "table", chain((table.name for table in look.bot.routing), decisions))
    for options in _choices(look.bot):
        _twice(look, "option", (option.word for option in options))


def _slots(look: Look) -> None:
    for slot in look.bot.slots.values():
        group, dot, name = slot.name.text.partition(".")
        if not dot:
            _variable(look, "slot", slot.name)
        elif group == "customer" and name in reserved.CUSTOMER_NAMES:
            look.report(ReservedName(slot.name.span, slot.name.text, "slot"))
        elif group != "customer":
            look.report(MisplacedDot(slot.name.span, slot.name.text, "slot"))


def _variable(look: Look, kind: str, word: tree.Word) -> None:
    if word.text in reserved.NAMESPACES or word.text in reserved.FEEL_WORDS:
        look.report(ReservedName(word.span, word.text, kind))
    elif "." in word.text and kind != "slot":
        look.report(MisplacedDot(word.span, word.text, kind))


def _inputs(look: Look) -> None:
    for flow in look.bot.flows.values():
        for name, type_ in flow.inputs.items():
            _variable(look, "input", tree.Word(name, type_.span))
            if name in look.bot.slots:
                first = look.bot.slots[name].name.span
                look.report(NameTaken(type_.span, name, "input", "slot", first))


def _results(look: Look) -> None:
    """A result may go into a slot of type context; otherwise its name is its own, and one source fills it."""
    for visit in look.symbols.visits:
        called, into = calls_into(visit.step)
        if called is None or into is None or into.name is None:
            continue
        name = into.name.text
        _variable(look, "result", into.name)
        slot = look.bot.slots.get(name)
        if slot is not None:
            if slot.type.name.text != "context":
                look.report(NameTaken(into.name.span, name, "result", "slot", slot.name.span))
            continue
        if visit.home.flow is not None and name in visit.home.flow.inputs:
            look.report(NameTaken(into.name.span, name, "result", "input", visit.home.flow.inputs[name].span))
            continue
        first = look.symbols.results.get(name)
        is_flow = isinstance(visit.step, tree.RunFlow)
        if first is not None and (
            first.source.name.text != called.text or isinstance(first.source, tree.Flow) != is_flow
        ):
            look.report(NameTaken(into.name.span, name, "result", "result", first.name.span))


def _reserved(look: Look, kind: str, words: frozenset[str], names: Iterator[tree.Word]) -> None:
    for name in names:
        if name.text in words:
            look.report(ReservedName(name.span, name.text, kind))


def _twice(look: Look, kind: str, names: Iterator[tree.Word]) -> None:
    first: dict[str, Span] = {}
    for name in names:
        if name.text in first:
            look.report(NameTaken(name.span, name.text, kind, kind, first[name.text]))
        else:
            first[name.text] = name.span


def _choices(bot: tree.Bot) -> Iterator[tuple[tree.Option, ...]]:
    for type_ in types(bot):
        yield type_.options


def types(bot: tree.Bot) -> Iterator[tree.Type]:
    """Yield every type that is written in a bot, the inner ones of lists and contexts too."""
    for slot in bot.slots.values():
        yield from _inner(slot.type)
    for flow in bot.flows.values():
        for type_ in flow.inputs.values():
            yield from _inner(type_)
    for action in bot.actions.values():
        for type_ in action.inputs.values():
            yield from _inner(type_)
        for output in action.outputs.values():
            yield from _inner(output.type)


def _inner(type_: tree.Type) -> Iterator[tree.Type]:
    yield type_
    if type_.of is not None:
        yield from _inner(type_.of)
    for field in type_.fields.values():
        yield from _inner(field)
