"""Checks the types that a bot declares, and what slots and actions say about their values."""

from __future__ import annotations

from flowc.names.declared import types
from flowc.structure import tree
from flowc.types.arguments import check_arguments
from flowc.types.checking import Checking
from flowc.types.literals import literal
from flowc.types.namespaces import kind_of_type
from flowc.types.patterns import check_pattern
from flowc.types.problems.values import BrokenPattern, KnownTooLate, LimitsCrossed, OutOfBounds, SlowPattern
from runtime.artifact import tree as feel
from runtime.feel.evaluate import compile_expr

MAX_TEXT = 1_024  # characters of an answer (LANGUAGE section 2)
MAX_LIST = 20  # items of an answer

# What is known when a conversation begins, before anything is said (LANGUAGE section 2, sources)
_AT_START = ("customer", "conversation", "page", "now")


def check_declarations(check: Checking) -> None:
    for type_ in types(check.symbols.bot):
        _type(check, type_)
    for slot in check.symbols.bot.slots.values():
        if slot.default is not None:
            check.value(slot.default, slot.type, check.scope)
        if slot.check is not None:
            check.condition(slot.check, check.with_names({"value": kind_of_type(slot.type)}))
        _sources(check, slot)
    for intent in (*check.symbols.bot.intents.values(), *check.symbols.bot.faq.values()):
        for pattern in intent.patterns:
            _pattern(check, pattern)
    sources = {
        source.text.partition(".")[0] for slot in check.symbols.slots.values() for source in slot.from_
    }
    for action in check.symbols.bot.actions.values():
        _action(check, action, at_start=action.name.text in sources)


def _type(check: Checking, type_: tree.Type) -> None:
    if type_.pattern is not None:
        _pattern(check, type_.pattern)
    for option in type_.options:
        check.condition(option.when, check.scope)
    most = {"text": MAX_TEXT, "list": MAX_LIST}.get(type_.name.text)
    if most is None:
        for limit in (type_.min, type_.max):
            if limit is not None:
                check.value(limit, type_, check.scope)
    else:
        for limit in (type_.min, type_.max):
            if limit is not None and not _is_length(limit, most):
                check.report(OutOfBounds(limit.span, limit.text or "null", most))
    _order(check, type_, measured=most is not None)


def _is_length(limit: tree.Value, most: int) -> bool:
    text = limit.text or ""
    return isinstance(limit, tree.Literal) and text.isdecimal() and len(text) <= 4 and int(text) <= most


def _order(check: Checking, type_: tree.Type, measured: bool) -> None:
    low, high = type_.min, type_.max
    if not isinstance(low, tree.Literal) or not isinstance(high, tree.Literal):
        return
    number = tree.Type(tree.Word("number", type_.span), type_.span) if measured else type_
    least, most = literal(low, number), literal(high, number)
    if least is None or most is None:
        return
    if compile_expr(feel.Binary(">", least, most))({}) is True:
        check.report(LimitsCrossed(low.span, low.text or "", high.text or ""))


def _pattern(check: Checking, pattern: tree.Word) -> None:
    fault = check_pattern(pattern.text)
    if fault is None:
        return
    span = pattern.place(fault.start, max(fault.end, fault.start + 1)) if pattern.text else pattern.span
    if fault.kind == "too_many_ways":
        check.report(SlowPattern(span))
    else:
        check.report(BrokenPattern(span, fault.kind))


def _sources(check: Checking, slot: tree.Slot) -> None:
    """An output that fills a slot must be of its type; a profile or page gives texts, read as answers are."""
    for source in slot.from_:
        head, _, output = source.text.partition(".")
        action = check.symbols.actions.get(head)
        if action is not None and output in action.outputs:
            check.fits(kind_of_type(action.outputs[output].type), kind_of_type(slot.type), source.span)


def _action(check: Checking, action: tree.Action, *, at_start: bool) -> None:
    """Check an action. `at_start`: a slot comes from it, so it runs before anything is asked."""
    of = ("action", action.name.text)
    check_arguments(check, action.with_, action.inputs, check.scope, of)
    if action.http is not None:
        inputs = {name: kind_of_type(type_) for name, type_ in action.inputs.items()}
        for argument in (*action.http.query, *(action.http.body or ())):
            check.value(argument.value, None, check.with_names(inputs))
    if at_start:
        for argument in action.with_:
            if isinstance(argument.value, tree.Expression):
                _known_at_start(check, argument.value, action)


def _known_at_start(check: Checking, expression: tree.Expression, action: tree.Action) -> None:
    typed = check.typed()
    for name in sorted(_roots(typed.expr(expression))):
        if name in check.scope and name not in _AT_START:
            check.report(KnownTooLate(expression.span, name, action.name.text))


def _roots(expr: object) -> set[str]:
    """Return the first names of all paths in an expression."""
    if isinstance(expr, feel.Name):
        return {expr.name}
    if isinstance(expr, tuple):
        return {name for item in expr for name in _roots(item)}
    fields = getattr(type(expr), "__dataclass_fields__", {})
    return {name for field in fields for name in _roots(getattr(expr, field))}
