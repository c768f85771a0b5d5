"""What a ready-made flow leaves to the bot, and the bot does not have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import KINDS, code, did_you_mean
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class ReadyMadeNeeds:
    """A ready-made flow uses something that only the bot itself can have, and the bot does not have it.

    The comment at the head of the ready-made flow says what it needs: `lacak` looks orders up with the action
    `cek_pesanan`, `faq` knows the questions and leaves the answers to the bot.

    Why: the ready-made flow would come to this place and could not go on.
    Ringkasan: Sebuah alur siap pakai membutuhkan sesuatu yang hanya bisa dimiliki bot itu sendiri, dan bot
    ini belum punya.

    Komentar di awal alur siap pakai menyebut kebutuhannya: `lacak` mencari pesanan lewat aksi `cek_pesanan`,
    `faq` mengenal pertanyaannya dan menyerahkan jawabannya kepada bot.
    Mengapa: alur siap pakai akan sampai di tempat ini lalu tidak bisa melanjutkan.
    Bad:
        use: [lacak]
    Good:
        use: [lacak]
        actions:
          cek_pesanan:
            http: {to: toko, path: "/orders/{nomor}"}
            inputs: {nomor: {type: text}}
            outputs: {status: {type: choice, options: [diproses, dikirim, sampai, terlambat]}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC270"
    name: ClassVar[str] = "ready-made-needs"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    use: str
    kind: str
    needed: str
    place: Span = field(compare=False)  # the first use of it there: one thing missing is one problem
    close: tuple[str, ...] = ()

    def report(self) -> Diagnostic:
        kind = KINDS[self.kind]
        declare = Text(
            f"declare it; the comment at the head of {code(self.use)} says what it is for",
            f"tulis di bot Anda; komentar di awal {code(self.use)} menjelaskan kegunaannya",
        )
        return tell(
            self,
            Text(
                f"the ready-made flow {code(self.use)} needs the {kind.en} {code(self.needed)}",
                f"alur siap pakai {code(self.use)} butuh {kind.id} {code(self.needed)}",
            ),
            Text("brought in here", "dipakai di sini"),
            also=((self.place, Text("used here", "dipakai di bagian ini")),),
            advice=did_you_mean(self.close, self.kind) or declare,
        )


PROBLEMS = (ReadyMadeNeeds,)
