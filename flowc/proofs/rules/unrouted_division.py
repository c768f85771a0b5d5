"""FC516: divisions that no customer is ever handed to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model


@dataclass(frozen=True, slots=True)
class UnroutedDivision:
    """No table, step or rule hands anyone to a division, and no chain, level or ladder leads there.

    Over-approximate: an agent may still transfer someone there by hand. Where that is meant, say so with
    `allow: {unrouted-division: reason}` on the division. A table that works the division out may name any.

    Why: its agents wait for customers who all go elsewhere, and what it was made for is answered by others.
    Ringkasan: Tidak ada tabel, langkah, atau aturan yang menyerahkan pelanggan ke sebuah divisi, dan tidak
    ada rantai, level, atau tangga SLA yang menuju ke sana.

    Bisa berlebihan: agen tetap dapat memindahkan pelanggan ke sana secara manual. Kalau memang begitu, tulis
    `allow: {unrouted-division: alasan}` pada divisinya. Tabel yang menghitung divisinya bisa menyebut divisi
    mana pun.
    Mengapa: agennya menunggu pelanggan yang semuanya pergi ke tempat lain, dan urusan mereka dijawab orang
    lain.
    Bad:
        divisions:
          cs: {name: {id: Layanan, en: Care}}
          garansi: {name: {id: Garansi, en: Warranty}}
    Good:
        divisions:
          cs: {name: {id: Layanan, en: Care}, fallback: [garansi, leave_message]}
          garansi: {name: {id: Garansi, en: Warranty}}
    Since: 0.2
    """

    code: ClassVar[str] = "FC516"
    name: ClassVar[str] = "unrouted-division"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.DIVISIONS
    span: Span
    division: str
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        division = quoted(self.division)
        return tell(
            self,
            Text(f"nobody is ever routed to {division}", f"tidak ada yang pernah diarahkan ke {division}"),
            Text(
                "no table, step, rule or chain leads here",
                "tidak ada tabel, langkah, aturan, atau rantai ke sini",
            ),
            witness=self.witness,
            advice=Text(
                "give it a row of the table that sets `to`, name it in a chain, or delete it",
                "beri baris di tabel yang mengisi `to`, sebut di rantai `fallback`, atau hapus",
            ),
        )


def check(facts: Facts) -> Iterator[UnroutedDivision]:
    """Yield the divisions that nothing leads to."""
    bot = facts.bot
    routed = facts.mentions.routed()
    if routed is None:
        return
    reached = set(routed)
    for state in facts.machine.states.values():
        if isinstance(state, model.Offer | model.Handover):
            reached.add(state.handover.to)
    queue = [name for name in bot.divisions if name in reached]
    while queue:
        for name in leads_to(bot.divisions[queue.pop()]):
            if name not in reached and name in bot.divisions:
                reached.add(name)
                queue.append(name)
    for name, division in bot.divisions.items():
        if name not in reached:
            never = note(f"no handover goes to `{name}`", f"tidak ada penyerahan yang menuju `{name}`")
            yield UnroutedDivision(division.name.span, name, (never,))


def leads_to(division: tree.Division) -> Iterator[str]:
    """Yield the names that a handover may go on to from a division by itself."""
    fallback = division.fallback
    if fallback is not None:
        for chain in (fallback.all or (), *fallback.causes.values()):
            yield from (word.text for word in chain)
    if division.above is not None:
        yield division.above.text
    for clock in division.sla:
        yield from (rung.to.text for rung in clock.ladder if rung.to is not None)
