"""Who gets a customer that waits: which agents fit, whose turn it is, and in which order agents are chosen.

Laws:
- Nobody is given to an agent who is offline, full, skipped, or lacks the division, the level or a skill.
- Within a queue (division and level) the order is: minutes waited + class times `step`; equal: older first.
- Who is `first` stands before all others of the same class in the same division, and nowhere else.
- An agent takes customers of his own level before those of lower ones.
- For the first `PATIENCE` a customer waits for the agents he prefers, if one of them can come at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

PRIORITIES = ("low", "normal", "high", "urgent")  # classes, lowest first
PATIENCE = timedelta(minutes=1)  # how long a customer waits for a preferred agent (LANGUAGE section 10)
ANY_TOPIC = ""


class Team(Protocol):
    """What a division says about its agents; `runtime.artifact.model.Division` does."""

    @property
    def assign(self) -> str: ...
    @property
    def capacity(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent as he is at one moment.

    `capacity` None: as his division says; `open` counts all that he holds or was given, in every division.
    `misses` in a row; `talks_s` typical seconds of a conversation, by topic.
    """

    id: str
    name: str
    divisions: tuple[str, ...]
    level: str = "L1"
    skills: Mapping[str, int] = field(default_factory=dict)
    capacity: int | None = None
    online: bool = True
    open: int = 0
    misses: int = 0
    assigned: datetime | None = None
    ended: datetime | None = None
    talks_s: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AgentChange:
    """What a turn, or a report of presence, changes about an agent; None leaves it as it is."""

    id: str
    online: bool | None = None
    misses: int | None = None
    assigned: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ring:
    """From `at` on these skills are no longer asked for."""

    at: datetime
    drop: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiter:
    """A customer who waits, with all that decides who may serve him. `skips`: agents, and until when."""

    id: str
    division: str
    since: datetime
    level: str = "L1"
    priority: str = "normal"
    skills: tuple[str, ...] = ()
    rings: tuple[Ring, ...] = ()
    prefers: tuple[str, ...] = ()
    skips: Mapping[str, datetime] = field(default_factory=dict)
    topic: str | None = None
    first: bool = False


def skill_parts(requirement: str) -> tuple[str, int]:
    """`english >= 2` asks for level 2 of the skill `english`; a bare name for any."""
    name, _, level = (part.strip() for part in requirement.partition(">="))
    return name, int(level) if level.isdecimal() else 1


def is_called(agent: Agent, word: str | None) -> bool:
    """Whether a word means this agent: his id, or his name as people write it."""
    return word is not None and (word == agent.id or word.casefold() == agent.name.casefold())


def could_serve(waiter: Waiter, agent: Agent) -> bool:
    """Whether an agent who is there could serve a customer some time, with every ring open."""
    dropped = {skill for ring in waiter.rings for skill in ring.drop}
    return agent.online and _fits(waiter, agent, dropped)


def may_take(waiter: Waiter, agent: Agent, now: datetime) -> bool:
    """Whether an agent may be given a customer now, were he free."""
    dropped = {skill for ring in waiter.rings if ring.at <= now for skill in ring.drop}
    until = waiter.skips.get(agent.id)
    return agent.online and (until is None or until <= now) and _fits(waiter, agent, dropped)


def _fits(waiter: Waiter, agent: Agent, dropped: set[str]) -> bool:
    if waiter.division not in agent.divisions or agent.level < waiter.level:
        return False
    wanted = (skill_parts(requirement) for requirement in waiter.skills)
    return all(name in dropped or agent.skills.get(name, 0) >= level for name, level in wanted)


def seats(agent: Agent, team: Team) -> int:
    """Return how many conversations an agent holds at once in a division."""
    return team.capacity if agent.capacity is None else agent.capacity


Oldest = Mapping[tuple[str, str], datetime]  # by division and class


def oldest(waiters: Iterable[Waiter]) -> Oldest:
    """Return since when the longest of each class waits in each division."""
    found: dict[tuple[str, str], datetime] = {}
    for one in waiters:
        key = one.division, one.priority
        found[key] = min(one.since, found.get(key, one.since))
    return found


def place(waiter: Waiter, step: timedelta, classes: Oldest) -> tuple[datetime, bool, datetime, str]:
    """Return what orders a queue; the lowest is served first.

    All who wait grow older alike, so the order never changes by itself.
    """
    since = classes[waiter.division, waiter.priority] if waiter.first else waiter.since
    return since - PRIORITIES.index(waiter.priority) * step, not waiter.first, waiter.since, waiter.id


