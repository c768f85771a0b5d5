"""Agents' shortcuts: steps that make no sense while an agent is there, forms that nobody can fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class StepNotInShortcut:
    """A shortcut has a step that is not for agents.

    Its steps are `say`, `call`, `set`, `handover` and `end`.

    Why: while an agent has the conversation the bot asks the customer nothing and runs no flow.
    Ringkasan: Sebuah pintasan punya langkah yang bukan untuk agen.

    Langkah yang bisa dipakai: `say`, `call`, `set`, `handover`, dan `end`.
    Mengapa: selagi agen melayani, bot tidak bertanya apa pun kepada pelanggan dan tidak menjalankan alur.
    Bad:
        shortcuts:
          lacak: {label: {id: Lacak pesanan, en: Track order}, steps: [{collect: order_id}, {say: halo}]}
    Good:
        shortcuts:
          lacak: {label: {id: Lacak pesanan, en: Track order}, needs: [order_id], steps: [{say: halo}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC225"
    name: ClassVar[str] = "step-not-in-shortcut"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    shortcut: str
    step: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.step)} cannot stand in shortcut {code(self.shortcut)}",
                f"{code(self.step)} tidak bisa dipakai di pintasan {code(self.shortcut)}",
            ),
            Text("not while an agent is there", "tidak selagi agen melayani"),
            advice=_ADVICE.get(self.step, _ELSE),
        )


_ELSE = Text(
    "use `say`, `call`, `set`, `handover` or `end`", "pakai `say`, `call`, `set`, `handover`, atau `end`"
)
_ADVICE = {
    "collect": Text(
        "put the slot into the shortcut's `needs`: the agent fills it in",
        "masukkan slotnya ke `needs` pintasan itu: agen yang mengisinya",
    ),
    "switch": Text("put `when:` on the steps instead", "beri `when:` pada langkah-langkahnya saja"),
    "do": Text("put `when:` on the steps instead", "beri `when:` pada langkah-langkahnya saja"),
    "offer": Text(
        "write `handover`: an agent decides here", "tulis `handover`: di sini agen yang memutuskan"
    ),
    "end: conversation": Text(
        "leave it out; the agent ends the conversation at the desk",
        "hapus saja; agen mengakhiri percakapan dari mejanya",
    ),
}


@dataclass(frozen=True, slots=True)
class NeedNotForForm:
    """A shortcut needs a slot that no agent can fill in.

    Why: agents write texts, numbers, dates and choices into a form; a file or a group of values is neither.
    Ringkasan: Sebuah pintasan membutuhkan slot yang tidak bisa diisi oleh agen.
    Mengapa: di formulir, agen mengisi teks, angka, tanggal, dan pilihan; berkas atau kelompok nilai bukan
    salah satunya.
    Bad:
        slots:
          foto: {type: file}
        shortcuts:
          lapor: {label: {id: Lapor, en: Report}, needs: [foto], steps: [{say: tutup}]}
    Good:
        slots:
          kerusakan: {type: text}
        shortcuts:
          lapor: {label: {id: Lapor, en: Report}, needs: [kerusakan], steps: [{say: tutup}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC226"
    name: ClassVar[str] = "need-not-for-form"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    slot: str
    type: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"no agent can fill in slot {code(self.slot)}",
                f"slot {code(self.slot)} tidak bisa diisi oleh agen",
            ),
            Text(f"its type is {code(self.type)}", f"bertipe {code(self.type)}"),
            advice=Text(
                "name a slot of another type, or take it off `needs`",
                "sebut slot bertipe lain, atau hapus dari `needs`",
            ),
        )


PROBLEMS = (StepNotInShortcut, NeedNotForForm)
