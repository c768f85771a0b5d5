"""A conversation test as its file says it, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from flowc.diagnostics.model import Text
from flowc.source.nodes import Node
from flowc.source.span import Span

# A YAML value without places: text, None, a list or a mapping. Scalars stay text; who reads them knows the
# type.
Plain = str | None | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of `chat`: `kind` is its key (`user`, `bot`, `says`, …)."""

    kind: str
    value: Plain
    span: Span
    node: Node | None = None  # the value as it is written


@dataclass(frozen=True, slots=True)
class BotTest:
    name: str
    span: Span
    given: dict[str, Plain]
    chat: tuple[Item, ...]
    folder: Path = Path()  # the bot's, where an earlier artifact is found


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of the conversation as it went.

    `who`: `customer bot agent note`; `message` the message's name.
    """

    who: str
    text: str
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """What was expected at a line, and what was there instead; both as a designer would write them."""

    span: Span
    kind: str
    expected: str
    found: str | Text
    instead: Plain = None  # the value of the line with which it would have passed; None: there is none

    def told(self, language: str) -> str:
        """Return what was there instead, or why the line means nothing."""
        return self.found.in_(language) if isinstance(self.found, Text) else self.found


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one test ended. `failure` None: it passed."""

    test: BotTest
    chat: tuple[Spoken, ...]
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Report:
    outcomes: tuple[Outcome, ...] = field(default=())

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.failure is not None)
