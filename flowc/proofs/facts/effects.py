"""What each way out of a state does to the values that are known: which it takes away, which it gives.

Laws:
- An action's result may be null, and so may each output (LANGUAGE section 12): a call takes them away. A
  verify that passes leaves a result, whose members may be missing.
- A guard, a case and a `check` give what cannot be null where they hold; a guard that does not hold gives
  what it asks `= null` of.
- `skip` leaves an optional slot empty; a question that is given up leaves its slot as the runtime does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flowc.machine import Machine
from flowc.proofs.facts.edges import Cause, Edge
from flowc.proofs.facts.printed import is_fact
from flowc.proofs.facts.sure import known_unless, surely
from flowc.proofs.facts.values import Values
from flowc.structure import tree
from flowc.types.narrowing import dotted, known_when
from runtime.artifact import model
from runtime.artifact.tree import Anything, Boolean, Compare, Expr, Test
from runtime.routing.cells import read_cell

HEARD = ("message.text", "message.kind", "message.at", "message.sentiment")  # of any message
_MEANT = ("message.intent", "message.faq", "message.language")  # of some
MESSAGE = (*HEARD, *_MEANT)


@dataclass(frozen=True, slots=True)
class Way:
    """An edge with what is given before (`guard`), taken away, and given after it, in this order.

    `assigned`: bits that are known after it only if an expression surely has a value before it. `unless`: it
    is not taken if this is known.
    """

    edge: Edge
    guard: int = 0
    kill: int = 0
    give: int = 0
    assigned: tuple[tuple[int, Expr], ...] = ()
    unless: int = 0


class Effects:
    """Reads a machine's states. `emptied_by` is what interruptions of a flow may empty while it waits."""

    def __init__(self, bot: tree.Bot, machine: Machine, values: Values) -> None:
        self._bot, self._machine, self._values = bot, machine, values
        self.emptied_by: Mapping[str, int] = {}
        asks = (state for state in machine.states.values() if isinstance(state, model.Ask))
        self._in_lists = frozenset(key for one in asks for key in self._confirmed(one))

    def empties(self, state: model.State) -> int:
        """Return what a step by itself may leave without a value: what it sets, and results."""
        values = self._values
        match state:
            case model.Set():
                unsure = (one.slot for one in state.assign if not surely(one.value, is_fact))
                return values.cleared(*unsure)
            case model.CallAction() | model.RunFlow():
                return self._into(state.into)
            case model.Ask(verify=model.Verify() as verify):
                return self._into(verify.into)
            case _:
                return 0

    def guard(self, state: model.State) -> int:
        """Return what is known of a state that is run because its guard holds."""
        return 0 if state.guard is None else self._values.given(known_when(state.guard))

    def ways(self, key: str) -> Iterator[Way]:
        """Yield every way out of a state; calls of flows are the caller's to follow."""
        state = self._machine.states[key]
        guard = self.guard(state)
        yield from self._own(key, state, guard)
        if state.guard is not None:
            skipped = self._values.given(known_unless(state.guard))
            yield Way(Edge(key, state.next, Cause.SKIPPED), skipped)

    def _own(self, key: str, state: model.State, guard: int) -> Iterator[Way]:
        values = self._values
        match state:
            case model.Say():
                yield Way(Edge(key, state.next, Cause.WENT_ON), guard)
            case model.Jump():
                yield Way(Edge(key, state.to, Cause.WENT_ON), guard)
            case model.End() if not state.conversation:
                yield Way(Edge(key, None, Cause.WENT_ON), guard)
            case model.Set():
                assigned = tuple((values.bit(one.slot), one.value) for one in state.assign)
                cleared = values.cleared(*(one.slot for one in state.assign))
                yield Way(Edge(key, state.next, Cause.WENT_ON), guard, cleared, 0, assigned)
            case model.Ask():
                yield from self._ask(key, state, guard)
            case model.Choose():
                waited = self.emptied_by.get(state.flow, 0)
                for option in state.options:
                    edge = Edge(key, option.then, Cause.TAKEN, option.option.word)
                    yield self._turn(edge, guard, waited)
                yield from self._unanswered(key, state, guard, waited, 0)
            case model.CallAction():
                yield Way(Edge(key, state.next, Cause.WENT_ON), guard, self._into(state.into))
                yield Way(_branch(key, state, state.on_error, Cause.FAILED), guard)
            case model.Switch():
                yield from self._switch(key, state, guard)
            case model.Offer():
                waited = self.emptied_by.get(state.flow, 0)
                yield self._turn(_branch(key, state, state.on_decline, Cause.DECLINED), guard, waited)
                silent = waited | values.cleared(*MESSAGE)
                yield Way(_branch(key, state, state.on_decline, Cause.SILENT), guard, silent)
            case _:
                pass  # a called flow is followed by who asks; a handover ends all flows

    def _ask(self, key: str, state: model.Ask, guard: int) -> Iterator[Way]:
        values, verify = self._values, state.verify
        waited, lost = self.emptied_by.get(state.flow, 0), values.cleared(state.slot)
        slot, results = values.given((state.slot,)), 0 if verify is None else self._into(verify.into)
        found = values.bit(verify.into.name) if verify is not None and verify.into.name else 0
        if verify is not None and verify.check is not None:
            found |= values.given(known_when(verify.check))
        declared = self._bot.slots.get(state.slot)
        given = 0 if declared is not None and declared.optional else slot | found
        # Once known it is asked again only where it can be refused: by a look-up, or by a "no" to `confirm`.
        unless = 0 if state.again or verify is not None or key in self._in_lists else values.bit(state.slot)
        yield self._turn(Edge(key, state.next, Cause.ANSWERED), guard, waited | results, given, unless)
        if not state.again:
            yield Way(Edge(key, state.next, Cause.KNOWN), guard, results, slot | found)
        if verify is not None:
            on_error = verify.on_error
            edge = _branch(key, state, on_error, Cause.FAILED)
            if on_error.go_on:
                yield self._turn(edge, guard, waited | lost)
            else:
                yield self._turn(edge, guard, waited, slot)
        if state.again and state.confirm is None and verify is None:
            lost = 0  # nothing was kept in its place
        lost |= values.cleared(*(self._slot(one) for one in self._confirmed(state)))
        yield from self._unanswered(key, state, guard, waited, lost | results, unless)

    def _confirmed(self, last: model.Ask) -> Iterator[str]:
        """Yield the questions of a list whose `confirm`, at its last one, is about them all."""
        key = last.confirm_from
        while key is not None:
            state = self._machine.states[key]
            if not isinstance(state, model.Ask):
                return
            yield key
            key = None if state is last else state.next

    def _slot(self, key: str) -> str:
        state = self._machine.states[key]
        return state.slot if isinstance(state, model.Ask) else ""

    def _unanswered(
        self,
        key: str,
        state: model.Ask | model.Choose,
        guard: int,
        waited: int,
        lost: int,
        unless: int = 0,
    ) -> Iterator[Way]:
        edge = _branch(key, state, state.on_invalid, Cause.MISUNDERSTOOD)
        yield self._turn(edge, guard, waited | lost, 0, unless)
        if state.timeout is not None:
            branch = model.Branch(state.timeout.then, state.timeout.go_on)
            silent = waited | lost | self._values.cleared(*MESSAGE)
            yield Way(_branch(key, state, branch, Cause.SILENT), guard, silent, unless=unless)

    def _switch(self, key: str, state: model.Switch, guard: int) -> Iterator[Way]:
        rest = guard
        for case in state.cases:
            yield Way(Edge(key, case.then, Cause.WENT_ON), rest | self._case(state.on, case.test))
            taken = read_cell(case.test)
            if taken is not None and taken.null:
                rest |= self._values.given(_named(state.on))
        if not any(isinstance(case.test, Anything) for case in state.cases):
            yield Way(Edge(key, state.next, Cause.UNMATCHED), rest)

    def _case(self, on: Expr, test: Test) -> int:
        match test:
            case Compare("=", Boolean(truth)):
                return self._values.given(known_when(on, truth))
        taken = read_cell(test)
        return 0 if taken is None or taken.null else self._values.given(_named(on))

    def _turn(self, edge: Edge, guard: int, kill: int, give: int = 0, unless: int = 0) -> Way:
        """Return a way that a message of the customer takes."""
        heard = self._values.given(HEARD)
        return Way(edge, guard, kill | self._values.cleared(*_MEANT), give | heard, (), unless)

    def _into(self, into: model.Into) -> int:
        names = (*into.slots, *((into.name,) if into.name is not None else ()))
        return self._values.cleared(*names)


def _branch(key: str, state: model.State, branch: model.Branch, cause: Cause) -> Edge:
    return Edge(key, state.next if branch.go_on else branch.then, cause)


def _named(on: Expr) -> tuple[str, ...]:
    name = dotted(on)
    return () if name is None else (name,)
