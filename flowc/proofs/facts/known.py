"""Which values surely are known when a state is run, whatever way the conversation came there.

A forward analysis over the whole machine: what is known at a state is what every way to it leaves known.

Laws:
- A called flow is gone through once for all its callers: what it gives on every way to its end, and what it
  may take away. What a caller knew and the flow does not touch is known after it.
- A block of `defaults` or of an action ends the flow of the step that fell back on it.
- An intent or a rule may begin wherever the bot listens: it knows what nothing ever takes away.
- While a question waits, another flow may interrupt: what that one sets or calls for may be empty after it.
  Left out is only what takes two odd turns at once: a question that the interruption asks anew and gives up.
- Sources may give nothing. A slot with `default` is known from the beginning.
"""

from __future__ import annotations

import functools
import itertools
import operator
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flowc.machine import Machine
from flowc.proofs.facts.edges import Cause, Edge
from flowc.proofs.facts.effects import HEARD, Effects, Way
from flowc.proofs.facts.printed import is_fact
from flowc.proofs.facts.roots import Begins, Root
from flowc.proofs.facts.sure import Has, surely
from flowc.proofs.facts.values import Values
from flowc.structure import tree
from flowc.types.narrowing import known_when
from runtime.artifact import model

OF_DIVISION = ("division.name", "division.key", "division.open")  # once a handover has come to a division


@dataclass(frozen=True, slots=True)
class _Through:
    """A flow from beginning to end: known after it is what was known and is in `keeps`, and `gives`."""

    keeps: int
    gives: int

    def after(self, known: int) -> int:
        return known & self.keeps | self.gives


