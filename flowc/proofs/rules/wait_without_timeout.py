"""FC512: a question that nothing ever ends the wait for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Label, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted
from flowc.proofs.facts import Facts
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from runtime.artifact import model


@dataclass(frozen=True, slots=True)
class WaitWithoutTimeout:
    """A step waits for the customer and nothing ever ends the wait.

    Exact: a step is reported when neither it nor `defaults` has a `timeout`. An `offer` ends by itself.

    Why: a customer who stops answering is never helped and never released, and an agent never sees the case.
    Ringkasan: Sebuah langkah menunggu pelanggan dan tidak ada yang mengakhiri penantiannya.

    Temuan ini pasti: tidak ada `timeout` di langkahnya maupun di `defaults`. `offer` berakhir dengan
    sendirinya.
    Mengapa: pelanggan yang berhenti menjawab tidak pernah dibantu dan tidak pernah dilepas, dan agen tidak
    pernah melihat kasusnya.
    Bad:
        defaults:
          on_invalid: [{handover: auto}]
          on_error: [{handover: auto}]
        flows:
          menu:
            steps:
              - choose: tanya
                options:
                  cs: {label: {id: Bicara dengan CS, en: Talk to us}, do: [{handover: auto}]}
    Good:
        defaults:
          timeout: {after: 12h, do: [{say: tutup}, {end: conversation}]}
          on_invalid: [{handover: auto}]
          on_error: [{handover: auto}]
        flows:
          menu:
            steps:
              - choose: tanya
                options:
                  cs: {label: {id: Bicara dengan CS, en: Talk to us}, do: [{handover: auto}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC512"
    name: ClassVar[str] = "wait-without-timeout"
    severity: ClassVar[Severity] = Severity.ERROR
    how: ClassVar[How] = How.EXACT
    over: ClassVar[Over] = Over.STATES

    span: Span
    awaited: str  # a slot, or the message of a `choose`; empty: it was written in place
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        awaited = quoted(self.awaited) if self.awaited else ""
        return Diagnostic(
            self.code,
            self.name,
            self.severity,
            Text(
                f"{awaited or 'an answer'} is awaited without a time limit",
                f"{awaited or 'jawaban'} ditunggu tanpa batas waktu",
            ),
            Label(
                self.span,
                Text("no `timeout` here or in `defaults`", "tidak ada `timeout` di sini atau di `defaults`"),
            ),
            why=Text(
                "a customer who stops answering is never helped and never released",
                "pelanggan yang berhenti menjawab tidak pernah dibantu dan tidak pernah dilepas",
            ),
            witness=self.witness,
            help=Text(
                "add `timeout: {after: 24h, do: [...]}` to this step, or `defaults: {timeout: ...}` "
                "in bot.yaml",
                "tambahkan `timeout: {after: 24h, do: [...]}` ke langkah ini, atau "
                "`defaults: {timeout: ...}` di bot.yaml",
            ),
        )


def check(facts: Facts) -> Iterator[WaitWithoutTimeout]:
    """Yield each question without a time limit; steps that are never reached are another rule's matter."""
    witness = Witness(facts)
    for key, state in facts.machine.states.items():
        if not isinstance(state, model.Ask | model.Choose) or state.timeout is not None:
            continue
        if key not in facts.reach:
            continue
        step = facts.machine.steps[key]
        awaited = state.slot if isinstance(state, model.Ask) else state.ask
        end = note("no answer; nothing happens any more", "tidak ada jawaban; tidak terjadi apa-apa lagi")
        yield WaitWithoutTimeout(
            step.span,
            "" if awaited in facts.machine.names.in_place else awaited,
            told((*witness.until(key), *witness.question(key), end)),
        )
