"""Giving a handover that waits to an agent, and taking it back from one who does not take it.

Laws:
- An agent is only given what `runtime.routing.assigning` gives him, by the facts that the turn was made from;
  the store refuses the turn if he has no room any more, and it is made again.
- Whoever waits keeps the place in the queue, however many agents let it ring.
"""

from __future__ import annotations

from runtime.core.limits import LOOK_EVERY, MISSES_AWAY, MISSES_TOLD, SKIPPED_FOR
from runtime.core.notices import LEAD, tell_role
from runtime.core.staffing import agent_for, is_ours, waiter_in
from runtime.core.state import Assigned, OpenHandover
from runtime.core.telling import send_record, tell_desk
from runtime.core.turn import Seat, Turn
from runtime.routing.assigning import Agent, AgentChange, is_called, next_look, seats

WAITS = ("queued", "escalated")  # what may be given to an agent


def give(turn: Turn) -> bool:
    """Give the handover to the agent who is free for it. False: nobody is, or a desk does it."""
    handover = turn.state.handover
    if handover is None or handover.division is None or handover.phase not in WAITS or handover.assigned:
        return False
    if not is_ours(turn, handover.division):
        return False
    waiter = waiter_in(turn, handover.division)
    agent = agent_for(turn, waiter)
    if agent is None:
        soon = turn.now + LOOK_EVERY
        turn.set_timer("look", min(next_look(waiter, turn.env.facts.agents, turn.now) or soon, soon))
        return False
    turn.clear_timer("look")
    turn.set_timer("accept", turn.now + turn.settings.accept_within)
    turn.seat = Seat(agent.id, seats(agent, turn.program.artifact.divisions[handover.division]))
    turn.agents.append(AgentChange(agent.id, assigned=turn.now))
    turn.change_handover(
        phase="assigned" if handover.phase == "queued" else handover.phase,
        assigned=Assigned(agent.id, agent.name, turn.now),
    )
    turn.trace("assigned", agent=agent.id)
    send_record(turn)
    return True


def take_back(turn: Turn, because: str) -> None:
    """The agent does not take it: `no_answer declined offline`. It waits on, for somebody else."""
    handover = turn.state.handover
    assert handover is not None
    assigned = handover.assigned
    assert assigned is not None
    missed = because == "no_answer"
    turn.clear_timer("accept")
    turn.trace("not_taken", agent=assigned.id, because=because)
    handover = turn.change_handover(
        phase="queued" if handover.phase == "assigned" else handover.phase,
        assigned=None,
        skips={**handover.skips, assigned.id: turn.now + SKIPPED_FOR},
        misses=handover.misses + missed,
    )
    tell_desk(turn, handover, "not_taken", agent=assigned.name, because=because)
    if missed:
        _count_miss(turn, assigned)
    if missed and handover.misses == MISSES_TOLD:
        tell_role(turn, handover, LEAD, "missed", misses=MISSES_TOLD)
    give(turn)


def _count_miss(turn: Turn, assigned: Assigned) -> None:
    agent = _by_id(turn, assigned.id)
    misses = (agent.misses if agent is not None else 0) + 1
    away = misses >= MISSES_AWAY
    turn.agents.append(AgentChange(assigned.id, misses=misses, online=False if away else None))
    if away:
        turn.trace("agent_away", agent=assigned.id)


def look(turn: Turn) -> None:
    """Something moved among the agents: is there one now, or is the one it was given to gone?"""
    handover = turn.state.handover
    assert handover is not None
    if handover.assigned is None:
        give(turn)
        return
    agent = _by_id(turn, handover.assigned.id)
    if agent is None or not agent.online:
        take_back(turn, "offline")


def server_of(turn: Turn, handover: OpenHandover, word: str | None) -> tuple[str | None, str | None]:
    """Return name and id of the agent whom a desk's word means, who serves from now on."""
    assigned = handover.assigned
    if assigned is not None and word in (None, assigned.id, assigned.name):
        return assigned.name, assigned.id
    agent = next((one for one in _agents(turn) if is_called(one, word)), None)
    return (agent.name, agent.id) if agent is not None else (word, None)


def is_gone(turn: Turn, id_: str | None) -> bool:
    """Whether an agent of ours is not there any more; of a desk's own nobody knows."""
    agent = _by_id(turn, id_) if id_ is not None else None
    return id_ is not None and (agent is None or not agent.online)


def _by_id(turn: Turn, id_: str) -> Agent | None:
    return next((agent for agent in _agents(turn) if agent.id == id_), None)


def _agents(turn: Turn) -> tuple[Agent, ...]:
    turn.staff_read = True
    return turn.env.facts.agents
