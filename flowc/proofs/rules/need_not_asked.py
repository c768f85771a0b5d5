"""FC510: what an agent must know, and nobody has asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.facts.needing import Gap, gaps
from flowc.proofs.samples import answer
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class NeedNotAsked:
    """A division needs a slot that, on some way there, is neither known nor asked.

    What the first division needs is asked before anybody looks for a place. When it cannot take the customer,
    nothing is asked any more: the next division along its chain, or up its ladder, gets what is known by
    then, and the record lists the rest as missing. A need without a question must come from its source.

    Left out are steps and rules that list their own `needs`. Slots that routing tables look at count as
    asked; `default` counts as known. An agent who passes a customer on can ask.

    Over-approximate: opening hours may rule out that one division takes over from the other. Where that is
    so, or agents can do without, say so with `allow: {need-not-asked: reason}` on the division.

    Why: the agent begins with a question that a bot should have asked, and the customer, who has waited in
    line for a person, waits once more.
    Ringkasan: Sebuah divisi memerlukan slot yang, di salah satu jalan ke sana, belum diketahui dan tidak
    ditanyakan.

    Kebutuhan divisi pertama ditanyakan sebelum tempatnya dicari. Kalau divisi itu tidak bisa menerima, tidak
    ada lagi yang ditanyakan: divisi berikutnya di rantai atau tangganya hanya mendapat yang sudah diketahui,
    dan sisanya tercatat kurang. Kebutuhan tanpa pertanyaan harus datang dari sumbernya.

    Langkah dan aturan yang menulis `needs` sendiri tidak dihitung. Slot yang dilihat tabel rute dianggap
    ditanyakan; slot dengan `default` dianggap terisi. Agen yang memindahkan pelanggan bisa bertanya sendiri.

    Bisa berlebihan: jam buka mungkin membuat divisi yang satu tidak pernah menggantikan yang lain. Kalau
    begitu, atau kalau agennya bisa tanpa itu, tulis `allow: {need-not-asked: alasan}` pada divisinya.
    Mengapa: agen terpaksa membuka dengan pertanyaan yang seharusnya sudah ditanyakan bot, dan pelanggan yang
    sudah antre menunggu sekali lagi.
    Bad:
        divisions:
          cs: {name: {id: Layanan, en: Care}, needs: [nama], fallback: [gudang, leave_message]}
          gudang: {name: {id: Gudang, en: Warehouse}, needs: [order_id]}
    Good:
        divisions:
          cs: {name: {id: Layanan, en: Care}, needs: [nama, order_id], fallback: [gudang, leave_message]}
          gudang: {name: {id: Gudang, en: Warehouse}, needs: [order_id]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC510"
    name: ClassVar[str] = "need-not-asked"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.DIVISIONS
    span: Span
    division: str
    slot: str
    first: str  # whose needs were asked; the same as `division` where the slot has no question
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        division, slot, first = quoted(self.division, 24), quoted(self.slot, 24), quoted(self.first, 24)
        if self.first == self.division:
            return tell(
                self,
                Text(
                    f"{division} needs {slot}, which has no question and may be unknown",
                    f"{division} memerlukan {slot}, yang tidak punya pertanyaan dan bisa belum diketahui",
                ),
                Text("its source may give nothing", "sumbernya bisa tidak memberi apa-apa"),
                witness=self.witness,
                advice=Text(
                    f"give {slot} an `ask`, or a `default`, or take it out of `needs`",
                    f"beri {slot} `ask` atau `default`, atau keluarkan dari `needs`",
                ),
            )
        return tell(
            self,
            Text(
                f"{division} needs {slot}, which nobody asks when {first} cannot take it",
                f"{division} memerlukan {slot}, yang tidak ditanyakan kalau {first} tidak bisa menerima",
            ),
            Text("takes over here, without it", "mengambil alih di sini, tanpa itu"),
            witness=self.witness,
            advice=Text(
                f"add {slot} to the `needs` of {first}, or take it out of those of {division}",
                f"tambahkan {slot} ke `needs` milik {first}, atau keluarkan dari `needs` milik {division}",
            ),
        )


def check(facts: Facts) -> Iterator[NeedNotAsked]:
    """Yield each need that may be missing, at the place that leads to its division."""
    for gap in gaps(facts.bot, facts.machine, facts.known, facts.mentions):
        turns = told(tuple(_conversation(facts, gap)))
        yield NeedNotAsked(gap.at.span, gap.division, gap.slot, gap.first, turns)


def _conversation(facts: Facts, gap: Gap) -> Iterator[Turn]:
    witness, known = Witness(facts), facts.known
    way = facts.lacking.to(gap.state, known.values.bit(gap.slot))
    if way is None:
        yield from witness.until(gap.state)
    else:
        yield from witness.beginning(way.root)
        yield from witness.along(way.steps)
    for need in facts.bot.divisions[gap.first].needs:
        slot = facts.bot.slots.get(need.text)
        if (
            slot is not None
            and slot.ask is not None
            and not known.at(gap.state) & known.values.bit(need.text)
        ):
            yield said("bot", witness.words(facts.machine.names.of(slot.ask)))
            yield said("customer", answer(slot.type, witness.locale))
    if gap.first != gap.division:
        yield note(
            f"`{gap.first}` cannot take it, and `{gap.division}` can",
            f"`{gap.first}` tidak bisa menerima, dan `{gap.division}` bisa",
        )
    yield note(f"nobody has asked for `{gap.slot}`", f"`{gap.slot}` tidak pernah ditanyakan")
