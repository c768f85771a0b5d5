"""Looks names up for one bot and reports those that lead nowhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flowc.diagnostics.model import Problem
from flowc.diagnostics.similar import similar_names
from flowc.diagnostics.sink import Sink
from flowc.names.problems.ready_made import ReadyMadeNeeds
from flowc.names.problems.references import UnknownName
from flowc.names.symbols import Symbols
from flowc.source.span import Span
from flowc.structure import tree

NAMES_BEGIN = "FC200"  # codes below are those of earlier stages

_SECTIONS = {
    "action": "actions",
    "calendar": "hours",
    "division": "divisions",
    "flow": "flows",
    "intent": "intents",
    "message": "messages",
    "rule": "escalation",
    "shortcut": "shortcuts",
    "slot": "slots",
}

_FEW_WORDS = ("level", "priority", "wait kind")  # kinds of which all words can be listed
_SPOKEN = {"otomatis": "auto", "automatic": "auto", "sama": "same", "pesan": "leave_message"}


@dataclass(frozen=True, slots=True)
class Look:
    """The tables and the sink, as every check of this stage gets them."""

    symbols: Symbols
    sink: Sink

    @property
    def bot(self) -> tree.Bot:
        return self.symbols.bot

    def report(self, problem: Problem) -> None:
        self.sink.add(problem)

    def known(self, kind: str, word: tree.Word, names: Collection[str], of: str | None = None) -> bool:
        """Return whether a name is one of `names`; report it if not.

        A name whose declaration has a mistake of its own is not known, but nothing more is said about it.
        """
        if word.text in names:
            return True
        if word.text in self.bot.broken.get(_SECTIONS.get(kind, ""), ()):
            return False
        close = similar_names(word.text, names)
        words = tuple(names) if kind in _FEW_WORDS and not close else ()
        if kind == "division" and (meant := _SPOKEN.get(word.text)):
            close = (meant,)
        use = self.bot.brought_by(word.span)
        if use is None:
            self.report(UnknownName(word.span, kind, word.text, close, of, words))
        else:
            self.report(ReadyMadeNeeds(use.span, use.text, kind, word.text, word.span, close))
        return False

    def told_inside(self, place: Span) -> bool:
        """Return whether something at a place could not be read or built, which is told."""
        start, end = (place.line, place.column), (place.end_line, place.end_column)
        return any(
            one.code < NAMES_BEGIN
            and one.span.file == place.file
            and start <= (one.span.line, one.span.column) < end
            for one in self.sink.ordered()
        )

    def slot(self, word: tree.Word) -> tree.Slot | None:
        """Return a declared slot; report a name that is none."""
        return self.symbols.slots[word.text] if self.known("slot", word, self.symbols.slots) else None

    def topic(self, word: tree.Word | None) -> None:
        """Check a topic. Without a slot `topic` there is none to choose from."""
        if word is None:
            return
        if "topic" in self.bot.broken.get("slots", ()):
            return
        if "topic" not in self.symbols.slots:
            self.report(UnknownName(word.span, "slot", "topic"))
        else:
            self.known("topic", word, self.symbols.topics)

    def message(self, use: tree.MessageUse | None) -> None:
        """Check a message that is used by name; one written in place is checked with all messages."""
        if isinstance(use, tree.Word):
            self.known("message", use, self.symbols.messages)
