"""FC501: steps that no conversation ever comes to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Label, Severity, Text, Turn, note
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted
from flowc.proofs.facts import Facts
from flowc.proofs.facts.edges import Cause
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from runtime.artifact import model


@dataclass(frozen=True, slots=True)
class UnreachableStep:
    """No conversation ever comes to a step.

    Only what is sure is reported: guards and cases count as if they could always hold. Of steps that follow
    each other the first is named; of a flow that nothing starts, the flow.

    Why: what stands there is never said to anyone, although somebody wrote it for a customer.
    Ringkasan: Ada langkah yang tidak pernah tercapai dalam percakapan mana pun.

    Yang dilaporkan hanya yang pasti: syarat dan kasus dianggap selalu bisa benar. Dari langkah-langkah yang
    berurutan disebut yang pertama; dari alur yang tidak pernah dimulai, alurnya.
    Mengapa: yang tertulis di sana tidak pernah sampai ke siapa pun, padahal ditulis untuk pelanggan.
    Bad:
        flows:
          lacak:
            steps:
              - {say: halo}
              - end
              - {say: bantuan}
    Good:
        flows:
          lacak:
            steps:
              - {say: halo}
              - {say: bantuan}
              - end
    Since: 0.1
    """

    code: ClassVar[str] = "FC501"
    name: ClassVar[str] = "unreachable-step"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.UNDER
    over: ClassVar[Over] = Over.STATES

    span: Span
    step: str
    flow: str
    whole_flow: bool
    stops: Span | None  # the step before it, which never goes on
    witness: tuple[Turn, ...]
    brought: Span | None = None  # the flow itself, where it is a ready-made one

    def report(self) -> Diagnostic:
        step, flow = quoted(self.step), quoted(self.flow)
        stops = (
            ()
            if self.stops is None
            else (Label(self.stops, Text("nothing goes on from here", "dari sini tidak ada yang berlanjut")),)
        )
        if self.whole_flow:
            return Diagnostic(
                self.code,
                self.name,
                self.severity,
                Text(f"flow {flow} is never started", f"alur {flow} tidak pernah dimulai"),
                Label(self.span, Text("nothing leads here", "tidak ada yang menuju ke sini")),
                secondary=() if self.brought is None else (Label(self.brought, _BROUGHT),),
                why=Text(
                    "what it says and does is never seen by any customer",
                    "apa yang dikatakan dan dilakukannya tidak pernah sampai ke pelanggan",
                ),
                witness=self.witness,
                help=Text(
                    f"start it with `start_on: <intent>` or `flow: {self.flow}`, or delete it",
                    f"mulai dengan `start_on: <intent>` atau `flow: {self.flow}`, atau hapus",
                )
                if self.brought is None
                else Text(
                    f"run it with `flow: {self.flow}` or `handover: {{after: {self.flow}}}`, or drop it",
                    f"jalankan dengan `flow: {self.flow}` atau `handover: {{after: {self.flow}}}`, "
                    "atau hapus dari `use`",
                ),
            )
        return Diagnostic(
            self.code,
            self.name,
            self.severity,
            Text(f"step {step} is never reached", f"langkah {step} tidak pernah tercapai"),
            Label(self.span, Text("no way leads here", "tidak ada jalan ke sini")),
            secondary=stops,
            why=Text(
                "what stands here is never said to anyone",
                "yang tertulis di sini tidak pernah sampai ke siapa pun",
            ),
            witness=self.witness,
            help=Text(
                "delete it, put a `when:` on the step before it, or lead to it with `goto`",
                "hapus, beri `when:` pada langkah sebelumnya, atau arahkan ke sini dengan `goto`",
            ),
        )


def check(facts: Facts) -> Iterator[UnreachableStep]:
    """Yield the first of each run of steps that no conversation comes to."""
    witness = Witness(facts)
    covered: set[str] = set()
    started = {name for name, first in facts.machine.entries.items() if first in facts.reach}
    called = {edge.detail for out in facts.edges.values() for edge in out if edge.cause is Cause.CALLED}
    for key, state in facts.machine.states.items():
        if key in facts.reach or key in covered:
            continue
        flow = facts.bot.flows.get(state.flow)
        if flow is not None and state.flow not in started:
            covered |= {one for one, other in facts.machine.states.items() if other.flow == state.flow}
            if state.flow in called:
                continue  # the step that calls it is never reached itself, and is reported
            never = note(
                f"no intent, step or rule starts flow `{state.flow}`",
                f"tidak ada intent, langkah, atau aturan yang memulai alur `{state.flow}`",
            )
            use = facts.bot.brought_by(flow.name.span)
            if use is None:
                yield UnreachableStep(flow.name.span, key, state.flow, True, None, (never,))
            else:
                yield UnreachableStep(use.span, key, state.flow, True, None, (never,), flow.name.span)
            continue
        covered |= _from(facts, key)
        stops = _before(facts, key)
        yield UnreachableStep(
            span=facts.machine.steps[key].span,
            step=key,
            flow=state.flow,
            whole_flow=False,
            stops=None if stops is None else facts.machine.steps[stops].span,
            witness=told(_witness(facts, witness, stops)),
        )


def _from(facts: Facts, key: str) -> set[str]:
    """Return what an unreachable step leads to: its cause is the same."""
    seen = {key}
    queue = deque([key])
    while queue:
        for edge in facts.edges[queue.popleft()]:
            if edge.to is not None and edge.to not in seen:
                seen.add(edge.to)
                queue.append(edge.to)
    return seen


def _before(facts: Facts, key: str) -> str | None:
    """Return the state of the step that stands directly before and is reached, but never goes on."""
    after = facts.machine.steps[key]
    for one, state in facts.machine.states.items():
        if state.next == key and one in facts.reach and facts.machine.steps[one] is not after:
            return one
    return None


def _witness(facts: Facts, witness: Witness, stops: str | None) -> Iterator[Turn]:
    if stops is None:
        yield note("no conversation comes here", "tidak ada percakapan yang sampai ke sini")
        return
    yield from witness.until(stops)
    yield from witness.question(stops)
    yield _END.get(type(facts.machine.states[stops]), _ELSEWHERE)


_BROUGHT = Text("the ready-made flow", "alur siap pakainya")
_ELSEWHERE = note("it goes on elsewhere", "dilanjutkan di tempat lain")
_END: Mapping[type, Turn] = {
    model.End: note("it ends here", "berakhir di sini"),
    model.Handover: note("a human takes over here", "di sini manusia mengambil alih"),
    model.RunFlow: note("the other flow never comes back", "alur yang lain tidak pernah kembali"),
    model.Choose: note("every answer leads elsewhere", "semua jawaban menuju ke tempat lain"),
    model.Switch: note("every case leads elsewhere", "semua kasus menuju ke tempat lain"),
    model.Offer: note("yes and no both lead elsewhere", "ya dan tidak sama-sama menuju ke tempat lain"),
}
