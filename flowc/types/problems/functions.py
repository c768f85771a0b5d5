"""Functions that do not exist, or get what they cannot take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code, codes, did_you_mean
from flowc.source.span import Span
from flowc.types.problems.wording import both, either, write


@dataclass(frozen=True, slots=True)
class UnknownFunction:
    """A function is called that does not exist, or a value is called as if it were one.

    Why: the result would always be missing.
    Ringkasan: Fungsi yang dipanggil tidak ada, atau sebuah nilai dipanggil seolah-olah fungsi.
    Mengapa: hasilnya akan selalu kosong.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: 'uppercase(nama) = "SARI"'}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: 'upper case(nama) = "SARI"'}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC323"
    name: ClassVar[str] = "unknown-function"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    used: str
    close: tuple[str, ...] = ()
    instead: str = ""

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{code(self.used)} is not a function", f"{code(self.used)} bukan fungsi"),
            Text("cannot be called", "tidak bisa dipanggil"),
            advice=write(self.instead) if self.instead else did_you_mean(self.close),
        )


@dataclass(frozen=True, slots=True)
class WrongArguments:
    """A function gets more or fewer values than it takes, or one under a name it does not have.

    Why: the call has no result, so the condition around it never holds.
    Ringkasan: Sebuah fungsi mendapat nilai lebih banyak atau lebih sedikit dari yang diterimanya, atau dengan
    nama yang tidak dikenalnya.
    Mengapa: pemanggilannya tidak memberi hasil, jadi syarat yang memuatnya tidak pernah benar.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: 'string length(nama, 3) > 3'}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: string length(nama) > 3}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC324"
    name: ClassVar[str] = "wrong-arguments"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    function: str
    got: str  # a number of values, or a parameter's name
    wanted: tuple[str, ...]

    def report(self) -> Diagnostic:
        function = code(self.function)
        if self.got.isdigit():
            message = Text(
                f"{function} cannot take {self.got} values",
                f"{function} tidak bisa menerima {self.got} nilai",
            )
            advice = Text(
                f"it takes {' or '.join(self.wanted)}", f"yang diterima {' atau '.join(self.wanted)}"
            )
        else:
            message = Text(
                f"the names of values for {function} do not fit", f"nama nilai untuk {function} tidak cocok"
            )
            advice = Text(f"it takes {codes(self.wanted)}", f"yang diterima {codes(self.wanted)}")
        return tell(
            self,
            message,
            Text("not what it takes", "bukan yang diterimanya"),
            advice=advice if self.wanted else None,
        )


@dataclass(frozen=True, slots=True)
class ArgumentDoesNotFit:
    """A function gets a value of another kind than it takes.

    Why: a function that gets the wrong kind of value gives no value back, and the condition counts as false.
    Ringkasan: Sebuah fungsi mendapat nilai yang jenisnya tidak bisa diterimanya.
    Mengapa: fungsi yang mendapat jenis nilai yang keliru tidak memberi nilai apa pun, dan syaratnya dianggap
    salah.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: string length(turns.customer) > 3}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: string length(nama) > 3}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC325"
    name: ClassVar[str] = "argument-does-not-fit"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    function: str
    got: tuple[str, ...]
    wanted: tuple[str, ...]

    def report(self) -> Diagnostic:
        got, wanted = both(self.got), either(self.wanted)
        return tell(
            self,
            Text(
                f"{code(self.function)} cannot take {got.en} here",
                f"{code(self.function)} tidak bisa menerima {got.id}",
            ),
            Text(f"this is {got.en}", f"ini {got.id}"),
            advice=Text(f"it takes {wanted.en}", f"yang diterima {wanted.id}") if self.wanted else None,
        )


@dataclass(frozen=True, slots=True)
class BadConstant:
    """A call or a calculation never has a result, such as a date that does not exist or dividing by 0.

    Why: the result would be missing for every customer.
    Ringkasan: Pemanggilan atau hitungan yang tidak mungkin ada hasilnya, misalnya tanggal yang tidak ada atau
    pembagian dengan 0.
    Mengapa: hasilnya akan kosong untuk semua pelanggan.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: 'today() > date("2026-13-01")'}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: 'today() > date("2026-12-01")'}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC328"
    name: ClassVar[str] = "bad-constant"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    function: str
    instead: str = ""

    def report(self) -> Diagnostic:
        message, label, advice = _NEVER.get(self.function) or (
            Text(
                f"this call of {code(self.function)} never has a result",
                f"pemanggilan {code(self.function)} ini tidak pernah berhasil",
            ),
            Text("not with these values", "tidak dengan nilai ini"),
            write(self.instead) if self.instead else None,
        )
        return tell(self, message, label, advice=advice)


_NEVER = {
    "/": (
        Text("nothing can be divided by 0", "tidak ada yang bisa dibagi 0"),
        Text("never has a result", "tidak pernah berhasil"),
        None,
    ),
    "[0]": (
        Text("a list has no item 0", "daftar tidak punya isi nomor 0"),
        Text("never has a result", "tidak pernah berhasil"),
        Text(
            "items are counted from 1; `[-1]` is the last",
            "isi daftar dihitung mulai dari 1; `[-1]` adalah yang terakhir",
        ),
    ),
}


PROBLEMS = (
    UnknownFunction,
    WrongArguments,
    ArgumentDoesNotFit,
    BadConstant,
)
