"""Silence while an agent has the conversation: theirs, after which another one is looked for, and the
customer's, after which it ends.

Laws:
- Only one of both is waited for: the agent from a customer's words on, the customer from an agent's.
- Whoever lost their agent is served first of their class.
"""

from __future__ import annotations

from runtime.core.clocks import ANSWERED, pause_clock, resume_clock, start_clock, stop_clocks
from runtime.core.concluding import conclude
from runtime.core.limits import CLOSING_SOON
from runtime.core.notices import LEAD, tell_role
from runtime.core.queueing import requeue, skipped
from runtime.core.reach import window_open
from runtime.core.record import Ending, Move
from runtime.core.speech import say
from runtime.core.state import WITH_HUMAN, OpenHandover
from runtime.core.turn import Turn

AGENT, CUSTOMER, CLOSING = "agent_silent", "customer_silent", "closing_soon"
TIMERS = (AGENT, CUSTOMER, CLOSING)


def agent_there(turn: Turn) -> None:
    """An agent has taken over: the customer, who has waited, waits for their words now."""
    start_clock(turn, "resolve")
    turn.set_timer(AGENT, turn.now + turn.settings.agent_silent_after)


def agent_spoke(turn: Turn) -> None:
    """An agent's words went to the customer: now the customer has the word."""
    turn.change_handover(replied=True, unanswered=False)
    stop_clocks(turn, ANSWERED, "met")
    pause_clock(turn, "resolve")
    turn.clear_timer(AGENT)
    after = turn.settings.customer_silent_after
    turn.set_timer(CUSTOMER, turn.now + after)
    if after > CLOSING_SOON:
        turn.set_timer(CLOSING, turn.now + after - CLOSING_SOON)


def customer_spoke(turn: Turn, handover: OpenHandover) -> None:
    """The customer's words went to an agent: the first of several that are unanswered starts the clocks."""
    turn.clear_timers(CUSTOMER, CLOSING)
    resume_clock(turn, "resolve")
    if handover.unanswered:
        return
    turn.change_handover(unanswered=True)
    if handover.replied:
        start_clock(turn, "next_reply")
    if AGENT not in turn.state.timers:
        turn.set_timer(AGENT, turn.now + turn.settings.agent_silent_after)


def silence_timer(turn: Turn, name: str) -> None:
    """Somebody has been silent for too long, or soon will have been."""
    handover = turn.state.handover
    if handover is None or handover.phase not in WITH_HUMAN:
        turn.trace("timer_ignored", name=name)
        return
    match name:
        case "agent_silent":
            lose_agent(turn, handover, "silent")
        case "customer_silent":
            conclude(turn, Ending("left", turn.now, "timer"), tell=True)
        case "closing_soon":
            if window_open(turn.state, turn.now) and not turn.state.customer.stopped:
                say(turn, "handover.closing_soon")


def lose_agent(turn: Turn, handover: OpenHandover, why: str) -> None:
    """The agent is gone (`silent`, `offline`): back to the queue, first of its class, and a lead is told."""
    turn.trace("agent_lost", agent=handover.agent or "", why=why)
    tell_role(turn, handover, LEAD, "agent_lost", agent=handover.agent or "", silence=why)
    division = handover.division or ""
    path = (*handover.path, Move(turn.now, division, division, "timer", f"agent {why}"))
    turn.change_handover(path=path, first=True, agent=None, skips=skipped(turn, handover))
    requeue(turn, "agent_lost", "handover.agent_lost")
