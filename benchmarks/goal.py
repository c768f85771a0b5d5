"""A figure beside what was promised of it, as a line that people and a test can read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in `unit`. `goal` None: told, not promised; `least`: at least the goal, otherwise at most.

    A goal in `×` or `%` is a ratio within one run. Of absolute times a goal is shown and never asserted:
    machines differ.
    """

    what: str
    value: float
    unit: str
    goal: float | None = None
    least: bool = False
    beside: str = ""

    @property
    def kept(self) -> bool:
        if self.goal is None:
            return True
        return self.value >= self.goal if self.least else self.value <= self.goal

    @property
    def broken(self) -> bool:
        """Whether a promise that any machine can keep is not kept."""
        return not self.kept and self.unit in ("×", "%")

    def line(self) -> str:
        asked = ""
        if self.goal is not None:
            bound = "at least" if self.least else "at most"
            asked = f"{bound} {self.goal:g}: {'kept' if self.kept else 'MISSED'}"
        return f"  {self.what:52} {self.value:9.2f} {self.unit:2}  {asked:24} {self.beside}".rstrip()
