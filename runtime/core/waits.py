"""How a division stands for a handover right now: open or not, staffed or not, and how long the wait
may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from runtime.core.state import OpenHandover
from runtime.core.turn import Turn
from runtime.routing.estimate import QueueFigures, Wait, estimate
from runtime.routing.hours import closed_because, closes_at, is_open, opens_at


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
    program, now = turn.program, turn.now
    division = program.artifact.divisions[name]
    calendar = program.artifact.calendars[division.calendar]
    zone = program.zone_of(calendar)
    open_now = is_open(calendar, zone, now)
    opens = None if open_now else opens_at(calendar, zone, now)
    closes = closes_at(calendar, zone, now) if open_now else None
    figures = turn.env.facts.queues.get(name)
    return Standing(
        division=name,
        name=division.name.get(turn.state.locale, name),
        open=open_now,
        opens_at=program.local(opens) if opens else None,
        closes_at=program.local(closes) if closes else None,
        closed_because=None if open_now else closed_because(calendar, zone, now),
        figures=figures,
        wait=estimate(figures, division, open_now, _waited(turn)),
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
    if here.figures is None:
        return None
    if here.figures.agents == 0:
        return "nobody"
    if here.figures.waiting >= turn.program.artifact.divisions[name].queue_limit:
        return "full"
    return None
