"""The types stage: every expression, cell, value and text of a bot is read once and checked against its
place.

`check` reports and goes on. A name that the stage before could not resolve has the kind `unknown`, agrees
with
everything, and is not told a second time. It never raises on a tree that `flowc.structure` can build.
"""

from __future__ import annotations

from flowc.diagnostics.sink import Sink
from flowc.names.symbols import Symbols
from flowc.structure import tree
from flowc.types.arguments import check_begun
from flowc.types.checking import Checking
from flowc.types.decisions import check_decisions
from flowc.types.rules import check_rules
from flowc.types.slots import check_declarations
from flowc.types.steps import check_steps
from flowc.types.tables import check_tables
from flowc.types.templates import check_templates
from flowc.types.typed import Typed


def check(bot: tree.Bot, symbols: Symbols, sink: Sink) -> Typed:
    """Return the expressions and values of a bot as trees; what does not fit goes to `sink`."""
    assert symbols.bot is bot
    checking = Checking(symbols, sink)
    check_declarations(checking)
    check_steps(checking)
    check_begun(checking)
    check_tables(checking)
    check_decisions(checking)
    check_rules(checking)  # a rule is about what the tables that it asks are about
    check_templates(checking)
    return checking.typed()
