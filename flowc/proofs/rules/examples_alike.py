"""FC563: examples of two intents that tell nothing apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.facts.heard import Phrase
from flowc.source.span import Span
from runtime.understanding.likeness import pieces
from runtime.understanding.normalise import normalise


@dataclass(frozen=True, slots=True)
class ExamplesAlike:
    """Examples of two intents have the same words, but for those that every talk has.

    Compared are the stems of the words, in any order and without little words (`saya`, `bisa`, `the`).

    Why: which of the two a customer gets is decided by next to nothing, and changes with the next example.
    Ringkasan: Contoh dari dua intent memakai kata-kata yang sama, selain kata yang ada di semua obrolan.

    Yang dibandingkan adalah kata dasarnya, tanpa melihat urutan dan tanpa kata kecil (`saya`, `bisa`, `the`).
    Mengapa: intent mana yang didapat pelanggan ditentukan oleh hal yang hampir tidak ada, dan berubah begitu
    contoh berikutnya ditambahkan.
    Bad:
        intents:
          retur: {examples: [saya mau kembalikan sepatu]}
          tukar: {examples: [bisa kembalikan sepatu]}
        flows:
          retur: {start_on: retur, steps: [{say: halo}]}
          tukar: {start_on: tukar, steps: [{say: halo}]}
    Good:
        intents:
          retur: {examples: [saya mau kembalikan sepatu]}
          tukar: {examples: [bisa tukar ukuran sepatu]}
        flows:
          retur: {start_on: retur, steps: [{say: halo}]}
          tukar: {start_on: tukar, steps: [{say: halo}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC563"
    name: ClassVar[str] = "examples-alike"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.EXACT
    over: ClassVar[Over] = Over.PHRASES

    span: Span
    text: str
    owner: str
    other: str
    other_span: Span
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        owner, other = quoted(self.owner), quoted(self.other)
        return tell(
            self,
            Text(
                f"examples of {owner} and {other} have the same words",
                f"contoh {owner} dan {other} memakai kata yang sama",
            ),
            Text(f"as one of {other}", f"sama dengan contoh {other}"),
            also=((self.other_span, Text("this one", "yang ini")),),
            witness=self.witness,
            advice=Text(
                "add what customers of this intent say and the others do not, or make one intent of both",
                "tambahkan yang hanya dikatakan pelanggan intent ini, atau gabungkan keduanya",
            ),
        )


def check(facts: Facts) -> Iterator[ExamplesAlike]:
    """Yield each example that has the words of an earlier one of another intent."""
    first: dict[frozenset[str], Phrase] = {}
    for one in facts.heard.phrases:
        if not one.example:
            continue
        words = _telling(one.word.text)
        before = first.setdefault(words, one) if words else one
        if (before.owner, before.faq) != (one.owner, one.faq):
            meant = note(f"`{one.owner}` or `{before.owner}`?", f"`{one.owner}` atau `{before.owner}`?")
            yield ExamplesAlike(
                one.word.span,
                one.word.text,
                one.owner,
                before.owner,
                before.word.span,
                (said("customer", one.word.text), meant),
            )


def _telling(text: str) -> frozenset[str]:
    (_, stems), *_ = pieces(normalise(text))
    return frozenset(piece.name for piece in stems if not piece.little)
