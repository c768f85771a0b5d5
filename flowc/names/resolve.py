"""The names stage: every name used leads to a declaration, and every declaration has a name of its own.

`resolve` reports and goes on: its tables are whole even for a bot full of mistakes. It never raises on a tree
that `flowc.structure` can build. Expressions and templates are read by the types stage, not here.
"""

from __future__ import annotations

from collections.abc import Callable

from flowc.diagnostics.sink import Sink
from flowc.names import (
    actions,
    calls,
    decisions,
    declared,
    divisions,
    escalation,
    flows,
    routing,
    shortcuts,
    slots,
    steps,
    texts,
    understanding,
)
from flowc.names.look import Look
from flowc.names.symbols import Symbols, build_symbols
from flowc.structure import tree

CHECKS: tuple[Callable[[Look], None], ...] = (
    declared.check,
    slots.check,
    texts.check,
    understanding.check,
    flows.check,
    steps.check,
    calls.check,
    escalation.check,
    actions.check,
    divisions.check,
    shortcuts.check,
    routing.check,
    decisions.check,
)


def resolve(bot: tree.Bot, sink: Sink) -> Symbols:
    """Return the tables of names of a bot; what is wrong with them goes to `sink`."""
    look = Look(build_symbols(bot), sink)
    for check in CHECKS:
        check(look)
    return look.symbols
