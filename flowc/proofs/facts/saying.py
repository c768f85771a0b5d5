"""Where the customer is left without a word, and which states do anything at all."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from flowc.machine import Machine
from flowc.proofs.facts.edges import Cause, Edge
from flowc.proofs.facts.onward import end_of
from flowc.structure import tree
from flowc.types.claims import KNOWN, Claims, OneOf, Subject, alternatives, joined, path, where_not
from runtime.artifact import model
from runtime.artifact.tree import AnyOf, Compare, Null, String, Test
from runtime.routing.paths import paths_of

MOST_LOOKED_AT = 500  # places on the ways from one answer; beyond it counts as silent


def is_quiet(machine: Machine, edge: Edge) -> bool:
    """Return whether nothing is said on the way along an edge, from its state on.

    A question counts as asked: were it passed because its slot is known, what follows would be the same.
    """
    if edge.cause is Cause.SKIPPED:
        return True
    if edge.cause is Cause.UNMATCHED:
        return False  # a switch has a case for every value: FC331 refuses others
    return not isinstance(
        machine.states[edge.at], model.Say | model.Ask | model.Choose | model.Offer | model.Handover
    )


def acts(state: model.State) -> bool:
    """Return whether a state is noticed outside: words, a human, an action, the end of the conversation."""
    if isinstance(state, model.End):
        return state.conversation
    return not isinstance(state, model.Set | model.Jump | model.Switch | model.RunFlow)


class Quiet:
    """Follows ways on which nothing is said, with what their guards make sure of.

    `quiet` are the places from which such a way comes to rest, were every guard free.
    """

    def __init__(
        self,
        bot: tree.Bot,
        machine: Machine,
        edges: Mapping[str, tuple[Edge, ...]],
        quiet: Container[str],
    ) -> None:
        self._bot, self._machine, self._edges, self._quiet = bot, machine, edges, quiet

    def comes_to_rest(self, edge: Edge) -> bool:
        """Return whether the bot may come to rest without a word after an answer that takes this edge."""
        state = self._machine.states[edge.at]
        known: Claims = {}
        slot = self._bot.slots.get(state.slot) if isinstance(state, model.Ask) else None
        if slot is not None and edge.cause is Cause.ANSWERED and not slot.optional:
            known = {path(*slot.name.text.split(".")): KNOWN}
        return self._rests(edge.to or end_of(state.flow), known)

    def begins_silent(self, first: str) -> bool:
        """Return whether a flow that begins with this state may come to rest without a word."""
        return self._rests(first, {})

    def _rests(self, place: str, claims: Claims) -> bool:
        seen = {(place, frozenset(claims.items()))}
        queue = [(place, claims)]
        while queue:
            at, known = queue.pop()
            if at not in self._quiet:
                continue
            state = self._machine.states.get(at)
            if state is None or len(seen) > MOST_LOOKED_AT:
                return True  # the end of a flow, whose callers go on without a word
            if isinstance(state, model.End) and state.conversation and _may_run(state, known):
                return True
            for edge in self._edges[at]:
                if not is_quiet(self._machine, edge):
                    continue
                for after in _after(state, edge, known):
                    to = (edge.to or end_of(state.flow), frozenset(after.items()))
                    if to not in seen:
                        seen.add(to)
                        queue.append((to[0], after))
        return False


def _may_run(state: model.State, known: Claims) -> bool:
    return state.guard is None or any(joined(way, known) is not None for way in alternatives(state.guard))


def _after(state: model.State, edge: Edge, known: Claims) -> Iterator[Claims]:
    """Yield what is known after an edge, for each way in which it can be taken."""
    if edge.cause is Cause.SKIPPED:
        after = joined(known, where_not(state.guard)) if state.guard is not None else None
        if after is not None:
            yield after
        return
    ways = ({},) if state.guard is None else alternatives(state.guard)
    for way in ways:
        after = joined(known, way)
        if after is None:
            continue
        match state:
            case model.Switch():
                claims = _case(state, edge)
                after = after if claims is None else joined(after, claims)
            case model.Set():
                after = _without(after, {one.slot for one in state.assign})
            case model.CallAction() | model.RunFlow():
                after = {}  # what it writes, and what the flows that it calls write
            case _:
                pass
        if after is not None:
            yield after


def _case(state: model.Switch, edge: Edge) -> Claims | None:
    """Return what holds in a case of words; None: it is of another kind, or several cases lead there."""
    cases = [case for case in state.cases if case.then == edge.to]
    words = _words(cases[0].test) if len(cases) == 1 else None
    if words is None:
        return None
    return {state.on: OneOf(frozenset(words))}


def _words(test: Test) -> tuple[str | None, ...] | None:
    match test:
        case Compare("=", String(word)):
            return (word,)
        case Compare("=", Null()):
            return (None,)
        case AnyOf(tests):
            parts = [_words(one) for one in tests]
            return None if None in parts else tuple(word for part in parts for word in part or ())
    return None


def _without(claims: Claims, slots: set[str]) -> Claims:
    def reads(subject: Subject) -> bool:
        return any(
            ".".join(names[: at + 1]) in slots for names in paths_of(subject) for at in range(len(names))
        )

    return {subject: claim for subject, claim in claims.items() if not reads(subject)}
