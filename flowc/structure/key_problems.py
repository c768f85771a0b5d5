"""Problems of keys: unknown, misplaced, missing, too many keywords, bad names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.fixes import write_instead
from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.similar import misspelled, similar_help
from flowc.diagnostics.tell import quoted, tell
from flowc.source.span import Span
from flowc.structure.translated import translated_key

# What other tools call the buttons of a message.
_BUTTONS = frozenset(("buttons", "button", "tombol", "quick_replies", "options", "opsi", "pilihan"))


def certain_key(written: str, known: Collection[str]) -> str:
    """Return the only one of `known` that `written` misspells or translates, or an empty text."""
    if translated := translated_key(written, known):
        others = [one for one in known if one != translated]
        return "" if translated_key(written, others) else translated
    return misspelled(written, known)


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """A key means nothing at the place where it stands.

    Why: what is written under it would silently be ignored.
    Ringkasan: Ada kunci yang tidak berarti apa-apa di tempatnya.
    Mengapa: apa pun yang tertulis di bawahnya akan diabaikan diam-diam.

    Bad:
        slots:
          nama: {type: text, paten: "[A-Z]+"}
    Good:
        slots:
          nama: {type: text, pattern: "[A-Z]+"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC101"
    name: ClassVar[str] = "unknown-key"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    key: str
    known: tuple[str, ...]
    translated: str = ""  # the keyword, where the key is its translation
    free: tuple[str, ...] = ()  # those of `known` that do not stand beside it already

    def report(self) -> Diagnostic:
        advice = similar_help(self.key, self.known, Text("known keys", "kunci yang ada"))
        if self.key in _BUTTONS and "suggest" in self.known:
            advice = Text(
                "buttons come from the step that asks: `choose`, `collect` or `offer`",
                "tombol berasal dari langkah yang bertanya: `choose`, `collect`, atau `offer`",
            )
        if self.key == "at" and {"text", "button"} <= set(self.known):  # what a customer does in a test
            advice = Text(
                "a message comes at once: let time pass before it, with `after: 10m`",
                "pesan datang seketika: majukan waktunya dulu, dengan `after: 10m`",
            )
        if self.translated:
            advice = Text(
                f"keys are always in English: write `{self.translated}`",
                f"kunci selalu dalam bahasa Inggris: tulis `{self.translated}`",
            )
        return tell(
            self,
            Text(
                f"the key {quoted(self.key)} is not known here",
                f"kunci {quoted(self.key)} tidak dikenal di sini",
            ),
            Text("means nothing here", "tidak berarti apa-apa di sini"),
            advice=advice,
            fixes=write_instead(self.span, certain_key(self.key, self.free), len(self.key)),
        )


@dataclass(frozen=True, slots=True)
class MisplacedKey:
    """A key is right, but stands beside a keyword or type it does not belong to.

    Why: it would have no effect where it stands, although its writer counts on it.
    Ringkasan: Kuncinya benar, tetapi bukan milik kata kunci atau tipe yang ada di situ.
    Mengapa: di situ kuncinya tidak berpengaruh, padahal penulisnya mengandalkannya.

    Bad:
        flows:
          menu:
            steps:
              - say: {id: Halo}
                retries: 2
    Good:
        flows:
          menu:
            steps:
              - say: {id: Halo}
    Since: 0.1
    """

    code: ClassVar[str] = "FC102"
    name: ClassVar[str] = "misplaced-key"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    key: str
    here: str  # keyword beside it; empty: not beside a keyword
    owners: tuple[str, ...]  # keywords or types it belongs to; empty: the top of a file

    def report(self) -> Diagnostic:
        owners = _list(self.owners)
        where = Text(f"belongs to {owners}", f"milik {owners}")
        if not self.owners:
            where = Text("belongs to the top of a file", "tempatnya di tingkat teratas berkas")
        key = quoted(self.key)
        if self.here:
            message = Text(
                f"{key} does not belong to {quoted(self.here)}",
                f"{key} bukan bagian dari {quoted(self.here)}",
            )
        else:
            message = Text(f"{key} does not belong here", f"{key} tidak pada tempatnya")
        return tell(self, message, where, advice=self._advice())

    def _advice(self) -> Text:
        if not self.owners:
            return Text("begin the line in the first column", "mulai barisnya di kolom pertama")
        if self.here.startswith("type:"):
            owner = self.owners[0]
            return Text(f"delete it, or write `{owner}`", f"hapus, atau tulis `{owner}`")
        if len(self.owners) == 1 and not self.here:
            owner = self.owners[0]
            return Text(f"move it into `{owner}`", f"pindahkan ke dalam `{owner}`")
        return Text("move or delete it", "pindahkan atau hapus")


@dataclass(frozen=True, slots=True)
class MissingKey:
    """A key that is always needed is not there.

    Why: without it nobody knows what should happen.
    Ringkasan: Ada kunci yang selalu dibutuhkan, tetapi belum ditulis.
    Mengapa: tanpa kunci ini tidak jelas apa yang harus terjadi.

    Bad:
        flows:
          menu:
            start_on: greeting
    Good:
        flows:
          menu:
            start_on: greeting
            steps:
              - say: {id: Halo}
    Since: 0.1
    """

    code: ClassVar[str] = "FC103"
    name: ClassVar[str] = "missing-key"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    key: str
    where: str  # the key it is missing under; empty: an item of a list
    example: str = ""

    def report(self) -> Diagnostic:
        at = (f" in {quoted(self.where)}", f" di {quoted(self.where)}") if self.where else ("", " di sini")
        return tell(
            self,
            Text(f"`{self.key}` is missing{at[0]}", f"`{self.key}` belum ada{at[1]}"),
            Text(f"no `{self.key}` here", f"tidak ada `{self.key}` di sini"),
            advice=Text(f"add `{self.example}`", f"tambahkan `{self.example}`") if self.example else None,
        )


@dataclass(frozen=True, slots=True)
class NoKeyword:
    """A step, rule or action has none of the keywords that say what it does.

    Why: its options alone do nothing.
    Ringkasan: Sebuah langkah, aturan, atau aksi belum punya kata kunci yang menyebut apa yang dilakukannya.
    Mengapa: pilihan-pilihannya saja tidak melakukan apa-apa.

    Bad:
        flows:
          menu:
            steps:
              - colect: nama
    Good:
        slots:
          nama: {type: text, ask: {id: Siapa nama Anda?}}
        flows:
          menu:
            steps:
              - collect: nama
    Since: 0.1
    """

    code: ClassVar[str] = "FC104"
    name: ClassVar[str] = "no-keyword"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    keywords: tuple[str, ...]
    written: str = ""  # the key that may be a keyword misspelled or translated
    translated: str = ""

    def report(self) -> Diagnostic:
        known = Text("known keywords", "kata kunci yang ada")
        advice: Text | None = None
        if self.translated:
            advice = Text(
                f"keywords are always in English: write `{self.translated}`",
                f"kata kunci selalu dalam bahasa Inggris: tulis `{self.translated}`",
            )
        elif self.written:
            advice = similar_help(self.written, self.keywords, known)
        if advice is None:
            advice = Text(f"{known.en}: {_list(self.keywords)}", f"{known.id}: {_list(self.keywords)}")
        if self.written:
            message = Text(
                f"{quoted(self.written)} is not a keyword", f"{quoted(self.written)} bukan kata kunci"
            )
            fixes = write_instead(self.span, certain_key(self.written, self.keywords), len(self.written))
            label = Text("not known here", "tidak dikenal di sini")
            return tell(self, message, label, advice=advice, fixes=fixes)
        return tell(
            self,
            Text("nothing here says what to do", "belum ada kata kunci yang menyebut apa yang dilakukan"),
            Text("a keyword is missing", "kata kuncinya belum ada"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class TwoKeywords:
    """One step has two keywords; often a `-` is missing before the second.

    Why: a step does one thing, and the order of two would be a guess.
    Ringkasan: Satu langkah punya dua kata kunci; sering kali `-` sebelum yang kedua terlupa.
    Mengapa: satu langkah melakukan satu hal, dan urutan dua hal hanya bisa ditebak.

    Bad:
        flows:
          menu:
            steps:
              - say: {id: Halo}
                end: flow
    Good:
        flows:
          menu:
            steps:
              - say: {id: Halo}
              - end: flow
    Since: 0.1
    """

    code: ClassVar[str] = "FC105"
    name: ClassVar[str] = "two-keywords"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    first: str
    second: str
    first_span: Span

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"`{self.first}` and `{self.second}` cannot stand in one step",
                f"`{self.first}` dan `{self.second}` tidak bisa jadi satu langkah",
            ),
            Text("second keyword", "kata kunci kedua"),
            also=((self.first_span, Text("first keyword", "kata kunci pertama")),),
            advice=Text(
                f"begin a step of its own: `- {self.second}: …`",
                f"jadikan langkah tersendiri: `- {self.second}: …`",
            ),
        )


@dataclass(frozen=True, slots=True)
class BadName:
    """A name has letters in it that names cannot have.

    Why: names are used in conditions, where spaces, capitals and signs mean something else.
    Ringkasan: Ada nama yang memuat huruf atau tanda yang tidak boleh ada di dalam nama.
    Mengapa: nama dipakai di dalam syarat, dan di sana spasi, huruf besar, dan tanda baca punya arti lain.

    Bad:
        messages:
          Salam-Pagi: {id: Selamat pagi}
    Good:
        messages:
          salam_pagi: {id: Selamat pagi}
    Since: 0.1
    """

    code: ClassVar[str] = "FC106"
    name: ClassVar[str] = "bad-name"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    written: str
    suggestion: str = ""
    where: str = ""  # the key whose value it is

    def report(self) -> Diagnostic:
        advice = Text(
            "use small letters, digits and `_`, beginning with a letter",
            "pakai huruf kecil, angka, dan `_`, diawali huruf",
        )
        if self.suggestion:
            advice = Text(f"write `{self.suggestion}`", f"tulis `{self.suggestion}`")
        if self.where == "hours":
            advice = Text(
                "name a calendar that stands under `hours:` at the top of a file",
                "sebutkan nama kalender yang ada di bawah `hours:` di tingkat teratas berkas",
            )
        return tell(
            self,
            Text(f"{quoted(self.written)} cannot be a name", f"{quoted(self.written)} tidak bisa jadi nama"),
            Text("not a name", "bukan nama"),
            advice=advice,
        )


@dataclass(frozen=True, slots=True)
class CommaEndsText:
    """A text inside `{…}` has a comma in it, so its rest was read as a key.

    Why: inside braces a comma ends the value; customers would read half of the text.
    Ringkasan: Teks di dalam `{…}` berisi koma, sehingga sisanya terbaca sebagai kunci.
    Mengapa: di dalam kurung, koma mengakhiri nilai; pelanggan hanya akan membaca setengah teksnya.

    Bad:
        messages:
          salam: {id: Halo Kak, apa kabar}
    Good:
        messages:
          salam: {id: "Halo Kak, apa kabar"}
    Since: 0.1
    """

    code: ClassVar[str] = "FC107"
    name: ClassVar[str] = "comma-ends-text"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    rest: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.rest)} was cut off: inside braces a comma ends the text",
                f"{quoted(self.rest)} terpotong: di dalam kurung, koma mengakhiri teks",
            ),
            Text("read as a key of its own", "terbaca sebagai kunci tersendiri"),
            advice=Text(
                'put the whole value in quotes: `{when: \'topic in ("a", "b")\'}`',
                'beri tanda kutip pada seluruh nilainya: `{when: \'topic in ("a", "b")\'}`',
            ),
        )


