"""The plainest way to a state on which a value is missing there: never given, or taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flowc.machine import Machine
from flowc.proofs.facts.edges import Cause, Edge
from flowc.proofs.facts.known import Known
from flowc.proofs.facts.paths import Path, Paths
from flowc.proofs.facts.roots import Begins, Root

MOST_SOUGHT = 20  # values for which ways are looked for; of a bot that lacks more, a plain way is shown


class Lacking:
    """Looks for ways along which one value, a bit of `known.values`, is without a value."""

    def __init__(
        self,
        machine: Machine,
        edges: Mapping[str, tuple[Edge, ...]],
        known: Known,
        paths: Paths,
        roots: Iterable[Root],
    ) -> None:
        self._machine, self._edges, self._known = machine, edges, known
        self._paths, self._roots = paths, tuple(roots)
        self._never: dict[int, Paths] = {}
        self._taken: dict[int, tuple[Paths, Mapping[str, Edge]]] = {}

    def to(self, state: str, bit: int) -> Path | None:
        """Return a way to a state on which the value has none; None: none was found."""
        if bit not in self._never:
            if len(self._never) >= MOST_SOUGHT:
                return None
            begins = (root for root in self._roots if not self._known.entry(root) & bit)
            self._never[bit] = Paths(self._empty(bit), self._machine.entries, begins)
        never = self._never[bit]
        path = never.to(state)
        if path is not None:
            return Path(path.root, tuple(_unfolded(never, path.steps)))
        return self._after_taken(state, bit)

    def _after_taken(self, state: str, bit: int) -> Path | None:
        if bit not in self._taken:
            into = self._takers(bit)
            begins = (Root(to, Begins.SHARED, "") for to in into)
            self._taken[bit] = Paths(self._empty(bit), self._machine.entries, begins), into
        taken, takers = self._taken[bit]
        path = taken.to(state)
        before = None if path is None else self._paths.to(takers[path.root.state].at)
        if path is None or before is None:
            return None
        taker = takers[path.root.state]
        return Path(before.root, (*before.steps, taker, *_unfolded(taken, path.steps)))

    def _empty(self, bit: int) -> dict[str, tuple[Edge, ...]]:
        """Return the edges along which a value that is missing stays so."""
        known, kept = self._known, dict[str, tuple[Edge, ...]]()
        for key, found in self._edges.items():
            stays: set[Edge] = set()
            if key in known:
                stays = {edge for edge, after in known.steps(key, known.at(key) & ~bit) if not after & bit}
            kept[key] = tuple(edge for edge in found if edge in stays)
        return kept

    def _takers(self, bit: int) -> dict[str, Edge]:
        """Return the first edge into each state that takes the value away."""
        known, takers = self._known, dict[str, Edge]()
        for key in self._edges:
            if key in known and key in self._paths:
                for edge, after in known.steps(key, known.values.all):
                    if edge.to is not None and not after & bit:
                        takers.setdefault(edge.to, edge)
        return takers


def _unfolded(paths: Paths, steps: Iterable[Edge]) -> Iterator[Edge]:
    """Yield steps with those inside of each flow that is called and left again on the way."""
    for edge in steps:
        if edge.cause is Cause.RETURNED:
            yield from _unfolded(paths, paths.through(edge.detail) or ())
        else:
            yield edge