class Known:
    """Answers `at`: the bits of what is known when a state is run, its guard not yet looked at.

    `always` is what is known at every moment of every conversation.
    """

    def __init__(self, bot: tree.Bot, machine: Machine, values: Values, roots: tuple[Root, ...]) -> None:
        self._bot, self._machine, self.values = bot, machine, values
        self.effects = Effects(bot, machine, values)
        self._inputs = values.given(name for flow in bot.flows.values() for name in flow.inputs)
        self._throughs: dict[str, _Through | None] = {}
        self._below = _called_below(bot, machine)
        self._emptying: tuple[tuple[str, int], ...] = ()
        self._prepare(lambda _: 0)
        self._prepare(self._gives)  # what called flows hand back is known by now
        begin = values.given(name for name, slot in bot.slots.items() if slot.default is not None)
        for ways in self._ways.values():
            for way in ways:
                begin &= ~way.kill | way.unless
        self.always = begin
        self._at: dict[str, int] = {}
        self._entries = {root: self.entry(root) for root in roots}
        self._solve()

    def __contains__(self, state: object) -> bool:
        return state in self._at

    def at(self, state: str) -> int:
        """Return what is known when a state is run; all values where nothing ever leads to it."""
        return self._at.get(state, self.values.all)

    def inside(self, key: str) -> int:
        """Return what is known when a state does what it is for: its guard has held."""
        return self.at(key) | self.effects.guard(self._machine.states[key])

    def waiting(self, key: str) -> int:
        """Return what is known at any time while a state waits, for the customer or for time to pass."""
        state = self._machine.states[key]
        return self.inside(key) & ~self.effects.emptied_by.get(state.flow, 0)

    def entry(self, root: Root) -> int:
        """Return what is known where a conversation begins to run."""
        values, known = self.values, self.always
        if root.begins in (Begins.START, Begins.INTENT, Begins.RULE):
            known |= values.given(HEARD)
        else:
            known |= values.given(OF_DIVISION)
        if root.begins is Begins.INTENT:
            known |= values.given(("message.intent",))
            intent = self._bot.intents.get(root.name)
            if intent is not None and intent.topic is not None:
                known |= values.given(("topic",))
        if root.begins is Begins.RULE:
            when = next(rule.when for rule in self._machine.rules if rule.name == root.name)
            known |= values.given(known_when(when))
        return known

    def steps(self, key: str, known: int) -> Iterator[tuple[Edge, int]]:
        """Yield each way out of a state with what is known after it, for what is known before."""
        for way in self._taken(key, known):
            yield way.edge, self._after(way, known, known)
        state = self._machine.states[key]
        if isinstance(state, model.RunFlow):
            known |= self.effects.guard(state)
            has = self._has(known)
            first = self._machine.entries.get(state.run)
            if first is not None:
                yield Edge(key, first, Cause.CALLED, state.run), self._called(state, known, has)
            through = self._through_flow(state.run)
            if through is not None:
                yield Edge(key, state.next, Cause.RETURNED, state.run), self._returned(state, known, through)

    def _taken(self, key: str, known: int) -> tuple[Way, ...]:
        """Return the ways that can be taken: a question whose slot is known is passed without asking."""
        ways = self._ways[key]
        return tuple(way for way in ways if not known & way.unless) if ways and ways[0].unless else ways

    def _after(self, way: Way, known: int, sure: int) -> int:
        after = (known | way.guard) & ~way.kill | way.give
        if way.assigned:
            has = self._has(sure | way.guard)
            for bit, value in way.assigned:
                if surely(value, has):
                    after |= bit
        return after

    def _has(self, known: int) -> Has:
        values = self.values
        return lambda name: is_fact(name) or bool(known & values.bit(name))

    def _called(self, state: model.RunFlow, known: int, has: Has) -> int:
        given = [one.slot for one in state.arguments if surely(one.value, has)]
        return known & ~self._inputs | self.values.given(given)

    def _returned(self, state: model.RunFlow, known: int, through: _Through) -> int:
        values, into = self.values, state.into
        after = through.after(known)
        result = after & ~self._inputs | known & self._inputs
        if into.name is not None:
            result = result & ~values.cleared(into.name) | values.bit(into.name)
            for output in self._bot.flows[state.run].outputs:
                if after & values.bit(output.text):
                    result |= values.bit(f"{into.name}.{output.text}")
        for slot, handed in into.slots.items():
            result &= ~values.cleared(slot)
            if after & values.bit(handed):
                result |= values.bit(slot)
        return result

    def _solve(self) -> None:
        at, queue = self._at, deque[str]()
        for root, known in self._entries.items():
            at[root.state] = at.get(root.state, self.values.all) & known
            queue.append(root.state)
        while queue:
            key = queue.popleft()
            for edge, known in self.steps(key, at[key]):
                if edge.to is None:
                    continue
                before = at.get(edge.to)
                after = known if before is None else before & known
                if after != before:
                    at[edge.to] = after
                    queue.append(edge.to)

    # ---- through a flow, from its first step to its end ------------------------------------------------

    def _through_flow(self, flow: str) -> _Through | None:
        """Return what a flow does as a whole; None: it never comes to its end."""
        return self._through(self._machine.entries.get(flow), flow)

    def _through(self, first: str | None, place: str) -> _Through | None:
        if first is None:
            return _Through(self.values.all, 0)
        if place not in self._throughs:
            self._throughs[place] = None  # one that comes to itself again adds nothing of its own
            gives, seen = self._to_end(first, {}, 0)
            keeps, _ = self._to_end(first, seen, self.values.all)
            ends = gives is not None and keeps is not None
            self._throughs[place] = _Through(keeps or 0, gives or 0) if ends else None
        return self._throughs[place]

    def _to_end(self, first: str, least: Mapping[str, int], begin: int) -> tuple[int | None, dict[str, int]]:
        """Return what is known at a flow's end, beginning with `begin`, and at its states.

        `least`: what is known of the states whatever the beginning. What a step sets to another value counts
        by that, so that nothing is taken for known because the caller may know something else.
        """
        states, flow = self._machine.states, self._machine.states[first].flow
        at, queue, end = {first: begin}, deque([first]), None
        while queue:
            key = queue.popleft()
            sure = least.get(key, at[key]) if least else at[key]
            for edge, known in self._along(key, at[key], sure):
                to = edge.to
                if to is not None and states[to].flow != flow:
                    through = self._through(to, to)  # a block outside, which ends this flow
                    if through is None:
                        continue
                    to, known = None, through.after(known)
                if to is None:
                    end = known if end is None else end & known
                    continue
                before = at.get(to)
                after = known if before is None else before & known
                if after != before:
                    at[to] = after
                    queue.append(to)
        return end, at

    def _along(self, key: str, known: int, sure: int) -> Iterator[tuple[Edge, int]]:
        for way in self._taken(key, sure):
            yield way.edge, self._after(way, known, sure)
        state = self._machine.states[key]
        if isinstance(state, model.RunFlow) and (through := self._through_flow(state.run)) is not None:
            known |= self.effects.guard(state)
            yield Edge(key, state.next, Cause.RETURNED, state.run), self._returned(state, known, through)

    # ---- while a question waits ------------------------------------------------------------------------

    def emptied_in(self, state: str, bit: int) -> str | None:
        """Return a flow that may take the value away while a state waits; None: there is none."""
        flow = self._machine.states[state].flow
        found = (name for name, emptied in self._emptying if emptied & bit and self._interrupts(name, flow))
        return next(found, None)

    def _interrupts(self, name: str, flow: str) -> bool:
        return flow in self._bot.flows and flow not in self._below[name]

    def _prepare(self, gives: Callable[[model.RunFlow], int]) -> None:
        """Work out what interruptions may empty, and with it every way out of every state."""
        flows = self._bot.flows
        own = dict.fromkeys(flows, 0)
        for state in self._machine.states.values():
            if state.flow in own:
                given = gives(state) if isinstance(state, model.RunFlow) else 0
                own[state.flow] |= self.effects.empties(state) & ~given
        emptying = []
        for name, flow in flows.items():
            emptied = 0
            for one in self._below[name] if flow.start_on else ():
                emptied |= own[one]
            if emptied:
                emptying.append((name, emptied))
        self._emptying = tuple(emptying)
        self.effects.emptied_by = self._emptied_by()
        self._throughs.clear()
        self._ways = {key: tuple(self.effects.ways(key)) for key in self._machine.states}

    def _emptied_by(self) -> dict[str, int]:
        """Return, for each flow, what others may empty: all of them, but those that come to it themselves."""
        coming: dict[str, list[int]] = {flow: [] for flow in self._bot.flows}
        for number, (name, _) in enumerate(self._emptying):
            for flow in self._below[name]:
                coming[flow].append(number)
        emptied = [bits for _, bits in self._emptying]
        before = [0, *itertools.accumulate(emptied, operator.or_)]
        after = [0, *itertools.accumulate(reversed(emptied), operator.or_)][::-1]
        found: dict[str, int] = {}
        for flow, left_out in coming.items():
            if len(left_out) > 1:
                others = set(range(len(emptied))).difference(left_out)
                found[flow] = functools.reduce(operator.or_, (emptied[at] for at in others), 0)
            else:
                at = left_out[0] if left_out else len(emptied)
                found[flow] = before[at] | (after[at + 1] if left_out else 0)
        return found

    def _gives(self, state: model.RunFlow) -> int:
        """Return what a called flow surely hands back, whoever calls it."""
        through = self._through_flow(state.run)
        return self._returned(state, 0, through) if through is not None else self.values.all


def _called_below(bot: tree.Bot, machine: Machine) -> Mapping[str, frozenset[str]]:
    """Return each flow with all that it calls, and these call."""
    calls: dict[str, set[str]] = {name: set() for name in bot.flows}
    for state in machine.states.values():
        if isinstance(state, model.RunFlow) and state.flow in calls and state.run in calls:
            calls[state.flow].add(state.run)
    return {name: _closure(name, calls) for name in bot.flows}


def _closure(first: str, calls: Mapping[str, set[str]]) -> frozenset[str]:
    seen, queue = {first}, [first]
    while queue:
        for one in calls[queue.pop()]:
            if one not in seen:
                seen.add(one)
                queue.append(one)
    return frozenset(seen)
