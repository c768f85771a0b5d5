"""FC523: inputs for which a table of `tables` gives nothing."""

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
class TableWithoutAnswer:
    """No row of a table holds for some input, and an output has no `default`.

    An input may be null: a customer need not have answered.

    Why: what uses the table would go on without a value: a condition would not hold, a message not be said.
    Ringkasan: Untuk suatu masukan tidak ada baris tabel yang cocok, dan ada keluaran tanpa `default`.

    Masukan bisa kosong (`null`): pelanggan belum tentu sudah menjawab.
    Mengapa: yang memakai tabel itu berjalan tanpa nilai: syaratnya tidak berlaku, pesannya tidak
    tersampaikan.
    Bad:
        tables:
          janji:
            outputs: {hari: number}
            rows: |
              topic  | hari
              refund | 3
    Good:
        tables:
          janji:
            outputs: {hari: {type: number, default: 1}}
            rows: |
              topic  | hari
              refund | 3
    Since: 0.2
    """

    code: ClassVar[str] = "FC523"
    name: ClassVar[str] = "table-without-answer"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.EXACT
    over: ClassVar[Over] = Over.ROWS
    span: Span
    table: str
    inputs: str
    output: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"no row of {quoted(self.table)} holds for {quoted(self.inputs, 60)}",
                f"tidak ada baris {quoted(self.table)} yang cocok untuk {quoted(self.inputs, 60)}",
            ),
            Text("gives no value then", "tidak memberi nilai kalau begitu"),
            advice=Text(
                f"add a last row of `-`, or a `default` to {quoted(self.output)}",
                f"tambahkan baris terakhir berisi `-`, atau `default` pada {quoted(self.output)}",
            ),
        )


def check(facts: Facts) -> Iterator[TableWithoutAnswer]:
    """Yield for each table without defaults the first input that no row holds for."""
    for one in facts.tables:
        if one.decision is None:
            continue
        lacking = [output for output in one.decision.outputs.values() if output.default is None]
        gap = next((finding for finding in one.analysis.findings if finding.kind == "gap"), None)
        if lacking and gap is not None:
            inputs = given(one.headings, gap.inputs)
            yield TableWithoutAnswer(one.table.name.span, one.table.name.text, inputs, lacking[0].name.text)
