"""Rings that let go of skills in the wrong order, and a memory that is asked for longer than it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class RingNotLater:
    """A ring of `relax` does not come later than the one before it.

    Why: rings open one after another; written in another order, nobody sees who may serve when.
    Ringkasan: Sebuah cincin pada `relax` tidak datang setelah cincin sebelumnya.
    Mengapa: cincin terbuka satu demi satu; kalau urutannya lain, tidak terlihat siapa yang boleh melayani
    sejak kapan.
    Bad:
        divisions:
          cs:
            name: {id: CS, en: Care}
            skills: [refund, english]
            relax: [{after: 5m, drop: [refund]}, {after: 2m, drop: [english]}]
    Good:
        divisions:
          cs:
            name: {id: CS, en: Care}
            skills: [refund, english]
            relax: [{after: 2m, drop: [refund]}, {after: 5m, drop: [english]}]
    Since: 0.1
    """

    code: ClassVar[str] = "FC256"
    name: ClassVar[str] = "ring-not-later"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    after: str
    before: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"the ring at {code(self.after)} does not come after the one at {code(self.before)}",
                f"cincin pada {code(self.after)} tidak datang setelah yang pada {code(self.before)}",
            ),
            Text("not later than the one before", "tidak lebih lambat dari yang sebelumnya"),
            advice=Text("write the earliest ring first", "tulis cincin yang paling awal lebih dulu"),
        )


@dataclass(frozen=True, slots=True)
class LanguageDroppedEarly:
    """A ring lets go of the customer's language before another skill.

    A skill is one of language when a routing table asks for it by `conversation.locale`.

    Why: an agent who knows less of the matter can still ask; one who cannot read the words
    cannot help.
    Ringkasan: Sebuah cincin melepas bahasa pelanggan lebih dulu daripada keahlian lain.

    Keahlian dianggap bahasa bila tabel rute memintanya lewat `conversation.locale`.
    Mengapa: agen yang kurang paham masalahnya masih bisa bertanya; yang tidak bisa membaca kata-katanya tidak
    bisa membantu.
    Bad:
        divisions:
          cs:
            name: {id: CS, en: Care}
            skills: [refund, english]
            relax: [{after: 2m, drop: [english]}, {after: 5m, drop: [refund]}]
        routing:
          tujuan:
            rows: |
              topic | to
              -     | cs
          bahasa:
            hit: collect
            rows: |
              conversation.locale | skills
              en                  | english
    Good:
        divisions:
          cs:
            name: {id: CS, en: Care}
            skills: [refund, english]
            relax: [{after: 2m, drop: [refund]}, {after: 5m, drop: [english]}]
        routing:
          tujuan:
            rows: |
              topic | to
              -     | cs
          bahasa:
            hit: collect
            rows: |
              conversation.locale | skills
              en                  | english
    Since: 0.1
    """

    code: ClassVar[str] = "FC257"
    name: ClassVar[str] = "language-dropped-early"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    language: str
    later: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.language)} is the customer's language, and dropped before {code(self.later)}",
                f"{code(self.language)} adalah bahasa pelanggan, tetapi dilepas sebelum {code(self.later)}",
            ),
            Text("asked for by `conversation.locale`", "diminta lewat `conversation.locale`"),
            advice=Text(
                f"drop {code(self.language)} in the last ring",
                f"lepas {code(self.language)} di cincin terakhir",
            ),
        )


@dataclass(frozen=True, slots=True)
class StickyForgets:
    """A division prefers a customer's last agent for longer than the customer is remembered.

    Why: after `retention.customer` nobody knows any more who that agent was: the rest of the time is empty.
    Ringkasan: Sebuah divisi mendahulukan agen terakhir pelanggan lebih lama daripada pelanggan itu diingat.
    Mengapa: setelah `retention.customer` tidak ada lagi yang tahu siapa agennya: sisa waktunya percuma.
    Bad:
        retention: {transcript: 30d, handover: 1y, customer: 30d}
        divisions:
          cs: {name: {id: CS, en: Care}, sticky: 90d}
    Good:
        retention: {transcript: 30d, handover: 1y, customer: 90d}
        divisions:
          cs: {name: {id: CS, en: Care}, sticky: 90d}
    Since: 0.1
    """

    code: ClassVar[str] = "FC258"
    name: ClassVar[str] = "sticky-forgets"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    sticky: str
    kept: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"the last agent is preferred for {code(self.sticky)}, but forgotten after {code(self.kept)}",
                f"agen terakhir didahulukan selama {code(self.sticky)}, tetapi dilupakan setelah "
                f"{code(self.kept)}",
            ),
            Text("longer than `retention.customer`", "lebih lama dari `retention.customer`"),
            advice=Text(f"write `sticky: {self.kept}` or less", f"tulis `sticky: {self.kept}` atau kurang"),
        )


PROBLEMS = (RingNotLater, LanguageDroppedEarly, StickyForgets)
