"""The people of an installation as its operator names them; who is there is told later, and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from runtime.routing.assigning import Agent
from runtime.stores.rows import AgentRow, HandoverRow


@dataclass(frozen=True, slots=True)
class Staff:
    """All agents, as the operator's file names them. `gives`: whether we give a division's handovers out.

    Where we do not, a desk does, and the agents are only counted.
    """

    agents: tuple[Agent, ...]
    gives: Callable[[str], bool] = lambda division: False

    def now(self, told: tuple[AgentRow, ...], held: tuple[HandoverRow, ...]) -> tuple[Agent, ...]:
        """Return the agents as they are, by what was told of them and what they hold."""
        rows = {row.id: row for row in told}
        holds: dict[str, int] = {}
        for handover in held:
            for id_ in (handover.agent, handover.assigned):
                if id_ is not None:
                    holds[id_] = holds.get(id_, 0) + 1
        return tuple(_as_told(agent, rows.get(agent.id), holds.get(agent.id, 0)) for agent in self.agents)

    def given(self, agents: tuple[Agent, ...]) -> tuple[Agent, ...]:
        """Return the agents of divisions that we give out, with these divisions only."""
        ours = [
            replace(agent, divisions=tuple(name for name in agent.divisions if self.gives(name)))
            for agent in agents
        ]
        return tuple(agent for agent in ours if agent.divisions)


def _as_told(agent: Agent, row: AgentRow | None, holds: int) -> Agent:
    if row is None:
        return replace(agent, open=holds)
    return replace(
        agent,
        online=agent.online if row.online is None else row.online,
        misses=row.misses,
        assigned=row.assigned,
        ended=row.ended,
        open=holds,
    )
