"""FC503: intents that lead nowhere, or that nobody can say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.openings import phrase
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from flowc.structure import tree
from runtime.understanding.builtin import INTENTS


@dataclass(frozen=True, slots=True)
class UnreachableIntent:
    """Nothing begins when a customer says an intent, or no words of a customer mean it.

    Exact as to names: an intent counts as used where a flow starts on it, where it sets the topic, or where
    any condition or table names it. Intents that the language knows are always used.

    Why: the customer says what the team has thought of, and the bot answers as if it had not understood.
    Ringkasan: Tidak ada yang dimulai oleh sebuah intent, atau tidak ada kata pelanggan yang berarti intent
    itu.

    Pasti menurut namanya: intent dianggap terpakai kalau memulai alur, mengisi topik, atau disebut di syarat
    atau tabel mana pun. Intent bawaan bahasa ini selalu terpakai.
    Mengapa: pelanggan menulis hal yang sudah dipikirkan tim, tetapi bot menjawab seolah tidak mengerti.
    Bad:
        intents:
          garansi: {phrases: {id: [klaim garansi], en: [warranty claim]}}
    Good:
        intents:
          garansi: {phrases: {id: [klaim garansi], en: [warranty claim]}}
        flows:
          klaim:
            start_on: garansi
            steps: [{say: bantuan}]
    Since: 0.2
    """

    code: ClassVar[str] = "FC503"
    name: ClassVar[str] = "unreachable-intent"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.UNDER
    over: ClassVar[Over] = Over.INTENTS
    span: Span
    intent: str
    wordless: bool  # no customer can say it; else: nothing begins when one does
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        intent = quoted(self.intent)
        if self.wordless:
            return tell(
                self,
                Text(f"no words mean {intent}", f"tidak ada kata yang berarti {intent}"),
                Text(
                    "no phrases, examples or patterns, and no button",
                    "tanpa `phrases`, `examples`, `patterns`, maupun tombol",
                ),
                witness=self.witness,
                advice=Text(
                    "add `phrases` or `examples`, or delete it",
                    "tambahkan `phrases` atau `examples`, atau hapus",
                ),
            )
        return tell(
            self,
            Text(f"{intent} leads nowhere", f"{intent} tidak menuju ke mana pun"),
            Text("no flow, rule, table or topic uses it", "tidak dipakai alur, aturan, tabel, atau topik"),
            witness=self.witness,
            advice=Text(
                f"begin a flow with `start_on: {self.intent}`, set its `topic`, or delete it",
                f"mulai alur dengan `start_on: {self.intent}`, isi `topic`-nya, atau hapus",
            ),
        )


def check(facts: Facts) -> Iterator[UnreachableIntent]:
    """Yield the bot's own intents that nothing uses, and those that cannot be said."""
    bot, witness = facts.bot, Witness(facts)
    starting = {word.text for flow in bot.flows.values() for word in flow.start_on}
    own_detector = bot.understanding is not None and bot.understanding.detector is not None
    for name, intent in bot.intents.items():
        if name in INTENTS or bot.brought_by(intent.name.span) is not None:
            continue
        used = name in starting or intent.topic is not None or facts.mentions.handed_intents
        if not used and not facts.mentions.in_conditions(name):
            turns = (
                *witness.greeting(),
                said("customer", phrase(name, bot, witness.locale)),
                note("nothing begins", "tidak ada yang dimulai"),
            )
            yield UnreachableIntent(intent.name.span, name, False, told(turns))
        elif not own_detector and _is_wordless(intent) and name not in facts.mentions.suggested():
            never = note(
                f"whatever the customer writes, it is never `{name}`",
                f"apa pun yang ditulis pelanggan, tidak pernah dianggap `{name}`",
            )
            yield UnreachableIntent(intent.name.span, name, True, (never,))


def _is_wordless(intent: tree.Intent) -> bool:
    phrases = intent.phrases
    return not (intent.examples or intent.patterns or (phrases and (phrases.all or phrases.locales)))
