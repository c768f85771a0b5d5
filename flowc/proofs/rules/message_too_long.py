"""FC551: a message that, filled in at its longest, is more than a channel takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from runtime.artifact import model
from runtime.channels.limits import CHANNELS


@dataclass(frozen=True, slots=True)
class MessageTooLong:
    """A message can become longer than a channel of the bot takes.

    Counted are the words themselves with all their branches, and of each value the most that its type
    allows: `max` of a text (1024 without it), the longest label of a choice, the longest number and date.
    Whether all of them are so long at once is not weighed. `truncate` on a value counts.

    Why: the channel refuses such a message, and the customer gets nothing at all.
    Ringkasan: Sebuah pesan bisa menjadi lebih panjang dari yang diterima salah satu kanal bot.

    Yang dihitung adalah kata-katanya dengan semua cabang, dan dari setiap nilai yang terpanjang menurut
    tipenya: `max` sebuah teks (1024 kalau tidak ditulis), label pilihan terpanjang, angka dan tanggal
    terpanjang. Apakah semuanya bisa sepanjang itu bersamaan tidak diperhitungkan. `truncate` ikut dihitung.
    Mengapa: kanal menolak pesan seperti itu, dan pelanggan tidak menerima apa-apa.
    Bad:
        channels: [sms]
        slots:
          keluhan: {type: text, ask: tanya}
          alasan: {type: text, ask: tanya}
        messages:
          rangkum: {id: "Keluhan: {{ keluhan }} Alasan: {{ alasan }}"}
        flows:
          lapor: {steps: [{collect: keluhan}, {collect: alasan}, {say: rangkum}]}
    Good:
        channels: [sms]
        slots:
          keluhan: {type: text, ask: tanya, max: 500}
          alasan: {type: text, ask: tanya}
        messages:
          rangkum: {id: "Keluhan: {{ keluhan }} Alasan: {{ alasan | truncate(500) }}"}
        flows:
          lapor: {steps: [{collect: keluhan}, {collect: alasan}, {say: rangkum}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC551"
    name: ClassVar[str] = "message-too-long"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.TEXTS

    span: Span
    message: str  # empty: written in place
    chars: int
    limit: int
    channel: str
    most: str  # the longest value in it
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        named = quoted(self.message) if self.message else ""
        most = quoted(self.most)
        advice = (
            Text(
                f"shorten it, write `max` at {most}, or cut it: `{{{{ {self.most} | truncate(300) }}}}`",
                f"persingkat, tulis `max` di {most}, atau potong: `{{{{ {self.most} | truncate(300) }}}}`",
            )
            if self.most
            else Text("shorten it, or make two messages of it", "persingkat, atau jadikan dua pesan")
        )
        return tell(
            self,
            Text(
                f"{named or 'this'} can have {self.chars} characters; {self.channel} takes {self.limit}",
                f"{named or 'ini'} bisa {self.chars} karakter; {self.channel} menerima {self.limit}",
            ),
            Text(
                f"{most} is the longest in it" if self.most else "too long as it stands",
                f"{most} yang terpanjang di sini" if self.most else "terlalu panjang",
            ),
            witness=self.witness,
            advice=advice,
        )


def check(facts: Facts) -> Iterator[MessageTooLong]:
    """Yield each wording that is too long for a channel: for the channel that takes least."""
    worst: dict[Span, MessageTooLong] = {}
    witness = Witness(facts)
    said_at = _said_at(facts)
    for one in facts.worst_cases:
        limits = CHANNELS.get(one.channel)
        if limits is None or one.chars <= limits.text:
            continue
        before = worst.get(one.content.text.span)
        if before is not None and before.limit <= limits.text:
            continue
        refused = note(
            f"{one.channel} refuses a message of {one.chars} characters; nothing arrives",
            f"{one.channel} menolak pesan {one.chars} karakter; tidak ada yang sampai",
        )
        state = said_at.get(one.message)
        turns = (*witness.until(state), refused) if state is not None else (refused,)
        worst[one.content.text.span] = MessageTooLong(
            one.content.text.span,
            "" if one.message in facts.machine.names.in_place else one.message,
            one.chars,
            limits.text,
            one.channel,
            one.most,
            told(turns),
        )
    yield from worst.values()


def _said_at(facts: Facts) -> dict[str, str]:
    """Return the first state that says each message and that a conversation comes to."""
    found: dict[str, str] = {}
    for key, state in facts.machine.states.items():
        match state:
            case model.Say():
                names = state.messages
            case model.Ask(ask=message) | model.Choose(ask=message) | model.Offer(message=message):
                names = (message,)
            case _:
                names = ()
        for name in names:
            if key in facts.reach:
                found.setdefault(name, key)
    return found
