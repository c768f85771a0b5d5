"""Flows that cannot be followed: jumps, calls, starts, and the way to a human that is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code, first_here
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class MessageLeftNowhere:
    """`after` or `on_return` names the flow `leave_message`, which is for handovers that nobody can take.

    Why: outside of such a handover the customer writes a message, and no agent ever gets it.
    Ringkasan: `after` atau `on_return` menyebut alur `leave_message`, yang hanya untuk penyerahan
    yang sedang tidak bisa diterima siapa pun.
    Mengapa: di luar penyerahan itu pelanggan menulis pesan, dan tidak ada agen yang menerimanya.
    Bad:
        handover: {after: leave_message}
        flows:
          leave_message: {steps: [{collect: nama}]}
    Good:
        handover: {after: penutup}
        flows:
          penutup: {steps: [{say: halo}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC213"
    name: ClassVar[str] = "message-left-nowhere"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    key: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"`leave_message` cannot be the flow of {code(self.key)}: there is nobody to leave it to",
                f"`leave_message` tidak bisa menjadi alur {code(self.key)}: tidak ada penerimanya",
            ),
            Text("what is written in it reaches no agent", "yang ditulis di dalamnya tidak sampai ke agen"),
            advice=Text("name another flow here", "sebut alur lain di sini"),
        )


@dataclass(frozen=True, slots=True)
class GotoElsewhere:
    """A `goto` names a step that is not a top-level step of its own flow.

    Why: a jump into a block or another flow would enter in the middle, without what was asked before.
    Ringkasan: Sebuah `goto` menyebut langkah yang bukan langkah utama di alurnya sendiri.
    Mengapa: melompat ke dalam blok atau alur lain berarti masuk di tengah-tengah, tanpa jawaban yang
    seharusnya ditanyakan lebih dulu.
    Bad:
        flows:
          bayar:
            steps:
              - do: [{say: halo, step: sapa}]
              - goto: sapa
    Good:
        flows:
          bayar:
            steps:
              - {say: halo, step: sapa}
              - {collect: nama, again: true}
              - goto: sapa
    Since: 0.1
    """

    code: ClassVar[str] = "FC214"
    name: ClassVar[str] = "goto-elsewhere"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    target: str
    step: Span | None  # where a step of that name is; None: the jump stands outside of all flows

    def report(self) -> Diagnostic:
        if self.step is None:
            return tell(
                self,
                Text(
                    f"the `goto` to {code(self.target)} stands outside of a flow",
                    f"`goto` ke {code(self.target)} berada di luar alur",
                ),
                Text("belongs to no flow", "tidak termasuk alur mana pun"),
                advice=Text(
                    "use `flow` to run a flow from here", "pakai `flow` untuk menjalankan alur dari sini"
                ),
            )
        return tell(
            self,
            Text(
                f"{code(self.target)} is not a top-level step of this flow",
                f"{code(self.target)} bukan langkah utama alur ini",
            ),
            Text("cannot jump there", "tidak bisa melompat ke sana"),
            also=first_here(self.step),
            advice=Text(
                "jump to a top-level step, or run the other flow with `flow`",
                "lompat ke langkah utama, atau jalankan alur lain dengan `flow`",
            ),
        )


