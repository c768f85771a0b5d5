"""FC561: an option whose words set off an escalation rule before they are taken as the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.facts.heard import Answer
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from runtime.artifact import model


@dataclass(frozen=True, slots=True)
class AnswerTakenByRule:
    """The label or a phrase of an option is understood as an intent for which an escalation rule fires.

    Rules come before answers. Reported are rules whose whole condition is `message.intent = "..."`, at a
    question that conversations come to; an option that hands over anyway is left alone. A flow that the rule
    excepts, and a rule that rests, are not weighed.

    Why: the customer taps a button, and something else happens than the button says.
    Ringkasan: Label atau frasa sebuah pilihan dipahami sebagai intent yang membuat aturan eskalasi berjalan.

    Aturan didahulukan dari jawaban. Yang dilaporkan adalah aturan yang syaratnya hanya `message.intent =
    "..."`, pada pertanyaan yang bisa tercapai; pilihan yang memang menyerahkan ke manusia dibiarkan. Alur
    yang dikecualikan aturan, dan aturan yang sedang jeda, tidak diperhitungkan.
    Mengapa: pelanggan menekan tombol, dan yang terjadi bukan yang tertulis di tombol itu.
    Bad:
        intents:
          marah: {phrases: [komplain berat]}
        slots:
          topic:
            type: choice
            ask: tanya
            options: {berat: {label: {id: Komplain berat, en: Serious complaint}}}
        escalation:
          - {rule: diminta, when: 'message.intent = "ask_human"', handover: auto}
          - {rule: marah, when: 'message.intent = "marah"', handover: auto}
        flows:
          lapor: {steps: [{collect: topic}]}
    Good:
        intents:
          marah: {phrases: [kalian keterlaluan]}
        slots:
          topic:
            type: choice
            ask: tanya
            options: {berat: {label: {id: Komplain berat, en: Serious complaint}}}
        escalation:
          - {rule: diminta, when: 'message.intent = "ask_human"', handover: auto}
          - {rule: marah, when: 'message.intent = "marah"', handover: auto}
        flows:
          lapor: {steps: [{collect: topic}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC561"
    name: ClassVar[str] = "answer-taken-by-rule"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.ANSWERS

    span: Span
    text: str
    intent: str
    rule: str
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        text, intent, rule = quoted(self.text), quoted(self.intent), quoted(self.rule)
        return tell(
            self,
            Text(
                f"{text} sets off rule {rule} before it is an answer",
                f"{text} membuat aturan {rule} berjalan sebelum menjadi jawaban",
            ),
            Text(f"is understood as {intent}", f"dipahami sebagai {intent}"),
            witness=self.witness,
            advice=Text(
                f"word the option otherwise, or hand over in it, or take the words out of {intent}",
                f"ubah kata-kata pilihannya, serahkan di dalamnya, atau keluarkan kata itu dari {intent}",
            ),
        )


def check(facts: Facts) -> Iterator[AnswerTakenByRule]:
    """Yield each word of an option that a rule takes, at the first question that asks for it."""
    witness = Witness(facts)
    for one in facts.heard.answers:
        rule = facts.heard.rules.get(one.intent or "")
        if rule is None or one.intent is None:
            continue
        at = next(
            (key for key in one.states if key in facts.reach and not _hands_over(facts, key, one)), None
        )
        if at is None:
            continue
        fires = note(f"rule `{rule}` fires", f"aturan `{rule}` berjalan")
        turns = (*witness.until(at), *witness.question(at), said("customer", one.word.text), fires)
        yield AnswerTakenByRule(one.word.span, one.word.text, one.intent, rule, told(turns))


def _hands_over(facts: Facts, key: str, answer: Answer) -> bool:
    state = facts.machine.states[key]
    if not isinstance(state, model.Choose):
        return False
    taken = next(one.then for one in state.options if one.option.word == answer.option)
    return taken is not None and isinstance(facts.machine.states[taken], model.Handover | model.Offer)
