"""FC524: tables with more combinations than can be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class TableNotSettled:
    """A table has more combinations, or kinds of text, than the compiler looks at: something may be amiss.

    What was found is told as always. Whether every input has an answer, or every row is reached, is not known
    for all of the table.

    Why: a gap that nobody sees is met by a customer first.
    Ringkasan: Kombinasi nilai atau macam teks di tabel ini lebih banyak daripada yang diperiksa, jadi mungkin
    ada yang terlewat.

    Yang ditemukan tetap diberitahukan. Apakah setiap masukan punya jawaban, atau setiap baris tercapai, tidak
    diketahui untuk seluruh tabel.
    Mengapa: celah yang tidak terlihat siapa pun akan lebih dulu ditemui pelanggan.
    Bad:
        tables:
          promo:
            hit: unique
            outputs: {promo: {type: boolean, default: false}}
            rows: |
              page.path | promo
              *promo*   | true
              *diskon*  | true
    Good:
        tables:
          promo:
            outputs: {promo: boolean}
            rows: |
              page.path | promo
              *promo*   | true
              *diskon*  | true
              -         | false
    Since: 0.2
    """

    code: ClassVar[str] = "FC524"
    name: ClassVar[str] = "table-not-settled"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.ROWS
    span: Span
    table: str
    rows: int  # rows of which it is not known whether anything reaches them
    gaps: bool  # nor whether every input has a row

    def report(self) -> Diagnostic:
        table = quoted(self.table)
        if self.gaps:
            what = Text("gaps or overlaps may be left", "mungkin masih ada celah atau tumpang tindih")
        else:
            what = Text(
                f"whether {self.rows} of its rows are reached is open",
                f"belum pasti {self.rows} barisnya tercapai",
            )
        return tell(
            self,
            Text(
                f"{table} could not be looked at in full",
                f"{table} tidak bisa diperiksa seluruhnya",
            ),
            what,
            advice=Text(
                "split it into several small tables, or end it with a row of `-`",
                "pecah menjadi beberapa tabel kecil, atau akhiri dengan baris berisi `-`",
            ),
        )


def check(facts: Facts) -> Iterator[TableNotSettled]:
    """Yield the tables whose analysis had to stop."""
    for one in facts.tables:
        open_ = [finding for finding in one.analysis.findings if finding.why in ("combinations", "values")]
        rows = sum(finding.row is not None for finding in open_)
        if open_:
            gaps = len(open_) > rows
            yield TableNotSettled(one.table.name.span, one.table.name.text, rows, gaps)
