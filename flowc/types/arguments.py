"""Checks what calls give to actions and flows: every input once, of its type."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flowc.diagnostics.similar import similar_names
from flowc.names.flows import LEAVE_MESSAGE
from flowc.source.span import Span
from flowc.structure import tree
from flowc.types.checking import Checking, Scope
from flowc.types.problems.values import MissingInput, UnknownInput


def check_arguments(
    check: Checking,
    given: tuple[tree.Argument, ...],
    inputs: Mapping[str, tree.Type],
    scope: Scope,
    of: tuple[str, str],
) -> None:
    """Check values against inputs; `of` is the kind and the name of what is called."""
    names = {argument.name.text for argument in given}
    for argument in given:
        wanted = inputs.get(argument.name.text)
        if wanted is None:
            close = similar_names(argument.name.text, inputs)
            if not close and len(open_ := [name for name in inputs if name not in names]) == 1:
                close = (open_[0],)
            check.report(UnknownInput(argument.name.span, argument.name.text, of[1], of[0], close))
        check.value(argument.value, wanted, scope)


def check_complete(
    check: Checking, given: Collection[str], inputs: Mapping[str, tree.Type], place: Span, of: tuple[str, str]
) -> None:
    """Report each input that a call leaves out; not those that stand there under a wrong name."""
    strays = [name for name in given if name not in inputs]
    missing = [name for name in inputs if name not in given]
    meant = set(missing) if len(missing) == len(strays) == 1 else set()
    for stray in strays:
        meant.update(similar_names(stray, missing)[:1])
    for name in missing:
        if name not in meant:
            check.report(MissingInput(place, name, of[1], of[0]))


def check_call(
    check: Checking, called: tree.Word, given: tuple[tree.Argument, ...], scope: Scope, place: Span
) -> None:
    """Check a call of an action: its own `with` gives what the call leaves out."""
    action = check.symbols.actions.get(called.text)
    if action is None:
        for argument in given:
            check.value(argument.value, None, scope)
        return
    of = ("action", called.text)
    check_arguments(check, given, action.inputs, scope, of)
    names = {argument.name.text for argument in (*given, *action.with_)}
    check_complete(check, names, action.inputs, place, of)


def check_begun(check: Checking) -> None:
    """Report inputs of flows that the language begins by itself."""
    flows, settings = check.symbols.flows, check.symbols.bot.handover
    named = () if settings is None else (settings.after, settings.on_return)
    for word in named:
        flow = flows.get(word.text) if word is not None else None
        if word is not None and flow is not None and word.text != LEAVE_MESSAGE:  # which is refused there
            for name in flow.inputs:
                check.report(MissingInput(word.span, name, word.text, "flow", by_itself=True))
    if LEAVE_MESSAGE in flows:
        for name, type_ in flows[LEAVE_MESSAGE].inputs.items():
            check.report(MissingInput(type_.span, name, LEAVE_MESSAGE, "flow", by_itself=True))


def check_run(
    check: Checking, called: tree.Word, given: tuple[tree.Argument, ...], scope: Scope, place: Span
) -> None:
    """Check a call of a flow."""
    flow = check.symbols.flows.get(called.text)
    if flow is None:
        for argument in given:
            check.value(argument.value, None, scope)
        return
    of = ("flow", called.text)
    check_arguments(check, given, flow.inputs, scope, of)
    check_complete(check, {argument.name.text for argument in given}, flow.inputs, place, of)
