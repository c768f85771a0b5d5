"""How long ago the customer may have written when a state is run: the sum of the time-outs on the way.

Laws:
- A message of the customer begins the time anew; a conversation begins with one.
- The longest way counts, up to `longest`: what is longer makes no difference to anybody.
- Over-approximate: guards and cases are not weighed, nor which caller a flow gives back to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import timedelta

from flowc.machine import Machine
from flowc.proofs.facts.edges import TURNS, Cause, Edge
from flowc.proofs.facts.onward import Onward, end_of
from flowc.proofs.facts.roots import Root
from runtime.artifact import model

_MOST_TIMES = 20  # that a place is found to be later than thought; a round of time-outs has no end


class Elapsed:
    """Answers `at`: the longest time since the customer's last message when a state is run."""

    def __init__(self, machine: Machine, onward: Onward, roots: Iterable[Root], longest: timedelta) -> None:
        self._machine, self._longest = machine, longest
        self._at: dict[str, timedelta] = {root.state: timedelta() for root in roots}
        self._came: dict[str, Edge | None] = dict.fromkeys(self._at)
        times: dict[str, int] = {}
        queue = deque(self._at)
        while queue:
            place = queue.popleft()
            for to, edge in self._ways(onward, place):
                after = self._after(place, edge)
                if to in self._at and after <= self._at[to]:
                    continue
                times[to] = times.get(to, 0) + 1
                self._at[to] = self._longest if times[to] > _MOST_TIMES else after
                if not self._in_circle(place, to):
                    self._came[to] = edge
                queue.append(to)

    def at(self, state: str) -> timedelta:
        """Return the longest time, `longest` at most; no time where no conversation comes to the state."""
        return self._at.get(state, timedelta())

    def way(self, state: str) -> tuple[Edge, ...]:
        """Return the edges on the longest way since the customer's last message."""
        steps: list[Edge] = []
        while (edge := self._came.get(state)) is not None and self._at.get(state):
            steps.append(edge)
            state = edge.at
        return tuple(reversed(steps))

    def _ways(self, onward: Onward, place: str) -> Iterator[tuple[str, Edge | None]]:
        """Yield what follows. A block outside of flows ends the flow it was entered from."""
        states, flows = self._machine.states, self._machine.entries
        for to, edge in onward.ways_from(place):
            if edge is None:
                if place.removeprefix(end_of("")) in flows:
                    yield to, None
            elif edge.cause is not Cause.RETURNED:  # the end of the flow that was called leads there as well
                yield to, edge
                flow = states[edge.at].flow
                if flow in flows and to in states and states[to].flow not in flows:
                    yield end_of(flow), edge

    def _in_circle(self, place: str, to: str) -> bool:
        """Return whether the way to `place` came over `to` already: told once is enough."""
        seen = {place}
        while (edge := self._came.get(place)) is not None and edge.at not in seen:
            if edge.at == to:
                return True
            place = edge.at
            seen.add(place)
        return place == to

    def _after(self, place: str, edge: Edge | None) -> timedelta:
        before = self._at[place]
        if edge is None:
            return before
        if edge.cause in TURNS:
            return timedelta()
        if edge.cause is not Cause.SILENT:
            return before
        match self._machine.states[edge.at]:
            case model.Offer(timeout=waited):
                pass
            case model.Ask(timeout=model.Timeout(after=waited)):
                pass
            case model.Choose(timeout=model.Timeout(after=waited)):
                pass
            case _:
                waited = timedelta()
        return min(before + waited, self._longest)
