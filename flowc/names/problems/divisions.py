"""Divisions whose chains do not end, and wishes that a division cannot fulfil."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code, codes, first_here
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class ChainWithoutEnd:
    """Divisions fall back on each other in a circle, and no chain among them ends.

    A chain ends with `leave_message` or `wait`; one that stops at a division goes on with that division's
    chain.

    Why: when every division of the circle is closed or full, the customer would be left with nobody.
    Ringkasan: Rantai `fallback` beberapa divisi berputar, dan tidak satu pun yang berujung.

    Rantai berujung di `leave_message` atau `wait`; yang berhenti di sebuah divisi berlanjut ke rantai divisi
    itu.
    Mengapa: kalau semua divisi dalam putaran itu tutup atau penuh, pelanggan tidak dilayani siapa pun.
    Bad:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, fallback: [tagihan]}
          tagihan: {name: {id: Tagihan, en: Billing}, fallback: [refund]}
    Good:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, fallback: [tagihan, leave_message]}
          tagihan: {name: {id: Tagihan, en: Billing}, fallback: [refund, leave_message]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC250"
    name: ClassVar[str] = "chain-without-end"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    division: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"the fallback chain of {code(self.division)} has no end",
                f"rantai fallback {code(self.division)} tidak punya akhir",
            ),
            Text("goes nowhere after this", "setelah ini tidak ke mana-mana"),
            advice=Text("end it with `leave_message`", "akhiri dengan `leave_message`"),
        )


@dataclass(frozen=True, slots=True)
class ChainGoesOn:
    """A fallback chain has more entries after `leave_message` or `wait`.

    Why: both end the chain, so the divisions behind are never tried.
    Ringkasan: Rantai `fallback` masih punya isi setelah `leave_message` atau `wait`.
    Mengapa: keduanya mengakhiri rantai, jadi divisi di belakangnya tidak pernah dicoba.
    Bad:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, fallback: [leave_message, cs]}
    Good:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, fallback: [cs, leave_message]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC251"
    name: ClassVar[str] = "chain-goes-on"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    end: str
    never: tuple[str, ...]

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{codes(self.never)} after {code(self.end)} is never tried",
                f"{codes(self.never)} setelah {code(self.end)} tidak pernah dicoba",
            ),
            Text("the chain ends here", "rantai berakhir di sini"),
            advice=Text(f"move {code(self.end)} to the end", f"pindahkan {code(self.end)} ke akhir"),
        )


@dataclass(frozen=True, slots=True)
class WaitsWhenClosed:
    """A fallback chain for a closed division ends with `wait`.

    Why: the customer would wait in a queue that nobody serves until the next opening.
    Ringkasan: Rantai `fallback` untuk divisi yang tutup berakhir dengan `wait`.
    Mengapa: pelanggan akan menunggu di antrean yang tidak dilayani siapa pun sampai jam buka berikutnya.
    Bad:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, fallback: [cs, wait]}
    Good:
        divisions:
          refund:
            name: {id: Refund, en: Refunds}
            fallback: {closed: [cs, leave_message], nobody: [cs, wait], full: [cs, leave_message]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC252"
    name: ClassVar[str] = "waits-when-closed"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    division: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"customers would wait for {code(self.division)} while it is closed",
                f"pelanggan akan menunggu {code(self.division)} padahal sedang tutup",
            ),
            Text("also holds for `closed`", "berlaku juga untuk `closed`"),
            advice=Text(
                "end with `leave_message`, or write one chain per cause: `{closed: [...], nobody: "
                "[..., wait]}`",
                "akhiri dengan `leave_message`, atau tulis rantai per sebab: `{closed: [...], "
                "nobody: [..., wait]}`",
            ),
        )


@dataclass(frozen=True, slots=True)
class ChainRepeats:
    """A fallback chain names its own division, or the same division twice.

    Why: a division is tried once per handover, so the entry does nothing.
    Ringkasan: Rantai `fallback` menyebut divisinya sendiri, atau divisi yang sama dua kali.
    Mengapa: satu divisi hanya dicoba sekali untuk satu serah terima, jadi yang ini tidak ada gunanya.
    Bad:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, fallback: [refund, leave_message]}
    Good:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, fallback: [cs, leave_message]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC253"
    name: ClassVar[str] = "chain-repeats"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    division: str
    first: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.division)} has been tried already when the chain comes here",
                f"{code(self.division)} sudah dicoba saat rantai sampai di sini",
            ),
            Text("never tried again", "tidak dicoba lagi"),
            also=first_here(self.first),
        )


@dataclass(frozen=True, slots=True)
class DivisionLacks:
    """A handover names a division, and a level or skill that this division does not have.

    Why: the wish could not be kept: no agent of the division would ever match.
    Ringkasan: Sebuah serah terima menyebut divisi beserta tingkat atau keahlian yang tidak ada di divisi itu.
    Mengapa: permintaan itu tidak mungkin dipenuhi: tidak ada agen di divisi itu yang akan cocok.
    Bad:
        divisions:
          refund: {name: {id: Refund, en: Refunds}}
        flows:
          bantu: {steps: [{handover: refund, level: L2}]}
    Good:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, levels: [L1, L2]}
        flows:
          bantu: {steps: [{handover: refund, level: L2}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC254"
    name: ClassVar[str] = "division-lacks"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    division: str
    kind: str  # level or skill
    wanted: str
    has: tuple[str, ...]

    def report(self) -> Diagnostic:
        kind = Text("level", "tingkat") if self.kind == "level" else Text("skill", "keahlian")
        known = None
        if self.has:
            known = Text(
                f"{code(self.division)} has {codes(self.has)}",
                f"{code(self.division)} punya {codes(self.has)}",
            )
        return tell(
            self,
            Text(
                f"division {code(self.division)} has no {kind.en} {code(self.wanted)}",
                f"divisi {code(self.division)} tidak punya {kind.id} {code(self.wanted)}",
            ),
            Text("not in this division", "tidak ada di divisi ini"),
            advice=known,
        )


@dataclass(frozen=True, slots=True)
class LevelsOutOfOrder:
    """A division's levels are not written from low to high.

    Why: "one level up" follows this order, and would lead down.
    Ringkasan: Tingkat sebuah divisi tidak ditulis dari rendah ke tinggi.
    Mengapa: "naik satu tingkat" mengikuti urutan ini, dan malah akan turun.
    Bad:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, levels: [L2, L1]}
    Good:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, levels: [L1, L2]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC255"
    name: ClassVar[str] = "levels-out-of-order"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    division: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"the levels of {code(self.division)} are not in order, or one stands twice",
                f"tingkat di {code(self.division)} tidak berurutan, atau ada yang dua kali",
            ),
            Text("from low to high", "dari rendah ke tinggi"),
        )


PROBLEMS = (ChainWithoutEnd, ChainGoesOn, WaitsWhenClosed, ChainRepeats, DivisionLacks, LevelsOutOfOrder)
