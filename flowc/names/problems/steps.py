"""Steps that lack what follows, or have what cannot stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class NoOnInvalid:
    """A question has no `on_invalid`, neither at the step nor in `defaults`.

    Why: after the last attempt the customer would be left without any further word.
    Ringkasan: Sebuah pertanyaan tidak punya `on_invalid`, baik di langkahnya maupun di `defaults`.
    Mengapa: setelah percobaan terakhir, pelanggan ditinggalkan tanpa sepatah kata pun.
    Bad:
        defaults:
          timeout: {after: 12h, do: [{end: conversation}]}
        flows:
          daftar: {steps: [{collect: nama}]}
    Good:
        defaults:
          timeout: {after: 12h, do: [{end: conversation}]}
        flows:
          daftar: {steps: [{collect: nama, on_invalid: [handover]}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC220"
    name: ClassVar[str] = "no-on-invalid"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    what: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"nothing says what follows when the answers to {code(self.what)} do not fit",
                f"belum diatur apa yang terjadi bila jawaban {code(self.what)} tidak cocok",
            ),
            Text("no `on_invalid` here or in `defaults`", "tanpa `on_invalid` di sini maupun di `defaults`"),
            advice=Text(
                "add `on_invalid: [handover]` here or to `defaults`",
                "tambahkan `on_invalid: [handover]` di sini atau di `defaults`",
            ),
        )


@dataclass(frozen=True, slots=True)
class NoOnError:
    """An action is called, and nothing says what follows when it fails.

    Why: other systems fail sometimes; the customer would be left in the middle.
    Ringkasan: Sebuah aksi dipanggil, tetapi belum diatur apa yang terjadi bila gagal.
    Mengapa: sistem lain sesekali gagal; pelanggan akan terhenti di tengah jalan.
    Bad:
        defaults:
          on_invalid: [handover]
        actions:
          cek: {http: {to: toko, path: /cek}}
        flows:
          lacak: {steps: [{call: cek}]}
    Good:
        defaults:
          on_invalid: [handover]
        actions:
          cek: {http: {to: toko, path: /cek}}
        flows:
          lacak: {steps: [{call: cek, on_error: [handover]}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC221"
    name: ClassVar[str] = "no-on-error"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    action: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"nothing says what follows when action {code(self.action)} fails",
                f"belum diatur apa yang terjadi bila aksi {code(self.action)} gagal",
            ),
            Text(
                "no `on_error` here, at the action, or in `defaults`",
                "tanpa `on_error` di sini, di aksinya, maupun di `defaults`",
            ),
            advice=Text(
                "add `on_error: [handover]` here or to `defaults`",
                "tambahkan `on_error: [handover]` di sini atau di `defaults`",
            ),
        )


@dataclass(frozen=True, slots=True)
class OtherwiseNotLast:
    """`otherwise` stands before other cases.

    Why: it takes every customer, so the cases below it are never looked at.
    Ringkasan: `otherwise` ditulis sebelum kasus lainnya.
    Mengapa: `otherwise` mengambil semua pelanggan, jadi kasus di bawahnya tidak pernah diperiksa.
    Bad:
        slots:
          ukuran: {type: choice, options: [s, m], ask: tanya}
        flows:
          pilih:
            steps:
              - collect: ukuran
              - switch: ukuran
                cases: {otherwise: [end], s: [{say: halo}]}
    Good:
        slots:
          ukuran: {type: choice, options: [s, m], ask: tanya}
        flows:
          pilih:
            steps:
              - collect: ukuran
              - switch: ukuran
                cases: {s: [{say: halo}], otherwise: [end]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC222"
    name: ClassVar[str] = "otherwise-not-last"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("`otherwise` is not the last case", "`otherwise` bukan kasus terakhir"),
            Text("takes everything", "mengambil semuanya"),
            advice=Text("move `otherwise` to the end of `cases`", "pindahkan `otherwise` ke akhir `cases`"),
        )


@dataclass(frozen=True, slots=True)
class SameOutsideShortcut:
    """`handover: same` stands outside of an agent's shortcut.

    Why: before an agent has the conversation there is no division that could stay the same.
    Ringkasan: `handover: same` ditulis di luar pintasan agen.
    Mengapa: sebelum ada agen yang memegang percakapan, belum ada divisi yang bisa dipertahankan.
    Bad:
        flows:
          bantu: {steps: [{handover: same}]}
    Good:
        flows:
          bantu: {steps: [{handover: auto}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC223"
    name: ClassVar[str] = "same-outside-shortcut"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                "`same` names no division here; it is for agents' shortcuts",
                "`same` di sini tidak menunjuk divisi; itu untuk pintasan agen",
            ),
            Text("no division yet", "belum ada divisi"),
            advice=Text("write `auto`, or a division", "tulis `auto`, atau sebuah divisi"),
        )


@dataclass(frozen=True, slots=True)
class OptionForOneSlot:
    """A `collect` of several slots has an option that belongs to one of them.

    With a list only `confirm`, `again`, `timeout` and `on_invalid` hold for the whole.

    Why: the same question would be asked for every slot of the list.
    Ringkasan: Sebuah `collect` untuk beberapa slot punya pilihan yang hanya berlaku untuk satu slot.

    Untuk daftar slot, hanya `confirm`, `again`, `timeout`, dan `on_invalid` yang berlaku bagi semuanya.
    Mengapa: pertanyaan yang sama akan diajukan untuk setiap slot di daftar itu.
    Bad:
        flows:
          daftar: {steps: [{collect: [nama, order_id], ask: tanya}]}
    Good:
        flows:
          daftar: {steps: [{collect: nama, ask: tanya}, {collect: order_id}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC224"
    name: ClassVar[str] = "option-for-one-slot"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    option: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.option)} cannot hold for several slots at once",
                f"{code(self.option)} tidak bisa berlaku untuk beberapa slot sekaligus",
            ),
            Text("several slots here", "di sini ada beberapa slot"),
            advice=Text(
                "write one `collect` per slot, or put it at the slot",
                "tulis satu `collect` per slot, atau tulis di slotnya",
            ),
        )


PROBLEMS = (
    NoOnInvalid,
    NoOnError,
    OtherwiseNotLast,
    SameOutsideShortcut,
    OptionForOneSlot,
)
