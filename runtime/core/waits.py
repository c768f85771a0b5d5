"""How a division stands for a handover right now: open or not, staffed or not, and how long the wait
may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from runtime.core.staffing import is_ours, staffed_figures
from runtime.core.state import OpenHandover
from runtime.core.turn import Turn
from runtime.routing.estimate import QueueFigures, Wait, estimate
from runtime.routing.zone import to_local


@dataclass(frozen=True, slots=True)
class Standing:
    """`figures` None: nobody counts this division's queue. `division` None: not decided yet."""

    division: str | None
    name: str | None = None
    open: bool = True
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    closed_because: str | None = None
    figures: QueueFigures | None = None
    wait: Wait | None = None


def standing_of(turn: Turn, handover: OpenHandover) -> Standing:
    """Return how the handover's division stands at this moment."""
    return standing(turn, handover.division) if handover.division else Standing(None)


def standing(turn: Turn, name: str) -> Standing:
    """Return how a division stands at this moment. Times are in the bot's zone."""
    waited = _waited(turn)
    key = name, waited, turn.state.locale, _asks(turn.state.handover)
    found = turn.standings.get(key)
    if not isinstance(found, Standing):
        found = turn.standings[key] = _look(turn, name, waited)
    return found


def _asks(handover: OpenHandover | None) -> tuple[object, ...]:
    """Return all of a handover that decides how it stands in a queue."""
    if handover is None:
        return ()
    wants = handover.wanted_level, handover.wanted_skills, handover.agent, handover.accepted
    return (
        *(handover.id, handover.division, handover.level, handover.priority, handover.queued),
        *(handover.assigned, *wants, *handover.skips.items()),
    )


def _look(turn: Turn, name: str, waited: timedelta) -> Standing:
    program = turn.program
    division = program.artifact.divisions[name]
    hours = program.hours(division.calendar, turn.now)
    figures = turn.env.facts.queues.get(name)
    if is_ours(turn, name):
        figures = staffed_figures(turn, name, figures or QueueFigures())
    return Standing(
        division=name,
        name=division.name.get(turn.state.locale, name),
        open=hours.open,
        opens_at=to_local(program.zone, hours.opens_at) if hours.opens_at else None,
        closes_at=to_local(program.zone, hours.closes_at) if hours.closes_at else None,
        closed_because=hours.closed_because,
        figures=figures,
        wait=estimate(figures, division, hours.open, waited),
    )


def _waited(turn: Turn) -> timedelta:
    """How long this customer waits already; it is not the wait that remains."""
    handover = turn.state.handover
    return turn.now - handover.queued if handover is not None and handover.queued else timedelta(0)


def why_not(turn: Turn, name: str) -> str | None:
    """Return why a division cannot take a handover now: `closed nobody full`, or None: it can."""
    here = standing(turn, name)
    if not here.open:
        return "closed"
    if here.figures is None or here.figures.agents is None:
        return None  # nobody told who works there: the desk will see
    if here.figures.agents == 0:
        return "nobody"
    if here.figures.waiting >= turn.program.artifact.divisions[name].queue_limit:
        return "full"
    return None
