"""What is true of no value: types that nobody knows, ranges and conditions that nothing fulfils."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import quoted, tell
from flowc.names.problems.telling import code, did_you_mean
from flowc.source.span import Span
from flowc.types.problems.wording import called, write


@dataclass(frozen=True, slots=True)
class UnknownType:
    """`instance of` names a type that there is none of.

    The types are those of FEEL: `number`, `string`, `boolean`, `date`, `time`, `date and time`,
    `days and time duration`, `years and months duration`, `list<…>`, `context<…>`, `range<…>`, `Any`.

    Why: no value is ever of such a type, so the condition never holds.
    Ringkasan: `instance of` menyebut jenis yang tidak ada.

    Jenisnya adalah jenis FEEL: `number`, `string`, `boolean`, `date`, `time`, `date and time`,
    `days and time duration`, `years and months duration`, `list<…>`, `context<…>`, `range<…>`, `Any`.
    Mengapa: tidak ada nilai yang berjenis seperti itu, jadi syaratnya tidak pernah benar.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: nama instance of text}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: nama instance of string}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC335"
    name: ClassVar[str] = "unknown-type"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    used: str
    close: tuple[str, ...] = ()
    instead: str = ""

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"there is no type {code(self.used)}", f"tidak ada jenis {code(self.used)}"),
            Text("not a type", "bukan jenis"),
            advice=write(self.instead) if self.instead else did_you_mean(self.close),
        )


@dataclass(frozen=True, slots=True)
class EmptyRange:
    """A range begins after its end, or leaves out the only value it could hold.

    Why: nothing lies in it, so what depends on it never happens.
    Ringkasan: Sebuah rentang mulai setelah akhirnya, atau tidak menyertakan satu-satunya nilai yang mungkin.
    Mengapa: tidak ada nilai di dalamnya, jadi yang bergantung padanya tidak pernah terjadi.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: "turns.customer in [5..1]"}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: "turns.customer in [1..5]"}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC336"
    name: ClassVar[str] = "empty-range"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str
    instead: str = ""

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"nothing lies in {code(self.written)}", f"tidak ada nilai di dalam {code(self.written)}"),
            Text("no value fits", "tidak ada yang cocok"),
            advice=write(self.instead) if self.instead else None,
        )


@dataclass(frozen=True, slots=True)
class NeverTrue:
    """A condition is true of no value: it contradicts another one, or asks for what never comes.

    Why: what depends on it never happens, whatever the customer says.
    Ringkasan: Sebuah syarat tidak pernah benar: bertentangan dengan syarat lain, atau meminta yang tidak
    pernah ada.
    Mengapa: yang bergantung padanya tidak pernah terjadi, apa pun kata pelanggan.
    Bad:
        flows:
          sapa: {steps: [{say: halo, when: topic = "refund" and topic = "resi"}]}
    Good:
        flows:
          sapa: {steps: [{say: halo, when: topic = "refund" or topic = "resi"}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC337"
    name: ClassVar[str] = "never-true"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str
    beside: bool = False  # it could be true without what stands before it
    kind: str = ""  # of the value whose type is asked
    type: str = ""

    def report(self) -> Diagnostic:
        if self.type:
            kind = called(self.kind)
            return tell(
                self,
                Text(f"{kind.en} is never {code(self.type)}", f"{kind.id} tidak pernah {code(self.type)}"),
                Text("never true", "tidak pernah benar"),
            )
        written = quoted(self.written, 36)
        if not self.beside:
            return tell(
                self,
                Text(f"{written} is never true", f"{written} tidak pernah benar"),
                Text("no such value ever comes", "nilai seperti itu tidak pernah ada"),
            )
        return tell(
            self,
            Text(
                f"{written} contradicts what stands before it",
                f"{written} bertentangan dengan syarat sebelumnya",
            ),
            Text("no value fulfils both", "tidak ada nilai yang memenuhi keduanya"),
            advice=Text(
                "if one of them is enough, write `or` instead of `and`",
                "kalau salah satu saja cukup, tulis `or`, bukan `and`",
            ),
        )


PROBLEMS = (UnknownType, EmptyRange, NeverTrue)
