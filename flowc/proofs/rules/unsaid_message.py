"""FC504: messages that nothing ever says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.names.builtin_messages import BUILTIN_MESSAGES
from flowc.proofs.facts import Facts
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class UnsaidMessage:
    """A message is declared, and nothing in the bot says it.

    Exact: names of messages stand where they are used. Messages with a built-in name are said by the language
    itself. One that only an unreachable step says is that step's matter.

    Why: a text that the team has written and had translated never gets to anyone.
    Ringkasan: Sebuah pesan ditulis, tetapi tidak ada bagian bot yang mengucapkannya.

    Pasti: nama pesan selalu tertulis di tempat pemakaiannya. Pesan dengan nama bawaan diucapkan oleh
    bahasanya sendiri. Pesan yang hanya diucapkan langkah yang tak tercapai menjadi urusan langkah itu.
    Mengapa: teks yang sudah ditulis dan diterjemahkan tim tidak pernah sampai ke siapa pun.
    Bad:
        messages:
          promo: {id: Ada diskon hari ini., en: There is a discount today.}
    Good:
        messages:
          promo: {id: Ada diskon hari ini., en: There is a discount today.}
        flows:
          tawaran: {steps: [{say: promo}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC504"
    name: ClassVar[str] = "unsaid-message"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.EXACT
    over: ClassVar[Over] = Over.MESSAGES
    span: Span
    message: str
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        message = quoted(self.message)
        return tell(
            self,
            Text(f"message {message} is never said", f"pesan {message} tidak pernah diucapkan"),
            Text("no step, slot or faq names it", "tidak disebut langkah, slot, atau faq mana pun"),
            witness=self.witness,
            advice=Text(
                f"say it with `say: {self.message}`, or delete it",
                f"ucapkan dengan `say: {self.message}`, atau hapus",
            ),
        )


def check(facts: Facts) -> Iterator[UnsaidMessage]:
    """Yield the bot's own messages that no place names."""
    for name, message in facts.bot.messages.items():
        if name in BUILTIN_MESSAGES or name in facts.mentions.messages or message.name is None:
            continue
        if facts.bot.brought_by(message.name.span) is not None:
            continue  # of a ready-made flow that the bot has replaced in part
        never = note("no conversation has it", "tidak ada percakapan yang memuatnya")
        yield UnsaidMessage(message.name.span, name, (never,))