@dataclass(frozen=True, slots=True)
class UndeclaredLocale:
    """A text is written in a language the bot does not declare.

    Why: nobody would ever read it; or `locales` lacks the language, and its customers get another one.
    Ringkasan: Ada teks dalam bahasa yang tidak disebut di `locales`.
    Mengapa: tidak ada yang akan membacanya; atau bahasanya belum tercantum di `locales`, sehingga
    pelanggannya dilayani dalam bahasa lain.

    Bad:
        messages:
          salam: {id: Halo, fr: Bonjour}
    Good:
        messages:
          salam: {id: Halo}
    Since: 0.1
    """

    code: ClassVar[str] = "FC108"
    name: ClassVar[str] = "undeclared-locale"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    locale: str
    declared: tuple[str, ...]

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"{quoted(self.locale)} is not in `locales`", f"{quoted(self.locale)} tidak ada di `locales`"
            ),
            Text("not a language of this bot", "bukan bahasa bot ini"),
            advice=Text(
                f"use {_list(self.declared)}, or add it to `locales`",
                f"pakai {_list(self.declared)}, atau tambahkan ke `locales`",
            ),
        )


KEY_PROBLEMS = (
    UnknownKey,
    MisplacedKey,
    MissingKey,
    NoKeyword,
    TwoKeywords,
    BadName,
    CommaEndsText,
    UndeclaredLocale,
)
