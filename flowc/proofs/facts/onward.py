"""Where a conversation can get to from each state, through calls and back, until the bot has nothing to do.

Laws:
- A flow gives back to where it was called. Of several callers each is one that it may give back to; a flow
  that was called and left again on the way goes back to that very call.
- A block of `defaults` or of an action ends the flow of a step that fell back on it.
- The bot rests (`REST`, `THANKED`) where no flow runs any more, or the conversation is closed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flowc.machine import Machine
from flowc.proofs.facts.edges import Cause, Edge
from flowc.proofs.facts.roots import Begins, Root
from runtime.artifact import model

# No state is called so: their keys have a `/` or a `:`.
REST = "rest"
THANKED = "rest after a survey"  # the language says `survey.thanks` then

Passes = Callable[[Edge], bool]


def end_of(flow: str) -> str:
    """Return the place where a flow, or a block outside of flows, has come to its end."""
    return f"end of {flow}"


@dataclass(frozen=True, slots=True)
class _Arc:
    """`edge` None: it is taken by itself, once a flow has ended."""

    at: str
    to: str
    edge: Edge | None = None


class Onward:
    """Answers from where something can be reached along edges of a kind."""

    def __init__(
        self, machine: Machine, edges: Mapping[str, tuple[Edge, ...]], roots: Iterable[Root]
    ) -> None:
        self._entries = machine.entries
        self._out: dict[str, list[_Arc]] = {}
        self._into: dict[str, list[_Arc]] = {}
        begun = {(flow, root.begins) for root in roots if (flow := _begun(machine, root)) is not None}
        arcs: dict[_Arc, None] = {}
        for key, found in edges.items():
            state = machine.states[key]
            if isinstance(state, model.End) and state.conversation:
                arcs[_Arc(key, REST)] = None
            for edge in found:
                arcs[_Arc(key, edge.to or end_of(state.flow), edge)] = None
                if edge.cause is Cause.RETURNED:
                    arcs[_Arc(end_of(edge.detail), edge.to or end_of(state.flow))] = None
                elif edge.to is not None and machine.states[edge.to].flow not in machine.entries:
                    block = machine.states[edge.to].flow
                    if block != state.flow and edge.cause is not Cause.CALLED:
                        arcs[_Arc(end_of(block), end_of(state.flow))] = None
        for flow, begins in sorted(begun, key=lambda one: one[0]):
            arcs[_Arc(end_of(flow), THANKED if begins is Begins.RESOLVED else REST)] = None
        for arc in arcs:
            self._out.setdefault(arc.at, []).append(arc)
            self._into.setdefault(arc.to, []).append(arc)

    def ways_from(self, place: str) -> Iterator[tuple[str, Edge | None]]:
        """Yield each place that follows, with the edge that leads there; None: a flow is over, by itself."""
        for arc in self._out.get(place, ()):
            yield arc.to, arc.edge

    def reaching(self, wanted: Iterable[str], passes: Passes) -> frozenset[str]:
        """Return the states and ends of flows from which one that is wanted can be reached."""
        through = self.through(passes)
        targets = tuple(wanted)

        def walks(arc: _Arc) -> bool:
            if arc.edge is None or not passes(arc.edge):
                return arc.edge is None
            return arc.edge.cause is not Cause.RETURNED or arc.edge.detail in through

        def down(arc: _Arc) -> bool:  # into flows, and not out of them again
            return walks(arc) and (arc.edge is not None or not arc.at.startswith(end_of("")))

        def up(arc: _Arc) -> bool:
            return walks(arc) and (arc.edge is None or arc.edge.cause is not Cause.CALLED)

        inside = self._back((one for one in targets if not one.startswith(end_of(""))), down)
        return self._back((*targets, *sorted(inside)), up)

    def through(self, passes: Passes) -> frozenset[str]:
        """Return the flows that can be run from their first step to their end along edges that pass."""
        found: dict[str, bool] = {}

        def runs(flow: str) -> bool:
            if flow not in found:
                found[flow] = False  # a flow that calls itself is refused before
                found[flow] = self._runs(flow, passes, runs)
            return found[flow]

        return frozenset(flow for flow in self._entries if runs(flow))

    def _runs(self, flow: str, passes: Passes, runs: Callable[[str], bool]) -> bool:
        first = self._entries.get(flow)
        if first is None:
            return True
        seen, queue = {first}, deque([first])
        while queue:
            for arc in self._out.get(queue.popleft(), ()):
                if arc.edge is None:
                    continue  # out of a block: where it leads is decided below
                if arc.edge.cause is Cause.CALLED or not passes(arc.edge):
                    continue
                if arc.edge.cause is Cause.RETURNED and not runs(arc.edge.detail):
                    continue
                if arc.to.startswith(end_of("")):
                    return True  # of the flow, or of a block that ends it
                if arc.to not in seen:
                    seen.add(arc.to)
                    queue.append(arc.to)
        return False

    def _back(self, wanted: Iterable[str], walks: Callable[[_Arc], bool]) -> frozenset[str]:
        seen = set(wanted)
        queue = deque(seen)
        while queue:
            for arc in self._into.get(queue.popleft(), ()):
                if arc.at not in seen and walks(arc):
                    seen.add(arc.at)
                    queue.append(arc.at)
        return frozenset(seen)


def _begun(machine: Machine, root: Root) -> str | None:
    """Return the flow that begins at a root with no other one below it."""
    state = machine.states[root.state]
    if root.begins is Begins.SHARED:
        return None
    if root.begins is Begins.RULE:  # a rule with a flow drops all others; an offer declined ends by itself
        return state.run if isinstance(state, model.RunFlow) else state.flow
    return state.flow
