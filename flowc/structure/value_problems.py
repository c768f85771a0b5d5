"""Problems of values: of another kind, not one of the words, out of range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.fixes import write_instead
from flowc.diagnostics.model import Diagnostic, Fix, Severity, Text
from flowc.diagnostics.similar import misspelled, similar_help
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span
from flowc.source.syntax_problems import NoSpaceAfterColon
from flowc.structure.suggestions import (
    certain_boolean,
    certain_number,
    suggested_number,
)

_INSTEAD = {  # key → what to write where something else than its text stands
    "rows": Text(
        "begin the table with `rows: |` and write one row per line",
        "awali tabelnya dengan `rows: |`, lalu tulis satu baris per butir",
    ),
    "when": Text(
        'write one condition; join two with `and` or `or`: `topic = "refund" and turns.customer > 3`',
        'tulis satu syarat; sambung dua dengan `and` atau `or`: `topic = "refund" and turns.customer > 3`',
    ),
}
LONGEST_LIST = 40  # characters of a text that is shown again in brackets
KINDS = {
    "object": Text("keys with values", "kunci dengan nilainya"),
    "array": Text("a list", "daftar"),
    "string": Text("a text", "teks"),
    "integer": Text("a whole number", "bilangan bulat"),
    "number": Text("a number", "angka"),
    "boolean": Text("`true` or `false`", "`true` atau `false`"),
    "null": Text("nothing", "kosong"),
}


@dataclass(frozen=True, slots=True)
class WrongKind:
    """A list stands where a text should, a text where a number should, and the like.

    Why: it cannot be guessed what was meant.
    Ringkasan: Jenis nilainya tidak sesuai: ada daftar di tempat teks, teks di tempat angka, dan semacamnya.
    Mengapa: maksud sebenarnya tidak bisa ditebak.

    Bad:
        slots:
          nama: {type: text, pii: yes}
    Good:
        slots:
          nama: {type: text, pii: true}
    Since: 0.1
    """

    code: ClassVar[str] = "FC110"
    name: ClassVar[str] = "wrong-kind"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    where: str  # the key it stands under; empty: an item of a list
    expected: tuple[str, ...]  # keys of KINDS
    found: str
    item: bool = False  # an item of that list
    written: str = ""  # the text, or the first key or item
    example: str = ""  # of what is expected, as YAML

    def report(self) -> Diagnostic:
        wanted = Text(
            " or ".join(KINDS[one].en for one in self.expected),
            " atau ".join(KINDS[one].id for one in self.expected),
        )
        if self.where:
            of = ("an item of ", "butir di ") if self.item else ("", "")
            message = Text(
                f"{of[0]}{quoted(self.where)} must be {wanted.en}",
                f"{of[1]}{quoted(self.where)} harus berupa {wanted.id}",
            )
        else:
            message = Text(f"this must be {wanted.en}", f"bagian ini harus berupa {wanted.id}")
        found = KINDS[self.found]
        label = Text(f"this is {found.en}", f"ini {found.id}")
        return tell(self, message, label, advice=self._advice(), fixes=self._fixes())

    def _fixes(self) -> tuple[Fix, ...]:
        meant = ""
        if self.expected == ("boolean",):
            meant = certain_boolean(self.written)
        elif self.found == "string" and set(self.expected) <= {"number", "integer"}:
            meant = certain_number(self.written)
            meant = meant if "number" in self.expected or meant.lstrip("-").isdecimal() else ""
        return write_instead(self.span, meant, len(self.written))

    def _advice(self) -> Text | None:
        if self.where in _INSTEAD and self.found != "string" and not self.item:
            return _INSTEAD[self.where]
        if "boolean" in self.expected:
            return Text("write `true` or `false`, without quotes", "tulis `true` atau `false`, tanpa kutip")
        if self.found == "string":
            return self._instead_of_text()
        if "array" in self.expected and self.found == "object":
            if self.written.startswith("-"):
                key = self.written.lstrip("-")
                return Text(
                    f"put a space after the dash: `- {key}: …`", f"beri spasi setelah `-`: `- {key}: …`"
                )
            return Text(
                f"begin each item with a dash: `- {self.written}: …`",
                f"awali tiap butir dengan `-`: `- {self.written}: …`",
            )
        if "object" in self.expected and self.found == "array":
            name = self.written or "nama"
            return Text(f"write names without dashes: `{name}: …`", f"tulis namanya tanpa `-`: `{name}: …`")
        if "string" in self.expected:
            like = f": `{self.example}`" if self.example else ""
            return Text(f"write it as one text{like}", f"tulis sebagai satu teks{like}")
        return None

    def _instead_of_text(self) -> Text | None:
        if "number" in self.expected or "integer" in self.expected:
            number = suggested_number(self.written)
            whole = number if number.lstrip("-").isdecimal() or "number" in self.expected else ""
            like = whole or self.example or "2"
            return Text(f"write it in digits: `{like}`", f"tulis dengan angka: `{like}`")
        if "array" in self.expected:
            items = self.written.strip("() ")
            like = items if 0 < len(items) <= LONGEST_LIST and "\n" not in items else "…"
            return Text(f"put it in brackets: `[{like}]`", f"beri kurung siku: `[{like}]`")
        if "object" in self.expected:
            if not self.example:
                return Text("write keys and their values below it", "tulis kunci dan nilainya di bawahnya")
            return Text(
                f"write keys and values: `{self.example}`", f"tulis kunci dan nilainya: `{self.example}`"
            )
        return None


@dataclass(frozen=True, slots=True)
class EmptyValue:
    """A key has nothing after it, or an empty text.

    Why: it was forgotten, or what belongs to it stands too far left.
    Ringkasan: Sebuah kunci tidak ada isinya, atau teksnya kosong.
    Mengapa: isinya terlupa, atau ada di bawahnya tetapi terlalu ke kiri.

    Bad:
        messages:
          salam:
    Good:
        messages:
          salam: {id: Halo}
    Since: 0.1
    """

    code: ClassVar[str] = "FC111"
    name: ClassVar[str] = "empty-value"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    where: str
    item: bool = False  # an item of that list
    below: Span | None = None  # a key beside it that seems to belong below it

    def report(self) -> Diagnostic:
        of = ("an item of ", "butir di ") if self.item else ("", "")
        key = quoted(self.where)
        beside = Text(
            "begins in the same column, not below it", "mulai di kolom yang sama, bukan di bawahnya"
        )
        return tell(
            self,
            Text(f"{of[0]}{key} has no value", f"{of[1]}{key} belum ada isinya"),
            Text("nothing is written here", "tidak ada isi di sini"),
            also=((self.below, beside),) if self.below else (),
            advice=Text(
                "write its value, with lines below it further right than the key",
                "tulis isinya; baris di bawahnya harus lebih menjorok daripada kuncinya",
            ),
        )


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word is not one of the few that may stand at its place.

    Why: it would mean nothing.
    Ringkasan: Kata ini bukan salah satu dari beberapa kata yang boleh ada di tempatnya.
    Mengapa: kata lain tidak berarti apa-apa bagi bot.

    Bad:
        channels: [whatsap, web]
    Good:
        channels: [whatsapp, web]
    Since: 0.1
    """

    code: ClassVar[str] = "FC112"
    name: ClassVar[str] = "unknown-word"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str
    where: str
    known: tuple[str, ...]

    def report(self) -> Diagnostic:
        known = ", ".join(f"`{one}`" for one in self.known)
        kind = Text("known words", "kata yang ada")
        place = (
            Text(f" for {quoted(self.where)}", f" untuk {quoted(self.where)}") if self.where else Text("", "")
        )
        return tell(
            self,
            Text(
                f"{quoted(self.written)} is not a word{place.en}"
                if self.where
                else f"{quoted(self.written)} is not known here",
                f"{quoted(self.written)} tidak dikenal{place.id or ' di sini'}",
            ),
            Text("not one of the words", "bukan salah satu katanya"),
            advice=similar_help(self.written, self.known, kind)
            or Text(f"{kind.en}: {known}", f"{kind.id}: {known}"),
            fixes=write_instead(self.span, misspelled(self.written, self.known), len(self.written)),
        )


