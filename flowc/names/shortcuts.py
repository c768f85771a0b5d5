"""Checks agents' shortcuts: forms that can be filled in, steps that make sense while an agent is there."""

from __future__ import annotations

from flowc.names.look import Look
from flowc.names.problems.shortcuts import NeedNotForForm, StepNotInShortcut
from flowc.structure import tree

UNFILLABLE = ("context", "file")  # types of slots that no agent can write into a form


def check(look: Look) -> None:
    for shortcut in look.bot.shortcuts.values():
        for word in shortcut.needs:
            slot = look.slot(word)
            if slot is not None and slot.type.name.text in UNFILLABLE:
                look.report(NeedNotForForm(word.span, word.text, slot.type.name.text))


def allowed(look: Look, shortcut: tree.Shortcut, step: tree.Step) -> bool:
    """Return whether a step may stand in a shortcut; report one that may not."""
    match step:
        case tree.Say() | tree.Call() | tree.Set() | tree.Handover():
            return True
        case tree.End():
            if step.what is None or step.what.text == "flow":
                return True
    written = "end: conversation" if isinstance(step, tree.End) else type(step).__name__.lower()
    look.report(StepNotInShortcut(step.span, shortcut.name.text, {"runflow": "flow"}.get(written, written)))
    return False
