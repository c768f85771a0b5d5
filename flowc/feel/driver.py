"""Runs the LALR table that lark makes of the grammar, for tokens that are there already.

Lark's own loop is made for any lexer and any callback: of the 180 µs that it took for an expression, most
went into rules of one part, which change nothing (a name is an operand is an instance is … an expression).
Here a chain of them is one step, remembered. What is built, and in which order, is as lark would do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol


class Terminal(Protocol):
    """A token of ours; `type` is a terminal of the grammar."""

    @property
    def type(self) -> str: ...


# Any: what the callbacks of the grammar make of it; see `flowc.feel.build`
_Value = Any
_Reduction = tuple[int, str, Callable[[list[_Value]], _Value] | None]  # parts, rule; None: it stays as it is
_END = "$END"


class Driver:
    """A table for one start symbol."""

    __slots__ = ("_chains", "_end", "_start", "_table")

    def __init__(self, table: Any) -> None:  # Any: a `ParseConf` of lark, which has no public type
        reductions = {rule: _reduction(rule, build) for rule, build in table.callbacks.items()}
        self._start: int = table.start_state
        self._end: int = table.end_state
        # state → terminal or rule → the state to go on with, or what to reduce by
        self._table: Mapping[int, Mapping[str, int | _Reduction]] = {
            state: {
                name: target if isinstance(target, int) else reductions[target]
                for name, (_, target) in actions.items()
            }
            for state, actions in table.states.items()
        }
        self._chains: dict[tuple[int, int, str], int] = {}

    def run(self, tokens: Iterable[Terminal]) -> _Value | None:
        """Return what the grammar makes of the tokens; None where one cannot stand, or one is missing."""
        table = self._table
        states, values = [self._start], []
        for token in tokens:
            kind = token.type
            while True:
                action = table[states[-1]].get(kind)
                if action is None:
                    return None
                if isinstance(action, int):
                    states.append(action)
                    values.append(token)
                    break
                self._reduce(action, kind, states, values)
        while states[-1] != self._end:
            action = table[states[-1]].get(_END)
            if action is None or isinstance(action, int):
                return None
            self._reduce(action, _END, states, values)
        return values[-1]

    def _reduce(self, action: _Reduction, kind: str, states: list[int], values: list[_Value]) -> None:
        size, rule, build = action
        if build is None:
            states[-1] = self._end_of_chain(states[-2], states[-1], kind)
            return
        parts = values[-size:]
        del states[-size:], values[-size:]
        target = self._table[states[-1]][rule]
        assert isinstance(target, int)
        states.append(target)
        values.append(build(parts))

    def _end_of_chain(self, under: int, state: int, kind: str) -> int:
        """Return the state after all rules of one part that follow each other here."""
        known = self._chains.get((under, state, kind))
        if known is not None:
            return known
        at = state
        while (
            at != self._end
            and (action := self._table[at].get(kind)) is not None
            and not isinstance(action, int)
            and action[2] is None
        ):
            target = self._table[under][action[1]]
            assert isinstance(target, int)
            at = target
        self._chains[under, state, kind] = at
        return at


def _reduction(rule: Any, build: Callable[[list[_Value]], _Value]) -> _Reduction:  # Any: lark's own rule
    size = len(rule.expansion)
    assert size, f"{rule} is empty: nothing would say where it stands"
    stays = size == 1 and rule.options.expand1 and not rule.alias
    return size, str(rule.origin.name), None if stays else build