@dataclass(frozen=True, slots=True)
class FlowCallsItself:
    """A flow runs itself, directly or through other flows.

    Why: the customer would be led into the same questions deeper and deeper, with no way back up.
    Ringkasan: Sebuah alur menjalankan dirinya sendiri, langsung atau lewat alur lain.
    Mengapa: pelanggan dibawa makin dalam ke pertanyaan yang itu-itu juga, tanpa jalan kembali.
    Bad:
        flows:
          satu: {steps: [{flow: dua}]}
          dua: {steps: [{flow: satu}]}
    Good:
        flows:
          satu: {steps: [{flow: dua}]}
          dua: {steps: [{say: halo}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC215"
    name: ClassVar[str] = "flow-calls-itself"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    path: tuple[str, ...]  # from the flow back to itself

    def report(self) -> Diagnostic:
        shown = " → ".join(self.path)
        return tell(
            self,
            Text(
                f"flow {code(self.path[0])} runs itself",
                f"alur {code(self.path[0])} menjalankan dirinya sendiri",
            ),
            Text(shown, shown),
            advice=Text(
                "use `goto` to repeat steps of one flow",
                "pakai `goto` untuk mengulang langkah dalam satu alur",
            ),
        )


@dataclass(frozen=True, slots=True)
class FlowsTooDeep:
    """Flows run flows run flows, more than five deep.

    Why: at run time the bot stops at five and hands over, because a deeper stack is almost always a mistake.
    Ringkasan: Alur menjalankan alur yang menjalankan alur lagi, lebih dari lima tingkat.
    Mengapa: saat berjalan, bot berhenti di tingkat kelima lalu menyerahkan ke manusia, karena tumpukan
    sedalam itu hampir selalu keliru.
    Bad:
        flows:
          a: {steps: [{flow: b}]}
          b: {steps: [{flow: c}]}
          c: {steps: [{flow: d}]}
          d: {steps: [{flow: e}]}
          e: {steps: [{flow: f}]}
          f: {steps: [{flow: g}]}
          g: {steps: [{say: halo}]}
    Good:
        flows:
          a: {steps: [{flow: b}]}
          b: {steps: [{say: halo}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC216"
    name: ClassVar[str] = "flows-too-deep"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    path: tuple[str, ...]
    limit: int

    def report(self) -> Diagnostic:
        shown = " → ".join(self.path)
        return tell(
            self,
            Text(
                f"flow {code(self.path[0])} runs flows more than {self.limit} deep",
                f"alur {code(self.path[0])} menjalankan alur lebih dari {self.limit} tingkat",
            ),
            Text(shown, shown),
        )


@dataclass(frozen=True, slots=True)
class IntentStartsTwo:
    """Two flows start on the same intent.

    Why: when a customer says it, the bot could not know which flow is meant.
    Ringkasan: Dua alur dimulai oleh intent yang sama.
    Mengapa: saat pelanggan mengatakannya, bot tidak tahu alur mana yang dimaksud.
    Bad:
        intents:
          lacak: {phrases: [lacak paket]}
        flows:
          satu: {start_on: lacak, steps: [{say: halo}]}
          dua: {start_on: lacak, steps: [{say: halo}]}
    Good:
        intents:
          lacak: {phrases: [lacak paket]}
        flows:
          satu: {start_on: lacak, steps: [{say: halo}]}
          dua: {steps: [{say: halo}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC217"
    name: ClassVar[str] = "intent-starts-two"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    intent: str
    flow: str
    first_flow: str
    first: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"intent {code(self.intent)} starts both {code(self.first_flow)} and {code(self.flow)}",
                f"intent {code(self.intent)} memulai {code(self.first_flow)} dan {code(self.flow)} sekaligus",
            ),
            Text("starts a second flow", "memulai alur kedua"),
            also=first_here(self.first),
            advice=Text(
                "keep it in one of the two, and use `switch` there",
                "sisakan di salah satu, lalu pakai `switch` di sana",
            ),
        )


@dataclass(frozen=True, slots=True)
class NoWayToHuman:
    """No escalation rule reacts when the customer asks for a person.

    Why: somebody who writes "bicara dengan CS" would go on talking to the bot.
    Ringkasan: Tidak ada aturan eskalasi yang menanggapi pelanggan yang minta bicara dengan orang.
    Mengapa: pelanggan yang menulis "bicara dengan CS" akan tetap dilayani bot.
    Bad:
        escalation:
          - {rule: marah, when: message.sentiment < -0.5, handover: auto}
    Good:
        escalation:
          - {rule: diminta, when: message.intent = "ask_human", handover: auto}
          - {rule: marah, when: message.sentiment < -0.5, handover: auto}
    Since: 0.1
    """

    code: ClassVar[str] = "FC218"
    name: ClassVar[str] = "no-way-to-human"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                "no escalation rule answers the intent `ask_human`",
                "tidak ada aturan eskalasi untuk intent `ask_human`",
            ),
            Text("asking for a person does nothing", "minta bicara dengan orang tidak berpengaruh"),
            why=Text(
                "a customer who asks for a person goes on talking to the bot",
                "pelanggan yang minta bicara dengan orang tetap dilayani bot",
            ),
            advice=Text(
                'add to `escalation`: `{rule: asked, when: message.intent = "ask_human", handover: auto}`',
                'tambahkan ke `escalation`: `{rule: diminta, when: message.intent = "ask_human", '
                "handover: auto}`",
            ),
        )


@dataclass(frozen=True, slots=True)
class HumanExcepted:
    """A flow takes itself out of the rule that lets customers ask for a person.

    Why: while this flow runs, a customer could not reach anybody.
    Ringkasan: Sebuah alur dikecualikan dari aturan yang membuka jalan ke manusia.
    Mengapa: selama alur ini berjalan, pelanggan tidak bisa mencapai siapa pun.
    Bad:
        flows:
          bayar:
            escalation: {except: [diminta], reason: pembayaran sedang berjalan}
            steps: [{say: halo}]
    Good:
        flows:
          bayar:
            steps: [{say: halo}]
    Since: 0.1
    """

    code: ClassVar[str] = "FC219"
    name: ClassVar[str] = "human-excepted"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    rule: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"rule {code(self.rule)} answers `ask_human`, so no flow can be excepted from it",
                f"aturan {code(self.rule)} menjawab `ask_human`, jadi tidak bisa dikecualikan",
            ),
            Text("a way to a person must stay", "jalan ke manusia harus tetap ada"),
        )


PROBLEMS = (
    MessageLeftNowhere,
    GotoElsewhere,
    FlowCallsItself,
    FlowsTooDeep,
    IntentStartsTwo,
    NoWayToHuman,
    HumanExcepted,
)
