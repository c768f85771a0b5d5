"""Ladders that help nobody, and divisions that lead back to themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code, codes
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class LadderEndsInWords:
    """The last rung of a ladder brings nobody in: it has none of `notify`, `level` and `to`.

    Why: after it nothing more happens, and the customer waits with a kind word and nobody who knows of it.
    Ringkasan: Anak tangga terakhir tidak memanggil siapa pun: tanpa `notify`, `level`, dan `to`.
    Mengapa: sesudahnya tidak terjadi apa-apa lagi, dan pelanggan menunggu dengan kata-kata manis tanpa ada
    yang tahu.
    Bad:
        messages:
          masih_dicari: {id: "Kami masih mencari rekan.", en: "We are still looking for a colleague."}
        divisions:
          refund:
            name: {id: Refund, en: Refunds}
            sla: {first_reply: {within: 5m, ladder: [{at: 4m, say: masih_dicari}]}}
    Good:
        messages:
          masih_dicari: {id: "Kami masih mencari rekan.", en: "We are still looking for a colleague."}
        divisions:
          refund:
            name: {id: Refund, en: Refunds}
            sla: {first_reply: {within: 5m, ladder: [{at: 4m, say: masih_dicari}, {at: 5m, notify: lead}]}}
    Since: 0.2
    """

    code: ClassVar[str] = "FC280"
    name: ClassVar[str] = "ladder-ends-in-words"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    clock: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"the ladder of {code(self.clock)} ends and nobody is brought in",
                f"tangga {code(self.clock)} berakhir tanpa memanggil siapa pun",
            ),
            Text("the last rung", "anak tangga terakhir"),
            advice=Text(
                "add `notify: lead`, `level: next` or `to: <division>` to it",
                "tambahkan `notify: lead`, `level: next`, atau `to: <divisi>` di sini",
            ),
        )


@dataclass(frozen=True, slots=True)
class RungsOutOfOrder:
    """A rung comes before, or at the same time as, the one written above it.

    Why: rungs run from top to bottom, so this one would run late, or two would be one.
    Ringkasan: Sebuah anak tangga datang lebih awal dari, atau bersamaan dengan, anak tangga di atasnya.
    Mengapa: anak tangga berjalan dari atas ke bawah, jadi yang ini akan terlambat, atau keduanya terjadi
    bersamaan.
    Bad:
        divisions:
          refund:
            name: {id: Refund, en: Refunds}
            sla: {first_reply: {within: 5m, ladder: [{at: 5m, notify: lead}, {at: 4m, notify: manager}]}}
    Good:
        divisions:
          refund:
            name: {id: Refund, en: Refunds}
            sla: {first_reply: {within: 5m, ladder: [{at: 4m, notify: lead}, {at: 5m, notify: manager}]}}
    Since: 0.2
    """

    code: ClassVar[str] = "FC281"
    name: ClassVar[str] = "rungs-out-of-order"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    at: str
    before: str
    first: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"the rung at {code(self.at)} stands after the one at {code(self.before)}",
                f"anak tangga {code(self.at)} ditulis setelah {code(self.before)}",
            ),
            Text("not later", "tidak lebih lambat"),
            also=((self.first, Text("the rung before it", "anak tangga sebelumnya")),),
        )


@dataclass(frozen=True, slots=True)
class NothingAbove:
    """`level: next` at a division's last level, and no division is `above` it.

    Why: when the promise breaks, the handover would stay with those who could not keep it.
    Ringkasan: `level: next` ditulis untuk tingkat terakhir sebuah divisi, padahal tidak ada divisi yang
    menjadi `above`-nya.
    Mengapa: saat janji dilanggar, serah terimanya tetap di tangan mereka yang tidak bisa menepatinya.
    Bad:
        divisions:
          refund:
            name: {id: Refund, en: Refunds}
            sla: {resolve: {within: 3d, ladder: [{at: 2d, level: next}]}}
    Good:
        divisions:
          refund:
            name: {id: Refund, en: Refunds}
            levels: [L1, L2]
            sla: {resolve: {within: 3d, ladder: [{at: 2d, level: next}]}}
    Since: 0.2
    """

    code: ClassVar[str] = "FC282"
    name: ClassVar[str] = "nothing-above"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    division: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"nothing is above the last level of {code(self.division)}",
                f"tidak ada apa pun di atas tingkat terakhir {code(self.division)}",
            ),
            Text("leads nowhere", "tidak ke mana-mana"),
            advice=Text(
                "give the division another level, as in `levels: [L1, L2]`, or an `above`",
                "tambahkan satu tingkat di divisi itu, seperti `levels: [L1, L2]`, atau `above`",
            ),
        )


@dataclass(frozen=True, slots=True)
class LeadsBack:
    """A division is above itself, at once or through others, or a rung leads to the division it is in.

    Why: whoever is asked for help would be those who needed it.
    Ringkasan: Sebuah divisi menjadi atasan dirinya sendiri, langsung atau lewat divisi lain, atau anak tangga
    menuju divisinya sendiri.
    Mengapa: yang dimintai bantuan justru mereka yang sedang butuh bantuan.
    Bad:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, above: tagihan}
          tagihan: {name: {id: Tagihan, en: Billing}, above: refund}
    Good:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, above: tagihan}
          tagihan: {name: {id: Tagihan, en: Billing}}
    Since: 0.2
    """

    code: ClassVar[str] = "FC283"
    name: ClassVar[str] = "leads-back"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    key: str  # above to
    circle: tuple[str, ...]

    def report(self) -> Diagnostic:
        first, others = code(self.circle[0]), codes(self.circle[1:])
        return tell(
            self,
            Text(
                f"{code(self.key)} leads from {first} back to it{f' through {others}' if others else ''}",
                f"{code(self.key)} dari {first} kembali ke divisi itu{f' lewat {others}' if others else ''}",
            ),
            Text("goes in a circle", "berputar-putar"),
            advice=Text("name another division, or leave it out", "tulis divisi lain, atau hapus saja"),
        )


@dataclass(frozen=True, slots=True)
class UnclearWorkingTime:
    """A length of working time mixes days with hours, or is in weeks or years.

    A day of working time is a day on which the division is open, however long; an hour is one of opening.

    Why: how many hours make the day would differ from one day to the next, and with it what was promised.
    Ringkasan: Lama waktu kerja mencampur hari dengan jam, atau ditulis dalam minggu atau tahun.

    Satu hari kerja adalah hari ketika divisinya buka, berapa lama pun bukanya; satu jam adalah satu jam buka.
    Mengapa: berapa jam satu hari itu akan berbeda dari hari ke hari, dan begitu pula yang dijanjikan.
    Bad:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, sla: {resolve: {within: 1w}}}
    Good:
        divisions:
          refund: {name: {id: Refund, en: Refunds}, sla: {resolve: {within: 5d}}}
    Since: 0.2
    """

    code: ClassVar[str] = "FC284"
    name: ClassVar[str] = "unclear-working-time"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    text: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"working time is written in days alone, or in hours and minutes, not as {code(self.text)}",
                f"waktu kerja ditulis dalam hari saja, atau jam dan menit, bukan {code(self.text)}",
            ),
            Text("no length of working time", "bukan lama waktu kerja"),
            advice=Text(
                "write working days such as `3d`, or add `clock: calendar`",
                "tulis hari kerja seperti `3d`, atau tambahkan `clock: calendar`",
            ),
        )


@dataclass(frozen=True, slots=True)
class RungDoesNothing:
    """A rung says when, and not what.

    Why: its time comes, and nothing happens.
    Ringkasan: Sebuah anak tangga menyebut kapan, tetapi tidak menyebut apa.
    Mengapa: waktunya tiba, dan tidak terjadi apa-apa.
    Bad:
        divisions:
          refund:
            name: {id: Refund, en: Refunds}
            sla: {first_reply: {within: 5m, ladder: [{at: 5m}]}}
    Good:
        divisions:
          refund:
            name: {id: Refund, en: Refunds}
            sla: {first_reply: {within: 5m, ladder: [{at: 5m, notify: lead}]}}
    Since: 0.2
    """

    code: ClassVar[str] = "FC285"
    name: ClassVar[str] = "rung-does-nothing"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    at: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"nothing happens at {code(self.at)}", f"tidak terjadi apa pun pada {code(self.at)}"),
            Text("only a time", "hanya waktunya"),
            advice=Text(
                "add `notify`, `priority`, `level`, `to` or `say`",
                "tambahkan `notify`, `priority`, `level`, `to`, atau `say`",
            ),
        )


PROBLEMS = (
    LadderEndsInWords,
    RungsOutOfOrder,
    NothingAbove,
    LeadsBack,
    UnclearWorkingTime,
    RungDoesNothing,
)
