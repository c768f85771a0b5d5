"""What one evaluation uses up, and what it could not do. FEEL has no exceptions: a fault gives null."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from runtime.feel import limits
from runtime.feel.reading import Zones, only_utc
from runtime.feel.values import Value, kind_of

FaultKind = Literal["operand", "argument", "result", "member", "call", "literal", "budget"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an operation gave null. `what` is its operator, function or member; `kinds` are those it was given.

    `operand` and `argument`: wrong or missing values · `result`: right values without a result (division by
    zero, a text that is no date) · `member`: the value has no such member · `call`: not a function ·
    `literal`: a literal that means nothing · `budget`: a bound of `runtime.feel.limits`, named by `what`.
    """

    kind: FaultKind
    what: str
    kinds: tuple[str, ...] = ()


class OverBudgetError(Exception):
    """Ends an evaluation from inside; it never leaves `runtime.feel.evaluate`."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class Run:
    """The budget and the faults of one evaluation; its moment, and the time zones it knows."""

    __slots__ = ("calls", "cells", "faults", "now", "patterns", "steps", "zones")

    def __init__(
        self, faults: list[Fault] | None = None, now: datetime | None = None, zones: Zones = only_utc
    ) -> None:
        self.steps = limits.STEPS
        self.cells = limits.CELLS
        self.patterns = limits.PATTERN_WORK
        self.calls = 0
        self.faults = faults
        self.now = now
        self.zones = zones

    def fault(self, kind: FaultKind, what: str, *values: Value) -> bool | None:
        """Record a fault if somebody wants to know. Always None, the value of every faulty operation."""
        faults = self.faults
        if faults is not None and len(faults) < limits.FAULTS:
            faults.append(Fault(kind, what, tuple(kind_of(value) for value in values)))
        return None

    def step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise OverBudgetError("steps")

    def enter(self) -> None:
        """A defined function is called; `leave` when it is done. Over the limit nothing is left to undo."""
        self.calls += 1
        if self.calls > limits.CALLS:
            raise OverBudgetError("calls")

    def leave(self) -> None:
        self.calls -= 1

    def visit(self, cells: int) -> None:
        self.cells -= cells
        if self.cells < 0:
            raise OverBudgetError("cells")

    def pattern_work(self, states: int) -> None:
        self.patterns -= states
        if self.patterns < 0:
            raise OverBudgetError("pattern_work")

    def built(self, value: Value) -> Value:
        """Return `value`, a result that may be large; counts it and refuses one beyond the limits.

        Counting by place, not by object: a list that holds one list twice holds its items twice. Otherwise
        `{a: [1, 1], b: [a, a], c: [b, b], …}` would hide a million items in a line of text.
        """
        if isinstance(value, str):
            if len(value) > limits.STRING_CHARS:
                raise OverBudgetError("string_chars")
            return value
        if not isinstance(value, tuple | Mapping):
            return value
        total = 0
        level: list[Value] = [value]
        for _ in range(limits.VALUE_DEPTH):
            inner: list[Value] = []
            for item in level:
                items = (
                    item.values() if isinstance(item, Mapping) else item if isinstance(item, tuple) else ()
                )
                total += len(items)
                if total > limits.VALUE_CELLS:
                    raise OverBudgetError("value_cells")
                inner.extend(child for child in items if isinstance(child, tuple | Mapping))
            if not inner:
                self.visit(total)
                return value
            level = inner
        raise OverBudgetError("value_depth")
