"""FC515: a customer asks for a person, and somewhere the bot does not listen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.names.escalation import answers_ask_human
from flowc.proofs.facts import Facts
from flowc.proofs.facts.situations import asking_for_human
from flowc.proofs.openings import phrase
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from flowc.types.claims import alternatives, implies
from runtime.artifact import model


@dataclass(frozen=True, slots=True)
class HelpNotHonoured:
    """A customer may ask for a person, and no rule hands over: the rule asks for more, or is resting.

    Some rule must hand over, or begin a flow, whenever `message.intent = "ask_human"`: at any hour, from the
    first message on, and again right after it did so once. An offer rests for five turns unless its
    `cool_down` says otherwise, so a customer who asks again would not be heard.

    Over-approximate: conditions of several rules that only together leave nothing out are not added up. Where
    they do, say so with `allow: {help-not-honoured: reason}` on the rule.

    Why: whoever asks for a person and gets the bot again does not come back.
    Ringkasan: Pelanggan bisa minta bicara dengan manusia, tetapi tidak ada aturan yang menyerahkannya:
    aturannya punya syarat lain, atau sedang beristirahat.

    Harus ada aturan yang menyerahkan, atau memulai alur, setiap kali `message.intent = "ask_human"`: pada jam
    berapa pun, sejak pesan pertama, dan lagi setelah baru saja berlaku. `offer` beristirahat lima giliran
    kecuali `cool_down`-nya mengatakan lain, sehingga pelanggan yang meminta lagi tidak didengar.

    Bisa berlebihan: syarat beberapa aturan yang baru lengkap kalau digabung tidak dijumlahkan. Kalau memang
    lengkap, tulis `allow: {help-not-honoured: alasan}` pada aturannya.
    Mengapa: orang yang minta manusia lalu mendapat bot lagi biasanya tidak kembali.
    Bad:
        escalation:
          - {rule: diminta, when: message.intent = "ask_human" and turns.customer > 3, handover: auto}
          - {rule: tak_paham, when: turns.not_understood >= 3, offer: tanya}
    Good:
        escalation:
          - {rule: diminta, when: message.intent = "ask_human", handover: auto}
          - {rule: tak_paham, when: turns.not_understood >= 3, offer: tanya}
    Since: 0.2
    """

    code: ClassVar[str] = "FC515"
    name: ClassVar[str] = "help-not-honoured"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.ESCALATION
    span: Span
    rule: str
    rests: bool  # it would hold, but rests after it did once; else: it asks for more than the intent
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        rule = quoted(self.rule)
        label = (
            Text("rests after it fired once", "beristirahat setelah sekali berlaku")
            if self.rests
            else Text("asks for more than the wish itself", "meminta lebih dari permintaannya sendiri")
        )
        return tell(
            self,
            Text(
                f"a customer who asks for a person is not always heard by {rule}",
                f"pelanggan yang minta bicara dengan manusia tidak selalu didengar {rule}",
            ),
            label,
            witness=self.witness,
            advice=Text(
                'add `{rule: diminta, when: message.intent = "ask_human", handover: auto}`, '
                "without `cool_down`",
                'tambahkan `{rule: diminta, when: message.intent = "ask_human", handover: auto}`, '
                "tanpa `cool_down`",
            ),
        )


def check(facts: Facts) -> Iterator[HelpNotHonoured]:
    """Yield the first rule for people who ask for a person, where no rule hears them always."""
    asked = asking_for_human()
    holding = [rule for rule in facts.machine.rules if implies(asked, alternatives(rule.when))]
    if any(not _rests(rule) and not _is_offer(facts, rule) for rule in holding):
        return
    written = next((rule for rule in facts.bot.escalation if answers_ask_human(rule)), None)
    if written is None:
        return  # which is told where names are
    rests = next((rule for rule in holding if _rests(rule) or _is_offer(facts, rule)), None)
    place = (
        written if rests is None else next(one for one in facts.bot.escalation if one.name.text == rests.name)
    )
    yield HelpNotHonoured(
        place.when.span if rests is None else place.name.span,
        place.name.text,
        rests is not None,
        told(_conversation(facts, rests)),
    )


def _rests(rule: model.Rule) -> bool:
    return bool(rule.rest_turns or rule.rest_for or rule.rest_conversation)


def _is_offer(facts: Facts, rule: model.Rule) -> bool:
    """An offer is not made while another one is pending."""
    return isinstance(facts.machine.states[rule.state], model.Offer)


def _conversation(facts: Facts, rests: model.Rule | None) -> Iterator[Turn]:
    witness = Witness(facts)
    wish = said("customer", phrase("ask_human", facts.bot, witness.locale))
    if rests is not None:
        yield wish
        state = facts.machine.states[rests.state]
        if isinstance(state, model.Offer):
            yield from witness.question(rests.state)
            yield said("customer", {"id": "tidak"}.get(witness.locale, "no"))
        else:
            yield note("an agent gives the conversation back", "agen mengembalikan percakapan")
    yield wish
    yield note("nobody is called", "tidak ada yang dipanggil")
