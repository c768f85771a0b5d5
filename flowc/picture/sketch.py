"""A picture while it is being made: ids are given out, lines collected, those with the same ends joined."""

from __future__ import annotations

from flowc.picture.model import Box, Kind, Line, Way


class Sketch:
    def __init__(self) -> None:
        self.away: dict[str, Box] = {}  # by flow
        self.humans: dict[str, str] = {}  # handover or rule -> where it goes: `auto`, `same` or a division
        self._labels: dict[tuple[str, str, Way], list[str]] = {}
        self._ids = 0

    def new_id(self) -> str:
        self._ids += 1
        return f"n{self._ids}"

    def line(self, tail: str, head: str, way: Way = Way.MAIN, label: str = "") -> None:
        """Add a line; a second one between the same boxes only adds its label."""
        labels = self._labels.setdefault((tail, head, way), [])
        if label and label not in labels:
            labels.append(label)

    def to_human(self, box: str, to: str) -> None:
        """Remember that a box hands over; its line is drawn once the divisions are there."""
        self.humans[box] = to

    def away_box(self, flow: str) -> str:
        """Return the box that stands for a flow that is not drawn."""
        if flow not in self.away:
            self.away[flow] = Box(self.new_id(), Kind.AWAY, (f"flow {flow}",))
        return self.away[flow].id

    def lines(self) -> tuple[Line, ...]:
        return tuple(
            Line(tail, head, way, ", ".join(labels)) for (tail, head, way), labels in self._labels.items()
        )
