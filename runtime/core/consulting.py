"""`table.<name>` in the middle of a turn: which row of a table said what, in the trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from runtime.artifact.model import DecisionTable, Place
from runtime.core.turn import Turn
from runtime.feel.faults import Fault
from runtime.feel.values import Value
from runtime.routing.deciding import Answers

Tell = Callable[[list[Fault], Place | None], None]


def answers(turn: Turn, names: Mapping[str, Value], tell: Tell) -> Answers:
    """Return what the bot's tables say for the names of this moment; `tell` takes what went wrong."""

    def heard(table: DecisionTable, value: Value, rows: list[int], faults: list[Fault]) -> None:
        if value is None:
            tell(faults, table.place)
        place = table.rows[rows[0]].place if rows else table.place
        # what the columns were is left out: it may be what a customer said
        facts = {"table": table.name, "rows": ", ".join(str(row + 1) for row in rows) or "-"}
        if not any(one.what == "table_asked" and one.facts == facts for one in turn.traces):
            turn.trace("table_asked", place, **facts)

    return Answers(turn.program.decisions, names, heard)
