"""Checks the expressions and values of steps."""

from __future__ import annotations

from flowc.names.walk import Visit
from flowc.structure import tree
from flowc.types.arguments import check_call, check_run
from flowc.types.checking import Checking, Scope
from flowc.types.namespaces import kind_of_type
from flowc.types.switches import check_switch


def check_steps(check: Checking) -> None:
    for visit in check.symbols.visits:
        scope = check.in_flow(visit.home.flow, visit.in_on_error)
        check.condition(visit.step.when, scope)
        _step(check, visit, scope)


def _step(check: Checking, visit: Visit, scope: Scope) -> None:
    step = visit.step
    match step:
        case tree.Collect() if step.verify is not None:
            verify = step.verify
            check_call(check, verify.call, verify.with_, scope, verify.call.span)
            _into(check, verify.call, verify.into)
            slot = check.symbols.slots.get(step.slots[0].text) if step.slots else None
            value = {"value": kind_of_type(slot.type)} if slot is not None else {}
            check.condition(verify.check, {**scope, **value})
        case tree.Choose():
            for choose in step.options:
                check.condition(choose.option.when, scope)
        case tree.Call():
            check_call(check, step.action, step.with_, scope, step.action.span)
            _into(check, step.action, step.into)
        case tree.RunFlow():
            check_run(check, step.flow, step.with_, scope, step.flow.span)
        case tree.Set():
            for argument in step.assign:
                check.value(argument.value, _type_of(check, visit, argument.name), scope)
        case tree.Switch():
            check_switch(check, step, scope)
        case _:
            pass


def _type_of(check: Checking, visit: Visit, name: tree.Word) -> tree.Type | None:
    """Return the type that `set` assigns to; None where any value fits."""
    if name.text == "conversation.locale":
        options = tuple(tree.Option(locale) for locale in check.symbols.bot.locales)
        return tree.Type(tree.Word("choice", name.span), name.span, options=options)
    slot = check.symbols.slots.get(name.text)
    if slot is not None:
        return slot.type
    flow = visit.home.flow
    return flow.inputs.get(name.text) if flow is not None else None


def _into(check: Checking, called: tree.Word, into: tree.Into | None) -> None:
    """Check that outputs fit the slots they go into."""
    action = check.symbols.actions.get(called.text)
    if action is None or into is None:
        return
    for slot, output in into.slots:
        target, given = check.symbols.slots.get(slot.text), action.outputs.get(output.text)
        if target is not None and given is not None:
            check.fits(kind_of_type(given.type), kind_of_type(target.type), output.span)
