"""Which states a conversation can go round in without a single message of the customer.

Laws:
- Time that passes (a time limit) and an action's answer are not messages: edges over them are silent.
- A question whose slot is known is passed without asking (`again: true` asks always): a jump back over such
  a question asks nothing, unless the slot was emptied on the way: that is followed, slot by slot.
- Guards, cases and actions' answers are not weighed: a loop that only its data would end counts as endless,
  since nothing bounds it but the turn's step limit. In that, and only in that, the answer over-approximates.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flowc.machine import Machine
from flowc.proofs.facts.components import circles
from flowc.proofs.facts.edges import TURNS, Cause, Edge
from runtime.artifact import model
from runtime.artifact.tree import Null

Emptied = frozenset[str]  # slots that are surely empty


@dataclass(frozen=True, slots=True)
class Round:
    """States that lead to each other in silence, and the shortest way round from the first of them."""

    states: tuple[str, ...]
    way: tuple[Edge, ...]


class Silence:
    """Follows silent edges and what they do to the slots that questions ask for."""

    def __init__(self, machine: Machine, edges: Mapping[str, tuple[Edge, ...]]) -> None:
        self._machine = machine
        self._edges = edges
        self._through: dict[tuple[str, Emptied], bool] = {}
        self._writes: dict[str, frozenset[str]] = {}
        asked = (state.slot for state in machine.states.values() if isinstance(state, model.Ask))
        self._slots = frozenset(asked)

    def rounds(self) -> tuple[Round, ...]:
        """Return every largest set of states that can be gone round in silently."""
        silent = {key: [edge for edge in found if self._silent(edge)] for key, found in self._edges.items()}
        silent = {
            key: [edge for edge in found if self._passes(edge, frozenset())] for key, found in silent.items()
        }
        while True:
            parts = circles(silent, {key: _targets(found) for key, found in silent.items()})
            closed = False
            for part in parts:
                inside = _within(silent, part)
                emptied = self._flow_in(dict.fromkeys(part, self._slots), inside)
                for key in part:
                    kept = [edge for edge in silent[key] if self._passes(edge, emptied[key])]
                    closed = closed or len(kept) < len(silent[key])
                    silent[key] = kept
            if not closed:
                return tuple(Round(part, _shortest_round(_within(silent, part), part[0])) for part in parts)

    def _silent(self, edge: Edge) -> bool:
        if edge.cause is Cause.FAILED:  # a question's look-up fails after the customer has answered
            return isinstance(self._machine.states[edge.at], model.CallAction)
        return edge.cause not in TURNS and edge.cause is not Cause.CALLED

    def _passes(self, edge: Edge, emptied: Emptied) -> bool:
        state = self._machine.states[edge.at]
        if edge.cause is Cause.KNOWN and isinstance(state, model.Ask):
            return state.slot not in emptied
        if edge.cause is Cause.RETURNED:
            return self._silent_through(edge.detail, emptied)
        return True

    def _silent_through(self, flow: str, emptied: Emptied) -> bool:
        """Return whether a flow can run from its first step to its end in silence."""
        case = (flow, emptied)
        if case not in self._through:
            self._through[case] = False  # a flow that calls itself never comes back
            first = self._machine.entries.get(flow)
            self._through[case] = first is None or self._leaves(first, emptied)
        return self._through[case]

    def _leaves(self, first: str, emptied: Emptied) -> bool:
        known: dict[str, Emptied] = {first: emptied}
        queue = deque([first])
        while queue:
            key = queue.popleft()
            for edge in self._edges[key]:
                if not self._silent(edge) or not self._passes(edge, known[key]):
                    continue
                if edge.to is None:
                    return True
                after = self._after(edge, known[key])
                before = known.get(edge.to)
                if before is None or not before <= after:
                    known[edge.to] = after if before is None else before & after
                    queue.append(edge.to)
        return False

    def _flow_in(self, known: dict[str, Emptied], inside: Mapping[str, Iterable[Edge]]) -> dict[str, Emptied]:
        """Return the slots surely empty on reaching each state, once the round has been gone often enough."""
        queue = deque(inside)
        while queue:
            key = queue.popleft()
            for edge in inside[key]:
                after = self._after(edge, known[key])
                if edge.to is not None and not known[edge.to] <= after:
                    known[edge.to] &= after
                    queue.append(edge.to)
        return known

    def _after(self, edge: Edge, emptied: Emptied) -> Emptied:
        """Return the slots surely empty after an edge."""
        state = self._machine.states[edge.at]
        if edge.cause is Cause.SKIPPED:
            return emptied
        match state:
            case model.Set():
                cleared = {one.slot for one in state.assign if isinstance(one.value, Null)}
                return emptied - {one.slot for one in state.assign} | cleared & self._slots
            case model.CallAction() if edge.cause is Cause.WENT_ON:
                return emptied - set(state.into.slots)
            case model.Ask() if edge.cause is Cause.KNOWN:
                return emptied - {state.slot}
            case model.Ask() if edge.cause is Cause.SILENT and not state.again:
                return emptied | {state.slot}  # it waited, so it had no value
            case model.RunFlow():
                return emptied - self._written_by(state.run) - set(state.into.slots)
            case _:
                return emptied

    def _written_by(self, flow: str) -> frozenset[str]:
        """Return every slot that a flow, or one that it calls, may give a value."""
        if flow not in self._writes:
            first = self._machine.entries.get(flow)
            seen = {first} if first is not None else set()
            queue = deque(seen)
            written: set[str] = set()
            while queue:
                key = queue.popleft()
                written |= _writes(self._machine.states[key])
                following = {edge.to for edge in self._edges[key] if edge.to is not None} - seen
                seen |= following
                queue.extend(following)
            self._writes[flow] = frozenset(written)
        return self._writes[flow]


def _writes(state: model.State) -> set[str]:
    match state:
        case model.Ask():
            return {state.slot, *(state.verify.into.slots if state.verify is not None else ())}
        case model.Set():
            return {one.slot for one in state.assign}
        case model.CallAction() | model.RunFlow():
            return set(state.into.slots)
        case _:
            return set()


def _targets(edges: Iterable[Edge]) -> tuple[str, ...]:
    return tuple(edge.to for edge in edges if edge.to is not None)


def _within(edges: Mapping[str, Iterable[Edge]], part: tuple[str, ...]) -> dict[str, list[Edge]]:
    members = set(part)
    return {key: [edge for edge in edges[key] if edge.to in members] for key in part}


def _shortest_round(inside: Mapping[str, Iterable[Edge]], first: str) -> tuple[Edge, ...]:
    came: dict[str, Edge] = {}
    queue = deque([first])
    while first not in came:
        key = queue.popleft()
        for edge in inside[key]:
            if edge.to is not None and edge.to not in came:
                came[edge.to] = edge
                queue.append(edge.to)
    way = [came[first]]
    while way[-1].at != first:
        way.append(came[way[-1].at])
    return tuple(reversed(way))
