"""Going up: a level of the division, or the division above it, in the queue and while an agent has it.

Laws:
- With an agent nobody is taken away: the present one keeps the conversation until one above has accepted.
- Whoever goes up gets at least the priority `high`.
"""

from __future__ import annotations

from runtime.core.dividing import NEXT, fit_division, higher
from runtime.core.giving import give
from runtime.core.notices import LEAD, tell_role
from runtime.core.queueing import move_to
from runtime.core.record import Move
from runtime.core.speech import say
from runtime.core.state import Escalated, OpenHandover
from runtime.core.telling import send_record, tell_desk
from runtime.core.turn import Turn

TIMER = "escalation"


def above(turn: Turn, handover: OpenHandover, level: str) -> tuple[str, str] | None:
    """Return division and level that `level` (`next` or a level) leads to; None: it leads nowhere above."""
    division = turn.program.artifact.divisions[handover.division or ""]
    if level != NEXT:
        fits = level in division.levels and level > handover.level
        return (handover.division or "", level) if fits else None
    higher_ones = [one for one in division.levels if one > handover.level]
    if higher_ones:
        return handover.division or "", higher_ones[0]
    if division.above is None:
        return None
    return division.above, turn.program.artifact.divisions[division.above].levels[0]


def climb(turn: Turn, level: str, by: str, reason: str) -> bool:
    """Take the handover up to `level`. False: nothing is above, and nothing has changed."""
    handover = turn.state.handover
    assert handover is not None
    place = above(turn, handover, level)
    if place is None:
        turn.trace("nothing_above", level=handover.level, division=handover.division or "")
        return False
    go(turn, place[0], place[1], by, reason)
    return True


def go(turn: Turn, division: str, level: str | None, by: str, reason: str) -> None:
    """Let division and level have it: at once from the queue, with an agent once somebody there accepts."""
    handover = turn.state.handover
    assert handover is not None
    if handover.phase in ("with_agent", "escalated"):
        _escalate(turn, handover, division, level, by, reason)
    elif division != handover.division:
        if handover.phase == "left_message":
            _hand_on(turn, handover, division, by, reason)
        else:
            move_to(turn, division, by, reason)
    elif level is not None:
        turn.change_handover(wanted_level=level)
        raised = fit_division(turn)
        turn.trace("level_raised", level=raised.level)
        tell_desk(turn, raised, "changed", level=raised.level)


def _hand_on(turn: Turn, handover: OpenHandover, division: str, by: str, reason: str) -> None:
    """A message left goes to another division; the customer was promised an answer, not a name."""
    tell_desk(turn, handover, "moved", to=division)
    path = (*handover.path, Move(turn.now, handover.division or "", division, by, reason))
    turn.change_handover(division=division, moved_from=handover.division, path=path)
    fit_division(turn)
    send_record(turn)


def _escalate(
    turn: Turn, handover: OpenHandover, division: str, level: str | None, by: str, reason: str
) -> None:
    old = handover.division or ""
    if division != old:
        tell_desk(turn, handover, "escalated", to=division, reason=reason)
    first = handover.phase == "with_agent"
    turn.change_handover(
        phase="escalated",
        assigned=None,
        escalated=Escalated(turn.now, old, handover.level) if first else handover.escalated,
        division=division,
        moved_from=old if division != old else handover.moved_from,
        wanted_level=level or handover.wanted_level,
        priority=higher(handover.priority, "high"),
        path=(*handover.path, Move(turn.now, old, division, by, reason)),
    )
    raised = fit_division(turn)
    if raised.agent_id is not None:  # whoever has it is not who is asked for
        away = turn.now + turn.settings.give_up_after
        turn.change_handover(skips={**raised.skips, raised.agent_id: away})
    turn.trace("escalated", division=division, level=raised.level, by=by)
    if not give(turn):
        send_record(turn)
    turn.set_timer(TIMER, turn.now + turn.settings.give_up_after)
    if first:
        say(turn, "handover.escalated")


def nobody_above(turn: Turn) -> None:
    """Nobody of the higher level accepted in time: the present agent goes on, and a lead knows of it."""
    handover = turn.state.handover
    if handover is None or handover.phase != "escalated" or handover.escalated is None:
        turn.trace("timer_ignored", name=TIMER)
        return
    before = handover.escalated
    turn.clear_timers("accept", "look")
    tell_role(turn, handover, LEAD, "nobody_above", level=handover.level)
    if before.division != handover.division:
        tell_desk(turn, handover, "moved", to=before.division)
    path = (*handover.path, Move(turn.now, handover.division or "", before.division, "timer", "nobody above"))
    turn.change_handover(
        phase="with_agent",
        escalated=None,
        division=before.division,
        wanted_level=before.level,
        assigned=None,
        path=path,
    )
    fit_division(turn)
    turn.trace("nobody_above")
    send_record(turn)
