"""FC506: a bot that does not understand, and never says that there are people too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.facts.failing import MOST_FAILED
from flowc.proofs.samples import UNKNOWN
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class FarFromHuman:
    """A customer who is not understood again and again is not brought to a person within five messages.

    Where nothing is asked any more, only an escalation rule can do that; every bot has such moments, since a
    customer may say `batal` at any time. So some rule must hand over, or offer to, when
    `turns.not_understood` comes to at most 5. In a flow that excepts this rule, every question must lead to a
    person by its own `on_invalid`, within as many messages.

    Over-approximate: guards and cases count as if the worse way could always be taken. Where it is meant, say
    so with `allow: {far-from-human: reason}` on the rule, or on the step.

    Why: "sorry, I did not get that" again and again is the reason most often given for leaving a bot.
    Ringkasan: Pelanggan yang berulang kali tidak dimengerti tidak dibawa ke manusia dalam lima pesan.

    Selagi tidak ada yang ditanyakan, hanya aturan eskalasi yang bisa melakukannya; saat seperti itu ada di
    semua bot, karena pelanggan bisa menulis `batal` kapan saja. Jadi harus ada aturan yang menyerahkan, atau
    menawarkannya, ketika `turns.not_understood` mencapai paling banyak 5. Di alur yang mengecualikan aturan
    itu, setiap pertanyaan harus sampai ke manusia lewat `on_invalid`-nya sendiri, dalam jumlah pesan yang
    sama.

    Bisa berlebihan: syarat dan kasus dianggap selalu bisa mengambil jalan yang lebih buruk. Kalau memang
    begitu maksudnya, tulis `allow: {far-from-human: alasan}` pada aturan atau langkahnya.
    Mengapa: "maaf, saya tidak mengerti" yang berulang-ulang paling sering disebut orang sebagai alasan
    meninggalkan bot.
    Bad:
        escalation:
          - {rule: diminta, when: message.intent = "ask_human", handover: auto}
    Good:
        escalation:
          - {rule: diminta, when: message.intent = "ask_human", handover: auto}
          - {rule: tak_paham, when: turns.not_understood >= 2, offer: tanya}
    Since: 0.2
    """

    code: ClassVar[str] = "FC506"
    name: ClassVar[str] = "far-from-human"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.STATES
    span: Span
    rule: str  # the one that a flow excepts; empty: there is none
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        if self.rule:
            rule = quoted(self.rule)
            return tell(
                self,
                Text(
                    "whoever is not understood here is not brought to a person",
                    "pelanggan yang tidak dimengerti di sini tidak dibawa ke manusia",
                ),
                Text(f"the flow excepts {rule}", f"alurnya mengecualikan {rule}"),
                witness=self.witness,
                advice=Text(
                    "end its `on_invalid` with `offer` or `handover`, or do not except the rule",
                    "akhiri `on_invalid` dengan `offer` atau `handover`, atau jangan kecualikan aturannya",
                ),
            )
        return tell(
            self,
            Text(
                "whoever is not understood again and again is never brought to a person",
                "pelanggan yang berulang kali tidak dimengerti tidak pernah dibawa ke manusia",
            ),
            Text("no rule counts what was not understood", "tidak ada aturan yang menghitungnya"),
            witness=self.witness,
            advice=Text(
                "add `{rule: tak_paham, when: turns.not_understood >= 2, offer: <message>}` to `escalation`",
                "tambahkan `{rule: tak_paham, when: turns.not_understood >= 2, offer: <pesan>}` ke "
                "`escalation`",
            ),
        )


def check(facts: Facts) -> Iterator[FarFromHuman]:
    """Yield the bot where no rule counts, else the questions of flows that except the one that does."""
    witness = Witness(facts)
    failing = facts.failing
    if not failing.rules:
        last = facts.bot.escalation[-1].span if facts.bot.escalation else facts.bot.name.span
        again = (said("customer", UNKNOWN), said("bot", witness.words("not_understood")))
        cancelled = said("customer", {"id": "batal"}.get(witness.locale, "cancel"))
        end = note("and so on, without end", "begitu seterusnya, tanpa akhir")
        yield FarFromHuman(
            last, "", told((*witness.greeting(), cancelled, *(again * (MOST_FAILED // 2)), end))
        )
        return
    for state in failing.stranded:
        if state in facts.reach:
            step = facts.machine.steps[state]
            more = note(
                f"after {MOST_FAILED} such messages still no person",
                f"setelah {MOST_FAILED} pesan seperti itu tetap tidak ada manusia",
            )
            yield FarFromHuman(
                step.span,
                failing.excepted_in(facts.machine.states[state].flow),
                told((*witness.until(state), *witness.question(state), said("customer", UNKNOWN), more)),
            )
