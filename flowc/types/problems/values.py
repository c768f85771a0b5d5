"""Values that do not fit the slot, input or type they are written for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import KINDS, code, did_you_mean
from flowc.source.span import Span
from flowc.types.problems.wording import both, called, write

_EXAMPLES = {
    "number": "3",
    "boolean": "true",
    "date": "2026-11-23",
    "time": "16:30",
    "datetime": "2026-11-23T10:00",
    "duration": "30m",
    "phone": "+628123456789",
    "email": "nama@toko.example",
}


@dataclass(frozen=True, slots=True)
class ValueDoesNotFit:
    """A value is of another kind than the place it is written for.

    Why: at run time it would be thrown away, and the bot would go on without a value.
    Ringkasan: Jenis nilai ini tidak sesuai dengan yang dibutuhkan di tempatnya.
    Mengapa: saat berjalan nilai itu akan dibuang, dan bot melanjutkan tanpa nilai.
    Bad:
        slots:
          jumlah: {type: number, default: tiga, ask: tanya}
    Good:
        slots:
          jumlah: {type: number, default: 3, ask: tanya}
    Since: 0.1
    """

    code: ClassVar[str] = "FC340"
    name: ClassVar[str] = "value-does-not-fit"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str | None  # None: an expression
    got: tuple[str, ...]
    wanted: str
    instead: str = ""

    def report(self) -> Diagnostic:
        got, wanted = both(self.got), called(self.wanted)
        what = Text(f"this is {got.en}", f"ini {got.id}") if self.got else Text("not one", "bukan itu")
        subject = Text("the value", "nilainya")
        if self.written is not None:
            subject = Text(code(self.written), code(self.written))
        return tell(
            self,
            Text(
                f"{wanted.en} is needed here, but {subject.en} is not",
                f"di sini perlu {wanted.id}, tetapi {subject.id} bukan",
            ),
            what,
            advice=self._advice(),
        )

    def _advice(self) -> Text | None:
        if self.instead:
            return write(self.instead)
        example = _EXAMPLES.get(self.wanted, "") if self.written is not None else ""
        return Text(f"write it like `{example}`", f"tulis seperti `{example}`") if example else None


@dataclass(frozen=True, slots=True)
class MissingInput:
    """A call does not give every input that the action or flow takes.

    Flows that the language begins by itself are given none: `after` and `on_return` of `handover`, and a flow
    `leave_message`.

    Why: the action would be called without it and fail, or the flow would run without it.
    Ringkasan: Sebuah pemanggilan tidak memberi semua masukan yang dibutuhkan aksi atau alurnya.

    Alur yang dimulai oleh bahasanya sendiri tidak diberi masukan: `after` dan `on_return` pada `handover`,
    dan alur `leave_message`.
    Mengapa: aksinya akan dipanggil tanpa masukan itu lalu gagal, atau alurnya berjalan tanpa nilainya.
    Bad:
        actions:
          cek: {http: {to: toko, path: "/orders/{id}"}, inputs: {id: {type: text}}}
        flows:
          lacak: {steps: [{call: cek}]}
    Good:
        actions:
          cek: {http: {to: toko, path: "/orders/{id}"}, inputs: {id: {type: text}}}
        flows:
          lacak: {steps: [{collect: order_id}, {call: cek, with: {id: =order_id}}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC341"
    name: ClassVar[str] = "missing-input"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    input: str
    of: str
    kind: str
    by_itself: bool = False  # the language begins the flow: there is no call to mend

    def report(self) -> Diagnostic:
        kind = KINDS[self.kind]
        if self.by_itself:
            return tell(
                self,
                Text(
                    f"flow {code(self.of)} needs the input {code(self.input)}, which nobody gives here",
                    f"alur {code(self.of)} membutuhkan masukan {code(self.input)}, yang di sini tidak diberi",
                ),
                Text("begun by the language itself", "dimulai oleh bahasanya sendiri"),
                advice=Text(
                    f"make {code(self.input)} a slot, and `collect` or `set` it",
                    f"jadikan {code(self.input)} slot, lalu `collect` atau `set`",
                ),
            )
        return tell(
            self,
            Text(
                f"{kind.en} {code(self.of)} needs the input {code(self.input)}",
                f"{kind.id} {code(self.of)} membutuhkan masukan {code(self.input)}",
            ),
            Text("not given here", "tidak diberikan di sini"),
            advice=Text(f"add `with: {{{self.input}: =...}}`", f"tambahkan `with: {{{self.input}: =...}}`"),
        )


@dataclass(frozen=True, slots=True)
class UnknownInput:
    """A call gives an input that the action or flow does not take.

    Why: the value would be thrown away, and the input it was meant for stays empty.
    Ringkasan: Sebuah pemanggilan memberi masukan yang tidak diterima aksi atau alurnya.
    Mengapa: nilainya akan dibuang, dan masukan yang sebenarnya dimaksud tetap kosong.
    Bad:
        actions:
          cek: {http: {to: toko, path: "/orders/{id}"}, inputs: {id: {type: text}}, with: {id: =customer.id}}
        flows:
          lacak: {steps: [{call: cek, with: {idd: =customer.id}}]}
    Good:
        actions:
          cek: {http: {to: toko, path: "/orders/{id}"}, inputs: {id: {type: text}}, with: {id: =customer.id}}
        flows:
          lacak: {steps: [{call: cek, with: {id: =customer.id}}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC342"
    name: ClassVar[str] = "unknown-input"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    input: str
    of: str
    kind: str
    close: tuple[str, ...] = ()

    def report(self) -> Diagnostic:
        kind = KINDS[self.kind]
        return tell(
            self,
            Text(
                f"{kind.en} {code(self.of)} has no input {code(self.input)}",
                f"{kind.id} {code(self.of)} tidak punya masukan {code(self.input)}",
            ),
            Text("not an input", "bukan masukan"),
            advice=did_you_mean(self.close, "input"),
        )


@dataclass(frozen=True, slots=True)
class LimitsCrossed:
    """A type's `min` is greater than its `max`.

    Why: no answer could ever fit, so every customer would fail at this question.
    Ringkasan: `min` sebuah tipe lebih besar daripada `max`-nya.
    Mengapa: tidak ada jawaban yang bisa cocok, jadi semua pelanggan akan gagal di pertanyaan ini.
    Bad:
        slots:
          jumlah: {type: number, min: 10, max: 1, ask: tanya}
    Good:
        slots:
          jumlah: {type: number, min: 1, max: 10, ask: tanya}
    Since: 0.1
    """

    code: ClassVar[str] = "FC343"
    name: ClassVar[str] = "limits-crossed"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    low: str
    high: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"`min` {code(self.low)} is greater than `max` {code(self.high)}",
                f"`min` {code(self.low)} lebih besar daripada `max` {code(self.high)}",
            ),
            Text("nothing fits between", "tidak ada yang cocok di antaranya"),
        )


@dataclass(frozen=True, slots=True)
class OutOfBounds:
    """A length limit of a text or list is beyond what the language allows.

    Why: texts have 0 to 1,024 characters and lists 0 to 20 items; more would be cut without a word.
    Ringkasan: Batas panjang sebuah teks atau daftar melewati yang diperbolehkan bahasa ini.
    Mengapa: teks berisi 0 sampai 1.024 karakter dan daftar 0 sampai 20 butir; selebihnya akan terpotong
    diam-diam.
    Bad:
        slots:
          cerita: {type: text, max: 5000, ask: tanya}
    Good:
        slots:
          cerita: {type: text, max: 1000, ask: tanya}
    Since: 0.1
    """

    code: ClassVar[str] = "FC344"
    name: ClassVar[str] = "out-of-bounds"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str
    most: int

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.written)} is not a whole number between 0 and {self.most}",
                f"{code(self.written)} bukan bilangan bulat antara 0 dan {self.most}",
            ),
            Text("beyond the limit", "melewati batas"),
        )


@dataclass(frozen=True, slots=True)
class BrokenPattern:
    """A `pattern` cannot be read, or uses what only some engines know.

    Patterns may use letters, classes, groups, `|`, and repeats; not look-around, references back, or flags.

    Why: an answer could not be compared with it.
    Ringkasan: Sebuah `pattern` tidak bisa dibaca, atau memakai yang hanya dikenal sebagian mesin pola.

    Pola boleh memakai huruf, kelas, grup, `|`, dan pengulangan; tidak boleh melihat ke depan atau ke
    belakang, merujuk ke grup sebelumnya, atau memakai flag.
    Mengapa: jawaban pelanggan tidak bisa dicocokkan dengannya.
    Bad:
        slots:
          resi: {type: text, pattern: "(?=TK)[A-Z]+", ask: tanya}
    Good:
        slots:
          resi: {type: text, pattern: "TK[A-Z]+", ask: tanya}
    Since: 0.1
    """

    code: ClassVar[str] = "FC345"
    name: ClassVar[str] = "broken-pattern"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    fault: str

    def report(self) -> Diagnostic:
        what = {
            "look_around": Text(
                "a pattern cannot look ahead or behind", "pola tidak bisa melihat ke depan atau ke belakang"
            ),
            "back_reference": Text(
                "a pattern cannot refer back to a group", "pola tidak bisa merujuk ke grup sebelumnya"
            ),
            "flags": Text(
                "a pattern cannot have flags or named groups",
                "pola tidak bisa memakai flag atau grup bernama",
            ),
            "slashes": Text(
                "a pattern does not stand between slashes", "pola tidak ditulis di antara garis miring"
            ),
            "too_long": Text("a pattern has at most 256 characters", "pola paling panjang 256 karakter"),
        }.get(self.fault, Text("this pattern cannot be read", "pola ini tidak bisa dibaca"))
        advice = (
            Text("leave both slashes out", "hapus kedua garis miringnya") if self.fault == "slashes" else None
        )
        return tell(self, what, Text("not possible here", "tidak bisa di sini"), advice=advice)


@dataclass(frozen=True, slots=True)
class SlowPattern:
    """A pattern has so many ways to match that a long message could keep the bot busy.

    Repeats inside of repeats, and several unbounded repeats after each other, multiply their ways.

    Why: while the bot tries them all, nobody in this conversation gets an answer.
    Ringkasan: Sebuah pola punya begitu banyak cara untuk cocok sehingga satu pesan panjang bisa membuat bot
    sibuk.

    Pengulangan di dalam pengulangan, dan beberapa pengulangan tanpa batas berturut-turut, melipatgandakan
    caranya.
    Mengapa: selama bot mencoba semuanya, tidak ada yang mendapat jawaban di percakapan ini.
    Bad:
        slots:
          kode: {type: text, pattern: "([A-Z]+-?)+", ask: tanya}
    Good:
        slots:
          kode: {type: text, pattern: "[A-Z-]+", ask: tanya}
    Since: 0.1
    """

    code: ClassVar[str] = "FC346"
    name: ClassVar[str] = "slow-pattern"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                "this pattern could take very long on some messages",
                "pola ini bisa memakan waktu lama pada pesan tertentu",
            ),
            Text("multiplies the ways to match", "melipatgandakan cara mencocokkan"),
            advice=Text(
                "give repeats an end, as in `.{0,40}`, and put no repeat inside another",
                "beri batas pengulangan, misalnya `.{0,40}`, dan jangan ditumpuk",
            ),
        )


@dataclass(frozen=True, slots=True)
class KnownTooLate:
    """An action that fills slots at the start uses a value that is not known at the start.

    Sources run when a conversation begins, so their `with` may use `customer.`, `conversation.` and
    `page.` only.

    Why: the value would be missing, and the action would be called without it.
    Ringkasan: Aksi yang mengisi slot di awal percakapan memakai nilai yang belum diketahui saat itu.

    Sumber berjalan ketika percakapan dimulai, jadi `with`-nya hanya boleh memakai `customer.`,
    `conversation.`, dan `page.`.
    Mengapa: nilainya belum ada, dan aksinya akan dipanggil tanpa nilai itu.
    Bad:
        actions:
          crm:
            http: {to: crm, path: "/c/{id}"}
            inputs: {id: {type: text}}
            with: {id: =order_id}
            outputs: {kota: {type: text}}
        slots:
          kota: {type: text, from: crm.kota}
    Good:
        actions:
          crm:
            http: {to: crm, path: "/c/{id}"}
            inputs: {id: {type: text}}
            with: {id: =customer.id}
            outputs: {kota: {type: text}}
        slots:
          kota: {type: text, from: crm.kota}
    Since: 0.1
    """

    code: ClassVar[str] = "FC347"
    name: ClassVar[str] = "known-too-late"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    used: str
    action: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.used)} is not known yet when {code(self.action)} runs as a source",
                f"{code(self.used)} belum diketahui saat {code(self.action)} berjalan sebagai sumber",
            ),
            Text("known only later", "baru diketahui nanti"),
            advice=Text(
                "use `customer.`, `conversation.` or `page.`",
                "pakai `customer.`, `conversation.`, atau `page.`",
            ),
        )


@dataclass(frozen=True, slots=True)
class NameAsText:
    """A value is the name of a slot, written as a text: without `=`, or between braces.

    Why: the letters of the name would be passed on, the same for every customer, and not what they said.
    Ringkasan: Sebuah nilai adalah nama slot yang ditulis sebagai teks: tanpa `=`, atau di antara kurung
    kurawal.
    Mengapa: yang diteruskan adalah huruf-huruf nama itu, sama untuk semua pelanggan, bukan yang mereka
    katakan.
    Bad:
        actions:
          cek: {http: {to: toko, path: "/orders/{nomor}"}, inputs: {nomor: {type: text}}}
        flows:
          lacak: {steps: [{collect: order_id}, {call: cek, with: {nomor: order_id}}]}
    Good:
        actions:
          cek: {http: {to: toko, path: "/orders/{nomor}"}, inputs: {nomor: {type: text}}}
        flows:
          lacak: {steps: [{collect: order_id}, {call: cek, with: {nomor: =order_id}}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC348"
    name: ClassVar[str] = "name-as-text"
    severity: ClassVar[Severity] = Severity.WARNING
    span: Span
    written: str
    used: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{code(self.written)} is passed on as these letters",
                f"{code(self.written)} diteruskan sebagai huruf-huruf ini saja",
            ),
            Text("not the value of this name", "bukan nilai dari nama ini"),
            advice=Text(f"for its value, write `={self.used}`", f"untuk nilainya, tulis `={self.used}`"),
        )


@dataclass(frozen=True, slots=True)
class ThousandsDot:
    """A number has a dot before three digits, as thousands are written in Indonesian.

    Here a dot stands before decimals: `9.000` is 9, and nine thousand is `9000`.

    Why: customers would be told, or charged, a thousandth.
    Ringkasan: Sebuah angka memakai titik sebelum tiga digit, seperti menulis ribuan.

    Di sini titik mendahului pecahan: `9.000` berarti 9, dan sembilan ribu ditulis `9000`.
    Mengapa: nilai yang dipakai hanya seperseribu dari yang dimaksud.
    Bad:
        tables:
          ongkir:
            outputs: {biaya: number}
            rows: |
              topic  | biaya
              refund | 9.000
              -      | 12000
    Good:
        tables:
          ongkir:
            outputs: {biaya: number}
            rows: |
              topic  | biaya
              refund | 9000
              -      | 12000
    Since: 0.2
    """

    code: ClassVar[str] = "FC338"
    name: ClassVar[str] = "thousands-dot"
    severity: ClassVar[Severity] = Severity.WARNING
    span: Span
    written: str

    def report(self) -> Diagnostic:
        read, meant = self.written.rstrip("0").removesuffix("."), self.written.replace(".", "")
        return tell(
            self,
            Text(
                f"{code(self.written)} is read as {read}, not as {meant}",
                f"{code(self.written)} dibaca {read}, bukan {meant}",
            ),
            Text("a dot stands before decimals", "titik mendahului pecahan"),
            advice=Text(
                f"write {code(meant)} for thousands, or {code(read)}",
                f"tulis {code(meant)} untuk ribuan, atau {code(read)}",
            ),
        )


PROBLEMS = (
    ValueDoesNotFit,
    MissingInput,
    UnknownInput,
    LimitsCrossed,
    OutOfBounds,
    BrokenPattern,
    SlowPattern,
    KnownTooLate,
    NameAsText,
    ThousandsDot,
)
