"""The clocks of a division's promises: when they count, when they stand still, what is due next.

Laws:
- A clock keeps the hours, the promise and the ladder of the division that it started in.
- A breach is never taken back: whatever a rung or an agent repairs, the record says that it was late.
- What has counted before a clock stood still is kept as counted, in opening hours and in working days.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from runtime.artifact.model import Calendar, Clock
from runtime.core.limits import CLOCKS
from runtime.core.state import OpenHandover, SlaClock
from runtime.core.turn import Turn
from runtime.routing.open_time import add_open_time, add_working_days, days_between, open_between
from runtime.routing.zone import Zone

TIMER = "sla"
ANSWERED = ("first_reply", "next_reply", "left_message")  # these end with an agent's words


def start_clock(turn: Turn, name: str) -> None:
    """Start a clock of the handover's division; one that has begun goes on, also where it stood still."""
    handover = _handover(turn)
    known = running_clock(handover, name)
    if known is not None:
        resume_clock(turn, name)
        return
    spec = spec_of(turn, handover.division or "", name)
    if spec is None or handover.division is None:
        return
    clock = SlaClock(name, handover.division, turn.now, _due(turn, spec, handover.division), since=turn.now)
    kept = tuple(one for one in handover.clocks if one.name != name or one.late)
    turn.change_handover(clocks=(*kept, clock)[-CLOCKS:])
    arm(turn, name)


def stop_clocks(turn: Turn, names: tuple[str, ...], state: str) -> None:
    """End clocks: `met` when what was promised happened, `replaced` when another promise took its place."""
    for name in names:
        clock = running_clock(_handover(turn), name)
        if clock is None:
            continue
        late = clock.late or (clock.since is not None and clock.due is not None and turn.now > clock.due)
        change_clock(turn, replace(clock, since=None, late=late, state=state))
        turn.clear_timer(f"{TIMER}:{name}")


def pause_clock(turn: Turn, name: str) -> None:
    """Let a clock of working time stand still while the customer has the word; others count on."""
    clock = running_clock(_handover(turn), name)
    spec = spec_of(turn, clock.division, name) if clock is not None else None
    if clock is None or spec is None or spec.calendar or clock.since is None:
        return
    calendar, zone = _calendar(turn, clock.division)
    used = clock.used + open_between(calendar, zone, clock.since, turn.now)
    days = clock.used_days + days_between(calendar, zone, clock.since, turn.now)
    change_clock(turn, replace(clock, since=None, used=used, used_days=days, state="paused"))
    turn.clear_timer(f"{TIMER}:{name}")


def resume_clock(turn: Turn, name: str) -> None:
    """Let a clock that stood still count again."""
    clock = running_clock(_handover(turn), name)
    spec = spec_of(turn, clock.division, name) if clock is not None else None
    if clock is None or spec is None or clock.since is not None:
        return
    clock = replace(clock, since=turn.now, state="running")
    change_clock(turn, replace(clock, due=reached_at(turn, clock, spec, spec.within, spec.days)))
    arm(turn, name)


def arm(turn: Turn, name: str) -> None:
    """Set the clock's timer to what comes next: its promise, or a rung."""
    clock = running_clock(_handover(turn), name)
    spec = spec_of(turn, clock.division, name) if clock is not None else None
    turn.clear_timer(f"{TIMER}:{name}")
    if clock is None or spec is None or clock.since is None:
        return
    next_ = [] if clock.late else [clock.due]
    rungs = spec.ladder[len(clock.rungs) :]
    if rungs:
        next_.append(reached_at(turn, clock, spec, rungs[0].at, rungs[0].days))
    known = [at for at in next_ if at is not None]
    if known:
        turn.set_timer(f"{TIMER}:{name}", max(min(known), turn.now))


def reached_at(turn: Turn, clock: SlaClock, spec: Clock, length: timedelta, days: bool) -> datetime | None:
    """Return when a running clock has counted `length`; None: not within the horizon of the calendars."""
    assert clock.since is not None
    if spec.calendar:
        return clock.started + length
    left = length - (clock.used_days if days else clock.used)
    if left <= timedelta():
        return clock.since
    calendar, zone = _calendar(turn, clock.division)
    return (add_working_days if days else add_open_time)(calendar, zone, clock.since, left)


def promised(turn: Turn, division: str, name: str) -> datetime | None:
    """Return until when a division would promise something now; None: it promises nothing."""
    spec = spec_of(turn, division, name)
    return None if spec is None else _due(turn, spec, division)


def _due(turn: Turn, spec: Clock, division: str) -> datetime | None:
    if spec.calendar:
        return turn.now + spec.within
    hours, due = turn.program.hours(turn.program.artifact.divisions[division].calendar, turn.now), turn.now
    due += spec.within
    if not spec.days and hours.open and (hours.closes_at is None or due <= hours.closes_at):
        return due  # the usual case, without walking the calendar
    calendar, zone = _calendar(turn, division)
    return (add_working_days if spec.days else add_open_time)(calendar, zone, turn.now, spec.within)


def running_clock(handover: OpenHandover, name: str) -> SlaClock | None:
    """Return the clock of a name that is not over, counting or standing still."""
    return next(
        (one for one in handover.clocks if one.name == name and one.state in ("running", "paused")), None
    )


def spec_of(turn: Turn, division: str, name: str) -> Clock | None:
    """Return what a division promises; None where it does not, or is not in the bot any more."""
    found = turn.program.artifact.divisions.get(division)
    return found.sla.get(name) if found is not None else None


def change_clock(turn: Turn, clock: SlaClock) -> None:
    """Replace the clock of this name and start."""
    mine = clock.name, clock.started
    clocks = (clock if (one.name, one.started) == mine else one for one in _handover(turn).clocks)
    turn.change_handover(clocks=tuple(clocks))


def _calendar(turn: Turn, division: str) -> tuple[Calendar, Zone]:
    calendar = turn.program.artifact.calendars[turn.program.artifact.divisions[division].calendar]
    return calendar, turn.program.zone_of(calendar)


def _handover(turn: Turn) -> OpenHandover:
    assert turn.state.handover is not None
    return turn.state.handover
