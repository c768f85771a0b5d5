"""What happens when a clock comes due: the promise is broken, or a rung of its ladder is reached.

Laws:
- A rung runs once, and rungs run in their order; one whose time has passed while the clock stood still waits
  until it counts again.
- What a rung says is said before what its move brings.
"""

from __future__ import annotations

from dataclasses import replace

from runtime.artifact.model import Rung
from runtime.core.climbing import climb, go
from runtime.core.clocks import arm, change_clock, reached_at, running_clock, spec_of
from runtime.core.dividing import higher
from runtime.core.notices import tell_role
from runtime.core.reach import window_open
from runtime.core.record import RanRung
from runtime.core.speech import has_template, say
from runtime.core.state import SlaClock
from runtime.core.telling import tell_desk
from runtime.core.turn import Turn


def clock_due(turn: Turn, name: str) -> None:
    """Run what a clock has come to: all of it, should its time have come at once."""
    handover = turn.state.handover
    clock = running_clock(handover, name) if handover is not None else None
    spec = spec_of(turn, clock.division, name) if clock is not None else None
    if handover is None or clock is None or spec is None or clock.since is None:
        turn.trace("timer_ignored", name=name)
        return
    if clock.due is not None and clock.due <= turn.now and not clock.late:
        turn.trace("sla_breached", clock=name, due=clock.due.isoformat())
        clock = replace(clock, late=True)
        change_clock(turn, clock)
    for rung in spec.ladder[len(clock.rungs) :]:
        at = reached_at(turn, clock, spec, rung.at, rung.days)
        if at is None or at > turn.now:
            break
        clock = replace(clock, rungs=(*clock.rungs, RanRung(turn.now, _did(rung))))
        change_clock(turn, clock)
        turn.trace("rung", clock=name, at=str(rung.at))
        _run(turn, clock, rung)
        clock = running_clock(turn.state.handover, name) if turn.state.handover is not None else None
        if clock is None or clock.since is None:
            return
    arm(turn, name)


def _did(rung: Rung) -> tuple[str, ...]:
    """Return what a rung does, as the record tells it: `notify lead`."""
    said = {
        "notify": rung.notify,
        "priority": rung.priority,
        "level": rung.level,
        "to": rung.to,
        "say": rung.say,
    }
    return tuple(f"{key} {word}" for key, word in said.items() if word is not None)


def _run(turn: Turn, clock: SlaClock, rung: Rung) -> None:
    handover = turn.state.handover
    assert handover is not None
    if rung.priority is not None:
        priority = higher(handover.priority, rung.priority)
        if priority != handover.priority:
            handover = turn.change_handover(priority=priority)
            tell_desk(turn, handover, "changed", priority=priority)
    if rung.notify is not None:
        tell_role(turn, handover, rung.notify, "sla", clock=clock.name, due=clock.due or "")
    if rung.say is not None and not turn.state.customer.stopped:
        if window_open(turn.state, turn.now) or has_template(turn, rung.say):
            say(turn, rung.say)
        else:
            turn.trace("window_closed", message=rung.say)
    if rung.to is not None and rung.to in turn.program.artifact.divisions:
        if rung.to != handover.division:
            level = None if rung.level == "next" else rung.level
            go(turn, rung.to, level, "timer", f"sla {clock.name}")
    elif rung.level is not None:
        climb(turn, rung.level, "timer", f"sla {clock.name}")
