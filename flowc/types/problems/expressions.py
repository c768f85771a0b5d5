"""Expressions and cells that can be read, but whose parts do not fit each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code, codes, did_you_mean
from flowc.source.span import Span
from flowc.types.problems.wording import both, either, write

_PLACES = {  # name → where it holds a value
    "value": Text("`check` of a slot or of `verify`", "`check` milik slot atau `verify`"),
    "error": Text("`on_error`", "`on_error`"),
    "route": Text("routing tables", "tabel routing"),
}
_INPUT = Text("the flow that has this input", "alur yang punya masukan ini")


@dataclass(frozen=True, slots=True)
class UnknownVariable:
    """An expression or a message uses a name that holds no value at this place.

    Names are slots, inputs of the flow, names after `into`, and the language's own such as `customer.name`.

    Why: the value would always be missing, so the condition never holds and the message cannot be said.
    Ringkasan: Sebuah ekspresi atau pesan memakai nama yang tidak berisi nilai di tempat ini.

    Nama yang berisi nilai: slot, masukan alur, nama setelah `into`, dan nama bawaan seperti `customer.name`.
    Mengapa: nilainya akan selalu kosong, jadi syaratnya tidak pernah benar dan pesannya tidak bisa
    disampaikan.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: namaa != null}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: nama != null}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC320"
    name: ClassVar[str] = "unknown-variable"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    used: str
    close: tuple[str, ...] = ()
    elsewhere: bool = False  # the name exists, but not here
    instead: str = ""  # what was meant, to be pasted

    def report(self) -> Diagnostic:
        if self.elsewhere:
            message = Text(
                f"{code(self.used)} holds no value at this place",
                f"{code(self.used)} tidak berisi nilai di tempat ini",
            )
        else:
            message = Text(
                f"nothing is called {code(self.used)}", f"tidak ada yang bernama {code(self.used)}"
            )
        return tell(
            self,
            message,
            Text("not known here", "tidak dikenal di sini"),
            advice=self._advice(),
        )

    def _advice(self) -> Text | None:
        if self.instead:
            return write(self.instead)
        if self.elsewhere:
            where = _PLACES.get(self.used, _INPUT)
            return Text(f"it is known only in {where.en}", f"hanya dikenal di {where.id}")
        return did_you_mean(self.close)


