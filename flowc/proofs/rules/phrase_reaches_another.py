"""FC560: a phrase or example that the bot understands as something else than what it stands under."""

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


@dataclass(frozen=True, slots=True)
class PhraseReachesAnother:
    """A customer who writes a phrase or example of an intent is understood as meaning something else.

    Each phrase and each example is tried on the bot as a whole message: another intent or faq wins, a
    command (`cancel`, `menu`, `stop`) takes it, or a `not` of its own refuses it. That two intents have
    the same phrase is FC234.

    Why: the customer gets an answer to another question, and nobody sees it: the phrase looks covered.
    Ringkasan: Pelanggan yang menulis frasa atau contoh sebuah intent dipahami sebagai maksud lain.

    Setiap frasa dan contoh dicoba sebagai pesan utuh: intent atau faq lain yang menang, sebuah perintah
    (`cancel`, `menu`, `stop`) mengambilnya, atau `not`-nya sendiri menolaknya. Frasa yang sama di dua
    intent adalah FC234.
    Mengapa: pelanggan menerima jawaban atas pertanyaan lain, dan tidak ada yang tahu karena frasanya tampak
    sudah tertangani.
    Bad:
        intents:
          retur: {phrases: [kembalikan barang]}
          ongkir: {examples: [siapa yang bayar kalau kembalikan barang]}
        flows:
          retur: {start_on: retur, steps: [{say: halo}]}
          ongkir: {start_on: ongkir, steps: [{say: halo}]}
    Good:
        intents:
          retur: {phrases: [kembalikan barang]}
          ongkir: {phrases: [siapa yang bayar kalau kembalikan barang]}
        flows:
          retur: {start_on: retur, steps: [{say: halo}]}
          ongkir: {start_on: ongkir, steps: [{say: halo}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC560"
    name: ClassVar[str] = "phrase-reaches-another"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.EXACT
    over: ClassVar[Over] = Over.PHRASES

    span: Span
    text: str
    owner: str
    reached: str  # empty: understood as nothing
    is_command: bool
    by: str  # the other's phrase that is in it
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        text, owner, reached = quoted(self.text), quoted(self.owner), quoted(self.reached)
        if self.is_command:
            found = Text(f"{text} is the command {reached}", f"{text} adalah perintah {reached}")
        elif self.reached:
            found = Text(
                f"{text} is understood as {reached}, not as {owner}",
                f"{text} dipahami sebagai {reached}, bukan {owner}",
            )
        else:
            found = Text(f"{text} is not understood as {owner}", f"{text} tidak dipahami sebagai {owner}")
        by = quoted(self.by)
        label = (
            Text(f"{by} in it belongs to {reached}", f"{by} di dalamnya milik {reached}")
            if self.by and self.reached and not self.is_command
            else Text(f"does not lead to {owner}", f"tidak menuju {owner}")
        )
        return tell(self, found, label, witness=self.witness, advice=self._advice(reached))

    def _advice(self, reached: str) -> Text:
        if self.is_command:
            return Text(
                "say it in more words, or take the words from the command with `only` in `commands`",
                "tulis lebih lengkap, atau lepaskan katanya dari perintah dengan `only` di `commands`",
            )
        if self.reached:
            return Text(
                f"move it to `phrases`, which win as whole messages, or to {reached}",
                f"pindahkan ke `phrases`, yang menang bila utuh, atau ke {reached}",
            )
        return Text(
            "take the word out of `not`, or the phrase out of here",
            "hapus katanya dari `not`, atau frasanya dari sini",
        )


def check(facts: Facts) -> Iterator[PhraseReachesAnother]:
    """Yield each phrase that does not lead where it stands."""
    for one in facts.heard.phrases:
        if one.is_right or (not one.reached and one.example and one.command is None):
            continue  # an example alone may be too little to go by, and that is no mistake
        reached = one.command or one.reached
        yield PhraseReachesAnother(
            one.word.span,
            one.word.text,
            one.owner,
            reached,
            one.command is not None,
            one.by if one.by != one.word.text else "",
            _witness(one, reached),
        )


def _witness(one: Phrase, reached: str) -> tuple[Turn, ...]:
    told = (
        note(f"the bot takes it as `{reached}`", f"bot menganggapnya `{reached}`")
        if reached
        else note("the bot does not understand it", "bot tidak memahaminya")
    )
    return (said("customer", one.word.text), told)
