"""FC505: questions that lead to questions, and never to an end or a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.facts.components import circles
from flowc.proofs.facts.edges import Cause
from flowc.proofs.facts.onward import REST, THANKED
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from flowc.types.claims import Numbers, alternatives, implies, path
from runtime.artifact import model


@dataclass(frozen=True, slots=True)
class NoWayOut:
    """From a question no answer, right or wrong, ever comes to an end or to a person; only silence does.

    Only what is sure is reported: guards, cases and answers count as if each could happen, and actions as if
    they could fail. What helps a customer who knows the words (`batal`, asking for a person) does not count;
    a rule that counts messages, or wrong answers, does.

    Why: whoever does what the bot asks is asked again, and again; there is no last step.
    Ringkasan: Dari sebuah pertanyaan, jawaban benar atau salah tidak pernah sampai ke akhir atau ke manusia;
    hanya diam yang mengakhirinya.

    Yang dilaporkan hanya yang pasti: syarat, kasus, dan jawaban dianggap semuanya bisa terjadi, dan aksi
    dianggap bisa gagal. Jalan bagi pelanggan yang hafal kata-katanya (`batal`, minta manusia) tidak dihitung;
    aturan yang menghitung pesan, atau jawaban salah, dihitung.
    Mengapa: pelanggan yang menuruti bot terus ditanya lagi dan lagi; tidak ada langkah terakhir.
    Bad:
        flows:
          lacak:
            steps:
              - step: tanya_lagi
                collect: nama
                again: true
                on_invalid: continue
              - {say: bantuan}
              - {goto: tanya_lagi}
    Good:
        flows:
          lacak:
            steps:
              - step: tanya_lagi
                collect: nama
                again: true
              - {say: bantuan}
              - {goto: tanya_lagi}
    Since: 0.2
    """

    code: ClassVar[str] = "FC505"
    name: ClassVar[str] = "no-way-out"
    severity: ClassVar[Severity] = Severity.ERROR
    how: ClassVar[How] = How.UNDER
    over: ClassVar[Over] = Over.STATES
    span: Span
    flow: str
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        flow = quoted(self.flow)
        return tell(
            self,
            Text(
                f"from here {flow} never comes to an end or to a person",
                f"dari sini {flow} tidak pernah sampai ke akhir atau ke manusia",
            ),
            Text("every answer leads back to a question", "semua jawaban kembali ke pertanyaan"),
            witness=self.witness,
            advice=Text(
                "let an answer or `on_invalid` lead to `end` or `handover`",
                "arahkan salah satu jawaban atau `on_invalid` ke `end` atau `handover`",
            ),
        )


def check(facts: Facts) -> Iterator[NoWayOut]:
    """Yield the first question of each set of states that nothing leads out of."""
    states = facts.machine.states
    if _ends_by_counting(facts):
        return
    people = [key for key, one in states.items() if isinstance(one, model.Offer | model.Handover)]
    free = facts.onward.reaching((REST, THANKED, *people), lambda edge: edge.cause is not Cause.SILENT)
    stuck = {
        key: tuple(edge.to for edge in facts.edges[key] if edge.to is not None)
        for key in states
        if key not in free and key in facts.paths
    }
    witness = Witness(facts)
    silent = {key for one in facts.rounds for key in one.states}
    for part in circles(stuck, stuck):
        if silent.intersection(part):
            continue  # it is not asked again: FC502 tells
        questions = [key for key in part if isinstance(states[key], model.Ask | model.Choose)]
        if not questions:
            continue  # without any question it is a circle without a turn
        if any(_may_fail(facts, key) for key in questions):
            continue  # a rule that counts wrong answers brings a person in
        first = questions[0]
        again = note("whatever is answered, it is asked again", "apa pun jawabannya, akan ditanya lagi")
        yield NoWayOut(
            facts.machine.steps[first].span,
            states[first].flow,
            told((*witness.until(first), *witness.question(first), again)),
        )


def _may_fail(facts: Facts, key: str) -> bool:
    """Return whether an answer can be wrong here, and a rule counts that. Free text is never wrong."""
    state = facts.machine.states[key]
    if not facts.failing.rules or facts.failing.excepts(state.flow):
        return False
    slot = facts.bot.slots[state.slot] if isinstance(state, model.Ask) else None
    free = slot is not None and slot.type.name.text == "text" and slot.type.pattern is None
    return not free or (slot is not None and slot.check is not None)


def _ends_by_counting(facts: Facts) -> bool:
    """Return whether some rule brings in a person, in every flow, after so many messages."""
    many = Numbers(low=Decimal(1_000))
    long = ({path("turns", "customer"): many, path("turns", "in_flow"): many},)
    excepted = {word.text for flow in facts.bot.flows.values() for word in flow.except_rules}
    return any(
        rule.name not in excepted
        and isinstance(facts.machine.states[rule.state], model.Offer | model.Handover)
        and implies(long, alternatives(rule.when))
        for rule in facts.machine.rules
    )
