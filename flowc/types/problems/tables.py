"""Tables that ask themselves, and cells whose comma may be meant otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class TableCycle:
    """A table asks itself, directly or through other tables.

    Why: it could never come to an answer.
    Ringkasan: Sebuah tabel menanyakan dirinya sendiri, langsung atau lewat tabel lain.
    Mengapa: tabel itu tidak akan pernah sampai pada jawaban.
    Bad:
        tables:
          satu:
            outputs: {hasil: number}
            rows: |
              table.dua | hasil
              > 1       | 2
              -         | 0
          dua:
            outputs: {hasil: number}
            rows: |
              table.satu | hasil
              > 1        | 2
              -          | 0
    Good:
        tables:
          satu:
            outputs: {hasil: number}
            rows: |
              topic  | hasil
              refund | 2
              -      | 0
          dua:
            outputs: {hasil: number}
            rows: |
              table.satu | hasil
              > 1        | 2
              -          | 0
    Since: 0.2
    """

    code: ClassVar[str] = "FC333"
    name: ClassVar[str] = "table-cycle"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    tables: tuple[str, ...]  # from the table to itself

    def report(self) -> Diagnostic:
        way = " → ".join(code(table) for table in self.tables)
        return tell(
            self,
            Text(
                f"table {code(self.tables[0])} asks itself",
                f"tabel {code(self.tables[0])} menanyakan dirinya sendiri",
            ),
            Text("leads back to the same table", "kembali ke tabel yang sama"),
            advice=Text(f"break the circle {way}", f"putus lingkaran {way}"),
        )


@dataclass(frozen=True, slots=True)
class DecimalComma:
    """A cell in a column of numbers has a comma between two digits.

    A comma stands between several values: `1,5` is read as 1 or 5. Numbers have a point.

    Why: with a number meant, the row holds for quite other customers.
    Ringkasan: Sebuah sel di kolom angka berisi koma di antara dua digit.

    Koma memisahkan beberapa nilai: `1,5` dibaca 1 atau 5. Pecahan ditulis dengan titik.
    Mengapa: kalau yang dimaksud satu angka, barisnya cocok untuk pelanggan yang sama sekali lain.
    Bad:
        tables:
          ongkir:
            outputs: {biaya: number}
            rows: |
              turns.customer | biaya
              1,5            | 9000
              -              | 12000
    Good:
        tables:
          ongkir:
            outputs: {biaya: number}
            rows: |
              turns.customer | biaya
              1, 5           | 9000
              -              | 12000
    Since: 0.2
    """

    code: ClassVar[str] = "FC334"
    name: ClassVar[str] = "decimal-comma"
    severity: ClassVar[Severity] = Severity.WARNING
    span: Span
    written: str

    def report(self) -> Diagnostic:
        point, several = self.written.replace(",", "."), self.written.replace(",", ", ")
        return tell(
            self,
            Text(
                f"{code(self.written)} is read as two values, not as one number",
                f"{code(self.written)} dibaca sebagai dua nilai, bukan satu angka",
            ),
            Text("a comma stands between values", "koma memisahkan nilai"),
            advice=Text(
                f"write {code(point)} for the number, or {code(several)} for both values",
                f"tulis {code(point)} untuk angkanya, atau {code(several)} untuk kedua nilai",
            ),
        )


PROBLEMS = (TableCycle, DecimalComma)
