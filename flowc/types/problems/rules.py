"""Escalation rules that do not know when to stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class RuleFiresAgain:
    """A rule is true of something that lasts, and has no `cool_down`.

    Why: as soon as a colleague gives the conversation back, the rule hands it over again, and the customer
    never gets anywhere with the bot.
    Ringkasan: Sebuah aturan menyangkut sesuatu yang terus benar, dan tidak punya `cool_down`.
    Mengapa: begitu rekan Anda mengembalikan percakapan, aturan ini menyerahkannya lagi, dan pelanggan tidak
    pernah maju bersama bot.
    Bad:
        escalation:
          - {rule: diminta, when: message.intent = "ask_human", handover: auto}
          - {rule: pembeli_besar, when: customer.conversations > 100, handover: auto, priority: high}
    Good:
        escalation:
          - {rule: diminta, when: message.intent = "ask_human", handover: auto}
          - {rule: pembeli_besar, when: customer.conversations > 100, handover: auto, cool_down: conversation}
    Since: 0.2
    """

    code: ClassVar[str] = "FC332"
    name: ClassVar[str] = "rule-fires-again"
    severity: ClassVar[Severity] = Severity.WARNING
    span: Span
    rule: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"the rule {code(self.rule)} stays true, and would fire again and again",
                f"aturan {code(self.rule)} tetap benar, sehingga akan terpicu lagi dan lagi",
            ),
            Text(
                "nothing here is about one message or a count of turns",
                "tidak ada yang menyangkut satu pesan atau hitungan giliran",
            ),
            advice=Text(
                "add `cool_down: conversation`, or a condition on `message.` or `turns.`",
                "tambahkan `cool_down: conversation`, atau syarat tentang `message.` atau `turns.`",
            ),
        )


PROBLEMS = (RuleFiresAgain,)