def ahead(waiter: Waiter, others: Iterable[Waiter], agents: Sequence[Agent], step: timedelta) -> int:
    """Return how many others come first and want an agent that this customer could get too."""
    mine = [agent for agent in agents if could_serve(waiter, agent)]
    others = [other for other in others if other.id != waiter.id]
    classes = oldest((*others, waiter))
    here = place(waiter, step, classes)
    return sum(
        1
        for other in others
        if place(other, step, classes) < here and any(could_serve(other, agent) for agent in mine)
    )


def hand_out(
    waiters: Iterable[Waiter],
    agents: Sequence[Agent],
    teams: Mapping[str, Team],
    step: timedelta,
    now: datetime,
) -> dict[str, Agent]:
    """Return who gets whom now, by the customers' ids, as the agents are before.

    Everybody who waits is asked in order, so that nobody is given an agent who is due to another.
    """
    known = [one for one in waiters if one.division in teams]
    classes = oldest(known)
    ordered = sorted(known, key=lambda one: place(one, step, classes))
    most = max((team.capacity for team in teams.values()), default=0)
    before = {agent.id: agent for agent in agents if agent.online}
    present = dict(before)
    room = sum(max(0, (agent.capacity or most) - agent.open) for agent in present.values())
    given: dict[str, Agent] = {}
    for own in (True, False):
        for waiter in ordered:
            if len(given) >= room:
                return given  # a long queue before people who are all busy is not walked through
            if waiter.id not in given:
                chosen = _choose(waiter, present.values(), teams[waiter.division], own, now)
                if chosen is not None:
                    given[waiter.id] = before[chosen.id]
                    present[chosen.id] = replace(chosen, open=chosen.open + 1, assigned=now)
    return given


def _choose(waiter: Waiter, agents: Iterable[Agent], team: Team, own: bool, now: datetime) -> Agent | None:
    """Return the agent that a customer gets. `own`: of his own level, or one he prefers."""
    able = [agent for agent in agents if may_take(waiter, agent, now)]
    wished = {agent.id: _wish(waiter, agent) for agent in able}
    if now < waiter.since + PATIENCE and any(wish is not None for wish in wished.values()):
        able = [agent for agent in able if wished[agent.id] is not None]
    with_room = [
        agent
        for agent in able
        if agent.open < seats(agent, team)
        and (agent.level == waiter.level or wished[agent.id] is not None) == own
    ]
    typical = _typical(with_room, waiter.topic)

    def order(agent: Agent) -> tuple[object, ...]:
        wish = wished[agent.id]
        idle = (agent.ended is not None, agent.ended or now, agent.id)
        first = (len(waiter.prefers) if wish is None else wish, agent.level)
        match team.assign:
            case "round_robin":
                return (*first, agent.assigned is not None, agent.assigned or now, *idle)
            case "longest_idle":
                return (*first, *idle)
            case "fastest":
                talk = _talk(agent, waiter.topic)
                return (*first, (agent.open + 1) * (typical if talk is None else talk), agent.open, *idle)
            case _:
                return (*first, agent.open, *idle)

    return min(with_room, key=order, default=None)


def _wish(waiter: Waiter, agent: Agent) -> int | None:
    """Return the place of an agent among those a customer prefers."""
    return next((at for at, word in enumerate(waiter.prefers) if is_called(agent, word)), None)


def _talk(agent: Agent, topic: str | None) -> float | None:
    return agent.talks_s.get(topic or ANY_TOPIC, agent.talks_s.get(ANY_TOPIC))


def _typical(agents: Iterable[Agent], topic: str | None) -> float:
    """Return how long a conversation takes, for an agent of whom nothing is known yet."""
    known = [talk for agent in agents if (talk := _talk(agent, topic)) is not None]
    return sum(known) / len(known) if known else 1.0


def next_look(waiter: Waiter, agents: Iterable[Agent], now: datetime) -> datetime | None:
    """Return when something changes by itself for a customer who got nobody: None when nothing will."""
    moments = [ring.at for ring in waiter.rings] + list(waiter.skips.values())
    if any(_wish(waiter, agent) is not None for agent in agents):
        moments.append(waiter.since + PATIENCE)
    return min((at for at in moments if at > now), default=None)
