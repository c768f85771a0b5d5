"""FC514: rungs of a ladder that come after the wait is over, or lead to where nobody is then."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.hours.alone import Openings
from flowc.names.reserved import CHAIN_ENDS
from flowc.proofs.facts import Facts
from flowc.proofs.rules.message_never_read import written
from flowc.proofs.witness import Witness, shown, told
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model


class Ends(enum.Enum):
    GIVEN_UP = Text("the queue is given up", "antrean dihentikan")
    CLOSED = Text("the division closes", "divisinya tutup")
    NOBODY = Text("nobody is open there", "di sana tidak ada yang buka")


@dataclass(frozen=True, slots=True)
class RungNeverReached:
    """A rung of `first_reply` comes later than the wait can last, or leads to a division that is closed then.

    A wait in the queue ends after `give_up_after` (2h), where the chain for `nobody` names no further
    division, and when the division closes, where the chain for `closed` names none. `to` needs the division,
    or one of its chain, to be open at some moment at which this one is. Every hour up to the horizon is
    looked at. The clocks `next_reply`, `resolve` and `left_message` go on until somebody answers, so that
    their rungs come.

    Over-approximate: an agent who accepts and says nothing, or passes it on, keeps the clock running. Where
    the rung is meant for that, say so with `allow: {rung-never-reached: reason}` on the division.

    Why: the help that the ladder promises never comes, and the team counts on it.
    Ringkasan: Anak tangga `first_reply` datang lebih lambat daripada lamanya orang bisa menunggu, atau menuju
    divisi yang sedang tutup.

    Menunggu di antrean berakhir setelah `give_up_after` (2h), kalau rantai `nobody` tidak menyebut divisi
    lain, dan ketika divisinya tutup, kalau rantai `closed` tidak menyebut satu pun. `to` perlu divisi, atau
    salah satu di rantainya, yang pernah buka bersamaan dengan divisi ini. Setiap jam sampai batas hari libur
    diperiksa. Jam `next_reply`, `resolve`, dan `left_message` berjalan sampai ada yang menjawab, jadi anak
    tangganya pasti datang.

    Bisa berlebihan: agen yang menerima lalu diam, atau meneruskannya, membuat jamnya terus berjalan. Kalau
    anak tangganya memang untuk itu, tulis `allow: {rung-never-reached: alasan}` pada divisinya.
    Mengapa: bantuan yang dijanjikan tangga itu tidak pernah datang, padahal tim mengandalkannya.
    Bad:
        divisions:
          cs:
            name: {id: Layanan, en: Care}
            sla: {first_reply: {within: 5m, ladder: [{at: 3h, notify: lead}]}}
    Good:
        divisions:
          cs:
            name: {id: Layanan, en: Care}
            sla: {first_reply: {within: 5m, ladder: [{at: 1h, notify: lead}]}}
    Since: 0.2
    """

    code: ClassVar[str] = "FC514"
    name: ClassVar[str] = "rung-never-reached"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.DIVISIONS
    span: Span
    division: str
    at: str
    ends: Ends
    what: str  # after so long, or the division that is closed
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        end = self.ends.value
        if self.ends is Ends.NOBODY:
            to = quoted(self.what)
            return tell(
                self,
                Text(
                    f"{to} is never open when {quoted(self.division)} could send somebody there",
                    f"{to} tidak pernah buka saat {quoted(self.division)} bisa mengirim orang ke sana",
                ),
                Text(end.en, end.id),
                advice=Text(
                    "name a division whose hours meet these, or give it a chain",
                    "sebut divisi yang jam bukanya beririsan, atau beri divisi itu rantai",
                ),
                witness=self.witness,
            )
        return tell(
            self,
            Text(
                f"the rung at {quoted(self.at)} of {quoted(self.division)} never comes",
                f"anak tangga {quoted(self.at)} milik {quoted(self.division)} tidak pernah datang",
            ),
            Text(f"{end.en} after {self.what}", f"{end.id} setelah {self.what}"),
            advice=Text(
                f"let it come before {self.what}, or raise `give_up_after` or the hours",
                f"majukan sebelum {self.what}, atau perpanjang `give_up_after` atau jam bukanya",
            ),
            witness=self.witness,
        )


def check(facts: Facts) -> Iterator[RungNeverReached]:
    """Yield of each ladder the first rung that never comes, and the rungs that lead nowhere before it."""
    openings = facts.openings
    if openings is None:
        return
    settings = facts.bot.handover
    given_up = None if settings is None else settings.durations.get("give_up_after")
    give_up = model.HandoverSettings().give_up_after if given_up is None else given_up.value
    for division in facts.bot.divisions.values():
        for clock in division.sla:
            if clock.name.text == "first_reply":
                yield from _ladder(facts, openings, division, clock, give_up)


def _ladder(
    facts: Facts, openings: Openings, division: tree.Division, clock: tree.SlaClock, give_up: timedelta
) -> Iterator[RungNeverReached]:
    name = division.name.text
    ends = _ends(openings, division, give_up)
    longest = openings.longest(name)
    begins = None if longest is None else longest[0]
    for rung in clock.ladder:
        if ends is not None and rung.at.value > ends[1]:
            why, after = ends
            says = ("handover.timed_out",) if why is Ends.GIVEN_UP else ()
            over = note(
                f"{why.value.en}; the rung at {rung.at.text} never comes",
                f"{why.value.id}; anak tangga {rung.at.text} tidak pernah datang",
            )
            turns = _conversation(facts, begins, after, says, over)
            yield RungNeverReached(rung.at.span, name, rung.at.text, why, shown(after), turns)
            return
        if rung.to is not None and not openings.meets(name, _takers(openings, name, rung.to.text)):
            closed = note(
                f"`{rung.to.text}` is closed; nobody comes", f"`{rung.to.text}` tutup; tidak ada yang datang"
            )
            turns = _conversation(facts, begins, rung.at.value, (), closed)
            yield RungNeverReached(rung.to.span, name, rung.at.text, Ends.NOBODY, rung.to.text, turns)
        if rung.to is not None or rung.level is not None:
            return  # from there on it may wait in another division, or at another level


def _ends(openings: Openings, division: tree.Division, give_up: timedelta) -> tuple[Ends, timedelta] | None:
    """Return what ends every wait in a division's queue first, and after how long; None: it may go on."""
    chains = openings.divisions[division.name.text].fallback
    if division.overflow_after is not None and _onward(chains.overflow):
        return None
    found = [] if _onward(chains.nobody) else [(Ends.GIVEN_UP, give_up)]
    longest = openings.longest(division.name.text)
    if longest is not None and not _onward(chains.closed):
        found.append((Ends.CLOSED, longest[1] - longest[0]))
    return min(found, key=lambda one: one[1], default=None)


def _onward(chain: tuple[str, ...]) -> bool:
    return any(name not in CHAIN_ENDS for name in chain)


def _takers(openings: Openings, division: str, to: str) -> tuple[str, ...]:
    return tuple(one for one in openings.reached(to) if one != division)


def _conversation(
    facts: Facts, begins: datetime | None, waited: timedelta, says: tuple[str, ...], end: Turn
) -> tuple[Turn, ...]:
    witness = Witness(facts)
    handovers = (
        key
        for key, state in facts.machine.states.items()
        if isinstance(state, model.Handover) and key in facts.paths
    )
    here, length = next(handovers, None), shown(waited)
    at = () if begins is None else (note(f"it is {written(begins)}", f"sekarang {written(begins)}"),)
    return told(
        (
            *at,
            *(() if here is None else witness.until(here)),
            note(f"no answer for {length}", f"belum ada jawaban selama {length}"),
            *(turn for message in says for turn in witness.says(message)),
            end,
        )
    )
