"""FC525: a row of a table or a step hands over to a division that, from some moment on, nobody opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.hours.alone import Stretch
from flowc.names.flows import LEAVE_MESSAGE
from flowc.proofs.facts import Facts
from flowc.proofs.tables.telling import given
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model

YES = {"id": "ya", "en": "yes"}


@dataclass(frozen=True, slots=True)
class MessageNeverRead:
    """A row or a step hands over to a division that stays closed for more than a year, and nobody along its
    chain is open.

    Every moment up to the horizon is looked at, holidays and `overrides` included. The same is told where the
    division opens, but never long enough for the answer that it promises within `left_message`.

    Why: the customer leaves a message, and the bot can tell no day on which somebody answers.
    Ringkasan: Ada baris atau langkah yang menyerahkan ke divisi yang tutup lebih dari setahun, dan tidak ada
    yang buka di sepanjang rantainya.

    Setiap saat sampai batas hari libur diperiksa, termasuk hari libur dan `overrides`. Ini juga dilaporkan
    kalau divisinya buka, tetapi tidak pernah cukup lama untuk jawaban yang dijanjikan `left_message`.
    Mengapa: pelanggan meninggalkan pesan, dan bot tidak bisa menyebut kapan ada yang menjawab.
    Bad:
        channels: [telegram]
        hours:
          gudang_lama: {overrides: {2026-03-02: 08:00-12:00}}
        divisions:
          gudang: {name: Gudang, hours: gudang_lama}
        routing:
          tujuan:
            rows: |
              topic  | to
              refund | gudang
              -      | cs
    Good:
        channels: [telegram]
        hours:
          gudang_lama: {mon-fri: 08:00-12:00}
        divisions:
          gudang: {name: Gudang, hours: gudang_lama}
        routing:
          tujuan:
            rows: |
              topic  | to
              refund | gudang
              -      | cs
    Since: 0.2
    """

    code: ClassVar[str] = "FC525"
    name: ClassVar[str] = "message-never-read"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.DIVISIONS
    span: Span
    division: str
    hours: Span
    since: str
    opens: bool  # but never long enough for what it promises
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        division = quoted(self.division)
        if self.opens:
            why = Text(
                f"from {self.since} on it is not open long enough for what `left_message` promises",
                f"mulai {self.since} jam bukanya tidak cukup untuk memenuhi janji `left_message`",
            )
        else:
            why = Text(
                f"from {self.since} on it stays closed for more than a year, and so does its chain",
                f"mulai {self.since} divisi ini tutup lebih dari setahun, begitu juga rantainya",
            )
        return tell(
            self,
            Text(
                f"a message left for {division} has no day on which it is answered",
                f"pesan yang ditinggalkan untuk {division} tidak punya hari untuk dijawab",
            ),
            Text("customers are sent here", "pelanggan dikirim ke sini"),
            also=((self.hours, Text("its hours", "jam bukanya")),),
            why=why,
            advice=Text(
                "give these hours days on which somebody is there, or send customers elsewhere",
                "beri jam ini hari ketika ada orang, atau kirim pelanggan ke divisi lain",
            ),
            witness=self.witness,
        )


def check(facts: Facts) -> Iterator[MessageNeverRead]:
    """Yield the first row, else step, that hands over to each division that leaves messages unread."""
    done: set[str] = set()
    for one in facts.tables:
        for row, division, span in one.divisions():
            inputs = None if division in done else one.input_of(row)
            if inputs is not None:  # else FC522 tells
                way = _by_row(facts, given(one.headings, inputs))
                yield from _unread(facts, division, span, way, done)
    for key, state in facts.machine.states.items():
        step = facts.machine.steps[key]
        if key not in facts.paths or not isinstance(step, tree.Handover | tree.Offer):
            continue
        to = step.handover.to
        if to is not None and to.text in facts.bot.divisions and to.text not in done:
            yield from _unread(facts, to.text, to.span, _by_step(facts, key, state), done)


def _unread(
    facts: Facts, division: str, span: Span, way: tuple[Turn, ...], done: set[str]
) -> Iterator[MessageNeverRead]:
    bad = next((stretch for stretch in facts.alone(division) if stretch.unread), None)
    hours = facts.bot.divisions[division].hours
    if bad is None or hours is None:
        return
    done.add(division)
    yield MessageNeverRead(
        span,
        division,
        facts.bot.hours[hours.text].name.span,
        written(bad.start),
        bad.opens is not None,
        _conversation(facts, bad, way),
    )


def written(at: datetime) -> str:
    """Return a wall time with its zone: `2027-01-01 00:00 WIB`."""
    return f"{at:%Y-%m-%d %H:%M} {at.tzname()}"


def _by_row(facts: Facts, inputs: str) -> tuple[Turn, ...]:
    handovers = (
        name
        for name, state in facts.machine.states.items()
        if isinstance(state, model.Handover) and state.handover.to == "auto" and name in facts.paths
    )
    here = next(handovers, None)
    way = () if here is None else Witness(facts).until(here)
    return (*way, note(f"handover with {inputs}", f"diserahkan dengan {inputs}"))


def _by_step(facts: Facts, key: str, state: model.State) -> tuple[Turn, ...]:
    witness = Witness(facts)
    if not isinstance(state, model.Offer):
        return witness.until(key)
    agreed = said("customer", YES.get(witness.locale, YES["en"]))
    return (*witness.until(key), *witness.question(key), agreed)


def _conversation(facts: Facts, bad: Stretch, way: tuple[Turn, ...]) -> tuple[Turn, ...]:
    witness = Witness(facts)
    own = facts.machine.entries.get(LEAVE_MESSAGE)
    return told(
        (
            note(f"it is {written(bad.start)}", f"sekarang {written(bad.start)}"),
            *way,
            *(witness.says("leave_message.text") if own is None else witness.question(own)),
            note("the bot can name no day for an answer", "bot tidak bisa menyebut hari jawabannya"),
        )
    )
