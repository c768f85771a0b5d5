"""FC562: an option whose words are a command everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span

_WAYS_OUT = ("cancel", "menu")


@dataclass(frozen=True, slots=True)
class AnswerIsCommand:
    """The label or a phrase of an option is, as a whole message, the command `cancel` or `menu`.

    While the question waits, such a message is the answer, not the command. Whether the option does what
    the command would do is not weighed.

    Why: a customer who wants to get out chooses something instead.
    Ringkasan: Label atau frasa sebuah pilihan persis sama dengan perintah `cancel` atau `menu`.

    Selama pertanyaan itu menunggu, pesan seperti itu menjadi jawaban, bukan perintah. Apakah pilihannya
    melakukan hal yang sama dengan perintahnya tidak diperhitungkan.
    Mengapa: pelanggan yang ingin keluar malah memilih sesuatu.
    Bad:
        slots:
          topic:
            type: choice
            ask: tanya
            options: {pesanan: {label: {id: Pesanan, en: Orders}, phrases: [batal]}}
        flows:
          lapor: {steps: [{collect: topic}]}
    Good:
        slots:
          topic:
            type: choice
            ask: tanya
            options: {pesanan: {label: {id: Pesanan, en: Orders}, phrases: [batal beli]}}
        flows:
          lapor: {steps: [{collect: topic}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC562"
    name: ClassVar[str] = "answer-is-command"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.ANSWERS

    span: Span
    text: str
    option: str
    command: str
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        text, command = quoted(self.text), quoted(self.command)
        return tell(
            self,
            Text(
                f"{text} answers this question, so it cannot be the command {command}",
                f"{text} menjawab pertanyaan ini, jadi tidak bisa menjadi perintah {command}",
            ),
            Text(f"elsewhere this is {command}", f"di tempat lain ini {command}"),
            witness=self.witness,
            advice=Text(
                "use more words, as in `batal beli`", "pakai kata yang lebih lengkap, misalnya `batal beli`"
            ),
        )


def check(facts: Facts) -> Iterator[AnswerIsCommand]:
    """Yield each word of an option that is a command, at the first question that asks for it."""
    witness = Witness(facts)
    for one in facts.heard.answers:
        at = next((key for key in one.states if key in facts.reach), None)
        if one.command not in _WAYS_OUT or one.command is None or at is None:
            continue
        taken = note(
            f"`{one.option}` is chosen; nothing is cancelled or begun anew",
            f"`{one.option}` terpilih; tidak ada yang dibatalkan atau diulang dari awal",
        )
        turns = (*witness.until(at), *witness.question(at), said("customer", one.word.text), taken)
        yield AnswerIsCommand(one.word.span, one.word.text, one.option, one.command, told(turns))
