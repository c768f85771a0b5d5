"""Finding a division that can take a handover: the queue, the chains, in the end a message left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from runtime.core.asking import LEAVE, stop_waiting, wait_at
from runtime.core.clocks import promised, start_clock, stop_clocks
from runtime.core.dividing import fit_division
from runtime.core.giving import give
from runtime.core.limits import SKIPPED_FOR
from runtime.core.record import Announced, Missing, Move
from runtime.core.slots import is_known
from runtime.core.speech import say
from runtime.core.state import OpenHandover
from runtime.core.telling import send_record, tell_desk
from runtime.core.turn import Question, Turn
from runtime.core.waits import standing, why_not
from runtime.routing.assigning import AgentChange

LEAVE_MESSAGE = "leave_message"  # also the name of the flow that a bot may declare in place of ours
TERMINALS = (LEAVE_MESSAGE, "wait")
PEOPLE_TIMERS = ("agent_silent", "customer_silent", "closing_soon", "escalation")  # while a human has it
QUEUE_TIMERS = ("update", "give_up", "overflow", "closing", "collect", "leave", "look", "accept")


def route(turn: Turn) -> None:
    """Find a division that can take it, along the chains; the last resort is a message left."""
    turn.clear_timer("collect")
    handover = turn.state.handover
    assert handover is not None
    assert handover.division is not None
    cause = why_not(turn, handover.division)
    if cause is None:
        enqueue(turn)
    else:
        move_on(turn, cause)


def move_on(turn: Turn, cause: str) -> None:
    """Walk the chain of the division that cannot take the handover.

    `cause`: `closed nobody full overflow`. Any division on the way that can take it is better than the end
    of the chain.
    """
    handover = turn.state.handover
    assert handover is not None
    assert handover.division is not None
    first = handover.division
    found, tried, end = _first_able(turn, _chain(turn, first, cause), (*handover.tried, first))
    if found is not None:
        _move(turn, found, "chain", cause, tried)
        return
    if cause == "overflow":
        return  # nobody could take it: it stays and tries again
    turn.change_handover(tried=tried)
    if end == "wait" and cause != "closed":
        enqueue(turn)
    else:
        take_message(turn, cause)


def move_to(turn: Turn, division: str, by: str, reason: str) -> None:
    """Move a waiting handover to a division that can take it, or one of its chain; else it stays."""
    handover = turn.state.handover
    assert handover is not None
    found, tried, _ = _first_able(turn, (division,), (*handover.tried, handover.division or ""))
    if found is None:
        turn.trace("cannot_move", to=division)
    else:
        _move(turn, found, by, reason, tried)


def _first_able(
    turn: Turn, names: tuple[str, ...], visited: tuple[str, ...]
) -> tuple[str | None, tuple[str, ...], str | None]:
    """Return the first division along the chains that can take it, those visited, and the chains' end."""
    divisions, tried, waiting = turn.program.artifact.divisions, list(visited), list(names)
    end: str | None = None
    while waiting:
        name = waiting.pop(0)
        if name in TERMINALS:
            end = end or name
            continue
        if name in tried or name not in divisions:
            continue
        reason = why_not(turn, name)
        if reason is None:
            return name, tuple(tried), end
        tried.append(name)
        waiting.extend(_chain(turn, name, reason))
    return None, tuple(tried), end


def _chain(turn: Turn, division: str, cause: str) -> tuple[str, ...]:
    chain: tuple[str, ...] = getattr(turn.program.artifact.divisions[division].fallback, cause)
    return chain


def _move(turn: Turn, to: str, by: str, cause: str, tried: tuple[str, ...]) -> None:
    handover = turn.state.handover
    assert handover is not None
    assert handover.division is not None
    old = handover.division
    if handover.sent:
        tell_desk(turn, handover, "moved", to=to)
    path = (*handover.path, Move(turn.now, old, to, by, cause))
    turn.change_handover(division=to, moved_from=old, tried=tried, path=path)
    fit_division(turn)
    turn.trace("moved", from_=old, to=to, because=cause)
    say(turn, "handover.moved")
    enqueue(turn)


