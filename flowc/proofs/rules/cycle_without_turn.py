"""FC502: steps that go round without the customer ever being asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Label, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted
from flowc.proofs.facts import Facts
from flowc.proofs.facts.edges import Cause
from flowc.proofs.facts.silence import Round
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model


@dataclass(frozen=True, slots=True)
class CycleWithoutTurn:
    """Steps lead back to themselves without a message of the customer in between.

    A `goto` may go back over a question, and only over one that asks each time: one whose slot is known
    already is passed in silence, unless the slot was emptied on the way or the step says `again: true`.
    Neither an action nor a time limit is a turn of the customer. Guards and cases are not weighed:
    whether their data would end the loop in time cannot be known here.

    Why: the bot talks to itself until it is broken off, or writes for ever to someone who no longer answers.
    Ringkasan: Langkah-langkah kembali ke awalnya tanpa pesan pelanggan di antaranya.

    Sebuah `goto` boleh mundur melewati pertanyaan, asalkan pertanyaan itu diajukan setiap kali: kalau slotnya
    sudah terisi, pertanyaannya dilewati diam-diam, kecuali slotnya dikosongkan di jalan atau langkahnya
    menyebut `again: true`. Aksi dan batas waktu bukan giliran pelanggan. Syarat dan kasus tidak
    diperhitungkan: apakah datanya akan mengakhiri putaran pada waktunya tidak bisa diketahui di sini.
    Mengapa: bot bicara sendiri sampai dihentikan, atau terus-menerus mengirimi orang yang sudah tidak
    menjawab.
    Bad:
        flows:
          lacak:
            steps:
              - {step: mulai, say: bantuan}
              - {goto: mulai}
    Good:
        flows:
          lacak:
            steps:
              - {step: mulai, say: bantuan}
              - {collect: order_id, again: true}
              - {goto: mulai}
    Since: 0.1
    """

    code: ClassVar[str] = "FC502"
    name: ClassVar[str] = "cycle-without-turn"
    severity: ClassVar[Severity] = Severity.ERROR
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.STATES

    span: Span
    back_to: Span
    known: tuple[str, ...]  # slots whose questions are passed, because their values are known by then
    by_time: bool  # a time limit is on the way: it goes on for ever instead of at once
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        known = ", ".join(quoted(slot) for slot in self.known)
        return Diagnostic(
            self.code,
            self.name,
            self.severity,
            Text(
                "these steps repeat without the customer saying anything",
                "langkah-langkah ini berulang tanpa pelanggan berkata apa pun",
            ),
            Label(self.span, Text("goes back from here", "kembali dari sini")),
            secondary=(Label(self.back_to, Text("to here", "ke sini")),),
            why=self._why(known),
            witness=self.witness,
            help=self._help(known),
        )

    def _why(self, known: str) -> Text:
        if self.by_time:
            return Text(
                "a customer who has stopped answering is written to again and again, without end",
                "pelanggan yang sudah tidak menjawab terus dikirimi pesan, tanpa akhir",
            )
        if known:
            return Text(
                f"{known} is known the second time, so it is not asked again, and the bot talks to itself",
                f"putaran kedua {known} sudah terisi, jadi tidak ditanyakan lagi, dan bot bicara sendiri",
            )
        return Text(
            "the bot talks to itself until it is broken off, and the customer gets an apology",
            "bot bicara sendiri sampai dihentikan, dan pelanggan hanya menerima permintaan maaf",
        )

    def _help(self, known: str) -> Text:
        if self.by_time:
            return Text(
                "end the wait after the time limit: `do: [{say: ...}, {end: conversation}]`",
                "akhiri penantian setelah batas waktunya: `do: [{say: ...}, {end: conversation}]`",
            )
        if known:
            return Text(
                f"write `again: true` at the question, or empty the slot: `set: {{{self.known[0]}: null}}`",
                f"tulis `again: true` di pertanyaannya, atau kosongkan: `set: {{{self.known[0]}: null}}`",
            )
        return Text(
            "ask the customer something in between, or go on instead of back",
            "tanyakan sesuatu kepada pelanggan di antaranya, atau lanjutkan alih-alih kembali",
        )


def check(facts: Facts) -> Iterator[CycleWithoutTurn]:
    """Yield each round that a conversation can come into."""
    witness = Witness(facts)
    for one in facts.rounds:
        reached = next((key for key in one.states if key in facts.reach), None)
        if reached is None:
            continue
        first = facts.machine.steps[one.way[0].at]
        again = note("and so on, without end", "begitu seterusnya, tanpa akhir")
        yield CycleWithoutTurn(
            span=_back(facts, one).span,
            back_to=first.span,
            known=_known(facts, one),
            by_time=any(edge.cause is Cause.SILENT for edge in one.way),
            witness=told((*witness.until(one.way[0].at), *witness.along(one.way), again)),
        )


def _back(facts: Facts, one: Round) -> tree.Step:
    """Return the step that closes the round: the last `goto` on the way, else the last step of it."""
    steps = [facts.machine.steps[edge.at] for edge in one.way]
    return next((step for step in reversed(steps) if isinstance(step, tree.Goto)), steps[-1])


def _known(facts: Facts, one: Round) -> tuple[str, ...]:
    states = [facts.machine.states[edge.at] for edge in one.way if edge.cause is Cause.KNOWN]
    return tuple(dict.fromkeys(state.slot for state in states if isinstance(state, model.Ask)))
