"""Tables of the section `tables` whose columns and hit policy do not go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code, codes, did_you_mean
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class ColumnMissing:
    """`outputs` or `allowed` of a table names a column that the table does not have.

    Why: the value would always be missing, or what should be kept out would come in.
    Ringkasan: `outputs` atau `allowed` menyebut kolom yang tidak ada di tabelnya.
    Mengapa: nilainya akan selalu kosong, atau isi yang mestinya ditolak malah lolos.
    Bad:
        tables:
          janji:
            outputs: {hari: number, jam: number}
            rows: |
              topic  | hari
              refund | 3
              -      | 1
    Good:
        tables:
          janji:
            outputs: {hari: number, jam: number}
            rows: |
              topic  | hari | jam
              refund | 3    | 12
              -      | 1    | 4
    Since: 0.2
    """

    code: ClassVar[str] = "FC267"
    name: ClassVar[str] = "column-missing"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    column: str
    close: tuple[str, ...]
    headings: tuple[str, ...]

    def report(self) -> Diagnostic:
        known = codes(self.headings[:8])
        return tell(
            self,
            Text(
                f"the table has no column {code(self.column)}",
                f"tabel ini tidak punya kolom {code(self.column)}",
            ),
            Text("not among its headings", "tidak ada di judul kolomnya"),
            advice=did_you_mean(self.close) or Text(f"its columns are {known}", f"kolomnya: {known}"),
        )


@dataclass(frozen=True, slots=True)
class HitDoesNotFit:
    """The hit policy of a table cannot be applied to what the table gives.

    `sum`, `min` and `max` make one value of one column: `sum` of numbers, the others of anything that has an
    order. `priority` and `output_order` go by the order of `options` of a `choice`.

    Why: the table would never give anything.
    Ringkasan: Cara `hit` sebuah tabel tidak bisa dipakai untuk isi keluarannya.

    `sum`, `min`, dan `max` membuat satu nilai dari satu kolom: `sum` dari angka, yang lain dari apa pun yang
    punya urutan. `priority` dan `output_order` mengikuti urutan `options` sebuah `choice`.
    Mengapa: tabelnya tidak akan pernah memberi hasil.
    Bad:
        tables:
          biaya:
            hit: sum
            outputs: {biaya: text}
            rows: |
              topic  | biaya
              refund | 5000
              -      | 1000
    Good:
        tables:
          biaya:
            hit: sum
            outputs: {biaya: number}
            rows: |
              topic  | biaya
              refund | 5000
              -      | 1000
    Since: 0.2
    """

    code: ClassVar[str] = "FC268"
    name: ClassVar[str] = "hit-does-not-fit"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    hit: str
    lacks: str  # `one output`, `numbers`, `an order` or `options`

    def report(self) -> Diagnostic:
        hit = code(f"hit: {self.hit}")
        needs, advice = {
            "one output": (
                Text("a single output", "satu keluaran saja"),
                Text("make a table of its own for each output", "buat tabel sendiri untuk tiap keluaran"),
            ),
            "numbers": (
                Text("an output of type `number`", "keluaran bertipe `number`"),
                Text("write `number` as the type of the output", "tulis `number` sebagai tipe keluarannya"),
            ),
            "an order": (
                Text("an output whose values have an order", "keluaran yang nilainya punya urutan"),
                Text(
                    "use a number, date, time, duration or text",
                    "pakai angka, tanggal, waktu, durasi, atau teks",
                ),
            ),
            "options": (
                Text("an output of type `choice`", "keluaran bertipe `choice`"),
                Text(
                    "write `options` in the order of their importance: `{type: choice, options: [a, b]}`",
                    "tulis `options` menurut pentingnya: `{type: choice, options: [a, b]}`",
                ),
            ),
        }[self.lacks]
        return tell(
            self,
            Text(f"{hit} needs {needs.en}", f"{hit} perlu {needs.id}"),
            Text("cannot be applied here", "tidak bisa dipakai di sini"),
            advice=advice,
        )


PROBLEMS = (ColumnMissing, HitDoesNotFit)