def requeue(turn: Turn, why: str, message: str) -> None:
    """An agent had it and has it no more: it changes its owner, and looks for another one with new words.

    What the customer hears belongs to the new owner, and so do the wait and what is announced of it.
    """
    turn.clear_timers(*PEOPLE_TIMERS, "action")
    turn.change(epoch=turn.state.epoch + 1, calls=())
    handover = turn.state.handover
    assert handover is not None
    release(turn, handover)
    handover = turn.change_handover(
        phase="queued",
        queued=None,
        accepted=None,
        assigned=None,
        agent_id=None,
        escalated=None,
        updates=0,
    )
    if why == "agent_lost":
        tell_desk(turn, handover, why)
    say(turn, message)
    route(turn)


def release(turn: Turn, handover: OpenHandover) -> None:
    """Whoever of ours has it has room again."""
    if handover.accepted is not None and handover.agent_id is not None:
        turn.agents.append(AgentChange(handover.agent_id, ended=turn.now))


def skipped(turn: Turn, handover: OpenHandover) -> Mapping[str, datetime]:
    """Return the agents who are not given it for a while, with the one of ours who has it now."""
    if handover.agent_id is None:
        return handover.skips
    return {**handover.skips, handover.agent_id: turn.now + SKIPPED_FOR}


def enqueue(turn: Turn) -> None:
    """Put the handover into its division's queue, send the record, announce the wait."""
    stop_waiting(turn)
    turn.clear_timers(*QUEUE_TIMERS)
    handover = turn.state.handover
    assert handover is not None
    assert handover.division is not None
    division = turn.program.artifact.divisions[handover.division]
    begun = handover.queued or turn.now
    turn.change_handover(phase="queued", asking=None, leaving=None, queued=begun, assigned=None)
    _note_missing(turn, division.needs)
    if not handover.replied:
        start_clock(turn, "first_reply")
    start_clock(turn, "resolve")
    announce(turn, "wait.announce")
    if not give(turn):
        send_record(turn)
    turn.set_timer("update", turn.now + turn.settings.update_every)
    turn.set_timer("give_up", begun + turn.settings.give_up_after)
    if division.overflow_after is not None:
        turn.set_timer("overflow", turn.now + division.overflow_after)
    closes = standing(turn, handover.division).closes_at
    if closes is not None:
        turn.set_timer("closing", closes)


def _note_missing(turn: Turn, needs: tuple[str, ...]) -> None:
    """What the division that takes it needs and nobody asked for is missing too."""
    handover = turn.state.handover
    assert handover is not None
    listed = {missing.slot for missing in handover.missing}
    wanted = dict.fromkeys((*handover.needs, *needs))
    unasked = [slot for slot in wanted if slot not in listed and not is_known(turn, slot)]
    missing = [one for one in handover.missing if not is_known(turn, one.slot)]
    turn.change_handover(missing=(*missing, *(Missing(slot, "not_asked") for slot in unasked)))


def announce(turn: Turn, message: str) -> None:
    """Say how long it may take, and keep what was promised with its basis."""
    handover = turn.state.handover
    assert handover is not None
    assert handover.division is not None
    here = standing(turn, handover.division)
    if here.wait is not None:
        figures = here.figures
        promised = Announced(
            turn.now,
            here.wait.kind,
            here.wait.low,
            here.wait.high,
            figures.ahead if figures else None,
            figures.agents if figures else None,
            here.wait.basis.samples if here.wait.basis else 0,
        )
        turn.change_handover(announced=(*handover.announced, promised))
    say(turn, message)


def take_message(turn: Turn, cause: str) -> None:
    """Nobody can take it now: let the customer leave a message, with a promise we can keep."""
    turn.clear_timers(*QUEUE_TIMERS)
    own = LEAVE_MESSAGE in turn.program.artifact.flows
    handover = turn.change_handover(phase="left_message", leaving="flow" if own else "text", asking=None)
    assert handover.division is not None
    _note_missing(turn, turn.program.artifact.divisions[handover.division].needs)
    stop_clocks(turn, ("first_reply",), "replaced")
    turn.change_handover(promised=promised(turn, handover.division, "left_message"))
    turn.trace("left_message", because=cause)
    if not standing(turn, handover.division).open:
        announce(turn, "wait.announce")
    elif cause in ("nobody", "full"):
        say(turn, "handover.busy")
    if own:
        turn.leaves = True  # the flow runs once this turn has done everything else
        return
    wait_at(turn, f"{LEAVE}text")
    turn.question = Question()
    turn.set_timer("leave", turn.now + turn.settings.collect_within)
