"""Which fields of the state an expression can see: whether it may give something else than a while ago.

Law: what is not listed here is taken to see everything. Moment, environment and the message that is heard are
the same for a whole look, so they are no fields.
"""

from __future__ import annotations

from collections.abc import Mapping

from runtime.artifact.model import DecisionTable
from runtime.artifact.tree import Expr
from runtime.routing.paths import paths_of

Fields = frozenset[str] | None  # of the state; None: perhaps all

# Namespace -> fields. Those of handovers and queues also look at agents and at what the turn has given away.
READS: Mapping[str, frozenset[str]] = {
    "customer": frozenset(("thread", "profile", "locale", "customer", "slots")),
    "conversation": frozenset(
        ("thread", "number", "channel", "locale", "started", "counters", "frames", "heard")
    ),
    "message": frozenset(),
    "turns": frozenset(("counters", "waiting", "frames")),
    "error": frozenset(("error",)),
    "hours": frozenset(),
    "page": frozenset(("page",)),
    "now": frozenset(),
}
_HIDES = frozenset(("frames",))  # a flow's own names stand before all others
_SLOT = frozenset(("slots",))
_SEES_ALL = frozenset(("division", "queue", "wait", "route", "agent", "value"))


class Reads:
    """What the expressions of one bot look at; a table looks at what its columns, cells and outputs do."""

    def __init__(self, tables: Mapping[str, DecisionTable]) -> None:
        self._tables = tables
        self._known: dict[str, Fields] = {}

    def fields(self, part: Expr | DecisionTable) -> Fields:
        """Return the fields of the state that an expression, or a whole table, looks at."""
        found = _HIDES
        for root, *members in paths_of(part):
            if root == "table":
                more = self._of_table(members[0]) if members else None
            else:
                more = None if root in _SEES_ALL else READS.get(root, _SLOT)
            if more is None:
                return None
            found |= more
        return found

    def _of_table(self, name: str) -> Fields:
        if name not in self._known:
            self._known[name] = None  # while it is looked at: a table that asks itself sees everything
            if name in self._tables:
                self._known[name] = self.fields(self._tables[name])
        return self._known[name]
