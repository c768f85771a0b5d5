"""What the second host keeps, and what it runs: plain bytes, and artifacts made ready from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from runtime.artifact import codec
from runtime.core.env import Render
from runtime.core.program import Program
from runtime.templates import Templates
from runtime.understanding.detect import Detector
from runtime.understanding.result import Understood


@dataclass(slots=True)
class Row:
    """An event that waits for its turn. `after`: not to be tried before."""

    id: str
    event: bytes
    after: datetime
    attempts: int = 0


@dataclass(slots=True)
class Out:
    """An effect that waits to be delivered. `lane`: what stands before it in the same lane goes first."""

    id: str
    lane: str
    effect: bytes
    made: datetime
    after: datetime


@dataclass(slots=True)
class Kept:
    """All that outlives a life. `timers` are by thread and name, `threads` by handover.

    `held`: until when somebody works on a thread or a lane; a killed life gives nothing back.
    """

    artifacts: dict[str, bytes] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    inbox: dict[str, list[Row]] = field(default_factory=dict)
    states: dict[str, bytes] = field(default_factory=dict)
    outbox: list[Out] = field(default_factory=list)
    timers: dict[tuple[str, str], tuple[datetime, int]] = field(default_factory=dict)
    threads: dict[str, str] = field(default_factory=dict)
    held: dict[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """An artifact ready to run: the core's program, its texts, its understanding."""

    program: Program
    render: Render
    detect: Callable[[str], Understood]


@cache
def version(artifact: bytes) -> Version:
    program = Program(codec.load(artifact), codec.name(artifact))
    known = program.artifact
    detector = Detector(known.understanding, known.slots, known.bot.country)
    return Version(program, Templates(known.bot.currency, program.zone).render, detector.detect)
