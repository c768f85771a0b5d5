"""FC520: two rows of a table that hold for the same input where its hit policy forbids it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.tables.telling import given
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class OverlappingRows:
    """Two rows of a table with `hit: unique` hold for the same input; or, with `hit: any`, they differ.

    Why: nobody has decided which of the two counts; the upper one would win by accident, or none.
    Ringkasan: Dua baris tabel dengan `hit: unique` cocok untuk masukan yang sama; atau, dengan `hit: any`,
    hasilnya berbeda.
    Mengapa: belum ada yang memutuskan baris mana yang dipakai; yang di atas menang secara kebetulan, atau
    tidak satu pun.
    Bad:
        routing:
          tujuan:
            hit: unique
            rows: |
              topic        | to
              refund, resi | cs
              resi, lain   | cs
              null         | cs
    Good:
        routing:
          tujuan:
            hit: unique
            rows: |
              topic  | to
              refund | cs
              resi   | cs
              lain   | cs
              null   | cs
    Since: 0.2
    """

    code: ClassVar[str] = "FC520"
    name: ClassVar[str] = "overlapping-rows"
    severity: ClassVar[Severity] = Severity.ERROR
    how: ClassVar[How] = How.EXACT
    over: ClassVar[Over] = Over.ROWS
    span: Span
    table: str
    inputs: str
    other: Span
    differ: bool = False  # `hit: any`

    def report(self) -> Diagnostic:
        table, inputs = quoted(self.table), quoted(self.inputs, 60)
        if self.differ:
            return tell(
                self,
                Text(
                    f"rows of {table} differ for {inputs}",
                    f"baris-baris {table} berbeda hasilnya untuk {inputs}",
                ),
                Text("says something else than another row", "hasilnya lain dari satu baris lain"),
                also=((self.other, Text("the other one", "baris yang lain")),),
                advice=Text(
                    "let both say the same, or leave out `hit`, so that the upper row counts",
                    "samakan hasilnya, atau hapus `hit`, supaya baris yang di atas dipakai",
                ),
            )
        return tell(
            self,
            Text(
                f"two rows of {table} hold for {inputs}",
                f"dua baris {table} cocok untuk {inputs}",
            ),
            Text("this row and another one", "baris ini dan satu baris lain"),
            also=((self.other, Text("the other one", "baris yang lain")),),
            advice=Text(
                "narrow one of them, or leave out `hit`, so that the upper row counts",
                "persempit salah satunya, atau hapus `hit`, supaya baris yang di atas dipakai",
            ),
        )


def check(facts: Facts) -> Iterator[OverlappingRows]:
    """Yield the pairs of rows that hold together where only one may."""
    for one in facts.tables:
        for finding in one.analysis.findings:
            if finding.kind == "overlap" and finding.row is not None:
                yield OverlappingRows(
                    one.table.rows[finding.row].span,
                    one.table.name.text,
                    given(one.headings, finding.inputs),
                    one.table.rows[finding.others[0]].span,
                    differ=one.decision is not None and one.decision.hit == "any",
                )
