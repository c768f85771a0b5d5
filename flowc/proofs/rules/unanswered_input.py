"""FC521: inputs for which no row of the table says where a handover goes."""

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
class UnansweredInput:
    """The table that sets `to` has no row for some input.

    An input may be null: a customer need not have answered.

    Why: a customer with exactly this would be handed over to a division that nobody chose.
    Ringkasan: Tabel yang mengisi `to` tidak punya baris untuk suatu masukan.

    Masukan bisa kosong (`null`): pelanggan belum tentu sudah menjawab.
    Mengapa: pelanggan dengan keadaan itu diserahkan ke divisi yang tidak dipilih siapa pun.
    Bad:
        routing:
          tujuan:
            rows: |
              topic        | to
              refund, resi | cs
              lain         | cs
    Good:
        routing:
          tujuan:
            rows: |
              topic        | to
              refund, resi | cs
              -            | cs
    Since: 0.2
    """

    code: ClassVar[str] = "FC521"
    name: ClassVar[str] = "unanswered-input"
    severity: ClassVar[Severity] = Severity.ERROR
    how: ClassVar[How] = How.EXACT
    over: ClassVar[Over] = Over.ROWS
    span: Span
    table: str
    inputs: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"no row of {quoted(self.table)} holds for {quoted(self.inputs, 60)}",
                f"tidak ada baris {quoted(self.table)} yang cocok untuk {quoted(self.inputs, 60)}",
            ),
            Text("it must say `to` for every input", "tabel ini harus mengisi `to` untuk setiap masukan"),
            advice=Text(
                "add a last row with `-` in every input column",
                "tambahkan baris terakhir dengan `-` di setiap kolom masukan",
            ),
        )


def check(facts: Facts) -> Iterator[UnansweredInput]:
    """Yield for the table that sets `to` the first input that no row holds for."""
    for one in facts.tables:
        if one.decision is not None or all(heading.text != "to" for heading in one.table.headings):
            continue
        for finding in one.analysis.findings:
            if finding.kind == "gap":
                inputs = given(one.headings, finding.inputs)
                yield UnansweredInput(one.table.name.span, one.table.name.text, inputs)
                break
