"""FC570: questions for card and identity numbers on a channel whose terms forbid them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.samples import answer
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from flowc.structure import tree
from flowc.types.claims import OneOf, alternatives, path
from runtime.artifact import model
from runtime.channels.limits import CHANNELS

# Vendors' published test numbers of cards, and NIKs: six digits of the region, the birthday, a serial number.
_NUMBERS = (
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "378282246310005",
    "3171010101900001",
    "3578124508990003",
)
_WORDS = ("halo", "ABCDEFGHIJKLMNOP")  # who takes these as well asks for something else

_PAPERS = frozenset(("nik", "ktp", "paspor", "passport", "ssn", "cvv", "cvc"))
_CARDS = tuple(
    frozenset(one) for one in (("kartu", "kredit"), ("kartu", "debit"), ("credit", "card"), ("debit", "card"))
)
_BESIDE = frozenset(("no", "nomor", "number", "foto", "photo", "scan", "pelanggan", "customer"))
_TYPED = ("text", "number", "file")


@dataclass(frozen=True, slots=True)
class ForbiddenDataAsked:
    """The bot asks for a card or identity number on a channel whose terms forbid that.

    A slot counts when its `pattern` takes whole card numbers or identity numbers and no words, or when its
    name says so: `nik`, `no_ktp`, `paspor`, `cvv`, `credit_card`. It counts where a step, a division's
    `needs` or a routing table asks for it; not behind `when: conversation.channel = "web"`. The channel is
    whatsapp.

    Over-approximate: another number may have as many digits. Where it is one, say so with
    `allow: {forbidden-data-asked: reason}` on the slot.

    Why: the channel may block the number of the business, and the customer's secret stays in a chat.
    Ringkasan: Bot meminta nomor kartu atau nomor identitas di kanal yang ketentuannya melarang.

    Sebuah slot dihitung kalau `pattern`-nya menerima nomor kartu atau nomor identitas utuh dan tidak menerima
    kata, atau kalau namanya berkata begitu: `nik`, `no_ktp`, `paspor`, `cvv`, `credit_card`. Yang dihitung
    adalah pertanyaan dari langkah, dari `needs` sebuah divisi, atau dari tabel rute; bukan yang berada di
    balik `when: conversation.channel = "web"`. Kanalnya whatsapp.

    Bisa berlebihan: nomor lain bisa punya digit sebanyak itu. Kalau memang nomor lain, tulis
    `allow: {forbidden-data-asked: alasan}` pada slotnya.
    Mengapa: kanal bisa memblokir nomor bisnis Anda, dan rahasia pelanggan tertinggal di percakapan.
    Bad:
        channels: [whatsapp]
        slots:
          identitas: {type: text, pattern: "[0-9]{16}", ask: tanya, pii: true}
        flows:
          lapor: {steps: [{collect: identitas}]}
    Good:
        channels: [whatsapp]
        slots:
          identitas: {type: text, pattern: "[0-9]{4}", ask: tanya, pii: true}
        flows:
          lapor: {steps: [{collect: identitas}]}
    Since: 0.2
    """

    code: ClassVar[str] = "FC570"
    name: ClassVar[str] = "forbidden-data-asked"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.SLOTS
    span: Span
    slot: str
    channel: str
    asked: Span
    by_pattern: bool
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        label = (
            Text("whole card or identity numbers fit here", "nomor kartu atau identitas utuh cocok di sini")
            if self.by_pattern
            else Text("a card or identity number, by its name", "nomor kartu atau identitas, menurut namanya")
        )
        return tell(
            self,
            Text(
                f"{quoted(self.slot)} may not be asked for on {self.channel}",
                f"{quoted(self.slot)} tidak boleh diminta di {self.channel}",
            ),
            label,
            also=((self.asked, Text("asked for here", "diminta di sini")),),
            advice=Text(
                "ask for the last four digits, for another number of yours, or on another channel: "
                '`when: conversation.channel != "whatsapp"`',
                "minta empat digit terakhir, nomor lain milik Anda, atau di kanal lain: "
                '`when: conversation.channel != "whatsapp"`',
            ),
            witness=self.witness,
        )


def check(facts: Facts) -> Iterator[ForbiddenDataAsked]:
    """Yield each slot that a channel forbids, once for its first channel, in the order of the slots."""
    for slot in facts.bot.slots.values():
        by_pattern = slot.type.pattern is not None and takes_identity(slot.type.pattern.text)
        if not (by_pattern or _named(slot)):
            continue
        for channel in facts.bot.channels:
            limits = CHANNELS.get(channel.text)
            if limits is None or not limits.forbids_identity:
                continue
            found = next(_asked(facts, slot, channel.text), None)
            if found is not None:
                asked, turns = found
                shown = slot.type.pattern if by_pattern else slot.name
                assert shown is not None
                yield ForbiddenDataAsked(
                    shown.span, slot.name.text, channel.text, asked, by_pattern, told(turns)
                )
                break


def takes_identity(pattern: str) -> bool:
    """Return whether a pattern takes whole numbers of cards or identity papers, and no words.

    >>> takes_identity("[0-9]{16}"), takes_identity("TK-[0-9]{16}"), takes_identity(".+")
    (True, False, False)
    """
    try:
        reads = re.compile(pattern, re.IGNORECASE)
    except re.error:
        return False  # FC345 tells
    return any(map(reads.fullmatch, _NUMBERS)) and not any(map(reads.fullmatch, _WORDS))


def _named(slot: tree.Slot) -> bool:
    words = frozenset(re.split(r"[._]", slot.name.text)) - _BESIDE
    papers = bool(words) and (words <= _PAPERS or words in _CARDS)
    pattern = slot.type.pattern
    only_its_end = pattern is not None and re.fullmatch(pattern.text, "1234") is not None
    return slot.type.name.text in _TYPED and papers and not only_its_end


def _asked(facts: Facts, slot: tree.Slot, channel: str) -> Iterator[tuple[Span, tuple[Turn, ...]]]:
    """Yield the places that ask for a slot on a channel, each with the conversation up to the answer."""
    witness, name = Witness(facts), slot.name.text
    given = (
        said("customer", answer(slot.type, witness.locale)),
        note(f"{channel} forbids asking for this", f"{channel} melarang meminta ini"),
    )
    for key, state in facts.machine.states.items():
        asks = isinstance(state, model.Ask) and state.slot == name and not _only_elsewhere(state, channel)
        if asks and key in facts.reach:
            yield facts.machine.steps[key].span, (*witness.until(key), *witness.question(key), *given)
    if slot.ask is None:
        return
    before = (*_handed_over(facts, witness), *witness.says(facts.machine.names.of(slot.ask)), *given)
    for division in facts.bot.divisions.values():
        for need in division.needs:
            if need.text == name:
                yield need.span, before
    for table in facts.bot.routing:
        for heading in table.headings:
            if heading.text == name:
                yield heading.span, before


def _handed_over(facts: Facts, witness: Witness) -> tuple[Turn, ...]:
    for key, state in facts.machine.states.items():
        if isinstance(state, model.Handover) and key in facts.paths:
            return witness.until(key)
    return ()


def _only_elsewhere(state: model.State, channel: str) -> bool:
    """Return whether the question has a guard that is never true on a channel."""
    here, on = path("conversation", "channel"), OneOf(frozenset((channel,)))
    if state.guard is None:
        return False
    return all(here in way and way[here].both(on) is None for way in alternatives(state.guard))
