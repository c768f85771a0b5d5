"""FC522: rows of a table that never decide anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.source.span import Span

_MOST_SHOWN = 3  # rows above that are pointed at


@dataclass(frozen=True, slots=True)
class UnreachableRow:
    """A row of a table never decides anything: rows above it take all of it, or no value fits a cell.

    A last row of nothing but `-` is left alone: it waits for channels and languages to come.

    Why: somebody wrote a rule down that no customer ever meets.
    Ringkasan: Ada baris tabel yang tidak pernah dipakai: semuanya diambil baris di atas, atau tidak ada nilai
    yang cocok dengan salah satu selnya.

    Baris terakhir yang isinya hanya `-` dibiarkan: ia menunggu kanal atau bahasa yang belum ada.
    Mengapa: ada aturan yang ditulis, tetapi tidak pernah berlaku bagi pelanggan mana pun.
    Bad:
        routing:
          tujuan:
            rows: |
              topic  | to
              -      | cs
              refund | cs
    Good:
        routing:
          tujuan:
            rows: |
              topic  | to
              refund | cs
              -      | cs
    Since: 0.2
    """

    code: ClassVar[str] = "FC522"
    name: ClassVar[str] = "unreachable-row"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.EXACT
    over: ClassVar[Over] = Over.ROWS
    span: Span
    table: str
    above: tuple[Span, ...]
    column: str = ""  # whose cell no value fits
    by_priority: bool = False  # what takes it stands anywhere

    def report(self) -> Diagnostic:
        table = quoted(self.table)
        if self.column:
            return tell(
                self,
                Text(f"a row of {table} never holds", f"ada baris {table} yang tidak pernah cocok"),
                Text(
                    f"no value of {quoted(self.column)} fits here",
                    f"tidak ada nilai {quoted(self.column)} yang cocok di sini",
                ),
                advice=Text("change the cell, or delete the row", "ubah selnya, atau hapus barisnya"),
            )
        if self.by_priority:
            taken = Text("more important rows take all of it", "semuanya diambil baris yang lebih penting")
        else:
            taken = Text("rows above take all of it", "semuanya sudah diambil baris di atas")
        return tell(
            self,
            Text(f"a row of {table} is never reached", f"ada baris {table} yang tidak pernah tercapai"),
            taken,
            also=tuple((span, Text("takes it", "mengambilnya")) for span in self.above[:_MOST_SHOWN]),
            advice=Text("change it, or delete it", "ubah, atau hapus")
            if self.by_priority
            else Text(
                "move it up, or delete it; more: `flowc table show`",
                "pindahkan ke atas, atau hapus; lihat juga `flowc table show`",
            ),
        )


def check(facts: Facts) -> Iterator[UnreachableRow]:
    """Yield the rows that no input comes to."""
    for one in facts.tables:
        for finding in one.analysis.findings:
            if finding.row is None:
                continue
            row = one.table.rows[finding.row]
            if finding.row + 1 == len(one.table.rows) and all(row.cells[at].text == "-" for at in one.inputs):
                continue  # for what may come one day: another channel, another language
            if finding.kind in ("shadowed", "unreachable"):
                above = tuple(one.table.rows[other].span for other in finding.others)
                by_priority = one.decision is not None and one.decision.hit == "priority"
                yield UnreachableRow(row.span, one.table.name.text, above, by_priority=by_priority)
            elif finding.kind == "impossible" and finding.column is not None:
                at = one.inputs[finding.column]
                yield UnreachableRow(row.cells[at].span, one.table.name.text, (), one.table.headings[at].text)
