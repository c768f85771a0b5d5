"""What the compiler has to say about a bot's files: facts in, sentences only in `Problem.report`.

A problem is a frozen dataclass that knows names and spans; `report()` turns it into a `Diagnostic`, whose
texts
exist in English and Indonesian from the first day. Rendering is `flowc.diagnostics.render`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import ClassVar, Protocol, runtime_checkable

from flowc.source.span import Span


class Severity(enum.Enum):
    """`error`: the bot means nothing, or could harm or lose a customer. `warning`: likely a mistake."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages."""

    en: str
    id: str

    def in_(self, language: str) -> str:
        return self.id if language == "id" else self.en


@dataclass(frozen=True, slots=True)
class Label:
    """What is special at a place; shorter than the message."""

    span: Span
    text: Text


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a witness conversation: `said` or `note` makes it.

    `who`: `customer`, `bot` or `note` (time passing, silence). `span`: the step at which it happens;
    the same words elsewhere are the same line.
    """

    who: str
    text: Text
    span: Span | None = field(default=None, compare=False)


def said(who: str, words: str) -> Turn:
    """Return words of the customer or the bot; they are the bot's own, in whatever language it speaks."""
    return Turn(who, Text(words, words))


def note(en: str, id_: str) -> Turn:
    """Return what happens between the words."""
    return Turn("note", Text(f"({en})", f"({id_})"))


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement that a machine can apply; `safe` means: never changes what the bot does otherwise."""

    title: Text
    span: Span
    replacement: str
    safe: bool


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem, told. `name` says the bad thing (`wait-without-timeout`), `code` is stable for ever."""

    code: str
    name: str
    severity: Severity
    message: Text
    primary: Label
    secondary: tuple[Label, ...] = ()
    why: Text | None = None
    witness: tuple[Turn, ...] = ()
    help: Text | None = None
    fixes: tuple[Fix, ...] = ()


@runtime_checkable
class Problem(Protocol):
    """One kind of mistake: a frozen dataclass with these class variables, a docstring, and its facts.

    The docstring is the page of `flowc explain`: a sentence, then `Why:`, `Bad:`, `Good:` and `Since:` parts.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]

    @property
    def span(self) -> Span: ...

    def report(self) -> Diagnostic: ...