@dataclass(frozen=True, slots=True)
class OutOfRange:
    """A number, a text's length or a list's length is smaller or larger than allowed.

    Why: the bot could not keep to it.
    Ringkasan: Sebuah angka, panjang teks, atau panjang daftar lebih kecil atau lebih besar daripada batasnya.
    Mengapa: bot tidak akan bisa memenuhinya.

    Bad:
        understanding: {accept: 6}
    Good:
        understanding: {accept: 0.6}
    Since: 0.1
    """

    code: ClassVar[str] = "FC116"
    name: ClassVar[str] = "out-of-range"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    where: str
    kind: str  # number, text, list
    least: str = ""
    most: str = ""

    def report(self) -> Diagnostic:
        bound = (
            Text(f"at least {self.least}", f"paling sedikit {self.least}")
            if self.least
            else Text(f"at most {self.most}", f"paling banyak {self.most}")
        )
        unit = {
            "number": Text("", ""),
            "text": Text(" characters", " karakter"),
            "list": Text(" items" if (self.least or self.most) != "1" else " item", " butir"),
        }[self.kind]
        subject = (quoted(self.where), quoted(self.where)) if self.where else ("this", "bagian ini")
        verb = Text("must be", "harus") if self.kind == "number" else Text("must have", "harus berisi")
        return tell(
            self,
            Text(
                f"{subject[0]} {verb.en} {bound.en}{unit.en}", f"{subject[1]} {verb.id} {bound.id}{unit.id}"
            ),
            Text(f"{bound.en}{unit.en}", f"{bound.id}{unit.id}"),
            advice=_NEWER_EDITION if self.where == "edition" and self.most else None,
        )


