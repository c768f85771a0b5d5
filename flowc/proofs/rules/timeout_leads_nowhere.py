"""FC508: time-outs after which nothing happens, and the customer does not know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import tell
from flowc.proofs.facts import Facts
from flowc.proofs.facts.edges import Cause
from flowc.proofs.facts.onward import THANKED, end_of
from flowc.proofs.facts.saying import acts
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model


@dataclass(frozen=True, slots=True)
class TimeoutLeadsNowhere:
    """After a time-out nothing is said, nobody is called, no action runs, and the conversation stays open.

    Only what is sure is reported: guards and cases count as if the best way could be taken. A flow that was
    interrupted may come back then, which is not looked at. The end of a survey is meant to be silent, and is
    left out.

    Why: the question still stands on the customer's screen, but whoever answers it now is not understood.
    Ringkasan: Setelah batas waktu, tidak ada yang diucapkan, dipanggil, atau dijalankan, dan percakapan tetap
    terbuka.

    Yang dilaporkan hanya yang pasti: syarat dan kasus dianggap bisa mengambil jalan terbaik. Alur lain yang
    tadi terpotong mungkin berlanjut saat itu; ini tidak diperiksa. Akhir survei memang boleh diam, jadi tidak
    dihitung.
    Mengapa: pertanyaannya masih tampak di layar pelanggan, tetapi yang menjawabnya sekarang tidak lagi
    dimengerti.
    Bad:
        flows:
          lacak:
            steps:
              - collect: order_id
                timeout: {after: 2h, do: [end]}
              - {say: bantuan}
    Good:
        flows:
          lacak:
            steps:
              - collect: order_id
                timeout: {after: 2h, do: [{say: tutup}, end]}
              - {say: bantuan}
    Since: 0.2
    """

    code: ClassVar[str] = "FC508"
    name: ClassVar[str] = "timeout-leads-nowhere"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.UNDER
    over: ClassVar[Over] = Over.STATES
    span: Span
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("this time-out leads nowhere", "batas waktu ini tidak menuju ke mana pun"),
            Text("nothing is said or done after it", "setelahnya tidak ada yang diucapkan atau dilakukan"),
            witness=self.witness,
            advice=Text(
                "say that it is over, or close it: `do: [{say: ...}, {end: conversation}]`",
                "katakan bahwa sudah selesai, atau tutup: `do: [{say: ...}, {end: conversation}]`",
            ),
        )


def check(facts: Facts) -> Iterator[TimeoutLeadsNowhere]:
    """Yield the time-outs, each once, from which no state does anything that is noticed."""
    states = facts.machine.states
    noticed = [key for key, state in states.items() if acts(state)]
    places = facts.onward.reaching((*noticed, THANKED), lambda edge: True)
    witness = Witness(facts)
    told_at: set[Span] = set()
    for key, state in states.items():
        if not isinstance(state, model.Ask | model.Choose) or key not in facts.paths:
            continue
        silent = [edge for edge in facts.edges[key] if edge.cause is Cause.SILENT]
        span = _place(facts.machine.steps[key], facts.bot)
        if span in told_at or not silent or (silent[0].to or end_of(state.flow)) in places:
            continue
        told_at.add(span)
        late = note("an answer now is not understood", "jawaban sekarang tidak lagi dimengerti")
        yield TimeoutLeadsNowhere(span, told((*witness.until(key), *witness.along(silent), late)))


def _place(step: tree.Step, bot: tree.Bot) -> Span:
    own = step.timeout if isinstance(step, tree.Collect | tree.Choose) else None
    if own is not None:
        return own.span
    if bot.defaults is not None and bot.defaults.timeout is not None:
        return bot.defaults.timeout.span
    return step.span
