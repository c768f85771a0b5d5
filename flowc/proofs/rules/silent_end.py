"""FC511: the bot has nothing more to do, and has not said a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import tell
from flowc.proofs.facts import Facts
from flowc.proofs.facts.edges import Cause, Edge
from flowc.proofs.facts.onward import REST
from flowc.proofs.facts.roots import Begins
from flowc.proofs.facts.saying import Quiet, is_quiet
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model

_ANSWERS = (Cause.ANSWERED, Cause.TAKEN, Cause.MISUNDERSTOOD, Cause.FAILED)


@dataclass(frozen=True, slots=True)
class SilentEnd:
    """After a customer's message the bot comes to its end without having said anything.

    A handover is never silent: the language says `handover.connecting` itself. An offer that is declined and
    a survey have such words too. An offer that gets another answer than yes or no lapses without words, and
    the answer is an ordinary message: where the conversation is closed by then, it begins another.

    Over-approximate: guards and cases count as if the ones that say nothing could always hold together. Where
    the data do not allow that, or silence is meant, say so with `allow: {silent-end: reason}` on the step.

    Why: somebody has written and gets no answer; they wait, write again, and then leave.
    Ringkasan: Setelah pesan pelanggan, bot selesai tanpa mengatakan apa pun.

    Penyerahan ke manusia tidak pernah bisu: bahasanya sendiri mengucapkan `handover.connecting`. Tawaran yang
    ditolak dan survei juga punya kata-katanya. Tawaran yang dijawab selain ya atau tidak gugur tanpa kata,
    dan jawaban itu pesan biasa: kalau percakapannya sudah ditutup, ia membuka percakapan baru.

    Bisa berlebihan: syarat dan kasus yang tidak mengatakan apa-apa dianggap bisa benar bersamaan. Kalau
    datanya tidak memungkinkan itu, atau memang sengaja diam, tulis `allow: {silent-end: alasan}` pada
    langkahnya.
    Mengapa: orang sudah menulis dan tidak mendapat balasan; ia menunggu, menulis lagi, lalu pergi.
    Bad:
        flows:
          keluhan:
            steps:
              - collect: nama
    Good:
        flows:
          keluhan:
            steps:
              - collect: nama
              - {say: bantuan}
    Since: 0.2
    """

    code: ClassVar[str] = "FC511"
    name: ClassVar[str] = "silent-end"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.STATES
    span: Span
    cause: Cause | None  # of the way on which nothing is said; None: a flow is silent from its beginning
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        message, label = _TOLD[self.cause]
        return tell(
            self,
            message,
            label,
            witness=self.witness,
            advice=Text(
                "say something before the end: `say: <message>`",
                "katakan sesuatu sebelum akhir: `say: <pesan>`",
            ),
        )


_TOLD = {
    None: (
        Text("this flow may end without a word", "alur ini bisa berakhir tanpa sepatah kata"),
        Text("begins here, and says nothing", "mulai di sini, dan tidak mengatakan apa-apa"),
    ),
    Cause.ANSWERED: (
        Text("an answer here may be followed by nothing", "jawaban di sini bisa tidak dibalas sama sekali"),
        Text("answered, and then silence", "dijawab, lalu sunyi"),
    ),
    Cause.TAKEN: (
        Text("a choice here may be followed by nothing", "pilihan di sini bisa tidak dibalas sama sekali"),
        Text("chosen, and then silence", "dipilih, lalu sunyi"),
    ),
    Cause.MISUNDERSTOOD: (
        Text(
            "the last wrong answer here is followed by nothing",
            "jawaban salah terakhir di sini tidak dibalas",
        ),
        Text("no attempt left, and then silence", "kesempatan habis, lalu sunyi"),
    ),
    Cause.FAILED: (
        Text(
            "a look-up that fails here is followed by nothing", "pengecekan yang gagal di sini tidak dibalas"
        ),
        Text("answered, the look-up fails, and then silence", "dijawab, pengecekannya gagal, lalu sunyi"),
    ),
}


def check(facts: Facts) -> Iterator[SilentEnd]:
    """Yield flows that may be silent as a whole, then steps after whose answer nothing is said."""
    places = facts.onward.reaching((REST,), lambda edge: is_quiet(facts.machine, edge))
    quiet = Quiet(facts.bot, facts.machine, facts.edges, places)
    witness = Witness(facts)
    silence = note("nothing is said any more", "tidak ada yang dikatakan lagi")
    told_flows: set[str] = set()
    for root in facts.roots:
        state = facts.machine.states[root.state]
        first = facts.machine.entries.get(state.run) if isinstance(state, model.RunFlow) else root.state
        if root.begins not in (Begins.START, Begins.INTENT, Begins.RULE):
            continue
        if first is None or not quiet.begins_silent(first):
            continue
        flow = facts.bot.flows.get(facts.machine.states[first].flow)
        if flow is not None and flow.name.text not in told_flows:
            told_flows.add(flow.name.text)
            turns = (*witness.beginning(root), silence)
            yield SilentEnd(facts.machine.steps[first].span, None, told(turns))
    for key, state in facts.machine.states.items():
        if key not in facts.paths or not isinstance(state, model.Ask | model.Choose):
            continue
        for edge in facts.edges[key]:
            if edge.cause in _ANSWERS and quiet.comes_to_rest(edge):
                turns = (*witness.until(key), *witness.along((edge,)), silence)
                yield SilentEnd(_place(facts, key, edge), edge.cause, told(turns))
                break


def _place(facts: Facts, key: str, edge: Edge) -> Span:
    """Return the option that was taken, else the step."""
    step = facts.machine.steps[key]
    if isinstance(step, tree.Choose) and edge.cause is Cause.TAKEN:
        return next(one.option.word.span for one in step.options if one.option.word.text == edge.detail)
    return step.span
