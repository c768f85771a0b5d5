"""The plainest way to every state, through calls and back, from any beginning of a conversation.

Laws:
- A state without a path here is never reached, whatever the data (edges are over-approximate).
- A path returns from a flow only to where it was called: a call on the way is replaced by a path through.
- Equal costs are decided by the order of the files, so the same bot gives the same paths.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flowc.proofs.facts.edges import Cause, Edge
from flowc.proofs.facts.roots import Begins, Root

# What an edge adds to a conversation's length: messages count most, then what seldom happens.
_COST: Mapping[Cause, int] = {
    Cause.WENT_ON: 1,
    Cause.CALLED: 1,
    Cause.RETURNED: 1,
    Cause.SKIPPED: 5,
    Cause.UNMATCHED: 5,
    Cause.ANSWERED: 10,
    Cause.TAKEN: 10,
    Cause.DECLINED: 10,
    Cause.KNOWN: 15,
    Cause.SILENT: 20,
    Cause.FAILED: 20,
    Cause.MISUNDERSTOOD: 40,
}
_BEGINNING: Mapping[Begins, int] = {Begins.START: 0, Begins.INTENT: 10, Begins.RULE: 30}
_LATE_BEGINNING = 60  # a conversation that was with a human before


@dataclass(frozen=True, slots=True)
class Path:
    """From `root` along `steps`; the last one leads to the state asked for."""

    root: Root
    steps: tuple[Edge, ...]


class Paths:
    """Shortest paths from all beginnings; `through` gives those from a flow's first state to its end."""

    def __init__(
        self, edges: Mapping[str, tuple[Edge, ...]], entries: Mapping[str, str | None], roots: Iterable[Root]
    ) -> None:
        self._edges = edges
        self._entries = entries
        self._order = {key: index for index, key in enumerate(edges)}
        self._through: dict[str, tuple[Edge, ...] | None] = {}
        self._costs_through: dict[str, int] = {}
        starts: dict[str, tuple[int, Root]] = {}
        for root in roots:
            cost = _BEGINNING.get(root.begins, _LATE_BEGINNING)
            if root.state not in starts or cost < starts[root.state][0]:
                starts[root.state] = (cost, root)
        self._roots = {state: root for state, (_, root) in starts.items()}
        self._came, _ = self._search({state: cost for state, (cost, _) in starts.items()}, calls=True)

    def __contains__(self, state: object) -> bool:
        return state in self._came

    def to(self, state: str) -> Path | None:
        """Return the plainest path to a state, or None where there is none."""
        if state not in self._came:
            return None
        steps, first = _walked_back(self._came, state)
        return Path(self._roots[first], steps)

    def through(self, flow: str) -> tuple[Edge, ...] | None:
        """Return the plainest path from a flow's first state to its end; None: it never comes back."""
        if flow not in self._through:
            self._through[flow] = (
                None  # a flow that calls itself is refused before; this only ends the search
            )
            self._costs_through[flow] = 0
            first = self._entries.get(flow)
            if first is None:
                self._through[flow] = ()
            else:
                came, last = self._search({first: 0}, calls=False)
                if last is not None:
                    self._through[flow] = (*_walked_back(came, last[1].at)[0], last[1])
                    self._costs_through[flow] = last[0]
        return self._through[flow]

    def _search(
        self, starts: Mapping[str, int], *, calls: bool
    ) -> tuple[dict[str, Edge | None], tuple[int, Edge] | None]:
        """Return the edge each reached state was reached by, and (without `calls`) the cheapest way out."""
        came: dict[str, Edge | None] = {}
        out: tuple[int, Edge] | None = None
        # The count parts equal costs into one state: the edge that was found first wins.
        count = itertools.count()
        queue: list[tuple[int, int, int, str, Edge | None]] = [
            (cost, self._order[state], next(count), state, None) for state, cost in starts.items()
        ]
        heapq.heapify(queue)
        while queue:
            cost, _, _, state, by = heapq.heappop(queue)
            if state in came:
                continue
            came[state] = by
            for edge in self._edges[state]:
                length = self._length(edge)
                if length is None or (edge.cause is Cause.CALLED and not calls):
                    continue
                if edge.to is None:
                    if out is None or cost + length < out[0]:
                        out = (cost + length, edge)
                elif edge.to not in came:
                    order = self._order[edge.to]
                    heapq.heappush(queue, (cost + length, order, next(count), edge.to, edge))
        return came, out

    def _length(self, edge: Edge) -> int | None:
        if edge.cause is Cause.RETURNED:
            if self.through(edge.detail) is None:
                return None
            return _COST[edge.cause] + self._costs_through[edge.detail]
        return _COST[edge.cause]


def _walked_back(came: Mapping[str, Edge | None], state: str) -> tuple[tuple[Edge, ...], str]:
    steps: list[Edge] = []
    edge = came[state]
    while edge is not None:
        steps.append(edge)
        edge = came[edge.at]
    first = steps[-1].at if steps else state
    return tuple(reversed(steps)), first
