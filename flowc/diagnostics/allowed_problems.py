"""FC7xx: what is wrong with `allow`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class AllowsUnknown:
    """`allow` names something that no problem is called.

    Why: the warning that somebody has thought about would be shown for ever, and the reason read by nobody.
    Ringkasan: `allow` menyebut sesuatu yang bukan nama masalah mana pun.
    Mengapa: peringatan yang sudah dipikirkan seseorang akan terus muncul, dan alasannya tidak dibaca siapa
    pun.
    Bad:
        flows:
          promo:
            allow: {unreachable-steps: disiapkan untuk promo akhir tahun}
            steps: [{say: halo}]
    Good:
        flows:
          promo:
            steps:
              - end
              - say: halo
                allow: {unreachable-step: disiapkan untuk promo akhir tahun}
    Since: 0.1
    """

    code: ClassVar[str] = "FC701"
    name: ClassVar[str] = "allows-unknown"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str
    close: tuple[str, ...]

    def report(self) -> Diagnostic:
        where = Text(
            "the name stands behind the code, as in `warning[FC501] unreachable-step`",
            "namanya ada di belakang kode, seperti `peringatan[FC501] unreachable-step`",
        )
        names = ", ".join(f"`{one}`" for one in self.close)
        advice = Text(f"did you mean {names}?", f"maksudnya {names}?") if names else where
        return tell(
            self,
            Text(
                f"no warning is called {quoted(self.written)}",
                f"tidak ada peringatan bernama {quoted(self.written)}",
            ),
            Text("not a warning's name", "bukan nama peringatan"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class AllowsError:
    """`allow` names an error. Warnings can be allowed, and what a proof finds; errors of other stages cannot.

    Why: such a bot has no meaning that could be run, whatever the reason.
    Ringkasan: `allow` menyebut sebuah galat. Yang bisa diizinkan hanya peringatan dan temuan pembuktian;
    galat dari tahap lain tidak.
    Mengapa: bot seperti itu tidak punya arti yang bisa dijalankan, apa pun alasannya.
    Bad:
        flows:
          promo:
            allow: {unknown-name: pesannya menyusul minggu depan}
            steps: [{say: halo}]
    Good:
        flows:
          promo:
            steps: [{say: halo}]
    Since: 0.1
    """

    code: ClassVar[str] = "FC702"
    name: ClassVar[str] = "allows-error"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.written)} cannot be allowed",
                f"{quoted(self.written)} tidak bisa diizinkan",
            ),
            Text("neither a warning nor found by a proof", "bukan peringatan, bukan temuan pembuktian"),
            advice=Text(
                "mend what it points at, and delete this", "perbaiki yang ditunjuknya, lalu hapus ini"
            ),
        )


@dataclass(frozen=True, slots=True)
class AllowsNothing:
    """Something is allowed that is not there.

    Why: what it was about has been mended, or has moved; left here, it would hide the next such mistake.
    Ringkasan: Ada yang diizinkan, padahal masalahnya tidak ada di sini.
    Mengapa: yang dimaksud sudah diperbaiki atau sudah pindah; kalau dibiarkan, kekeliruan serupa berikutnya
    ikut tertutupi.
    Bad:
        flows:
          promo:
            allow: {unreachable-step: disiapkan untuk promo akhir tahun}
            steps: [{say: halo}]
    Good:
        flows:
          promo:
            steps: [{say: halo}]
    Since: 0.1
    """

    code: ClassVar[str] = "FC703"
    name: ClassVar[str] = "allows-nothing"
    severity: ClassVar[Severity] = Severity.WARNING
    span: Span
    written: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.written)} is allowed, but there is none here",
                f"{quoted(self.written)} diizinkan, padahal di sini tidak ada",
            ),
            Text("allows nothing", "tidak mengizinkan apa-apa"),
            advice=Text(
                "delete it, or move it to the step, flow or thing that is warned of",
                "hapus, atau pindahkan ke langkah, alur, atau bagian yang diperingatkan",
            ),
        )


PROBLEMS = (AllowsUnknown, AllowsError, AllowsNothing)
