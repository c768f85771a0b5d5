"""Routing tables whose shape does not answer where a handover goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code, first_here
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class NoTableSetsTo:
    """The bot hands over, but no routing table sets `to`.

    Why: a handover without a written division would have nowhere to go.
    Ringkasan: Bot ini menyerahkan percakapan, tetapi tidak ada tabel rute yang mengisi `to`.
    Mengapa: serah terima yang tidak menyebut divisi tidak punya tujuan.
    Bad:
        routing:
          penting: {rows: "priority\\nhigh"}
    Good:
        routing:
          tujuan: {rows: "to | priority\\ncs | high"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC260"
    name: ClassVar[str] = "no-table-sets-to"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                "no routing table sets `to`, so `handover: auto` has nowhere to go",
                "tidak ada tabel rute yang mengisi `to`, jadi `handover: auto` tanpa tujuan",
            ),
            Text("handed over to nobody", "tidak diserahkan ke siapa pun"),
            advice=Text(
                "add a table with a column `to` under `routing`",
                "tambahkan tabel dengan kolom `to` di bawah `routing`",
            ),
        )


@dataclass(frozen=True, slots=True)
class OutputSetTwice:
    """Two routing tables, or two columns of one, set the same output.

    Only `skills` may be set by several tables; there they add up.

    Why: nobody reading the first table would see that the second one overrules it.
    Ringkasan: Dua tabel rute, atau dua kolom dalam satu tabel, mengisi keluaran yang sama.

    Hanya `skills` yang boleh diisi beberapa tabel; isinya digabung.
    Mengapa: pembaca tabel pertama tidak akan melihat bahwa tabel kedua mengalahkannya.
    Bad:
        routing:
          satu: {rows: "to | priority\\ncs | normal"}
          dua: {rows: "priority\\nhigh"}
    Good:
        routing:
          satu: {rows: "to\\ncs"}
          dua: {rows: "priority\\nhigh"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC261"
    name: ClassVar[str] = "output-set-twice"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    output: str
    first: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{code(self.output)} is set by two columns", f"{code(self.output)} diisi oleh dua kolom"),
            Text("set a second time", "diisi kedua kalinya"),
            also=first_here(self.first),
            advice=Text("one table per output", "satu tabel untuk satu keluaran"),
        )


@dataclass(frozen=True, slots=True)
class OutputLeftOfInput:
    """A column that is tested stands right of a column that is set.

    Why: tables are read from left to right, conditions first; mixed columns are misread in review.
    Ringkasan: Kolom yang diuji berada di kanan kolom yang diisi.
    Mengapa: tabel dibaca dari kiri ke kanan, syaratnya lebih dulu; kolom yang bercampur mudah salah dibaca.
    Bad:
        routing:
          tujuan: {rows: "to | conversation.locale\\ncs | -"}
    Good:
        routing:
          tujuan: {rows: "conversation.locale | to\\n- | cs"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC262"
    name: ClassVar[str] = "output-left-of-input"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    heading: str
    output: str
    routing: bool = True

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"column {code(self.heading)} is tested, but stands right of {code(self.output)}",
                f"kolom {code(self.heading)} diuji, tetapi berada di kanan {code(self.output)}",
            ),
            Text("move it to the left", "pindahkan ke kiri"),
            advice=Text(
                "`to`, `level`, `priority`, `skills` and `agent` come last",
                "`to`, `level`, `priority`, `skills`, dan `agent` ditulis terakhir",
            )
            if self.routing
            else Text("the columns named in `outputs` come last", "kolom dari `outputs` ditulis terakhir"),
        )


@dataclass(frozen=True, slots=True)
class CollectsMore:
    """A table with `hit: collect` sets something else than `skills`.

    Why: `collect` takes all rows that hold, and only skills can be added up; two divisions cannot.
    Ringkasan: Tabel dengan `hit: collect` mengisi keluaran selain `skills`.
    Mengapa: `collect` mengambil semua baris yang cocok, dan hanya keahlian yang bisa digabung; dua divisi
    tidak bisa.
    Bad:
        routing:
          tujuan: {hit: collect, rows: "to\\ncs"}
    Good:
        routing:
          tujuan: {rows: "to\\ncs"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC265"
    name: ClassVar[str] = "collects-more"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    output: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"`hit: collect` cannot set {code(self.output)}, only `skills`",
                f"`hit: collect` tidak bisa mengisi {code(self.output)}, hanya `skills`",
            ),
            Text("cannot be added up", "tidak bisa digabung"),
            advice=Text(
                "leave out `hit`, so that the first row that holds is taken",
                "hapus `hit`, supaya baris pertama yang cocok dipakai",
            ),
        )


@dataclass(frozen=True, slots=True)
class TableWithoutOutput:
    """A routing table has no column that sets anything.

    Why: it would be evaluated for every handover and never change one.
    Ringkasan: Tabel rute ini tidak punya kolom yang mengisi apa pun.
    Mengapa: tabelnya diperiksa pada setiap serah terima, tetapi tidak pernah mengubah apa-apa.
    Bad:
        routing:
          tujuan: {rows: "to\\ncs"}
          kosong: {rows: "conversation.locale\\nid"}
    Good:
        routing:
          tujuan: {rows: "to\\ncs"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC266"
    name: ClassVar[str] = "table-without-output"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    table: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"table {code(self.table)} sets nothing", f"tabel {code(self.table)} tidak mengisi apa pun"),
            Text("no output", "tanpa keluaran"),
            advice=Text(
                "add a column `to`, `level`, `priority`, `skills` or `agent`",
                "tambahkan kolom `to`, `level`, `priority`, `skills`, atau `agent`",
            ),
        )


PROBLEMS = (
    NoTableSetsTo,
    OutputSetTwice,
    OutputLeftOfInput,
    CollectsMore,
    TableWithoutOutput,
)
