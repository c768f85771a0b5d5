"""How far a customer who is not understood is from a person, in messages.

Laws:
- A rule that counts works everywhere but in flows that except it, and a customer can always leave these.
- In such a flow a question counts all its attempts, and then what its `on_invalid` comes to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from flowc.machine import Machine
from flowc.proofs.facts.edges import Cause, Edge
from flowc.proofs.facts.situations import not_understood
from flowc.structure import tree
from flowc.types.claims import alternatives, implies
from runtime.artifact import model

# Messages in a row that are not understood: the three attempts of a question, and two more. Teams that write
# about it offer a person after two or three.
MOST_FAILED = 5


@dataclass(frozen=True, slots=True)
class Failing:
    """`rules` count what was not understood. From the questions `stranded` nobody is reached in time."""

    rules: tuple[str, ...]
    stranded: tuple[str, ...]
    _excepted: Mapping[str, tuple[str, ...]]

    def excepts(self, flow: str) -> bool:
        """Return whether no rule counts in a flow."""
        return flow in self._excepted

    def excepted_in(self, flow: str) -> str:
        """Return the counting rule that a flow excepts."""
        return self._excepted[flow][0]


def failing(bot: tree.Bot, machine: Machine, edges: Mapping[str, tuple[Edge, ...]]) -> Failing:
    often = not_understood(MOST_FAILED)
    rules = tuple(
        rule.name
        for rule in machine.rules
        if isinstance(machine.states[rule.state], model.Handover | model.Offer)
        and implies(often, alternatives(rule.when))
    )
    excepted = {
        name: tuple(word.text for word in flow.except_rules if word.text in rules)
        for name, flow in bot.flows.items()
        if rules and {word.text for word in flow.except_rules} >= set(rules)
    }
    messages = _messages(machine, edges, frozenset(excepted))
    stranded = tuple(
        key
        for key, most in messages.items()
        if most > MOST_FAILED and isinstance(machine.states[key], model.Ask | model.Choose)
    )
    return Failing(rules, stranded, excepted)


def _messages(
    machine: Machine, edges: Mapping[str, tuple[Edge, ...]], flows: frozenset[str]
) -> dict[str, int]:
    """Return the messages that fail at most from each state of these flows on; above the most: without end.

    A value only grows, and no further than that, so a round that asks comes to its end here.
    """
    most = {key: 0 for key, state in machine.states.items() if state.flow in flows}
    before: dict[str, list[str]] = {}
    for key in most:
        for edge in _failed(machine.states[key], edges[key]):
            if edge.to in most:
                before.setdefault(edge.to, []).append(key)
    queue = deque(most)
    while queue:
        key = queue.popleft()
        state = machine.states[key]
        own = state.retries + 1 if isinstance(state, model.Ask | model.Choose) else 0
        onward = (most.get(edge.to or "", 0) for edge in _failed(state, edges[key]))
        found = min(own + max(onward, default=0), MOST_FAILED + 1)
        if found > most[key]:
            most[key] = found
            queue.extend(before.get(key, ()))
    return most


def _failed(state: model.State, edges: Iterable[Edge]) -> Iterator[Edge]:
    """Yield where a customer goes who is not understood; none where a person is asked or offered."""
    match state:
        case model.Handover() | model.Offer():
            return
        case model.Ask() | model.Choose():
            yield from (edge for edge in edges if edge.cause is Cause.MISUNDERSTOOD)
        case _:
            yield from edges
