"""FC553: a message that prints what, on some way, has no value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from flowc.diagnostics.model import Diagnostic, Severity, Text, Turn, note, said
from flowc.diagnostics.proof import How, Over
from flowc.diagnostics.tell import quoted, tell
from flowc.proofs.facts import Facts
from flowc.proofs.facts.edges import Cause, Edge
from flowc.proofs.facts.heard import words_of
from flowc.proofs.facts.printed import Printed
from flowc.proofs.facts.spoken import Spoken, spoken
from flowc.proofs.openings import phrase
from flowc.proofs.witness import Witness, told
from flowc.source.span import Span
from runtime.artifact import model

# Facts about the moment that the language has where it speaks by itself.
_OF_THE_MOMENT = ("message", "division", "queue", "wait", "route", "agent")
_NO_NOTE = note("the agent gets no note", "agen tidak mendapat catatannya")


@dataclass(frozen=True, slots=True)
class ValueMissing:
    """A message or a note prints a slot, a result or another name that on some way there has no value.

    Followed is the whole bot: questions and what gives them up, calls and that an answer may lack anything,
    flows that are called and those that interrupt, guards and cases that make sure of a value. Sources may
    give nothing; `default` counts as known.

    Over-approximate: a guard may hold or not, whatever held before. Where the data rule the way out, say so
    with `allow: {value-missing: reason}` on the message.

    Why: a text that cannot be filled in is not sent; the customer reads an apology, and the flow breaks off.
    A handover's note that cannot be filled in reaches no agent.
    Ringkasan: Pesan atau catatan mencetak slot, hasil, atau nama lain yang di salah satu jalan ke sana belum
    punya nilai.

    Yang ditelusuri adalah seluruh bot: pertanyaan dan kapan ia menyerah, pemanggilan yang jawabannya bisa
    kurang lengkap, alur yang dipanggil dan yang menyela, serta syarat dan kasus yang memastikan ada nilainya.
    Sumber (`from`) bisa tidak memberi apa-apa; slot dengan `default` dianggap terisi.

    Bisa berlebihan: syarat dianggap bisa benar atau salah, apa pun yang terjadi sebelumnya. Kalau datanya
    tidak memungkinkan jalan itu, tulis `allow: {value-missing: alasan}` pada pesannya.
    Mengapa: teks yang tidak bisa diisi tidak terkirim; pelanggan hanya membaca permintaan maaf, dan alurnya
    putus. Catatan (`note`) penyerahan yang tidak bisa diisi tidak sampai ke agen.
    Bad:
        flows:
          lacak:
            steps:
              - {collect: order_id, on_invalid: continue}
              - {say: dicatat}
        messages:
          dicatat: {id: "Pesanan {{ order_id }} dicatat.", en: "Order {{ order_id }} is noted."}
    Good:
        flows:
          lacak:
            steps:
              - {collect: order_id, on_invalid: continue}
              - {say: dicatat, when: order_id != null}
              - {say: bantuan}
        messages:
          dicatat: {id: "Pesanan {{ order_id }} dicatat.", en: "Order {{ order_id }} is noted."}
    Since: 0.2
    """

    code: ClassVar[str] = "FC553"
    name: ClassVar[str] = "value-missing"
    severity: ClassVar[Severity] = Severity.WARNING
    how: ClassVar[How] = How.OVER
    over: ClassVar[Over] = Over.STATES
    span: Span
    message: str  # or the note's place
    value: str
    said_at: Span | None
    witness: tuple[Turn, ...]

    def report(self) -> Diagnostic:
        value = quoted(self.value)
        return tell(
            self,
            Text(
                f"this text needs {value}, which has no value on some way here",
                f"teks ini butuh {value}, yang di salah satu jalan ke sini belum ada nilainya",
            ),
            Text("printed, whatever it is", "dicetak, apa pun isinya"),
            also=() if self.said_at is None else ((self.said_at, Text("said here", "diucapkan di sini")),),
            witness=self.witness,
            advice=Text(
                f"put it in `{{% if {self.value} %}}`, write `{{{{ {self.value} | default('…') }}}}`, "
                "or ask for it first",
                f"apit dengan `{{% if {self.value} %}}`, tulis `{{{{ {self.value} | default('…') }}}}`, "
                "atau tanyakan dulu",
            ),
        )


def check(facts: Facts) -> Iterator[ValueMissing]:
    """Yield each name that a message prints and that may be missing, once for each message."""
    witness = Witness(facts)
    fault = said("bot", witness.words("fault"))
    seen: set[tuple[str, str]] = set()
    for one in spoken(facts.bot, facts.machine, facts.known):
        for text in facts.printed.get(one.message, ()):
            if (one.message, text.name) in seen or not _missing(facts, one, text):
                continue
            seen.add((one.message, text.name))
            step = facts.machine.steps.get(one.state or "")
            at = None if step is None or step.span.holds(text.span) else step.span
            turns = (*_way(facts, witness, one, text), _NO_NOTE if one.is_note else fault)
            yield ValueMissing(text.span, one.message, text.name, at, told(turns))


def _missing(facts: Facts, one: Spoken, text: Printed) -> bool:
    if one.built_in and text.name.partition(".")[0] in _OF_THE_MOMENT:
        return False
    bit = facts.known.values.bit(text.value)
    return bool(bit) and not one.known & bit


def _way(facts: Facts, witness: Witness, one: Spoken, text: Printed) -> Iterator[Turn]:
    """Yield the conversation up to the text: a way on which the value is missing, where one was found."""
    if one.state is not None:
        bit = facts.known.values.bit(text.value)
        way = facts.lacking.to(one.state, bit)
        if way is None:
            yield from witness.until(one.state)
            yield from _interrupted(facts.known.emptied_in(one.state, bit), text.name)
        else:
            yield from witness.beginning(way.root)
            for step in way.steps:
                yield from witness.along((step,))
                yield from _lacking(facts, step, text.value)
    elif one.faq:
        faq = facts.bot.faq[one.faq]
        words = next(iter(words_of(faq.phrases)), None)
        yield said("customer", one.faq if words is None else words.text)
        if facts.bot.welcome is not None:
            yield said("bot", witness.words(facts.machine.names.of(facts.bot.welcome)))
    elif not one.built_in:
        yield said("customer", phrase("greeting", facts.bot, witness.locale))


def _interrupted(flow: str | None, value: str) -> Iterator[Turn]:
    if flow is not None:
        yield note(
            f"the customer asks for `{flow}` in between, which leaves `{value}` empty",
            f"di tengah jalan pelanggan meminta `{flow}`, yang mengosongkan `{value}`",
        )


def _lacking(facts: Facts, step: Edge, value: str) -> Iterator[Turn]:
    """Yield that an action answers without the value, where a step takes it from the answer."""
    match facts.machine.states[step.at]:
        case model.CallAction(action=action, into=into) if step.cause is Cause.WENT_ON:
            pass
        case model.Ask(verify=model.Verify(action=action, into=into)) if step.cause is Cause.ANSWERED:
            pass
        case _:
            return
    root = value.partition(".")[0]
    if root == into.name or value in into.slots:
        yield note(
            f"`{action}` finds nothing, or answers without it",
            f"`{action}` tidak menemukan apa-apa, atau jawabannya tidak lengkap",
        )
