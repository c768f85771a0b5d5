"""The shortest conversation that shows a problem: a transcript in the bot's own words and first locale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from flowc.diagnostics.model import Turn, note, said
from flowc.proofs.facts import Facts
from flowc.proofs.facts.edges import Cause, Edge
from flowc.proofs.facts.roots import Begins, Root
from flowc.proofs.openings import opening
from flowc.proofs.samples import UNKNOWN, answer
from flowc.proofs.wording import Wording
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model

MAX_TURNS = 12  # lines of a conversation; of a longer one only the end is shown

_UNITS = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))


class Witness:
    """Tells paths through the machine as conversations."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._states = facts.machine.states
        self._wording = Wording(facts.bot, facts.machine)

    @property
    def locale(self) -> str:
        return self._wording.locale

    def words(self, message: str) -> str:
        """Return what a message says."""
        return self._wording.of(message)

    def filled(self, template: str) -> str:
        """Return one text of a message, with sample values."""
        return self._wording.filled(template)

    def greeting(self) -> tuple[Turn, ...]:
        """Return how a conversation begins in which nothing has been said yet."""
        start = next((root for root in self._facts.roots if root.begins is Begins.START), None)
        return () if start is None else self.beginning(start)

    def beginning(self, root: Root) -> tuple[Turn, ...]:
        """Return the first words of a conversation that begins there."""
        return tuple(opening(root, self._facts.bot, self._facts.machine, self._wording))

    def until(self, state: str) -> tuple[Turn, ...]:
        """Return the conversation that comes to a state, without the state itself; empty if none does."""
        path = self._facts.paths.to(state) or self._facts.reach.to(state)
        if path is None:
            return ()
        return (*self.beginning(path.root), *self.along(path.steps))

    def along(self, steps: Iterable[Edge]) -> Iterator[Turn]:
        """Yield what is said on a way through the machine, each line at the step that says or hears it."""
        for edge in steps:
            for turn in self._told(edge):
                yield turn if turn.span is not None else replace(turn, span=self._span(edge.at))

    def question(self, state: str) -> tuple[Turn, ...]:
        """Return what the bot says when it comes to a state that waits."""
        match self._states[state]:
            case model.Ask(ask=message) | model.Choose(ask=message) | model.Offer(message=message):
                return (replace(said("bot", self._wording.of(message)), span=self._span(state)),)
            case _:
                return ()

    def says(self, message: str) -> tuple[Turn, ...]:
        """Return a message that the bot says wherever it is."""
        return (said("bot", self._wording.of(message)),)

    def _span(self, state: str) -> Span | None:
        step = self._facts.machine.steps.get(state)
        return None if step is None else step.span

    def _told(self, edge: Edge) -> Iterator[Turn]:
        if edge.cause is Cause.RETURNED:
            yield from self.along(self._facts.reach.through(edge.detail) or ())
            return
        if edge.cause in (Cause.SKIPPED, Cause.UNMATCHED, Cause.KNOWN):
            return
        state = self._states[edge.at]
        yield from self.question(edge.at)
        match state:
            case model.Say():
                for message in state.messages:
                    yield said("bot", self._wording.of(message))
            case model.CallAction() if edge.cause is Cause.FAILED:
                yield note(f"action `{state.action}` fails", f"aksi `{state.action}` gagal")
            case model.Ask() | model.Choose() | model.Offer():
                yield from self._answered(edge, state)
            case _:
                pass

    def _answered(self, edge: Edge, state: model.Ask | model.Choose | model.Offer) -> Iterator[Turn]:
        match edge.cause:
            case Cause.SILENT:
                after = state.timeout if isinstance(state, model.Offer) else None
                if not isinstance(state, model.Offer) and state.timeout is not None:
                    after = state.timeout.after
                waited = shown(after or timedelta())
                yield note(f"no answer for {waited}", f"tidak ada jawaban selama {waited}")
            case Cause.MISUNDERSTOOD:
                yield said("customer", UNKNOWN)
                yield note(
                    "no answer that fits, until no attempt is left",
                    "jawaban tidak ada yang cocok sampai kesempatan habis",
                )
            case Cause.DECLINED:
                yield said("customer", {"id": "tidak"}.get(self._wording.locale, "no"))
            case Cause.TAKEN:
                yield said("customer", self._option(edge))
            case Cause.FAILED:
                yield said("customer", self._sample(state))
                yield note("looking the answer up fails", "pengecekan jawaban gagal")
            case _:
                yield said("customer", self._sample(state))

    def _option(self, edge: Edge) -> str:
        step = self._facts.machine.steps[edge.at]
        assert isinstance(step, tree.Choose)
        taken = next(one.option for one in step.options if one.option.word.text == edge.detail)
        return self._wording.label(taken)

    def _sample(self, state: model.Ask | model.Choose | model.Offer) -> str:
        slot = self._facts.bot.slots.get(state.slot) if isinstance(state, model.Ask) else None
        return UNKNOWN if slot is None else answer(slot.type, self._wording.locale)


def told(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Return a conversation cut to its end where it is too long to be read at a glance."""
    whole = tuple(turns)
    if len(whole) <= MAX_TURNS:
        return whole
    return (note("earlier messages left out", "pesan sebelumnya tidak ditampilkan"), *whole[1 - MAX_TURNS :])


def shown(duration: timedelta) -> str:
    """Return a duration as the files write it, `12h` or `1h30m`."""
    seconds = int(duration.total_seconds())
    parts = []
    for unit, size in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts) or "0s"