_NEWER_EDITION = Text(
    "this flowc reads edition 1; a bot of a later edition needs a later flowc",
    "flowc ini membaca edisi 1; bot edisi yang lebih baru perlu flowc yang lebih baru",
)


@dataclass(frozen=True, slots=True)
class RepeatedItem:
    """A list names the same thing twice.

    Why: one of the two was meant to be another.
    Ringkasan: Satu daftar menyebut hal yang sama dua kali.
    Mengapa: salah satunya pasti dimaksudkan untuk yang lain.

    Bad:
        channels: [web, web]
    Good:
        channels: [web]
    Since: 0.1
    """

    code: ClassVar[str] = "FC117"
    name: ClassVar[str] = "repeated-item"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    where: str
    written: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.where)} names {quoted(self.written)} twice",
                f"{quoted(self.where)} menyebut {quoted(self.written)} dua kali",
            ),
            Text("second time", "yang kedua"),
            advice=Text("delete one", "hapus salah satu"),
        )


@dataclass(frozen=True, slots=True)
class TextAsMessageName:
    """A text stands where the name of a message should.

    Why: a text needs its language beside it, so that customers of each language get theirs.
    Ringkasan: Ada teks di tempat yang seharusnya nama pesan.
    Mengapa: teks perlu ditulis beserta bahasanya, supaya setiap pelanggan mendapat bahasanya sendiri.

    Bad:
        flows:
          menu:
            steps:
              - say: Halo Kak
    Good:
        flows:
          menu:
            steps:
              - say: {id: Halo Kak}
    Since: 0.1
    """

    code: ClassVar[str] = "FC118"
    name: ClassVar[str] = "text-as-message-name"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.written)} is not a message's name", f"{quoted(self.written)} bukan nama pesan"
            ),
            Text("a text, not a name", "teks, bukan nama"),
            advice=Text(
                'write the text by language: `{id: "…", en: "…"}`, or give it a name in `messages`',
                'tulis teksnya per bahasa: `{id: "…", en: "…"}`, atau beri nama di `messages`',
            ),
        )


VALUE_PROBLEMS = (
    WrongKind,
    EmptyValue,
    UnknownWord,
    OutOfRange,
    RepeatedItem,
    TextAsMessageName,
    NoSpaceAfterColon,  # of both stages: a file with it may be YAML or not
)