@dataclass(frozen=True, slots=True)
class UnknownMember:
    """A name with a dot asks for something that the part before the dot does not have.

    Why: the value would always be missing, and nobody would see why.
    Ringkasan: Nama bertitik menyebut sesuatu yang tidak dimiliki bagian sebelum titiknya.
    Mengapa: nilainya akan selalu kosong, dan tidak ada yang melihat sebabnya.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: customer.nmae != null}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: customer.name != null}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC321"
    name: ClassVar[str] = "unknown-member"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    used: str
    close: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    instead: str = ""

    def report(self) -> Diagnostic:
        advice = write(self.instead) if self.instead else did_you_mean(self.close)
        if advice is None and self.known:
            known = codes(self.known[:8])
            advice = Text(f"there is {known}", f"yang ada {known}")
        return tell(
            self,
            Text(f"there is no {code(self.used)} in it", f"tidak ada {code(self.used)} di dalamnya"),
            Text("not part of it", "bukan bagiannya"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class UnknownChoiceWord:
    """A choice is compared with, or set to, a word that is none of its options.

    Why: the comparison never holds, so the customers it was written for are treated like all others.
    Ringkasan: Sebuah pilihan dibandingkan dengan, atau diisi dengan, kata yang bukan salah satu opsinya.
    Mengapa: perbandingannya tidak pernah benar, jadi pelanggan yang dimaksud diperlakukan sama saja dengan
    yang lain.
    Bad:
        slots:
          ukuran: {type: choice, options: [kecil, besar], ask: tanya}
        flows:
          pilih: {steps: [{say: halo, when: ukuran = "bessar"}]}
    Good:
        slots:
          ukuran: {type: choice, options: [kecil, besar], ask: tanya}
        flows:
          pilih: {steps: [{say: halo, when: ukuran = "besar"}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC322"
    name: ClassVar[str] = "unknown-choice-word"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    used: str
    close: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    instead: str = ""

    def report(self) -> Diagnostic:
        advice = write(self.instead) if self.instead else did_you_mean(self.close)
        if advice is None and self.known:
            advice = Text(f"the words are {codes(self.known[:8])}", f"katanya adalah {codes(self.known[:8])}")
        return tell(
            self,
            Text(
                f"{code(self.used)} is not one of the choice's words",
                f"{code(self.used)} bukan salah satu pilihannya",
            ),
            Text("never equal to this", "tidak pernah sama dengan ini"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class OperandsDoNotFit:
    """Values of different kinds are compared or calculated with each other.

    Why: such a comparison is neither true nor false, so what depends on it never happens.
    Ringkasan: Nilai yang berlainan jenis saling dibandingkan atau dihitung.
    Mengapa: perbandingan seperti itu tidak benar dan tidak salah, jadi yang bergantung padanya tidak pernah
    terjadi.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: turns.customer > "3"}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: turns.customer > 3}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC326"
    name: ClassVar[str] = "operands-do-not-fit"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    operator: str
    got: tuple[str, ...]
    wanted: tuple[str, ...] = ()
    instead: str = ""

    def report(self) -> Diagnostic:
        got = both(self.got)
        advice = None
        if self.instead:
            advice = write(self.instead)
        elif self.wanted:
            wanted = either(self.wanted)
            advice = Text(f"it needs {wanted.en}", f"yang dibutuhkan {wanted.id}")
        elif self.operator == "-" and "text" in self.got:
            advice = Text("a name with `-` in it goes into quotes", "nama yang memuat `-` diberi tanda kutip")
        return tell(
            self,
            Text(
                f"{code(self.operator)} cannot be used with {got.en}",
                f"{code(self.operator)} tidak bisa dipakai untuk {got.id}",
            ),
            Text(f"{got.en}", f"{got.id}"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class NotACondition:
    """A place that needs a yes or no gets another value.

    Why: only `true` counts, so a step or rule with this guard would never happen.
    Ringkasan: Di tempat yang membutuhkan ya atau tidak, tertulis nilai lain.
    Mengapa: hanya `true` yang berlaku, jadi langkah atau aturan dengan syarat ini tidak akan pernah terjadi.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: nama}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: nama != null}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC327"
    name: ClassVar[str] = "not-a-condition"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    got: tuple[str, ...]

    def report(self) -> Diagnostic:
        got = both(self.got)
        return tell(
            self,
            Text(
                f"a condition is needed here, but this is {got.en}",
                f"di sini perlu sebuah syarat, tetapi ini {got.id}",
            ),
            Text("neither true nor false", "bukan benar atau salah"),
            advice=Text("compare it: `x != null`, `x > 3`", "bandingkan: `x != null`, `x > 3`"),
        )


@dataclass(frozen=True, slots=True)
class LongLoop:
    """A loop in an expression goes over more values than the runtime follows.

    Why: the expression is given up at the limit, and its value is missing.
    Ringkasan: Perulangan di dalam ekspresi melewati lebih banyak nilai daripada yang sanggup diikuti saat
    berjalan.
    Mengapa: di batas itu ekspresinya dihentikan, dan nilainya kosong.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: count(for i in 1..5000 return i) > 3}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: count(for i in 1..500 return i) > 3}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC329"
    name: ClassVar[str] = "long-loop"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    items: str
    limit: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"this loop has {code(self.items)} rounds, more than {self.limit}",
                f"perulangan ini {code(self.items)} putaran, lebih dari {self.limit}",
            ),
            Text("too many rounds", "terlalu banyak putaran"),
        )


@dataclass(frozen=True, slots=True)
class KeyTwice:
    """A group of values in an expression names one key twice.

    Why: only one of the two values would be kept.
    Ringkasan: Kelompok nilai di dalam ekspresi menyebut satu kunci dua kali.
    Mengapa: hanya satu dari kedua nilai itu yang akan disimpan.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: '{a: 1, a: 2}.a = 1'}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: '{a: 1, b: 2}.a = 1'}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC330"
    name: ClassVar[str] = "key-twice"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    key: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{code(self.key)} is given twice", f"{code(self.key)} diisi dua kali"),
            Text("second value", "nilai kedua"),
        )


@dataclass(frozen=True, slots=True)
class UncoveredCase:
    """A `switch` has no case for a value that can come.

    Why: customers with this value would pass the switch without a word.
    Ringkasan: Sebuah `switch` tidak punya kasus untuk nilai yang bisa saja datang.
    Mengapa: pelanggan dengan nilai ini akan melewati `switch` tanpa sepatah kata pun.
    Bad:
        slots:
          ukuran: {type: choice, options: [kecil, besar], ask: tanya}
        flows:
          pilih:
            steps:
              - collect: ukuran
              - switch: ukuran
                cases: {kecil: [{say: halo}]}
    Good:
        slots:
          ukuran: {type: choice, options: [kecil, besar], ask: tanya}
        flows:
          pilih:
            steps:
              - collect: ukuran
              - switch: ukuran
                cases: {kecil: [{say: halo}], besar: [end]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC331"
    name: ClassVar[str] = "uncovered-case"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    missing: tuple[str, ...]

    def report(self) -> Diagnostic:
        if self.missing == ("otherwise",):
            return tell(
                self,
                Text("no case takes any other value", "tidak ada kasus untuk nilai lainnya"),
                Text("not every value has a case", "belum semua nilai punya kasus"),
                advice=Text("add the case `otherwise`", "tambahkan kasus `otherwise`"),
            )
        shown = codes(self.missing[:3]) + (", …" if len(self.missing) > 3 else "")
        return tell(
            self,
            Text(f"no case takes {shown}", f"tidak ada kasus untuk {shown}"),
            Text("not every value has a case", "belum semua nilai punya kasus"),
            advice=Text(
                f"add a case for {shown}, or `otherwise`", f"tambahkan kasus untuk {shown}, atau `otherwise`"
            ),
        )


PROBLEMS = (
    UnknownVariable,
    UnknownMember,
    UnknownChoiceWord,
    OperandsDoNotFit,
    NotACondition,
    LongLoop,
    KeyTwice,
    UncoveredCase,
)
