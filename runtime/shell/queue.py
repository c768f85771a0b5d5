"""Calling the next: when an agent has room, those who are due to him are told to look.

Whoever waits looks once a minute in any case (`runtime.core.giving`); this only makes it soon.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from runtime.core.events import Event, QueueMoved
from runtime.routing.assigning import hand_out
from runtime.shell.figures import Figures, waiter_of
from runtime.shell.programs import Programs

Tell = Callable[[str, str, str, Event], Awaitable[bool]]
SOURCE = "queue"


class Queue:
    def __init__(self, figures: Figures, programs: Programs, tell: Tell) -> None:
        self._figures, self._programs, self._tell = figures, programs, tell

    async def moved(self, cause: str, now: datetime, gone: str | None = None) -> None:
        """Tell all who would be given to somebody now; and those whom an agent who is `gone` has.

        `cause` makes the events' ids: the same cause told twice is one event.
        """
        program = self._programs.newest.program
        facts = await self._figures.facts(program, None, now)
        artifact = program.artifact
        given = hand_out(
            facts.waiting, facts.agents, artifact.divisions, artifact.handover.priority_step, now
        )
        for row in self._figures.rows():
            waits = row.waiter is not None and waiter_of(row).id in given
            if waits or (gone is not None and gone in (row.agent, row.assigned)):
                id_ = f"{row.id}:{cause}"
                await self._tell(row.thread, SOURCE, id_, QueueMoved(f"{SOURCE}:{id_}", now, row.id))
