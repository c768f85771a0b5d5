"""Understanding a message: the built-in detector's result, and over it what the bot's own one finds.

Laws:
- A turn always gets a result: whatever the own detector does, the built-in one's stands, and why is in it.
- One that fails again and again is left alone for a while, so that no customer waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from runtime.clock import Clock
from runtime.core.detector import question_for
from runtime.core.effects import CallAction
from runtime.core.limits import DETECTOR_WAIT
from runtime.core.state import State
from runtime.shell.actions import Actions, AskFailed
from runtime.shell.programs import Ready
from runtime.understanding.own import lay_over
from runtime.understanding.result import Understood

FAILURES = 5  # in a row, until it is left alone
LEFT_ALONE = timedelta(seconds=60)  # then one message tries again


@dataclass(slots=True)
class _Circuit:
    failures: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Detecting:
    """`understand` for every message; remembers only how the own detectors fare, by action."""

    actions: Actions
    clock: Clock
    _circuits: dict[str, _Circuit] = field(default_factory=dict)

    async def understand(self, ready: Ready, state: State, text: str, message: str) -> Understood:
        """Return what a text means; `message` is its id."""
        built = ready.understand(text, state.locale)
        own = ready.program.artifact.understanding.detector
        inputs = question_for(ready.program, state, text, built)
        if own is None or inputs is None:
            return built
        circuit = self._circuits.setdefault(own.call, _Circuit())
        if circuit.until is not None and self.clock.now() < circuit.until:
            return replace(built, detector_failed="left alone")
        call = CallAction(f"detect:{message}", own.call, inputs, min(own.timeout, DETECTOR_WAIT))
        try:
            found, faulty = await self.actions.ask(ready.program, call)
        except AskFailed as failed:
            circuit.failures += 1
            if circuit.failures >= FAILURES:
                circuit.until = self.clock.now() + LEFT_ALONE
            return replace(built, detector_failed=str(failed))
        circuit.failures, circuit.until = 0, None
        parts = ready.program.artifact
        over = lay_over(built, found, parts.understanding, parts.slots)
        return replace(over, detector_dropped=(*faulty, *over.detector_dropped))
