"""Checks every step: the names it uses, and the branches that must be written somewhere."""

from __future__ import annotations

from collections.abc import Collection

from flowc.diagnostics.similar import similar_names
from flowc.names import reserved
from flowc.names.divisions import handover_options
from flowc.names.look import Look
from flowc.names.problems.flows import GotoElsewhere
from flowc.names.problems.references import UnknownName
from flowc.names.problems.steps import NoOnError, NoOnInvalid, OptionForOneSlot, OtherwiseNotLast
from flowc.names.shortcuts import allowed
from flowc.names.slots import asked
from flowc.names.walk import Visit, step_messages, steps_of
from flowc.structure import tree


def check(look: Look) -> None:
    for visit in look.symbols.visits:
        for at in step_messages(visit):
            look.message(at.use)
        if visit.home.shortcut is None or allowed(look, visit.home.shortcut, visit.step):
            _step(look, visit)
    defaults = look.bot.defaults
    if defaults is not None and defaults.timeout is not None:
        for reminder in defaults.timeout.remind:
            look.message(reminder.say)


def _step(look: Look, visit: Visit) -> None:
    step = visit.step
    match step:
        case tree.Collect():
            for word in step.slots:
                asked(look, word, own_ask=step.ask is not None)
            if step.on_invalid is None:
                _on_invalid(look, step, step.slots[0].text if step.slots else "collect")
            if len(step.slots) > 1:
                _one_slot_only(look, step)
            if step.verify is not None:
                _call(look, visit, step.verify.call, step.verify.into, step.verify.on_error)
        case tree.Choose():
            if step.on_invalid is None:
                _on_invalid(look, step, "choose")
        case tree.Call():
            _call(look, visit, step.action, step.into, step.on_error)
        case tree.Set():
            for argument in step.assign:
                _assignable(look, visit, argument.name)
        case tree.Switch():
            for case in step.cases[:-1]:
                if case.otherwise:
                    look.report(OtherwiseNotLast(case.cell.span))
        case tree.Goto():
            _goto(look, visit, step.target)
        case tree.RunFlow():
            if look.known("flow", step.flow, look.bot.flows) and step.into is not None:
                outputs = {word.text for word in look.bot.flows[step.flow.text].outputs}
                _into(look, visit, step.into, outputs, step.flow.text)
        case tree.Offer() | tree.Handover():
            handover_options(look, step.handover, visit.home.shortcut is not None)
        case tree.Say() | tree.Do() | tree.End():
            pass


def _one_slot_only(look: Look, step: tree.Collect) -> None:
    options = (
        ("ask", step.ask),
        ("invalid", step.invalid),
        ("retries", step.retries),
        ("verify", step.verify),
    )
    for name, value in options:
        if value is not None:
            look.report(OptionForOneSlot(step.span, name))


def _on_invalid(look: Look, step: tree.Step, what: str) -> None:
    if look.bot.defaults is None or look.bot.defaults.on_invalid is None:
        look.report(NoOnInvalid(step.span, what))


def _call(
    look: Look, visit: Visit, word: tree.Word, into: tree.Into | None, on_error: tree.Block | None
) -> None:
    if not look.known("action", word, look.bot.actions):
        return
    action = look.bot.actions[word.text]
    if into is not None:
        _into(look, visit, into, action.outputs, word.text)
    in_defaults = look.bot.defaults is not None and look.bot.defaults.on_error is not None
    told_to_agent = visit.home.shortcut is not None
    if on_error is None and action.on_error is None and not in_defaults and not told_to_agent:
        look.report(NoOnError(word.span, word.text))


def _into(look: Look, visit: Visit, into: tree.Into, outputs: Collection[str], of: str) -> None:
    for slot, output in into.slots:
        _assignable(look, visit, slot)
        look.known("output", output, outputs, of)


def _assignable(look: Look, visit: Visit, word: tree.Word) -> None:
    inputs: Collection[str] = visit.home.flow.inputs if visit.home.flow is not None else ()
    kinds = (look.symbols.slots, inputs, look.symbols.results, reserved.WRITABLE)
    if not any(word.text in names for names in kinds):
        look.known("slot", word, {name for names in kinds for name in names})


def _goto(look: Look, visit: Visit, target: tree.Word) -> None:
    flow = visit.home.flow
    if flow is None:
        look.report(GotoElsewhere(target.span, target.text, None))
        return
    own = look.symbols.steps[flow.name.text]
    if target.text in own:
        return
    elsewhere = _find(look, flow, target.text)
    if elsewhere is None:
        look.report(
            UnknownName(target.span, "step", target.text, similar_names(target.text, own), flow.name.text)
        )
    elif elsewhere.step is not None:
        look.report(GotoElsewhere(target.span, target.text, elsewhere.step.span))


def _find(look: Look, flow: tree.Flow, name: str) -> tree.Step | None:
    """Return a step of this name inside of a block of the flow, or in another flow."""
    for step in steps_of(flow.steps):
        if step.step is not None and step.step.text == name:
            return step
    for steps in look.symbols.steps.values():
        if name in steps:
            return steps[name]
    return None
