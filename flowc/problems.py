"""FC9xx: the compiler's own mistakes, told as such."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class InternalError:
    """The compiler has a mistake of its own and cannot go on with this bot.

    Why: it is not your fault, and your files may well be right; until it is mended, this bot cannot be built.
    Ringkasan: Ada kesalahan di kompilator sendiri, sehingga bot ini tidak bisa dilanjutkan.
    Mengapa: ini bukan kesalahan Anda, dan berkas Anda bisa jadi sudah benar; sampai kami perbaiki, bot ini
    belum bisa dibangun.
    Since: 0.1
    """

    code: ClassVar[str] = "FC900"
    name: ClassVar[str] = "internal-error"
    severity: ClassVar[Severity] = Severity.ERROR

    span: Span
    stage: str
    what: str  # kind of the exception, and the place in our own code

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"the compiler itself broke in stage `{self.stage}`",
                f"kompilator sendiri gagal di tahap `{self.stage}`",
            ),
            Text("while it worked on this bot", "ketika mengerjakan bot ini"),
            why=Text(
                "this is our mistake, not yours; nothing was built",
                "ini kesalahan kami, bukan kesalahan Anda; tidak ada yang dibangun",
            ),
            advice=Text(
                f"send us this bot, the version of flowc, and `{self.what}`",
                f"kirimkan bot ini, versi flowc, dan `{self.what}` kepada kami",
            ),
        )


PROBLEMS = (InternalError,)
