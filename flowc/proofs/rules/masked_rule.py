"""FC507: escalation rules that never fire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.source.span import Span
from flowc.types.claims import alternatives, implies
from runtime.artifact import model


@dataclass(frozen=True, slots=True)
class MaskedRule:
    """An escalation rule never fires: its condition cannot be true, or an earlier rule always takes its turn.

    Only what is sure is reported. The first rule that holds is taken, one per turn; so a rule whose condition
    makes an earlier one true as well never gets its turn, unless the earlier one may rest, is excepted in a
    flow, or is of a kind that sleeps while a handover is being prepared.

    Why: the case that the team wrote down with care is treated as any other.
    Ringkasan: Aturan eskalasi tidak pernah berlaku: syaratnya tidak mungkin benar, atau aturan di atasnya
    selalu mendahului.

    Yang dilaporkan hanya yang pasti. Yang dipakai adalah aturan pertama yang benar, satu per giliran; jadi
    aturan yang syaratnya membuat aturan di atasnya ikut benar tidak pernah kebagian giliran, kecuali aturan
    di atas itu bisa beristirahat, dikecualikan di sebuah alur, atau jenisnya tidur selagi penyerahan
    disiapkan.
    Mengapa: kasus yang sudah dipikirkan tim dengan cermat diperlakukan seperti kasus lain.
    Bad:
        escalation:
          - {rule: diminta, when: message.intent = "ask_human", handover: auto}
          - {rule: marah, when: message.sentiment < -0.3, handover: auto}
          - {rule: marah_sekali, when: message.sentiment < -0.8, handover: auto, priority: urgent}
          - {rule: tak_paham, when: turns.not_understood >= 3, offer: tanya}
    Good:
        escalation:
          - {rule: diminta, when: message.intent = "ask_human", handover: auto}
          - {rule: marah_sekali, when: message.sentiment < -0.8, handover: auto, priority: urgent}
          - {rule: marah, when: message.sentiment < -0.3, handover: auto}
          - {rule: tak_paham, when: turns.not_understood >= 3, offer: tanya}
    Since: 0.2
    """

    code: ClassVar[str] = "FC507"
    name: ClassVar[str] = "masked-rule"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.UNDER
    over: ClassVar[Over] = Over.ESCALATION
    span: Span
    rule: str
    by: str  # the earlier rule; empty: the condition itself is never true
    by_span: Span | None
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        rule, by = quoted(self.rule), quoted(self.by)
        if self.by_span is None:
            return tell(
                self,
                Text(f"the condition of {rule} is never true", f"syarat {rule} tidak pernah benar"),
                Text("cannot hold", "tidak mungkin benar"),
                witness=self.witness,
                advice=Text(
                    "change the condition, or delete the rule", "ubah syaratnya, atau hapus aturannya"
                ),
            )
        return tell(
            self,
            Text(
                f"{rule} never fires: {by} always comes first",
                f"{rule} tidak pernah berlaku: {by} selalu duluan",
            ),
            Text(f"whenever this holds, {by} does too", f"setiap kali ini benar, {by} juga benar"),
            also=((self.by_span, Text("takes the turn", "mengambil gilirannya")),),
            witness=self.witness,
            advice=Text(
                f"move {rule} above {by}, or delete it", f"pindahkan {rule} ke atas {by}, atau hapus"
            ),
        )


def check(facts: Facts) -> Iterator[MaskedRule]:
    """Yield the rules that cannot hold, and those that an earlier one always comes before."""
    ways = {rule.name: alternatives(rule.when) for rule in facts.machine.rules}
    excepted = {word.text for flow in facts.bot.flows.values() for word in flow.except_rules}
    for index, (rule, written) in enumerate(zip(facts.machine.rules, facts.bot.escalation, strict=True)):
        if not ways[rule.name]:
            never = note(
                f"no message makes `{rule.name}` hold", f"tidak ada pesan yang membuat `{rule.name}` berlaku"
            )
            yield MaskedRule(written.when.span, rule.name, "", None, (never,))
            continue
        for number, earlier in enumerate(facts.machine.rules[:index]):
            if earlier.name in excepted or not _always_takes(facts, earlier, rule):
                continue
            if implies(ways[rule.name], ways[earlier.name]):
                first = note(
                    f"a message for which `{rule.name}` holds: `{earlier.name}` fires instead",
                    f"pesan yang memenuhi `{rule.name}`: yang berlaku `{earlier.name}`",
                )
                by = facts.bot.escalation[number]
                yield MaskedRule(written.when.span, rule.name, earlier.name, by.name.span, (first,))
                break


def _always_takes(facts: Facts, earlier: model.Rule, later: model.Rule) -> bool:
    """Return whether the earlier rule is awake whenever the later one is."""
    if earlier.rest_turns or earlier.rest_for or earlier.rest_conversation:
        return False
    hands_over = [isinstance(facts.machine.states[one.state], model.Handover) for one in (earlier, later)]
    return hands_over[0] or not hands_over[1]
