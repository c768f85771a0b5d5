"""A handover as a queue sees it: what it asks of agents, and how it stands among those who wait."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from runtime.artifact.model import Division
from runtime.core.state import OpenHandover
from runtime.core.turn import Turn
from runtime.routing.assigning import Agent, Ring, Waiter, ahead, could_serve, hand_out, skill_parts
from runtime.routing.estimate import QueueFigures

UNSAID = ""  # the id of a customer who is in no queue yet


def is_ours(turn: Turn, division: str) -> bool:
    """Whether we give this division's handovers to agents; otherwise its desk does."""
    return any(division in agent.divisions for agent in turn.env.facts.agents)


def fitting(division: Division, level: str | None, skills: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return what a division has of a wanted level (else its highest) and of wanted skills."""
    if level is None:
        level = division.levels[0]
    elif level not in division.levels:
        level = division.levels[-1]
    return level, tuple(one for one in skills if skill_parts(one)[0] in division.skills)


def waiter_in(turn: Turn, name: str) -> Waiter:
    """Return what the thread's handover would be in a division's queue."""
    division, handover = turn.program.artifact.divisions[name], turn.state.handover
    if handover is None:
        return Waiter(UNSAID, name, turn.now, division.levels[0])
    since = handover.queued or turn.now
    level, skills = fitting(division, handover.wanted_level, handover.wanted_skills)
    if handover.division == name:
        level = max(level, handover.level)  # it may have been raised since the tables were asked
    return Waiter(
        id=handover.id,
        division=name,
        since=since,
        level=level,
        priority=handover.priority,
        skills=skills,
        rings=tuple(Ring(since + relax.after, relax.drop) for relax in division.relax),
        prefers=_prefers(turn, division, handover),
        skips=handover.skips,
        topic=turn.topic,
        first=handover.first,
    )


def _prefers(turn: Turn, division: Division, handover: OpenHandover) -> tuple[str, ...]:
    """Return the account's owner, then who served the customer last, if that was lately."""
    customer = turn.state.customer
    owner = None if handover.accepted else handover.agent
    last = customer.last_agent
    if division.sticky is None or customer.served is None or turn.now - customer.served > division.sticky:
        last = None
    return tuple(dict.fromkeys(one for one in (owner, last) if one))


def agent_for(turn: Turn, waiter: Waiter) -> Agent | None:
    """Return the agent whom a customer would be given now, were he in the queue."""
    turn.staff_read = True
    facts = turn.env.facts
    others = (one for one in facts.waiting if one.id != waiter.id)
    divisions = turn.program.artifact.divisions
    agents = tuple(map(partial(_without_this, turn), facts.agents))
    found = hand_out((*others, waiter), agents, divisions, turn.settings.priority_step, turn.now)
    return found.get(waiter.id)


def _without_this(turn: Turn, agent: Agent) -> Agent:
    """Return an agent as he would be without the thread's own handover, which the facts still count."""
    return replace(agent, open=max(0, agent.open - 1)) if agent.id in turn.holders else agent


def staffed_figures(turn: Turn, name: str, counted: QueueFigures) -> QueueFigures:
    """Return the figures of a division's queue as this handover meets it; its waits are as counted."""
    turn.staff_read = True
    waiter, handover, facts = waiter_in(turn, name), turn.state.handover, turn.env.facts
    able = [agent for agent in facts.agents if could_serve(waiter, agent)]
    assigned = handover is not None and handover.assigned is not None and handover.division == name
    return replace(
        counted,
        agents=len(able),
        busy=sum(agent.open for agent in able),
        ahead=ahead(waiter, facts.waiting, facts.agents, turn.settings.priority_step),
        free=assigned or agent_for(turn, waiter) is not None,
    )
