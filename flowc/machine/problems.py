"""FC4xx: what keeps steps from becoming a machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class StepNameTwice:
    """Two steps of one flow have the same name.

    Why: `goto` and the tests' `at` name a step, and could mean either.
    Ringkasan: Dua langkah dalam satu alur bernama sama.
    Mengapa: `goto` dan `at` di tes menyebut nama langkah, dan bisa berarti yang mana saja.
    Bad:
        flows:
          menu:
            steps:
              - {step: awal, say: salam}
              - {step: awal, say: bantuan}
    Good:
        flows:
          menu:
            steps:
              - {step: awal, say: salam}
              - {step: lanjut, say: bantuan}
    Since: 0.1
    """

    code: ClassVar[str] = "FC401"
    name: ClassVar[str] = "step-name-twice"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    step: str
    flow: str
    first: Span

    def report(self) -> Diagnostic:
        step, flow = quoted(self.step), quoted(self.flow)
        return tell(
            self,
            Text(f"two steps of flow {flow} are named {step}", f"dua langkah di alur {flow} bernama {step}"),
            Text("the same name again", "nama yang sama lagi"),
            also=((self.first, Text("first used here", "pertama dipakai di sini")),),
            why=Text(
                "a `goto` or a test that names the step could mean either",
                "`goto` atau tes yang menyebut nama itu bisa berarti dua langkah",
            ),
            advice=Text(
                "give one of the two another name after `step:`",
                "beri salah satunya nama lain setelah `step:`",
            ),
        )


@dataclass(frozen=True, slots=True)
class TimeoutWithoutBlock:
    """A time limit says when, but not what happens then.

    Why: the wait would end without a word, at the moment when the customer has gone quiet.
    Ringkasan: Sebuah batas waktu menyebut kapan, tetapi tidak menyebut apa yang terjadi saat itu.
    Mengapa: penantian berakhir tanpa kabar, tepat ketika pelanggan sedang diam.
    Bad:
        defaults:
          on_invalid: [{handover: auto}]
        flows:
          lacak:
            steps:
              - {collect: order_id, timeout: {after: 12h}}
    Good:
        defaults:
          on_invalid: [{handover: auto}]
        flows:
          lacak:
            steps:
              - {collect: order_id, timeout: {after: 12h, do: [{say: tutup}, {end: conversation}]}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC402"
    name: ClassVar[str] = "timeout-without-block"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                "`timeout` does not say what happens when the time is over",
                "`timeout` tidak menyebut apa yang terjadi ketika waktunya habis",
            ),
            Text("no `do` here or in `defaults`", "tidak ada `do` di sini atau di `defaults`"),
            why=Text(
                "the wait would end without a word to the customer",
                "penantian akan berakhir tanpa kabar apa pun kepada pelanggan",
            ),
            advice=Text(
                "add `do: [{say: <message>}, {end: conversation}]`, or `do: continue` to go on",
                "tambahkan `do: [{say: <pesan>}, {end: conversation}]`, atau `do: continue` untuk lanjut",
            ),
        )


@dataclass(frozen=True, slots=True)
class TooManyStates:
    """The bot has more steps than can be checked while someone waits.

    Why: an editor that answers after minutes helps nobody; such files are generated, and can be split.
    Ringkasan: Langkah bot ini lebih banyak daripada yang bisa diperiksa selagi orang menunggu.
    Mengapa: editor yang baru menjawab setelah bermenit-menit tidak menolong siapa pun; berkas seperti ini
    buatan program, dan bisa dipecah.
    Since: 0.1
    """

    code: ClassVar[str] = "FC403"
    name: ClassVar[str] = "too-many-states"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    states: int
    limit: int

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"the bot has {self.states} steps, more than {self.limit}",
                f"bot ini punya {self.states} langkah, lebih dari {self.limit}",
            ),
            Text("this bot", "bot ini"),
            advice=Text(
                "put what only differs in values into a table or an action",
                "pindahkan yang hanya berbeda nilainya ke tabel atau aksi",
            ),
        )


PROBLEMS = (StepNameTwice, TimeoutWithoutBlock, TooManyStates)
