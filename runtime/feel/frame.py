"""Where a running expression finds its names: the caller's scope, and layers of local names above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from runtime.feel.faults import Run
from runtime.feel.values import Value

# The names at the top: namespaces (`customer`, `message`) are contexts. `now` is the turn's moment in the
# bot's zone: `now()`, `today()` and every moment written without offset read it. Names are asked for one by
# one, so a mapping may work them out when asked.
Scope = Mapping[str, Value]


class Names(Protocol):
    """What a name is looked up in; None is null and also "no such name": the compiler has told them apart."""

    def get(self, name: str, /) -> Value: ...


class Layer:
    """Local names above others. A local name that is null still hides the outer one."""

    __slots__ = ("below", "local")

    def __init__(self, local: Mapping[str, Value], below: Names) -> None:
        self.local = local
        self.below = below

    def get(self, name: str, /) -> Value:
        local = self.local
        return local[name] if name in local else self.below.get(name)


class Frame:
    """One level of a running expression: its names, and the budget that all levels share."""

    __slots__ = ("names", "now", "run")

    def __init__(self, names: Names, run: Run, now: datetime | None) -> None:
        self.names = names
        self.run = run
        self.now = now

    def over(self, local: Mapping[str, Value]) -> Frame:
        """Return a frame with more local names."""
        return Frame(Layer(local, self.names), self.run, self.now)


Closure = Callable[[Frame], Value]
TestClosure = Callable[[Value, Frame], bool | None]
