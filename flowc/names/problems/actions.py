"""Actions whose inputs do not add up, and secrets in files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code, did_you_mean
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class UnknownPathMark:
    """A mark `{…}` in an action's path is not one of its inputs.

    Why: the address could not be completed, and the call would fail for every customer.
    Ringkasan: Tanda `{…}` di alamat sebuah aksi bukan salah satu masukannya.
    Mengapa: alamatnya tidak bisa dilengkapi, dan pemanggilannya gagal untuk semua pelanggan.
    Bad:
        actions:
          cek: {http: {to: toko, path: "/orders/{nomor}"}, inputs: {id: {type: text}}}
    Good:
        actions:
          cek: {http: {to: toko, path: "/orders/{id}"}, inputs: {id: {type: text}}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC241"
    name: ClassVar[str] = "unknown-path-mark"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    mark: str
    action: str
    close: tuple[str, ...] = ()

    def report(self) -> Diagnostic:
        shown = code("{" + self.mark + "}")
        return tell(
            self,
            Text(
                f"{shown} is not an input of action {code(self.action)}",
                f"{shown} bukan masukan aksi {code(self.action)}",
            ),
            Text("no such input", "masukan ini tidak ada"),
            advice=did_you_mean(self.close, "input"),
        )


@dataclass(frozen=True, slots=True)
class SecretInFile:
    """Something that looks like a password or an access key stands in a bot's file.

    Why: bot files are read by many and kept for ever; whoever has the secret can act in your name.
    Ringkasan: Di berkas bot ada sesuatu yang tampaknya kata sandi atau kunci akses.
    Mengapa: berkas bot dibaca banyak orang dan disimpan selamanya; siapa pun yang memegang rahasia itu bisa
    bertindak atas nama Anda.
    Bad:
        actions:
          cek: {http: {to: toko, path: /cek, query: {token: sk_live_4eC39HqLyjWDarjtT1zdp7dc}}}
    Good:
        actions:
          cek: {http: {to: toko, path: /cek}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC242"
    name: ClassVar[str] = "secret-in-file"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text("this looks like a password or an access key", "ini tampaknya kata sandi atau kunci akses"),
            Text("a secret in a file", "rahasia di dalam berkas"),
            advice=Text(
                "take it out, replace it at its owner, and keep the new one in the operator's environment",
                "hapus, ganti di pemiliknya, lalu simpan yang baru di environment milik operator",
            ),
        )


@dataclass(frozen=True, slots=True)
class SourceNeedsInput:
    """A slot comes from an action whose inputs the action does not fill by itself.

    Sources run at the start of a conversation, so the action's own `with` must give every input.

    Why: nobody has said anything yet, so the action could not be called and the slot would stay empty.
    Ringkasan: Sebuah slot bersumber dari aksi yang masukannya tidak diisi oleh aksi itu sendiri.

    Sumber berjalan di awal percakapan, jadi `with` di aksinya harus memberi semua masukan.
    Mengapa: belum ada yang mengatakan apa pun, jadi aksinya tidak bisa dipanggil dan slotnya tetap kosong.
    Bad:
        actions:
          crm:
            http: {to: crm, path: "/c/{telp}"}
            inputs: {telp: {type: phone}}
            outputs: {kota: {type: text}}
        slots:
          kota: {type: text, from: crm.kota}
    Good:
        actions:
          crm:
            http: {to: crm, path: "/c/{telp}"}
            inputs: {telp: {type: phone}}
            with: {telp: =customer.phone}
            outputs: {kota: {type: text}}
        slots:
          kota: {type: text, from: crm.kota}
    Since: 0.1
    """

    code: ClassVar[str] = "FC243"
    name: ClassVar[str] = "source-needs-input"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    action: str
    input: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"action {code(self.action)} as a source has no value for its input {code(self.input)}",
                f"aksi {code(self.action)} sebagai sumber tidak punya nilai untuk {code(self.input)}",
            ),
            Text("runs before anything is said", "berjalan sebelum ada yang dikatakan"),
            advice=Text(
                "give the action `with: {" + self.input + ": =customer.phone}` or the like",
                "beri aksi itu `with: {" + self.input + ": =customer.phone}` atau semacamnya",
            ),
        )


PROBLEMS = (UnknownPathMark, SecretInFile, SourceNeedsInput)
