"""Agents' shortcuts as the artifact has them."""

from __future__ import annotations

from flowc.machine import Machine
from flowc.machine.at import place
from flowc.machine.options import label
from flowc.structure import tree
from runtime.artifact import model


def shortcuts(bot: tree.Bot, machine: Machine) -> dict[str, model.Shortcut]:
    locales = tuple(word.text for word in bot.locales)
    return {
        name: model.Shortcut(
            label=label(one.label, locales, name),
            first=machine.shortcuts[name],
            needs=tuple(word.text for word in one.needs),
            place=place(one.name.span),
        )
        for name, one in bot.shortcuts.items()
    }
