"""Slots that nobody fills, and phrases and sources that point at the wrong thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text
from flowc.diagnostics.tell import tell
from flowc.names.problems.telling import code, did_you_mean, first_here
from flowc.source.span import Span


@dataclass(frozen=True, slots=True)
class SlotNeverAsked:
    """A slot is asked for, or needed by agents, but has no `ask`, and for a need no source either.

    Why: the bot has no words to ask with, so the value would never be known.
    Ringkasan: Sebuah slot ditanyakan, atau dibutuhkan agen, tetapi tidak punya `ask`; untuk kebutuhan agen
    juga tanpa sumber.
    Mengapa: bot tidak punya kata-kata untuk menanyakannya, jadi nilainya tidak akan pernah diketahui.
    Bad:
        slots:
          resi: {type: text}
        flows:
          lacak: {steps: [{collect: resi}]}
    Good:
        slots:
          resi: {type: text, ask: {id: Nomor resinya?, en: Your tracking number?}}
        flows:
          lacak: {steps: [{collect: resi}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC230"
    name: ClassVar[str] = "slot-never-asked"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    slot: str
    source_enough: bool  # a `from` would do as well

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"slot {code(self.slot)} is wanted here, but nothing asks for it",
                f"slot {code(self.slot)} dibutuhkan di sini, tetapi tidak ada yang menanyakannya",
            ),
            Text("no `ask`", "tanpa `ask`")
            if not self.source_enough
            else Text("no `ask` and no `from`", "tanpa `ask` dan tanpa `from`"),
            advice=Text("add `ask` to the slot", "tambahkan `ask` pada slot itu"),
        )


@dataclass(frozen=True, slots=True)
class SlotCannotBeAsked:
    """A slot of type `context` is asked for.

    Why: a context is a group of values that comes from actions and flows; no single answer could be one.
    Ringkasan: Slot bertipe `context` ditanyakan kepada pelanggan.
    Mengapa: context adalah kelompok nilai dari aksi dan alur; tidak ada satu jawaban yang bisa mengisinya
    sekaligus.
    Bad:
        slots:
          pesanan: {type: context, fields: {nomor: {type: text}}, ask: tanya}
        flows:
          lacak: {steps: [{collect: pesanan}]}
    Good:
        slots:
          nomor: {type: text, ask: tanya}
        flows:
          lacak: {steps: [{collect: nomor}]}
    Since: 0.1
    """

    code: ClassVar[str] = "FC231"
    name: ClassVar[str] = "slot-cannot-be-asked"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    slot: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"slot {code(self.slot)} is a context, which no answer can be",
                f"slot {code(self.slot)} bertipe context, jadi tidak bisa ditanyakan",
            ),
            Text("cannot be asked for", "tidak bisa ditanyakan"),
            advice=Text("ask for its fields one by one", "tanyakan isinya satu per satu"),
        )


@dataclass(frozen=True, slots=True)
class TopicNotChoice:
    """The slot `topic` is not a choice.

    `topic` is what a conversation is about: intents, faq, handovers and tables use its words.

    Why: without a fixed list of words, no handover could be routed by its topic.
    Ringkasan: Slot `topic` tidak bertipe `choice`.

    `topic` menyebut perihal percakapan: intent, faq, serah terima, dan tabel memakai kata-katanya.
    Mengapa: tanpa daftar kata yang pasti, tidak ada serah terima yang bisa diarahkan menurut topiknya.
    Bad:
        slots:
          topic: {type: text, ask: tanya}
    Good:
        slots:
          topic: {type: choice, options: [refund, resi], ask: tanya}
    Since: 0.1
    """

    code: ClassVar[str] = "FC232"
    name: ClassVar[str] = "topic-not-choice"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    type: str

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(
                f"slot `topic` is a {code(self.type)}, but must be a `choice`",
                f"slot `topic` bertipe {code(self.type)}, seharusnya `choice`",
            ),
            Text("not a choice", "bukan choice"),
            advice=Text(
                "write `type: choice` with `options`, or give the slot another name",
                "tulis `type: choice` dengan `options`, atau beri nama lain",
            ),
        )


@dataclass(frozen=True, slots=True)
class UnknownSource:
    """A slot's `from` names nothing that a conversation has at its start.

    Sources are `profile.…`, `page.…`, and `<action>.<output>`.

    Why: the slot would stay empty for every customer.
    Ringkasan: `from` pada sebuah slot menyebut sesuatu yang tidak dimiliki percakapan saat dimulai.

    Sumbernya `profile.…`, `page.…`, dan `<aksi>.<keluaran>`.
    Mengapa: slot itu akan tetap kosong untuk semua pelanggan.
    Bad:
        slots:
          kota: {type: text, from: profile.city}
    Good:
        slots:
          kota: {type: text, from: page.query.city}
    Since: 0.1
    """

    code: ClassVar[str] = "FC233"
    name: ClassVar[str] = "unknown-source"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    source: str
    close: tuple[str, ...] = ()

    def report(self) -> Diagnostic:
        return tell(
            self,
            Text(f"{code(self.source)} is not a source of values", f"{code(self.source)} bukan sumber nilai"),
            Text("leads nowhere", "tidak menunjuk apa pun"),
            advice=did_you_mean(self.close, "source")
            or Text(
                "sources are `profile.name`, `page.path`, `page.query.…` and `<action>.<output>`",
                "sumbernya `profile.name`, `page.path`, `page.query.…`, dan `<aksi>.<keluaran>`",
            ),
        )


@dataclass(frozen=True, slots=True)
class PhraseClaimedTwice:
    """Two intents, or an intent and a faq, have the same phrase.

    Phrases are compared as customers' messages are: case, punctuation and chat spelling do not count.

    Why: when a customer writes it, only one of the two could be meant, and the bot would have to guess.
    Ringkasan: Dua intent, atau sebuah intent dan sebuah faq, punya frasa yang sama.

    Frasa dibandingkan seperti pesan pelanggan: huruf besar, tanda baca, dan ejaan chat tidak dihitung.
    Mengapa: saat pelanggan menulisnya hanya satu yang dimaksud, dan bot terpaksa menebak.
    Bad:
        intents:
          lacak: {phrases: [cek resi]}
        faq:
          resi: {phrases: [Cek resi!], answer: halo}
    Good:
        intents:
          lacak: {phrases: [cek resi]}
        faq:
          resi: {phrases: [apa itu resi], answer: halo}
    Since: 0.1
    """

    code: ClassVar[str] = "FC234"
    name: ClassVar[str] = "phrase-claimed-twice"
    severity: ClassVar[Severity] = Severity.ERROR
    span: Span
    phrase: str
    owner: str
    first_owner: str
    first: Span | None  # None: a built-in intent

    def report(self) -> Diagnostic:
        built_in = self.first is None
        return tell(
            self,
            Text(
                f"{code(self.phrase)} is a phrase of {code(self.owner)} and of {code(self.first_owner)}",
                f"{code(self.phrase)} adalah frasa {code(self.owner)} sekaligus {code(self.first_owner)}",
            ),
            Text("built into the other one", "sudah bawaan di sana")
            if built_in
            else Text("claimed a second time", "dipakai kedua kalinya"),
            also=first_here(self.first),
            advice=Text("keep it in one of the two", "sisakan di salah satu saja"),
        )


PROBLEMS = (SlotNeverAsked, SlotCannotBeAsked, TopicNotChoice, UnknownSource, PhraseClaimedTwice)
