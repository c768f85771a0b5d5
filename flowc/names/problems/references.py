"""Names that lead nowhere, names given twice, and names that the language has taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import KINDS, code, codes, did_you_mean, first_here
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name is used that nothing in the bot's files declares.

    Why: at this point the bot would have nothing to say, to run or to hand over to.
    Ringkasan: Ada nama yang dipakai, tetapi tidak dideklarasikan di berkas bot mana pun.
    Mengapa: di tempat ini bot tidak punya apa pun untuk dikatakan, dijalankan, atau dituju.
    Bad:
        flows:
          salam:
            steps: [{say: haloo}]
        messages:
          halo: {id: Halo., en: Hello.}
    Good:
        flows:
          salam:
            steps: [{say: halo}]
        messages:
          halo: {id: Halo., en: Hello.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC201"
    name: ClassVar[str] = "unknown-name"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    kind: str
    used: str
    close: tuple[str, ...] = ()
    of: str | None = None  # the action, table or topic slot whose names were searched
    words: tuple[str, ...] = ()  # all there are, where these are few

    def report(self) -> Diagnostic:
        advice = did_you_mean(self.close, self.kind)
        if self.words:
            advice = Text(f"the words are {codes(self.words)}", f"katanya adalah {codes(self.words)}")
        kind = KINDS[self.kind]
        of = Text("", "")
        if self.of is not None:
            of = Text(f" in {code(self.of)}", f" di {code(self.of)}")
        return tell(
            self,
            Text(f"no {kind.en} {code(self.used)}{of.en}", f"tidak ada {kind.id} {code(self.used)}{of.id}"),
            Text("not declared", "belum dideklarasikan"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class NameTaken:
    """One name stands for two things that are used in the same way.

    Why: slots, flow inputs and names after `into` are read by name alone: the bot could not tell which is
    meant.
    Ringkasan: Satu nama dipakai untuk dua hal yang disebut dengan cara yang sama.
    Mengapa: slot, masukan alur, dan nama setelah `into` dibaca dari namanya saja: bot tidak tahu mana yang
    dimaksud.
    Bad:
        slots:
          kota: {type: text, ask: {id: Kota mana?, en: Which city?}}
        flows:
          kirim:
            inputs: {kota: {type: text}}
            steps: [end]
    Good:
        slots:
          kota: {type: text, ask: {id: Kota mana?, en: Which city?}}
        flows:
          kirim:
            inputs: {kota_tujuan: {type: text}}
            steps: [end]
    Since: 0.1
    """

    code: ClassVar[str] = "FC202"
    name: ClassVar[str] = "name-taken"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    used: str
    kind: str
    first_kind: str
    first: Span | None

    def report(self) -> Diagnostic:
        kind, first = KINDS[self.kind], KINDS[self.first_kind]
        return tell(
            self,
            Text(
                f"{kind.en} {code(self.used)} has the name of another {first.en}"
                if self.kind == self.first_kind
                else f"{kind.en} {code(self.used)} has the name of a {first.en}",
                f"{kind.id} {code(self.used)} memakai nama {first.id} lain",
            ),
            Text("the same name again", "nama yang sama lagi"),
            also=first_here(self.first),
            advice=Text("give one of the two another name", "beri nama lain pada salah satunya"),
        )


@dataclass(frozen=True, slots=True)
class ReservedName:
    """A name is declared that the language itself uses.

    Why: wherever the name is written, the language's own meaning would be read instead of yours.
    Ringkasan: Ada nama yang dideklarasikan, padahal sudah dipakai bahasa ini sendiri.
    Mengapa: di mana pun nama itu ditulis, yang dibaca adalah arti bawaannya, bukan arti yang Anda maksud.
    Bad:
        slots:
          message: {type: text, ask: {id: Ada pesan?, en: Any message?}}
    Good:
        slots:
          pesan_titipan: {type: text, ask: {id: Ada pesan?, en: Any message?}}
    Since: 0.1
    """

    code: ClassVar[str] = "FC203"
    name: ClassVar[str] = "reserved-name"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    used: str
    kind: str

    def report(self) -> Diagnostic:
        kind = KINDS[self.kind]
        return tell(
            self,
            Text(
                f"{code(self.used)} is a word of the language, so no {kind.en} can have this name",
                f"{code(self.used)} sudah dipakai bahasa ini, jadi tidak bisa menjadi nama {kind.id}",
            ),
            Text("reserved", "sudah dipakai"),
            advice=Text("choose another name", "pilih nama lain"),
        )


@dataclass(frozen=True, slots=True)
class MisplacedDot:
    """A declared name has a dot, but does not belong to one of the groups that have dots.

    Dots join a slot to `customer.`, and stand in the names of built-in messages such as `handover.left`.

    Why: a built-in message that is misspelt is never replaced, and customers go on reading the old words.
    Ringkasan: Nama ini memakai titik, tetapi bukan dari kelompok nama yang memang bertitik.

    Titik menyambung slot ke `customer.`, dan ada di nama pesan bawaan seperti `handover.left`.
    Mengapa: pesan bawaan yang salah eja tidak pernah tergantikan, dan pelanggan tetap membaca kata-kata yang
    lama.
    Bad:
        messages:
          handover.lefft: {id: Sudah kami catat., en: We have noted it.}
    Good:
        messages:
          handover.left: {id: Sudah kami catat., en: We have noted it.}
    Since: 0.1
    """

    code: ClassVar[str] = "FC204"
    name: ClassVar[str] = "misplaced-dot"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    used: str
    kind: str
    close: tuple[str, ...] = ()

    def report(self) -> Diagnostic:
        where = {
            "slot": Text("only slots of `customer.` have a dot", "hanya slot `customer.` yang memakai titik"),
            "message": Text("only built-in messages have a dot", "hanya pesan bawaan yang memakai titik"),
        }.get(self.kind, Text("has a dot", "memakai titik"))
        kind = KINDS[self.kind]
        plain = code(self.used.replace(".", "_"))
        advice = did_you_mean(self.close, self.kind) or Text(f"write {plain}", f"tulis {plain}")
        return tell(
            self,
            Text(
                f"{code(self.used)} cannot be the name of a {kind.en}",
                f"{code(self.used)} tidak bisa menjadi nama {kind.id}",
            ),
            where,
            advice=advice,
        )


PROBLEMS = (UnknownName, NameTaken, ReservedName, MisplacedDot)
