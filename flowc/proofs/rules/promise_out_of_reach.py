"""FC513: an answer is promised after hours, to a customer who cannot be written to by then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.hours.alone import Stretch
from flowc.names.flows import LEAVE_MESSAGE
from flowc.proofs.facts import Facts
from flowc.proofs.facts.contact import contact_slots, passes_without
from flowc.proofs.rules.message_after_window import has_template
from flowc.proofs.rules.message_never_read import written
from flowc.proofs.witness import Witness, shown, told
from flowc.source.span import Span
from flowc.structure import tree
from runtime.artifact import model
from runtime.core.reach import STAYS, WINDOW

READY = "handover.reply_ready"  # with what an agent begins who opens a message that was left
_LEFT = {"id": "Tolong dicek, barang saya rusak.", "en": "Please look into it, my item is broken."}


@dataclass(frozen=True, slots=True)
class PromiseOutOfReach:
    """A message is left after hours, and nobody can write to the customer when the answer is due.

    On whatsapp, messenger and instagram free words end 24 hours after the customer's last message. A division
    that opens, or promises an answer by `left_message`, later than that needs a template for
    `handover.reply_ready`, or a phone number or e-mail address: among its `needs`, or asked for in a
    `leave_message` flow of the bot's own. Nobody who has left a web page can be written to at all: there the
    own flow has to ask. The built-in one does. Every hour up to the horizon is looked at, holidays included;
    each channel is told of once.

    Over-approximate: cases in the own flow count as if each could be taken. Where they cannot, say so with
    `allow: {promise-out-of-reach: reason}` on the flow or the division.

    Why: the customer waits for an answer that the channel does not let through.
    Ringkasan: Pesan ditinggalkan di luar jam kerja, dan pelanggan tidak bisa dihubungi saat jawabannya jatuh
    tempo.

    Di whatsapp, messenger, dan instagram, kata bebas hanya bisa dikirim sampai 24 jam setelah pesan terakhir
    pelanggan. Divisi yang buka, atau menjanjikan jawaban lewat `left_message`, lebih lama dari itu perlu
    template untuk `handover.reply_ready`, atau nomor telepon atau email: di `needs`, atau ditanyakan di alur
    `leave_message` milik bot sendiri. Di web, orang yang sudah menutup halaman tidak bisa dihubungi sama
    sekali: alur sendiri harus menanyakannya. Alur bawaan sudah begitu. Setiap jam sampai batas hari libur
    diperiksa; tiap kanal dilaporkan sekali.

    Bisa berlebihan: setiap kasus di alur sendiri dianggap bisa terjadi. Kalau tidak mungkin, tulis
    `allow: {promise-out-of-reach: alasan}` pada alur atau divisinya.
    Mengapa: pelanggan menunggu jawaban yang tidak diteruskan oleh kanalnya.
    Bad:
        channels: [whatsapp]
        hours:
          kantor: {mon-fri: 09:00-17:00}
        divisions:
          cs: {name: {id: Layanan Pelanggan}, hours: kantor}
    Good:
        channels: [whatsapp]
        hours:
          kantor: {mon-fri: 09:00-17:00}
        divisions:
          cs: {name: {id: Layanan Pelanggan}, hours: kantor}
        messages:
          handover.reply_ready: {id: {text: Pesan Anda sudah dibaca., template: {name: siap, params: []}}}
    Since: 0.2
    """

    code: ClassVar[str] = "FC513"
    name: ClassVar[str] = "promise-out-of-reach"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.DIVISIONS
    span: Span
    channel: str
    division: str
    hours: Span | None
    late: str  # until when the answer is due, at the latest; empty: the channel reaches nobody later
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        channel, division = quoted(self.channel), quoted(self.division)
        if self.late:
            label = Text(
                f"a message left here may be answered as late as {self.late}",
                f"pesan yang ditinggalkan di sini bisa baru dijawab {self.late}",
            )
            advice = Text(
                f"give {quoted(READY)} a `template`, or put a phone or e-mail slot into its `needs`",
                f"beri {quoted(READY)} sebuah `template`, atau tambahkan slot telepon atau email ke `needs` "
                "divisinya",
            )
        else:
            label = Text(
                "some way through it asks for neither phone nor e-mail",
                "ada jalan yang tidak menanyakan telepon maupun email",
            )
            advice = Text(
                "collect a slot of type `phone` or `email` in it",
                "tambahkan `collect` slot bertipe `phone` atau `email` di dalamnya",
            )
        return tell(
            self,
            Text(
                f"an answer of {division} is promised that cannot reach the customer on {channel}",
                f"jawaban {division} dijanjikan, tetapi tidak bisa sampai ke pelanggan di {channel}",
            ),
            label,
            also=() if self.hours is None else ((self.hours, Text("its hours", "jam bukanya")),),
            advice=advice,
            witness=self.witness,
        )


def check(facts: Facts) -> Iterator[PromiseOutOfReach]:
    """Yield for each channel the first division whose answers cannot reach a customer there."""
    if facts.openings is None:
        return
    contacts = contact_slots(facts.bot)
    own = facts.bot.flows.get(LEAVE_MESSAGE)
    asks = own is not None and not passes_without(LEAVE_MESSAGE, contacts, facts.machine, facts.edges)
    without = [
        one
        for one in facts.bot.divisions.values()
        if not asks and contacts.isdisjoint(need.text for need in one.needs)
    ]
    for channel in facts.bot.channels:
        if channel.text in STAYS and own is not None:
            yield from _gone(facts, own, channel.text, without)
        elif channel.text in WINDOW and not _has_template(facts, channel.text):
            yield from _late(facts, channel.text, without)


def _gone(
    facts: Facts, own: tree.Flow, channel: str, divisions: list[tree.Division]
) -> Iterator[PromiseOutOfReach]:
    for division in divisions:
        for stretch in facts.alone(division.name.text)[:1]:
            gone = note(
                f"the page is closed; {channel} reaches nobody then",
                f"halamannya ditutup; lewat {channel} tidak ada yang bisa dihubungi lagi",
            )
            turns = _conversation(facts, stretch, gone)
            hours = _hours(facts, division)
            yield PromiseOutOfReach(own.name.span, channel, division.name.text, hours, "", turns)
            return


def _late(facts: Facts, channel: str, divisions: list[tree.Division]) -> Iterator[PromiseOutOfReach]:
    window = WINDOW[channel]
    for division in divisions:
        name = division.name.text
        for stretch in facts.alone(name):
            if stretch.unread:
                continue  # FC525 tells
            due = facts.answered(name, stretch.start)
            if due is None or due - stretch.start < window:
                continue
            waits = shown(due - stretch.start)
            turns = _conversation(
                facts,
                stretch,
                note(f"no answer for {waits}", f"belum ada jawaban selama {waits}"),
                note(
                    f"now an agent opens it; {channel} takes only templates",
                    f"baru sekarang agen membukanya; {channel} hanya menerima template",
                ),
            )
            at = due.astimezone(stretch.start.tzinfo)
            late = f"{at:%Y-%m-%d %H:%M} {stretch.start.tzname()}"
            yield PromiseOutOfReach(division.name.span, channel, name, _hours(facts, division), late, turns)
            return


def _has_template(facts: Facts, channel: str) -> bool:
    message = facts.bot.messages.get(READY)
    return message is not None and has_template(message, channel)


def _hours(facts: Facts, division: tree.Division) -> Span | None:
    hours = None if division.hours is None else facts.bot.hours.get(division.hours.text)
    return None if hours is None else hours.name.span


def _conversation(facts: Facts, stretch: Stretch, *claims: Turn) -> tuple[Turn, ...]:
    witness = Witness(facts)
    handovers = (
        name
        for name, state in facts.machine.states.items()
        if isinstance(state, model.Handover) and name in facts.paths
    )
    here = next(handovers, None)
    first = facts.machine.entries.get(LEAVE_MESSAGE)
    return told(
        (
            note(f"it is {written(stretch.start)}", f"sekarang {written(stretch.start)}"),
            *(() if here is None else witness.until(here)),
            *(witness.says("leave_message.text") if first is None else witness.question(first)),
            said("customer", _LEFT.get(witness.locale, _LEFT["en"])),
            *claims,
        )
    )
